package import Findings

/// The least that functions need, in the words of what is pasted into a manifest.
package struct PolicyText {
    private let tables: [FunctionPermissionTable]
    private let names: TableNames
    private let paths: PathNames

    /// Writes the policies of some functions, whose manifests are said by some names of paths.
    package init(_ tables: [FunctionPermissionTable], paths: PathNames) {
        self.tables = tables
        names = TableNames(tables)
        self.paths = paths
    }

    // MARK: In the language of IAM

    /// The policy of one function, as `aws iam put-role-policy` takes it.
    package static func document(_ table: FunctionPermissionTable) -> String { JSONWriter.render(policy(table)) }

    /// One object with every function's policy under its name; the application or the manifest stands before a name that
    /// several functions have.
    package var documents: String {
        JSONWriter.render(.object(zip(names.unique, tables).map { ($0, Self.policy($1)) }))
    }

    /// What a policy cannot say of itself: a line for each function where something is to be known.
    package var remarks: [String] {
        zip(names.unique, tables).compactMap { name, table in
            let remarks = Self.gaps(table) + Self.deployed(table.policy)
            return remarks.isEmpty ? nil : "\(name): \(remarks.joined(separator: "; "))"
        }
    }

    private static func policy(_ table: FunctionPermissionTable) -> JSONValue {
        let statements = table.policy.statements.map { statement -> JSONValue in
            .object([("Effect", .string("Allow")), ("Action", .strings(statement.actions)), ("Resource", .strings(statement.plainResources))])
        }
        return .object([("Version", .string("2012-10-17")), ("Statement", .array(statements))])
    }

    // MARK: In manifests

    /// The statements of functions in `serverless.yml`, from version 4 of the framework on.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/iam
    package var serverless: String { blocks(Self.unnamed) { table, _ in "iam:\n  role:\n    statements:\n" + statements(table, indentation: 6) } }

    /// The policies of functions in a SAM template.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
    package var sam: String { blocks(Self.unnamed) { table, _ in "Policies:\n  - Statement:\n" + statements(table, indentation: 6) } }

    /// Policy documents in the language of Terraform; what the manifest declares is named by pattern, as Terraform does not know
    /// it.
    /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
    package var terraform: String {
        blocks(Self.deployed) { table, identifier in
            let statements = table.policy.statements.map { statement in
                "  statement {\n    actions = \(list(statement.actions))\n    resources = \(list(statement.plainResources))\n  }\n"
            }
            return "data \"aws_iam_policy_document\" \"\(identifier)\" {\n" + statements.joined() + "}\n"
        }
    }

    private func blocks(
        _ remarks: (FunctionPermissionTable.Policy) -> [String], _ block: (_ table: FunctionPermissionTable, _ identifier: String) -> String
    ) -> String {
        zip(tables, names.identifiers).map { table, identifier in
            let isEmpty = table.policy.statements.isEmpty
            return comments(table, remarks(table.policy)) + (isEmpty ? "" : block(table, identifier))
        }.joined(separator: "\n")
    }

    // MARK: Remarks

    private func comments(_ table: FunctionPermissionTable, _ remarks: [String]) -> String {
        let head = "\(table.function), a function of \(table.application) (\(paths.name(of: table.place.path)))"
        let nothing = table.policy.statements.isEmpty ? ["needs no permission of its own"] : []
        return ([head] + nothing + Self.gaps(table) + remarks).map { "# \($0.unwrapped.visible)\n" }.joined()
    }

    private static func gaps(_ table: FunctionPermissionTable) -> [String] {
        let possible = table.policy.leftOut
        return (table.incompleteness.map { ["not complete: \($0)"] } ?? [])
            + (possible.isEmpty ? [] : ["may be needed as well: \(possible.joined(separator: ", "))"])
    }

    /// What is to be known of ARNs outside any template.
    private static func deployed(_ policy: FunctionPermissionTable.Policy) -> [String] {
        let fit = policy.stack == "*" ? "the patterns fit any stack, put its name in front" : "the patterns fit the stack `\(policy.stack)`"
        let made = policy.generated.isEmpty ? [] : ["\(quoted(policy.generated)) get\(policy.generated.count == 1 ? "s a name" : " names") in deployment; \(fit)"]
        return made + (policy.open.isEmpty ? [] : ["only the deployment knows \(quoted(policy.open)); * stands for it"])
    }

    /// What is to be known of ARNs in templates.
    private static func unnamed(_ policy: FunctionPermissionTable.Policy) -> [String] {
        policy.unnamed.isEmpty ? [] : ["\(quoted(policy.unnamed)) cannot be written in a template; * stands for it"]
    }

    private static func quoted(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    // MARK: Pieces

    private func list(_ texts: [String]) -> String {
        let quoted = texts.map { text in
            "\"" + text.visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("${", with: "$${") + "\""
        }
        return quoted.count == 1 ? "[\(quoted[0])]" : "[\n" + quoted.map { "      \($0),\n" }.joined() + "    ]"
    }

    private func statements(_ table: FunctionPermissionTable, indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        return table.policy.statements.map { statement in
            let actions = statement.actions.map { "\(margin)    - \($0)\n" }.joined()
            let resources = statement.resources.map { "\(margin)    - \(scalar($0))\n" }.joined()
            return "\(margin)- Effect: Allow\n\(margin)  Action:\n\(actions)\(margin)  Resource:\n\(resources)"
        }.joined()
    }

    private func scalar(_ resource: String) -> String {
        let quoted = "'" + resource.visible.replacing("'", with: "''") + "'"
        return resource.contains("${") ? "!Sub \(quoted)" : quoted
    }
}
