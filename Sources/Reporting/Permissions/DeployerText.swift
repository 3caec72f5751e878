package import Findings

/// What whoever deploys an application may need, for people and as a policy.
package enum DeployerText {
    /// A policy in the language of IAM.
    package static func policy(_ permissions: DeployerPermissions) -> String {
        JSONWriter.render(.object([("Version", .string("2012-10-17")), ("Statement", .array(permissions.statements.map(statement)))]))
    }

    private static func statement(_ statement: DeployerPermissions.Statement) -> JSONValue {
        let condition: [(String, JSONValue)] = statement.passedTo.map { service in
            [("Condition", .object([("StringEquals", .object([("iam:PassedToService", .string(service))]))]))]
        } ?? []
        return .object(
            [("Effect", .string("Allow")), ("Action", .strings(statement.actions)), ("Resource", .strings(statement.resources))] + condition)
    }

    /// The statements with what each is for, as lines of comments and lists.
    package static func text(_ permissions: DeployerPermissions) -> String {
        let head = "# what deploying \(permissions.application.visible) may need\n" + assumptions.map { "# \($0)\n" }.joined()
        let unknown = permissions.unknownTypes.map { "# not known: what makes `\($0.visible)`\n" }.joined()
        return head + unknown + permissions.statements.map(lines).joined()
    }

    /// What is taken for granted.
    private static let assumptions = [
        "CloudFormation makes everything with the rights of whoever deploys, not with a role of its own",
        "names that CloudFormation makes hold the logical id; regions and accounts are left open",
        "plugins, custom resources and files on other services are not looked at",
    ]

    private static func lines(_ statement: DeployerPermissions.Statement) -> String {
        let condition = statement.passedTo.map { "  only to \($0)\n" } ?? ""
        let resources = statement.resources.map { "  on \($0.visible)\n" }.joined()
        return "\n# \(statement.reason.visible)\n" + statement.actions.map { "\($0)\n" }.joined() + resources + condition
    }
}
