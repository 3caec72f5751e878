/// What a policy lets someone do: every one of some actions on every one of some resources, under conditions.
package struct Grant: Sendable, Hashable {
    /// Actions on resources: each action on each resource.
    package struct Reach: Sendable, Hashable {
        /// The patterns of actions.
        package var actions: [WildcardPattern]
        /// The patterns of resources.
        package var resources: [WildcardPattern]

        /// Makes a reach.
        package init(actions: [WildcardPattern], resources: [WildcardPattern]) {
            self.actions = actions
            self.resources = resources
        }

        /// Whether it takes in all of another reach.
        package func covers(_ other: Reach) -> Bool {
            (other.actions == actions || other.actions.areCovered(by: actions))
                && (other.resources == resources || other.resources.areCovered(by: resources))
        }

        /// Whether the two have an action on a resource in common.
        package func intersects(_ other: Reach) -> Bool {
            actions.contains { action in other.actions.contains { $0.intersects(action) } }
                && resources.contains { resource in other.resources.contains { $0.intersects(resource) } }
        }
    }

    /// The actions and resources.
    package var reach: Reach
    /// What is taken out of it again, as `NotAction`, `NotResource` and denials do.
    package var exceptions: [Reach]
    /// The conditions, all of which must hold.
    package var conditions: [Policy.Condition]

    /// Makes a grant.
    package init(_ reach: Reach, exceptions: [Reach] = [], conditions: [Policy.Condition] = []) {
        self.reach = reach
        self.exceptions = exceptions
        self.conditions = conditions
    }

    /// Makes a grant of actions on resources, as their patterns are written.
    package init(actions: [String], resources: [String], conditions: [Policy.Condition] = []) {
        self.init(
            Reach(actions: actions.map { .action($0) }, resources: resources.map { .resource($0) }),
            conditions: conditions)
    }

    /// What a statement grants or denies, its effect left aside; a trust policy's stands for every resource.
    package init(_ statement: Policy.Statement) {
        let actions = statement.actions
        let resources = statement.resources ?? .listed([.everything])
        let everything = Reach(actions: [.action("*")], resources: [.everything])
        reach = Reach(
            actions: actions.isNegated ? everything.actions : actions.elements,
            resources: resources.isNegated ? everything.resources : resources.elements)
        exceptions =
            (actions.isNegated ? [Reach(actions: actions.elements, resources: everything.resources)] : [])
            + (resources.isNegated ? [Reach(actions: everything.actions, resources: resources.elements)] : [])
        conditions = statement.conditions
    }

    /// Whether everything the other one grants is granted by this one too; never yes by mistake.
    package func covers(_ other: Grant) -> Bool {
        reach.covers(other.reach) && coversAsideFromReach(other)
    }

    /// Whether it covers a grant of which is known that it lies within the reach.
    func coversAsideFromReach(_ other: Grant) -> Bool { other.conditions.imply(conditions) && !loses(other) }

    /// Whether the two may grant the same action on the same resource; never no by mistake.
    package func intersects(_ other: Grant) -> Bool {
        reach.intersects(other.reach) && !exceptions.contains { $0.covers(other.reach) }
            && !other.exceptions.contains { $0.covers(reach) }
    }

    /// Whether nothing is left of it.
    package var isEmpty: Bool {
        reach.actions.isEmpty || reach.resources.isEmpty || exceptions.contains { $0.covers(reach) }
    }

    /// Whether the exceptions take something of the other grant that its own do not.
    private func loses(_ other: Grant) -> Bool {
        exceptions.contains { exception in
            exception.intersects(other.reach) && !other.exceptions.contains { $0.covers(exception) }
        }
    }

    /// How many pairs of an action and a resource it has.
    var rowCount: Int {
        let (product, isTooMuch) = reach.actions.count.multipliedReportingOverflow(by: reach.resources.count)
        return isTooMuch ? .max : product
    }
}

extension [Policy.Condition] {
    /// Whether other conditions hold whenever these do; never yes by mistake.
    package func imply(_ others: [Policy.Condition]) -> Bool {
        others.allSatisfy { other in contains { $0.implies(other) } }
    }

    /// In one order, each once, so that equal ones are equal.
    var canonical: [Policy.Condition] {
        var seen: Set<Policy.Condition> = []
        return map(\.canonical).filter { seen.insert($0).inserted }.sorted {
            let (left, right) = ($0.sortKey, $1.sortKey)
            return left.lexicographicallyPrecedes(right) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }
}

extension Policy.Condition {
    /// Whether another condition holds whenever this one does; never yes by mistake.
    package func implies(_ other: Policy.Condition) -> Bool {
        guard comparison == other.comparison, qualifier == other.qualifier, key.lowercased() == other.key.lowercased(),
            !holdsIfAbsent || other.holdsIfAbsent
        else { return false }
        // Fewer values are harder to meet, and more are harder to avoid.
        let (inner, outer) = comparison.isNegated ? (other.values, values) : (values, other.values)
        return areCovered(inner, by: outer)
    }

    /// Whether each of some values compares with nothing that others would not compare with.
    func areCovered(_ values: [WildcardPattern], by others: [WildcardPattern]) -> Bool {
        comparison.comparesParts ? Set(values).isSubset(of: others) : values.areCovered(by: others)
    }

    fileprivate var canonical: Policy.Condition {
        var result = self
        result.values = (comparison.comparesParts ? values : values.withoutCovered()).sortedByText()
        return result
    }

    fileprivate var sortKey: [String] { [operatorText, key] + values.map(\.text) }
}
