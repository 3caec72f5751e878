/// What policies let someone do, and the algebra on it.
package struct GrantSet: Sendable, Hashable {
    /// The grants, in order.
    package private(set) var grants: [Grant]
    /// Denials that are not taken out of the grants, because they depend on conditions: the grants may be less by these.
    package private(set) var openDenials: [Grant]

    /// The most pairs of an action and a resource that a set is taken apart into; a larger one is handled in coarser
    /// parts, which finds less to leave out and never more.
    package static let rowLimit = 20_000
    /// The most pairs of patterns that are compared to take denials out of grants; further denials stay open.
    package static let denialLimit = 2_000_000

    /// Makes a set of grants.
    package init(_ grants: [Grant] = []) {
        self.grants = grants
        openDenials = []
    }

    /// Makes the set of what policies allow, less what they deny without a condition.
    package init(_ policies: [Policy]) {
        let statements = policies.flatMap(\.statements)
        grants = statements.filter { $0.effect == .allow }.map { Grant($0) }
        let denials = statements.filter { $0.effect == .deny }.map { Grant($0) }
        openDenials = denials.filter { !$0.conditions.isEmpty || !$0.exceptions.isEmpty }
        let size = (grants.reduce(0) { $0 + $1.reach.actions.count }, grants.reduce(0) { $0 + $1.reach.resources.count })
        var left = Self.denialLimit
        for denial in denials where denial.conditions.isEmpty && denial.exceptions.isEmpty {
            left -= denial.reach.actions.count * size.0 + denial.reach.resources.count * size.1
            guard left >= 0 else {
                openDenials.append(denial)
                continue
            }
            for index in grants.indices where grants[index].reach.intersects(denial.reach) {
                grants[index].exceptions.append(denial.reach)
            }
        }
        grants = grants.filter { !$0.isEmpty }
    }

    /// Whether everything that a grant allows is allowed by the set; never yes by mistake.
    package func covers(_ grant: Grant) -> Bool {
        grants.contains { $0.covers(grant) } || covers(GrantSet([grant]))
    }

    /// Whether everything that another set allows is allowed by this one; never yes by mistake.
    package func covers(_ other: GrantSet) -> Bool { other.subtracting(self).grants.isEmpty }

    /// Whether the two may allow the same action on the same resource; never no by mistake.
    package func intersects(_ other: GrantSet) -> Bool {
        grants.contains { grant in other.grants.contains { $0.intersects(grant) } }
    }

    /// Both together.
    package func union(_ other: GrantSet) -> GrantSet {
        var result = self
        result.grants += other.grants
        result.openDenials += other.openDenials
        return result
    }

    /// What this set allows and the other one does not.
    ///
    /// What the other allows in part of a pattern stands as an exception to it; where that cannot be said, the pattern
    /// stays whole, so that the difference is never too small. The other's open denials are left aside.
    package func subtracting(_ other: GrantSet) -> GrantSet {
        let index = GrantIndex(other.grants)
        let rest = grants.flatMap { grant in
            Self.parts(of: GrantMerge.canonical(grant)).compactMap { index.remainder(of: $0) }
        }
        return GrantSet(grants: GrantMerge.byActions(GrantMerge.byResources(rest)), openDenials: openDenials)
    }

    init(grants: [Grant], openDenials: [Grant]) {
        self.grants = grants
        self.openDenials = openDenials
    }

    /// A grant as pairs of an action and a resource, action by action where there are too many, or whole.
    static func parts(of grant: Grant) -> [Grant] {
        guard grant.rowCount <= 50 * rowLimit else { return [grant] }
        return grant.reach.actions.flatMap { action in
            let resources = grant.rowCount <= rowLimit ? grant.reach.resources.map { [$0] } : [grant.reach.resources]
            return resources.map {
                Grant(
                    Grant.Reach(actions: [action], resources: $0), exceptions: grant.exceptions,
                    conditions: grant.conditions)
            }
        }
    }
}

/// Grants, found by the action and the resource that they cover.
struct GrantIndex {
    /// The lists of a grant that are too long to be looked through again and again.
    private struct LongLists {
        let actions: PatternIndex
        let resources: PatternIndex

        func cover(_ reach: Grant.Reach) -> Bool {
            reach.actions.allSatisfy(actions.covers) && reach.resources.allSatisfy(resources.covers)
        }
    }

    private let grants: [Grant]
    private let longLists: [Int: LongLists]
    private let actions: PatternIndex
    private let resources: PatternIndex
    /// Grants by the service of their actions; those that leave it open under the empty text.
    private let byService: [String: [Int]]

    init(_ grants: [Grant]) {
        self.grants = grants
        longLists = Self.longLists(of: grants)
        actions = PatternIndex(grants.enumerated().flatMap { at, grant in grant.reach.actions.map { ($0, at) } })
        resources = PatternIndex(grants.enumerated().flatMap { at, grant in grant.reach.resources.map { ($0, at) } })
        var byService: [String: [Int]] = [:]
        for (at, grant) in grants.enumerated() {
            for service in Set(grant.reach.actions.map(Self.service)) { byService[service, default: []].append(at) }
        }
        self.byService = byService
    }

    private static func longLists(of grants: [Grant]) -> [Int: LongLists] {
        var lists: [Int: LongLists] = [:]
        for (at, grant) in grants.enumerated() where grant.reach.actions.count + grant.reach.resources.count > 16 {
            lists[at] = LongLists(
                actions: PatternIndex(grant.reach.actions), resources: PatternIndex(grant.reach.resources))
        }
        return lists
    }

    private static func service(_ action: WildcardPattern) -> String {
        let prefix = action.literalPrefix
        return prefix.firstIndex(of: ":").map { String(prefix[..<$0]) } ?? ""
    }

    /// Whether a grant other than the one with a number covers a grant.
    func hasGrant(covering part: Grant, otherThan own: Int? = nil, where isMeant: (Int) -> Bool = { _ in true }) -> Bool {
        guard let action = part.reach.actions.first, let resource = part.reach.resources.first else { return false }
        let byAction = actions.indices(covering: action)
        let byResource = resources.indices(covering: resource)
        return (byAction.count < byResource.count ? byAction : byResource).contains {
            $0 != own && covers($0, part) && isMeant($0)
        }
    }

    private func covers(_ at: Int, _ part: Grant) -> Bool {
        let isWithinReach = longLists[at].map { $0.cover(part.reach) } ?? grants[at].reach.covers(part.reach)
        return isWithinReach && grants[at].coversAsideFromReach(part)
    }

    /// What is left of a grant; `nil` when nothing is.
    func remainder(of part: Grant) -> Grant? {
        guard !part.isEmpty, !hasGrant(covering: part) else { return nil }
        var rest = part
        for index in neighbours(of: part) where takesFrom(part, grants[index]) {
            rest.exceptions.append(grants[index].reach)
        }
        return rest.isEmpty ? nil : rest
    }

    private func neighbours(of part: Grant) -> [Int] {
        let service = part.reach.actions.first.map(Self.service) ?? ""
        let found = service.isEmpty ? Array(grants.indices) : (byService[service] ?? []) + (byService[""] ?? [])
        var left = Self.neighbourLimit
        return found.filter { index in
            left -= (grants[index].reach.actions.count + grants[index].reach.resources.count) * part.reach.resources.count
            return left >= 0
        }
    }

    /// The most pairs of patterns that are compared to find what to take out of one part.
    private static let neighbourLimit = 5_000

    private func takesFrom(_ part: Grant, _ grant: Grant) -> Bool {
        part.conditions.imply(grant.conditions) && grant.reach.intersects(part.reach)
            && !grant.exceptions.contains { $0.intersects(part.reach) }
    }
}
