import Findings
import Scanning
import SourceText
import Testing

@Suite struct ScanConfigurationTests {
    private func read(_ text: String) -> ScanConfiguration {
        ScanConfiguration(in: InMemoryFileSource(["ringfence.yml": text]))
    }

    @Test func readsEveryKey() {
        let configuration = read(
            """
            fail-on: high
            stage: prod
            region: eu-west-1
            audience: pedantic
            params: {table: orders, count: 3}
            exclude: ["legacy/**"]
            rules:
              observability/*: low
              secrets/x: off
              transit/y: {severity: critical}
            ignore:
              - {rule: perimeters/z, path: "a/*.yml", function: hook, until: 2027-01-01, reason: partner signs}
            """)
        #expect(configuration.issues.isEmpty)
        #expect(configuration.failOn == .severity(.high))
        #expect(configuration.stage == "prod" && configuration.region == "eu-west-1")
        #expect(configuration.audience == .pedantic)
        #expect(configuration.params == ["table": "orders", "count": "3"])
        #expect(configuration.excluded.map(\.text) == ["legacy/**"])
        #expect(configuration.rules.map(\.setting) == [.severity(.low), .off, .severity(.critical)])
        #expect(configuration.ignores.map(\.reason) == ["partner signs"])
    }

    @Test(arguments: [
        "fail-on: severe", "rulez: {}", "rules: {a/b: sometimes}", "ignore: [{rule: a/b}]",
        "ignore: [{rule: a/b, reason: x, until: soon}]", "- a", "stage: [a]", "a: [",
    ])
    func complainsWithAPlace(_ text: String) {
        let issues = read(text).issues
        #expect(!issues.isEmpty)
        #expect(issues.allSatisfy { $0.issue.place.path.description == "ringfence.yml" })
    }

    @Test func readsOnlyTheRoot() {
        let files = InMemoryFileSource(["services/a/ringfence.yml": "fail-on: never"])
        #expect(ScanConfiguration(in: files).path == nil)
    }

    @Test func fallsBackToTheGitHubFolder() {
        let files = InMemoryFileSource([".github/ringfence.yml": "fail-on: never"])
        #expect(ScanConfiguration(in: files).failOn == .never)
    }
}
