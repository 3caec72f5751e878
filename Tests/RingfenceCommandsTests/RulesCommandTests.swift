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

    @Test func answersHelpVersionAndCompletions() async throws {
        #expect(try await CommandLineRun(["--version"]).output == "0.1.0\n")
        #expect(try await CommandLineRun(["--help"]).output.contains("EXIT CODES"))
        #expect(try await CommandLineRun(["scan", "--help"]).output.contains("EXAMPLES"))
        for shell in ["bash", "zsh", "fish"] {
            let run = try await CommandLineRun(["--generate-completion-script", shell])
            #expect(run.code == 0)
            #expect(run.output.contains("ringfence"))
        }
    }
}
