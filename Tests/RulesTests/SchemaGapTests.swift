import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Which schemas let through more than they describe, and who says so.
@Suite struct SchemaGapTests {
    private func messages(_ schema: String, rules ids: [String] = ["gateway-policy/loose-schema"]) async -> [String] {
        let rules = ids.compactMap(RuleRegistry.rule(named:))
        guard let today = CalendarDate("2026-11-24") else { return [] }
        let manifest = """
            service: shop
            provider: { name: aws }
            functions:
              list: { handler: a.h, events: [{ http: { path: x, method: post, request: { schemas: { application/json: \(schema) } } } }] }
            """
        let options = ScanOptions(rules: rules, today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": manifest]), options: options).report().findings.map(\.message)
    }

    @Test(arguments: [
        ("{ type: object, properties: { a: { type: boolean } } }", "further fields of the body"),
        ("{ type: array, items: { type: boolean } }", "any number of items in the body"),
        ("{ type: object, additionalProperties: false, properties: { a: { type: number, minimum: 0 } } }", "numbers of any size in `a`"),
        ("{ type: object, additionalProperties: false, properties: { a: { description: x } } }", "anything in `a`"),
        ("{ allOf: [{ type: object }, { properties: { a: { type: boolean } } }] }", "further fields of the body"),
        ("{ oneOf: [{ type: object, additionalProperties: false }, { type: object }] }", "further fields of the body"),
    ])
    func namesWhatIsOpen(_ schema: String, _ gap: String) async {
        let found = await messages(schema)
        #expect(found.count == 1 && found.allSatisfy { $0.contains(gap) }, "\(found)")
    }

    @Test(arguments: [
        "{ allOf: [{ type: object }, { additionalProperties: false }] }", "{ type: object, maxProperties: 5 }",
        "{ type: object, additionalProperties: { type: boolean } }", "{ enum: [1, 2] }",
        "{ type: object, additionalProperties: false, properties: { a: { $ref: '#' } } }",
    ])
    func isClosed(_ schema: String) async {
        let found = await messages(schema)
        #expect(found.isEmpty, "\(found)")
    }

    @Test func lengthsOfStringsAreSaidOnce() async {
        let schema = "{ type: object, additionalProperties: false, properties: { a: { type: string } } }"
        let found = await messages(schema, rules: ["gateway-policy/loose-schema", "event-input/unbounded-string"])
        #expect(found == ["`a` may be a string of any length"])
    }
}
