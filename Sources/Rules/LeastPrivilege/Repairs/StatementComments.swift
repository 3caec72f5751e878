import ApplicationModel
import AuditKit
import LeastPrivilege
import Permissions
import SourceText

/// The comments of statements that others are written for, each with the first one that stands for its part.
struct StatementComments {
    private typealias Part = Repair.CommentSource.Part

    private var grants: [RoleGrant] = []
    private let statements: [SourcePlace: PolicyStatement]
    private let permissions: PermissionComparison
    private var taken: Set<SourcePlace> = []

    /// Looks at the statements of some roles.
    init(in roles: [Role], _ permissions: PermissionComparison) {
        self.permissions = permissions
        statements = Dictionary(roles.flatMap(\.statements).map { ($0.place, $0) }) { first, _ in first }
    }

    /// The comments of the statements that some grants stand in, none of them taken yet.
    func of(_ grants: [RoleGrant]) -> StatementComments {
        var comments = self
        comments.grants = grants
        return comments
    }

    /// A new statement with the comments of those that allow it.
    mutating func literal(of statement: NeededPolicy.Statement, on resources: [Repair.Literal]) -> Repair.Literal {
        var places: [SourcePlace] = []
        var actions: [Repair.Literal] = []
        for name in statement.actions {
            let serving = grants(of: name, on: statement.resources)
            places += serving.map(\.statementPlace)
            actions.append(commented(.string(name), by: serving.map { Part($0.place, of: $0.statementPlace) }))
        }
        let sources = places.compactMap { statements[$0] }
        let named = statement.resources.count == resources.count
        let objects = resources.enumerated().map { index, literal in
            named ? commented(literal, by: sources.flatMap { parts(of: $0, covering: statement.resources[index]) }) : literal
        }
        let wholes = sources.filter { taken.insert($0.place).inserted }
        let literal = PolicyLiteral.statement(actions, on: objects)
        return wholes.isEmpty ? literal : .commented(.init(wholes.map { Part($0.place) }, besides: wholes.flatMap(parts)), literal)
    }

    private func grants(of name: String, on resources: [ARNPattern]) -> [RoleGrant] {
        guard let action = ActionCatalogue.bundled.action(name) else { return [] }
        return grants.filter { $0.serves(action, on: resources) }
    }

    private mutating func commented(_ literal: Repair.Literal, by parts: [Part]) -> Repair.Literal {
        let new = parts.filter { taken.insert($0.place).inserted }
        return new.isEmpty ? literal : .commented(.init(new), literal)
    }

    private func parts(of statement: PolicyStatement, covering arn: ARNPattern) -> [Part] {
        let covering = statement.resources.filter { value in permissions.resources(of: value).contains { $0?.overlaps(arn) ?? true } }
        return covering.map { Part($0.place, of: statement.place) }
    }

    /// The parts of a statement that have comments of their own.
    private func parts(of statement: PolicyStatement) -> [Part] {
        (statement.actions + statement.resources).map { Part($0.place, of: statement.place) }
    }
}
