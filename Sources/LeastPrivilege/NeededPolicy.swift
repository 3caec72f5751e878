/// The statements that allow what a function's code needs and nothing else that it is known not to need.
package struct NeededPolicy: Sendable, Hashable {
    /// A statement that allows actions on resources.
    package struct Statement: Sendable, Hashable {
        /// The actions, sorted.
        package let actions: [String]
        /// The resources, the widest only, sorted.
        package let resources: [ARNPattern]
    }

    /// The statements: actions on the same resources stand in one.
    package let statements: [Statement]

    /// Writes the needs of a function's code as statements; what the platform needs is left to the framework, and what may not
    /// be needed at all stands in them only when it is granted already.
    package init(_ needs: FunctionNeeds, granted isGranted: (Need) -> Bool = { _ in true }) {
        self.init(needs.needs.filter { $0.isCalled && ($0.isCertain || isGranted($0)) }.map { ($0.action, $0.resources) })
    }

    /// Writes actions on resources as statements.
    package init(_ uses: [(action: String, resources: [ARNPattern])]) {
        var resources: [String: Set<ARNPattern>] = [:]
        for use in uses { resources[use.action, default: []].formUnion(use.resources) }
        let widest = resources.mapValues { all in
            all.filter { one in !all.contains { $0 != one && $0.covers(one) } }.sorted { $0.description < $1.description }
        }
        let groups = Dictionary(grouping: widest.keys, by: { widest[$0] ?? [] })
        statements = groups.map { Statement(actions: $1.sorted(), resources: $0) }.sorted { ($0.actions.first ?? "") < ($1.actions.first ?? "") }
    }
}
