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

    /// A policy document in the language of Terraform; what the manifest declares is named by pattern, as Terraform does not know it.
    /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
    package static func terraform(_ table: FunctionPermissionTable) -> String {
        guard !table.statements.isEmpty else { return comment(table) }
        let statements = table.statements.map { statement in
            "  statement {\n    actions = \(list(statement.actions))\n    resources = \(list(statement.plainResources))\n  }\n"
        }
        return comment(table) + "data \"aws_iam_policy_document\" \"\(identifier(table.function))\" {\n" + statements.joined() + "}\n"
    }

    private static func list(_ texts: [String]) -> String {
        let quoted = texts.map { text in
            "\"" + text.visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("${", with: "$${") + "\""
        }
        return quoted.count == 1 ? "[\(quoted[0])]" : "[\n" + quoted.map { "      \($0),\n" }.joined() + "    ]"
    }

    /// Letters, digits, underscores and hyphens, and no digit in front.
    private static func identifier(_ name: String) -> String {
        let word = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "_" })
        return word.first?.isNumber == true ? "_" + word : word
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
