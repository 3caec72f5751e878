import AuditKit
import Findings
import Rules
import Testing

@Suite struct RulesCommandTests {
    @Test func listsEveryRule() async throws {
        let text = try await CommandLineRun(["rules"])
        let json = try await CommandLineRun(["rules", "--json"])
        for rule in RuleRegistry.all {
            #expect(text.output.contains(rule.metadata.id.description))
            #expect(json.output.contains("\"\(rule.metadata.id)\""))
        }
    }

    @Test func marksTheRulesThatAreNotAskedByDefault() async throws {
        let lines = try await CommandLineRun(["rules"]).output.split(separator: "\n")
        for rule in RuleRegistry.all.map({ $0.metadata }) {
            let line = try #require(lines.first { $0.contains(" \(rule.id.description) ") })
            #expect(line.hasSuffix("(\(rule.audience.rawValue))") == (rule.audience != .regular))
        }
    }

    @Test func answersHelpVersionAndCompletions() async throws {
        let version = try await CommandLineRun(["--version"])
        #expect(version.code == 0 && version.output == "0.1.0\n")
        let help = try await CommandLineRun(["--help"])
        #expect(help.code == 0 && help.output.contains("EXIT CODES"))
        let scanHelp = try await CommandLineRun(["scan", "--help"])
        #expect(scanHelp.code == 0 && scanHelp.output.contains("EXAMPLES"))
        for shell in ["bash", "zsh", "fish"] {
            let run = try await CommandLineRun(["--generate-completion-script", shell])
            #expect(run.code == 0)
            #expect(run.output.contains("ringfence"))
        }
    }
}
