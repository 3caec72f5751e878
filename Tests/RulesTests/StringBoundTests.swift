import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What the limits of the walk through a schema leave out is not passed.
@Suite struct StringBoundTests {
    private func report(_ schema: String) async throws -> ScanReport {
        let rule = try #require(RuleRegistry.rule(named: "event-input/unbounded-string"))
        let today = try #require(CalendarDate("2026-11-24"))
        let manifest = """
            service: shop
            provider: {name: aws}
            functions:
              create:
                handler: a.h
                events:
                  - http: {path: orders, method: post, request: {schemas: {application/json: \(schema)}}}
            """
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": manifest]), options: options).report()
    }

    @Test func saysWhatLiesTooDeep() async throws {
        let open = "{type: object, properties: {a: "
        let deep = String(repeating: open, count: 25) + "{type: string}" + String(repeating: "}}", count: 25)
        let report = try await report(deep)
        #expect(report.findings.isEmpty)
        #expect(report.undecided.map(\.ruleID.description) == ["event-input/unbounded-string"])
    }

    @Test func saysWhatIsTooMuch() async throws {
        let properties = (0..<2100).map { "p\($0): {type: string, maxLength: 9}" }.joined(separator: ", ")
        let report = try await report("{type: object, properties: {\(properties), last: {type: string}}}")
        #expect(report.findings.isEmpty)
        #expect(report.undecided.count == 1)
    }

    @Test func followsALoopOnce() async throws {
        let node = "{type: object, properties: {name: {type: string}, next: {$ref: '#/definitions/node'}}}"
        let report = try await report("{definitions: {node: \(node)}, $ref: '#/definitions/node'}")
        #expect(report.findings.count == 1)
        #expect(report.undecided.isEmpty)
    }
}
