import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What a report tells of the code behind functions.
@Suite("Code behind functions")
struct CodeSummaryTests {
    private func summary(_ runtime: String, _ handler: String, _ files: [String: String], more: String = "") async throws -> ScanReport.CodeSummary {
        let manifest = """
            service: shop
            provider: {name: aws, runtime: \(runtime)}
            \(more)
            functions:
              orders: {handler: \(handler)}
            """
        let today = try #require(CalendarDate("2026-11-26"))
        var options = ScanOptions(rules: RuleRegistry.rules(matching: "event-input/sql-injection"), today: today, toolVersion: "test")
        options.readsPackages = true
        let source = InMemoryFileSource(files.merging(["serverless.yml": manifest]) { first, _ in first })
        let report = await Scan(files: source, options: options).report()
        return try #require(report.applications.first?.functions.first?.code)
    }

    /// Lockfiles say the version, manifests a range, and what nobody lists has neither.
    @Test func packagesOfNodeHaveTheVersionsOfTheLockfile() async throws {
        let lock = #"""
            {"name": "shop", "lockfileVersion": 3, "packages": {
              "": {"name": "shop", "dependencies": {"js-yaml": "^3.0.0"}},
              "node_modules/js-yaml": {"version": "3.14.1", "resolved": "https://registry.npmjs.org/js-yaml/-/js-yaml-3.14.1.tgz"}
            }}
            """#
        let code = try await summary(
            "nodejs24.x", "src/orders.handler",
            [
                "package.json": #"{"name": "shop", "dependencies": {"js-yaml": "^3.0.0"}}"#, "package-lock.json": lock,
                "src/orders.js": "const yaml = require('js-yaml');\nrequire('fs');\nrequire('left-out');\nrequire('./more');\nexports.handler = async () => {};",
                "src/more.js": "module.exports = 1;",
            ])
        #expect(code.entry.description == "src/orders.js")
        #expect(code.files.map(\.description) == ["src/more.js", "src/orders.js"])
        #expect(code.packages == [.init(name: "js-yaml", version: "3.14.1", range: nil), .init(name: "left-out", version: nil, range: nil)])
    }

    @Test func rangesAreToldWhereNothingIsPinned() async throws {
        let code = try await summary(
            "nodejs24.x", "orders.handler",
            [
                "package.json": #"{"name": "shop", "dependencies": {"js-yaml": "^3.13.1"}}"#,
                "orders.js": "const yaml = require('js-yaml');\nexports.handler = async () => {};",
            ])
        #expect(code.packages == [.init(name: "js-yaml", version: nil, range: "^3.13.1")])
    }

    /// Distributions of Python are called otherwise than what they provide.
    @Test func packagesOfPythonHaveTheirPins() async throws {
        let code = try await summary(
            "python3.14", "orders.handler",
            ["requirements.txt": "PyYAML==6.0.2\n", "orders.py": "import json\nimport yaml\n\ndef handler(event, context):\n    pass\n"],
            more: "plugins: [serverless-python-requirements]")
        #expect(code.packages == [.init(name: "PyYAML", version: "6.0.2", range: nil)])
    }
}
