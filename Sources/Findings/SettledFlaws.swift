package import SourceText

/// What VEX documents say of flaws that leaves nothing to be done about them.
package struct SettledFlaws: Sendable {
    private let statements: [VEXStatement]
    /// The indices of the statements that settle something, by the folded id of the flaw.
    private let byFlaw: [String: [Int]]

    /// Takes the statements of all documents, in their order.
    package init(_ statements: [VEXStatement]) {
        self.statements = statements
        var byFlaw: [String: [Int]] = [:]
        for (index, statement) in statements.enumerated() where statement.status.settles {
            for flaw in Set(statement.flaws.map(FlawID.folded)) { byFlaw[flaw, default: []].append(index) }
        }
        self.byFlaw = byFlaw
    }

    /// Whether no statement settles anything.
    var isEmpty: Bool { byFlaw.isEmpty }

    /// The index of the first statement that settles a flaw of a package in a function, or in the application as a whole.
    func index(on concern: PackageConcern, for function: String?, of application: String, _ manifest: RelativePath) -> Int? {
        let said = Set(concern.flaws.flatMap { byFlaw[FlawID.folded($0)] ?? [] }).sorted()
        return said.first { statements[$0].settles(concern, for: function, of: application, manifest) }
    }

    /// That statement; `nil` when none does.
    package func statement(on concern: PackageConcern, for function: String?, of application: String, _ manifest: RelativePath) -> VEXStatement? {
        index(on: concern, for: function, of: application, manifest).map { statements[$0] }
    }
}
