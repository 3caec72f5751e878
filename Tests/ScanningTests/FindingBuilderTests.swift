import ApplicationModel
import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Points at every value under a key `point` and holds every one under a key `secret` for a secret.
private struct PointingRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secureCode, "pointed-at", since: "0.1.0", severity: .low, summary: "pointed at", why: "", remedy: "",
        references: [])
    static let examples: [RuleExample] = []

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        values(under: "point", in: application.document).map { value in
            .violation(Violation(at: value.place, "pointed at", gain: ""))
        }
    }

    func values(under key: String, in value: Value) -> [Value] {
        value.elements.flatMap { values(under: key, in: $0) }
            + value.members.flatMap { ($0.key == key ? [$0.value] : []) + values(under: key, in: $0.value) }
    }
}

/// Recognises secrets and is not to be heard of otherwise.
private struct KnowingRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secrets, "known", since: "0.1.0", severity: .low, summary: "known", why: "", remedy: "", references: [])
    static let examples: [RuleExample] = []

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        PointingRule().values(under: "secret", in: application.document).map { value in
            .violation(Violation(at: value.place, "known", gain: "", secrets: [value.place]))
        }
    }
}

/// Says the same of a runtime to every function, and something of its own of every handler.
private struct SharedRule: FunctionRule {
    static let metadata = RuleMetadata(
        .secureCode, "shared", since: "0.1.0", severity: .low, summary: "shared", why: "", remedy: "", references: [])
    static let examples: [RuleExample] = []

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        [function.runtime, function.handler].compactMap { value in
            value.map { .violation(Violation(at: $0.place, "seen", gain: "")) }
        }
    }
}

@Suite struct FindingBuilderTests {
    private func findings(
        _ text: String, _ rule: any Rule.Type = PointingRule.self, name: String = "serverless.yml"
    ) async throws -> [Finding] {
        var options = ScanOptions(rules: [rule], today: .distantPast, toolVersion: "test")
        options.maskingRules = [KnowingRule.self]
        let report = await Scan(files: InMemoryFileSource(bytes: [name: Array(text.utf8)]), options: options).report()
        #expect(report.issues.isEmpty)
        return report.findings
    }

    private func excerpt(_ custom: String, name: String = "serverless.yml") async throws -> Excerpt {
        let findings = try await findings("service: s\ncustom:\n\(custom)\n")
        #expect(findings.count == 1)
        return try #require(findings.first?.location.excerpt)
    }

    private func highlighted(_ excerpt: Excerpt) -> String {
        let scalars = Array(excerpt.text.unicodeScalars)
        return String(String.UnicodeScalarView(scalars[excerpt.highlight]))
    }

    @Test func masksEverySecretOfALine() async throws {
        let excerpt = try await excerpt("  a: [{secret: one-hush}, {point: hére}, {secret: two-hush}, {secret: three}]")
        #expect(excerpt.text == "  a: [{secret: ********}, {point: hére}, {secret: ********}, {secret: ********}]")
        #expect(highlighted(excerpt) == "hére")
    }

    @Test func masksWithinWhatItPointsAt() async throws {
        let excerpt = try await excerpt("  point: {x: 1, secret: hush-hush, y: 2}")
        #expect(highlighted(excerpt) == "{x: 1, secret: ********, y: 2}")
    }

    @Test func masksEveryLineOfASecret() async throws {
        let first = try await excerpt("  a: {point: here, secret: \"first hush\n    second hush\"}")
        #expect(first.text == "  a: {point: here, secret: ********")
        let last = try await excerpt("  a: {secret: \"first hush\n    second hush\", point: here}")
        #expect(last.text == "********, point: here}")
        #expect(highlighted(last) == "here")
        let block = try await excerpt("  point:\n    secret: |\n      first hush\n      second hush")
        #expect(!block.text.contains("hush"))
    }

    @Test(arguments: [1, 70, 200, 5_000])
    func cutsAroundWhatItPointsAt(padding: Int) async throws {
        let filler = String(repeating: "é", count: padding)
        let secret = String(repeating: "hush", count: 60)
        let excerpt = try await excerpt(
            "  a: [\(filler), {secret: \(secret)}, {point: here}, {secret: \(secret)}, \(filler)]")
        #expect(excerpt.text.unicodeScalars.count <= 160)
        #expect(highlighted(excerpt) == "here")
        #expect(!excerpt.text.contains("hush"))
    }

    @Test func cutsJSONThatIsOneLine() async throws {
        let filler = String(repeating: "x", count: 3_000)
        let text =
            #"{"service": "s", "custom": {"a": "\#(filler)", "point": "here", "secret": "hush", "b": "\#(filler)"}}"#
        let excerpt = try #require(await findings(text, name: "serverless.json").first?.location.excerpt)
        #expect(excerpt.text.unicodeScalars.count <= 160)
        #expect(highlighted(excerpt).contains("here"))
        #expect(!excerpt.text.contains("hush"))
    }

    @Test func fingerprintsStayWhenLinesMove() async throws {
        let before = try await findings("service: s\ncustom: {point: {a: 1, b: 2}}\n").map(\.fingerprint)
        let after = try await findings("# one\n# two\nservice: s\ncustom:\n  point: {a:   1,\n    b: 2}\n").map(
            \.fingerprint)
        #expect(before == after)
    }

    @Test func fingerprintsTellEqualLinesApart() async throws {
        let one = try await findings("service: s\ncustom: [{point: x}]\n").map(\.fingerprint)
        let two = try await findings("service: s\ncustom: [{point: x}, {point: x}]\n").map(\.fingerprint)
        #expect(Set(two).count == 2)
        #expect(Set(one).isSubset(of: two))
    }

    @Test func fingerprintsHoldNoSecret() async throws {
        let one = try await findings("service: s\ncustom: {point: {secret: hush-one}}\n").map(\.fingerprint)
        let two = try await findings("service: s\ncustom: {point: {secret: hush-two}}\n").map(\.fingerprint)
        #expect(one.count == 1)
        #expect(one == two)
    }

    @Test func fingerprintsStayWhenAFunctionJoins() async throws {
        let head = "service: s\nprovider: {name: aws, runtime: nodejs22.x}\nfunctions:\n"
        let own = "  b:\n    handler: b.c\n"
        let before = try await findings(head + own, SharedRule.self)
        let after = try await findings(head + "  a:\n    handler: a.c\n" + own, SharedRule.self)
        #expect(before.count == 2 && after.count == 3)
        #expect(Set(before.map(\.fingerprint)).isSubset(of: after.map(\.fingerprint)))
        #expect(after.first?.functions == ["a", "b"])
    }

    /// Rules come to functions role by role, and findings name them as the manifest does all the same.
    @Test func functionsStandInTheManifestsOrder() async throws {
        let text = """
            service: s
            provider:
              name: aws
              iam: {role: {statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}
            functions:
              own: {handler: a.b, iam: {inheritStatements: true, role: {statements: []}}}
              shared: {handler: a.b}
            frameworkVersion: '4'
            """
        var options = ScanOptions(rules: RuleRegistry.all, today: .distantPast, toolVersion: "test")
        options.maskingRules = []
        let files = InMemoryFileSource(bytes: ["serverless.yml": Array(text.utf8)])
        let findings = await Scan(files: files, options: options).report().findings
        let several = findings.map(\.functions).filter { $0.count > 1 }
        #expect(!several.isEmpty)
        #expect(several.allSatisfy { $0 == ["own", "shared"] })
    }
}
