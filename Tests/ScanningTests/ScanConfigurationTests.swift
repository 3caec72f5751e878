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
        "ignore: [{rule: '*', reason: x, path: [legacy/**]}]", "ignore: [{rule: '*', reason: x, function: {a: b}}]",
        "ignore: [{rule: '*', reason: x, path: }]", "ignore: {rule: a/b, reason: x}", "exclude: legacy/**",
        "params: [a]", "params: a", "rules: [a/b]", "rules: off",
    ])
    func complainsWithAPlace(_ text: String) {
        let issues = read(text).issues
        #expect(!issues.isEmpty)
        #expect(read(text).ignores.isEmpty)
        #expect(issues.allSatisfy { $0.issue.place.path.description == "ringfence.yml" })
    }

    @Test func takesKeysWithoutAValueAsEmpty() {
        #expect(read("ignore:\nexclude:\nparams:\nrules:\n").issues.isEmpty)
    }

    @Test func complainsOfALinkThatCannotBeFollowed() {
        let configuration = ScanConfiguration(in: LinkOutside())
        #expect(configuration.path?.description == "ringfence.yml")
        #expect(configuration.issues.map(\.issue.kind) == [.unreadable])
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

/// A tree whose `ringfence.yml` is a link to a place outside of it.
private struct LinkOutside: FileSource {
    func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        guard directory == .root else { throw .missing }
        return [FileEntry(name: "ringfence.yml", kind: .symbolicLink)]
    }

    func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] { throw .outsideRoot }

    func kind(of path: RelativePath) -> FileEntry.Kind? { nil }
}
