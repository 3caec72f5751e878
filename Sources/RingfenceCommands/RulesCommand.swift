import ArgumentParser
import AuditKit
import CommandDoors
import Findings
import FoundationEssentials
import Rules

/// `ringfence rules`.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules by practice.",
        discussion: """
            EXAMPLES
              ringfence rules
              ringfence rules --json
              ringfence explain secrets/secret-in-environment
            """)

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let rules = RuleRegistry.all.map { $0.metadata }.sorted { ($0.practice, $0.id) < ($1.practice, $1.id) }
        surroundings.write(json ? try RulesCommand.json(rules) : RulesCommand.text(rules))
    }

    private static func text(_ rules: [RuleMetadata]) -> String {
        let width = rules.map(\.id.description.count).max() ?? 0
        var text = ""
        for practice in Practice.allCases {
            text += "\(practice.number). \(practice.title)\n"
            for rule in rules where rule.practice == practice {
                let id = rule.id.description
                let severity = rule.severity.rawValue
                text += "   \(id)\(String(repeating: " ", count: width - id.count))  "
                text += "\(severity)\(String(repeating: " ", count: 8 - severity.count))  \(rule.summary)\(audience(rule))\n"
            }
        }
        return text + """

            `ringfence explain RULE` says why a rule exists and how to repair what it finds.
            A word in brackets is the `--audience` from which on a rule is asked.

            """
    }

    /// A mark for the rules that a scan does not ask by default.
    private static func audience(_ rule: RuleMetadata) -> String {
        rule.audience == .regular ? "" : " (\(rule.audience.rawValue))"
    }

    private struct Listed: Encodable {
        let id: String
        let practice: String
        let severity: String
        let confidence: String
        let audience: String
        let since: String
        let summary: String
        let why: String
        let remedy: String
        let cwe: [Int]
        let references: [String]
    }

    private static func json(_ rules: [RuleMetadata]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let listed = rules.map { rule in
            Listed(
                id: rule.id.description, practice: rule.practice.rawValue, severity: rule.severity.rawValue,
                confidence: rule.confidence.rawValue, audience: rule.audience.rawValue, since: rule.since,
                summary: rule.summary, why: rule.why, remedy: rule.remedy, cwe: rule.cwe, references: rule.references)
        }
        return String(decoding: try encoder.encode(listed), as: UTF8.self) + "\n"
    }
}
