import Findings

extension RuleMetadata {
    /// The rule as a SARIF `reportingDescriptor`.
    var sarifDescriptor: JSONValue {
        .present([
            ("id", .string(id.description)),
            ("name", .string(id.pattern.pascalCased)),
            ("deprecatedIds", formerIDs.isEmpty ? nil : .strings(formerIDs.map(\.description))),
            ("shortDescription", text(summary)),
            ("fullDescription", text(why)),
            ("help", .object([("text", .string(helpText)), ("markdown", .string(helpMarkdown))])),
            ("defaultConfiguration", .object([("level", .string(severity.sarifLevel))])),
            ("properties", properties),
        ])
    }

    private var properties: JSONValue {
        let weaknesses = cwe.map { number in
            let digits = String(number)
            return "external/cwe/cwe-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        }
        return .object([
            ("tags", .strings(["security"] + weaknesses + [practice.rawValue])),
            ("security-severity", .string(severity.sarifScore)),
            ("precision", .string(confidence.rawValue)),
            ("practice", .string(practice.title)),
            ("stage", .string(stage.name)),
            ("since", .string(since)),
        ])
    }

    private var helpText: String {
        (["\(why)", "Fix: \(remedy)"] + references).joined(separator: "\n\n")
    }

    private var helpMarkdown: String {
        let links = references.isEmpty ? [] : [references.map { "- <\($0)>" }.joined(separator: "\n")]
        return ([why, "**Fix:** \(remedy)"] + links).joined(separator: "\n\n")
    }

    private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }
}

extension String {
    /// `wildcard-action` as `WildcardAction`.
    fileprivate var pascalCased: String {
        split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
