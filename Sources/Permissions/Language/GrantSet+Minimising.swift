extension GrantSet {
    /// The same grants in few statements: what others cover left out, and grants with equal conditions put together by
    /// resource or by action, whichever takes fewer. It never grants more.
    package func minimised() -> GrantSet {
        let grants = grants.filter { !$0.isEmpty }.map(GrantMerge.canonical)
        let rows = grants.reduce(0) { sum, grant in
            let (result, isTooMuch) = sum.addingReportingOverflow(grant.rowCount)
            return isTooMuch ? .max : result
        }
        let parts = rows <= Self.rowLimit ? grants.flatMap(Self.byResource) : grants
        let needed = Self.withoutCovered(GrantMerge.byResources(parts))
        let byResource = GrantMerge.byActions(needed)
        guard rows <= Self.rowLimit else { return replacing(byResource) }
        let byAction = GrantMerge.byResources(GrantMerge.byActions(needed.flatMap(Self.parts)))
        return replacing(byAction.count < byResource.count ? byAction : byResource)
    }

    private func replacing(_ grants: [Grant]) -> GrantSet {
        var result = GrantSet(grants.sorted(by: Self.precedes))
        for denial in openDenials { result = result.adding(openDenial: denial) }
        return result
    }

    private static func byResource(_ grant: Grant) -> [Grant] {
        grant.reach.resources.map {
            Grant(
                Grant.Reach(actions: grant.reach.actions, resources: [$0]), exceptions: grant.exceptions,
                conditions: grant.conditions)
        }
    }

    /// Leaves out each action that another grant allows on the same resources and under no more conditions.
    private static func withoutCovered(_ grants: [Grant]) -> [Grant] {
        let index = GrantIndex(grants)
        // INVARIANT: an action goes only for a grant that keeps it, so that two never go for each other.
        var gone: Set<GrantAction> = []
        var left = comparisonLimit
        return grants.enumerated().compactMap { at, grant in
            var grant = grant
            grant.reach.actions = grant.reach.actions.filter { action in
                let part = Grant(
                    Grant.Reach(actions: [action], resources: grant.reach.resources), exceptions: grant.exceptions,
                    conditions: grant.conditions)
                left -= part.reach.resources.count
                guard left >= 0 else { return true }
                let isCovered = index.hasGrant(covering: part, otherThan: at) { other in
                    left -= grants[other].reach.actions.count
                    return keeps(grants[other], action, other, gone)
                }
                if isCovered { gone.insert(GrantAction(grant: at, action: action)) }
                return !isCovered
            }
            return grant.reach.actions.isEmpty ? nil : grant
        }
    }

    /// The most patterns that are looked at to leave actions out; further actions stay.
    private static let comparisonLimit = 2_000_000

    private struct GrantAction: Hashable {
        let grant: Int
        let action: WildcardPattern
    }

    private static func keeps(_ grant: Grant, _ action: WildcardPattern, _ at: Int, _ gone: Set<GrantAction>) -> Bool {
        guard !gone.isEmpty else { return true }
        return grant.reach.actions.contains {
            $0.covers(action) && !gone.contains(GrantAction(grant: at, action: $0))
        }
    }

    /// By first action, then by first resource, then by the conditions.
    private static func precedes(_ left: Grant, _ right: Grant) -> Bool {
        sortKey(left).lexicographicallyPrecedes(sortKey(right)) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func sortKey(_ grant: Grant) -> [String] {
        grant.reach.actions.map(\.text) + [""] + grant.reach.resources.map(\.text) + [""]
            + grant.conditions.flatMap { [$0.operatorText, $0.key] + $0.values.map(\.text) }
    }
}
