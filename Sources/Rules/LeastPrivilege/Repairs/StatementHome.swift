import ApplicationModel
import AuditKit

/// Where the statements of a role are written in its manifest.
struct StatementHome {
    private let list: Value?
    private let change: ([Repair.Literal]) -> Repair.Change?

    /// Finds it for a role that the framework makes for all functions, or that a template declares; `nil` for others.
    init?(of role: Role, in application: Application) {
        switch role.kind {
        case .sharedByFramework:
            guard let provider = application.document["provider"], provider.isMap else { return nil }
            list = provider[path: "iam", "role", "statements"] ?? provider["iamRoleStatements"]
            let isOld = provider["iamManagedPolicies"] != nil && provider["iam"] == nil
            change = { .insert(.list($0), at: isOld ? ["iamRoleStatements"] : ["iam", "role", "statements"], into: provider.place) }
        case .declared:
            guard let resource = application.resource(role.id.name), resource.generator == nil, resource.definition.isMap else { return nil }
            list = resource.properties["Policies"]
            change = { .insert(.list([Self.policy($0)]), at: ["Properties", "Policies"], into: resource.definition.place) }
        case .perFunction, .external: return nil
        }
        isOfPolicies = role.kind == .declared
    }

    private let isOfPolicies: Bool

    /// Adds statements behind those that are there.
    func adding(_ statements: [Repair.Literal]) -> [Repair.Change]? {
        guard let list else { return change(statements).map { [$0] } }
        guard case .list = list.content, list.isWrittenWhereUsed else { return nil }
        return (isOfPolicies ? [Self.policy(statements)] : statements).map { .append($0, to: list.place) }
    }

    /// An inline policy of a role.
    static func policy(_ statements: [Repair.Literal]) -> Repair.Literal {
        let document = Repair.Literal.map([.init("Version", .string("2012-10-17")), .init("Statement", .list(statements))])
        return .map([.init("PolicyName", .string("needed")), .init("PolicyDocument", document)])
    }
}
