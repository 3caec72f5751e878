import AuditKit
import LeastPrivilege

/// Policies as they are written into a manifest.
enum PolicyLiteral {
    /// A statement that allows actions on resources.
    static func statement(_ actions: [String], on resources: [Repair.Literal]) -> Repair.Literal {
        statement(actions.map(Repair.Literal.string), on: resources)
    }

    /// A statement that allows actions on resources.
    static func statement(_ actions: [Repair.Literal], on resources: [Repair.Literal]) -> Repair.Literal {
        .map([.init("Effect", .string("Allow")), .init("Action", oneOrMany(actions)), .init("Resource", oneOrMany(resources))])
    }

    /// The fewest statements that meet some needs, with the comments of those that they stand for; `nil` when there are none, or
    /// a resource cannot be written.
    static func statements(for needs: [GrantedNeed], _ spelling: ResourceSpelling, _ comments: StatementComments? = nil) -> [Repair.Literal]? {
        let policy = NeededPolicy(needs.map { ($0.need.action, $0.resources) })
        var (comments, statements) = (comments, [Repair.Literal]())
        for statement in policy.statements {
            guard let resources = spelling.literals(of: statement.resources) else { return nil }
            statements.append(comments?.literal(of: statement, on: resources) ?? Self.statement(statement.actions, on: resources))
        }
        return statements.isEmpty ? nil : statements
    }

    private static func oneOrMany(_ literals: [Repair.Literal]) -> Repair.Literal {
        literals.count == 1 ? literals[0] : .list(literals)
    }
}
