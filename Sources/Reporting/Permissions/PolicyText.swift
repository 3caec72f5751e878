package import Findings

/// The least that functions need, in the words of what is pasted into a manifest.
package enum PolicyText {
    /// A policy in the language of IAM.
    package static func policy(_ table: FunctionPermissionTable) -> String {
        JSONWriter.render(
            .object([
                ("Version", .string("2012-10-17")),
                (
                    "Statement",
                    .array(
                        table.statements.map { statement in
                            .object([
                                ("Effect", .string("Allow")), ("Action", .strings(statement.actions)), ("Resource", .strings(statement.plainResources)),
                            ])
                        })
                ),
            ]))
    }

    /// The statements of a function in `serverless.yml`, from version 4 of the framework on.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/iam
    package static func serverless(_ table: FunctionPermissionTable) -> String {
        guard !table.statements.isEmpty else { return comment(table) }
        return comment(table) + "iam:\n  role:\n    statements:\n" + statements(table, indentation: 6)
    }

    /// The policies of a function in a SAM template.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
    package static func sam(_ table: FunctionPermissionTable) -> String {
        guard !table.statements.isEmpty else { return comment(table) }
        return comment(table) + "Policies:\n  - Statement:\n" + statements(table, indentation: 6)
    }

    private static func comment(_ table: FunctionPermissionTable) -> String {
        let gap = table.incompleteness.map { "; not complete: \($0.unwrapped.visible)" } ?? ""
        let nothing = table.statements.isEmpty ? " needs no permission of its own" : ""
        return "# \(table.function.visible)\(nothing)\(gap)\n"
    }

    private static func statements(_ table: FunctionPermissionTable, indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        return table.statements.map { statement in
            let actions = statement.actions.map { "\(margin)    - \($0)\n" }.joined()
            let resources = statement.resources.map { "\(margin)    - \(scalar($0))\n" }.joined()
            return "\(margin)- Effect: Allow\n\(margin)  Action:\n\(actions)\(margin)  Resource:\n\(resources)"
        }.joined()
    }

    private static func scalar(_ resource: String) -> String {
        let quoted = "'" + resource.visible.replacing("'", with: "''") + "'"
        return resource.contains("${") ? "!Sub \(quoted)" : quoted
    }
}
