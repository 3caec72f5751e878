/// Puts grants together that differ in one thing only, without granting more.
enum GrantMerge {
    private struct Key: Hashable {
        let patterns: [WildcardPattern]
        let exceptions: [Grant.Reach]
        let conditions: [Policy.Condition]
    }

    /// The grant with its lists and conditions in one order, so that equal ones are equal.
    static func canonical(_ grant: Grant) -> Grant {
        Grant(
            Grant.Reach(
                actions: grant.reach.actions.withoutCovered().sortedByText(),
                resources: grant.reach.resources.withoutCovered().sortedByText()),
            exceptions: grant.exceptions, conditions: grant.conditions.canonical)
    }

    /// One grant for each set of resources; the grants are canonical, as is the result.
    static func byResources(_ grants: [Grant]) -> [Grant] {
        grouped(grants, by: \.reach.resources).map { key, group in
            make(key, actions: group.flatMap(\.reach.actions), resources: key.patterns)
        }
    }

    /// One grant for each set of actions, likewise.
    static func byActions(_ grants: [Grant]) -> [Grant] {
        grouped(grants, by: \.reach.actions).map { key, group in
            make(key, actions: key.patterns, resources: group.flatMap(\.reach.resources))
        }
    }

    private static func make(_ key: Key, actions: [WildcardPattern], resources: [WildcardPattern]) -> Grant {
        Grant(
            Grant.Reach(
                actions: actions.withoutCovered().sortedByText(), resources: resources.withoutCovered().sortedByText()),
            exceptions: key.exceptions, conditions: key.conditions)
    }

    /// In the order of each group's first grant.
    private static func grouped(
        _ grants: [Grant], by patterns: (Grant) -> [WildcardPattern]
    ) -> [(key: Key, grants: [Grant])] {
        var places: [Key: Int] = [:]
        var groups: [(key: Key, grants: [Grant])] = []
        for grant in grants {
            let key = Key(patterns: patterns(grant), exceptions: grant.exceptions, conditions: grant.conditions)
            if let place = places[key] {
                groups[place].grants.append(grant)
            } else {
                places[key] = groups.count
                groups.append((key, [grant]))
            }
        }
        return groups
    }
}
