import AuditKit
import Findings
import Scanning
import SourceText
import Testing

/// Broken and malicious trees: something is said with a place, the rest is read, and nothing traps.
@Suite struct HostileInputTests {
    static let healthy = "service: fine\nprovider: {name: aws}\nfunctions:\n  ok: {handler: a.b}\n"

    /// Scans a hostile manifest beside a healthy one.
    private func scan(_ files: [String: [UInt8]]) async -> ScanReport {
        var files = files
        files["fine/serverless.yml"] = Array(HostileInputTests.healthy.utf8)
        let options = ScanOptions(rules: [], today: .distantPast, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(bytes: files), options: options).report()
    }

    private func scan(_ text: String, _ others: [String: String] = [:]) async -> ScanReport {
        await scan(others.mapValues { Array($0.utf8) }.merging(["bad/serverless.yml": Array(text.utf8)]) { $1 })
    }

    private func expectPartial(_ report: ScanReport, _ kinds: Set<SourceIssue.Kind>) {
        #expect(report.isPartial)
        #expect(!kinds.isDisjoint(with: report.issues.map(\.issue.kind)), "\(report.issues.map(\.issue))")
        #expect(report.applications.contains { $0.name == "fine" && $0.functions.count == 1 })
    }

    @Test func brokenYAMLKeepsTheFunctionsAroundIt() async {
        let report = await scan(
            """
            service: broken
            provider: {name: aws}
            functions:
              first: {handler: a.b}
              second:
                handler: "never closed
              third: {handler: c.d}
            """)
        expectPartial(report, [.syntax])
        let functions = report.applications.first { $0.name == "broken" }?.functions.map(\.name) ?? []
        #expect(functions.contains("first"))
    }

    @Test func hugeFilesAreRefused() async {
        let report = await scan([
            "bad/serverless.yml": Array("service: x\n".utf8) + [UInt8](repeating: UInt8(ascii: "#"), count: 50 << 20)
        ])
        expectPartial(report, [.tooLarge])
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func deepNestingIsBounded(_ opening: String) async {
        expectPartial(await scan(String(repeating: opening, count: 200_000)), [.limit, .syntax])
    }

    @Test func deepIndentationIsBounded() async {
        let text = (0..<2_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        expectPartial(await scan(text), [.limit, .syntax])
    }

    @Test func aliasBombsAreBounded() async {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        expectPartial(await scan("service: bomb\ncustom:\n" + text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")), [.limit])
    }

    @Test func variableBombsAreBounded() async {
        var text = "service: bomb\nprovider: {name: aws}\ncustom:\n  a0: xxxxxxxxxx\n"
        for level in 1...40 {
            text += "  a\(level): '${self:custom.a\(level - 1)}${self:custom.a\(level - 1)}'\n"
        }
        expectPartial(await scan(text), [.limit])
    }

    @Test(arguments: [
        "custom:\n  a: ${self:custom.a}\n", "custom:\n  a: ${self:custom.b}\n  b: ${self:custom.a}\n",
        "custom: ${self:}\n", "custom: ${file(./serverless.yml):custom}\n",
    ])
    func variableCyclesEnd(_ custom: String) async {
        let report = await scan("service: loop\nprovider: {name: aws}\nfunctions: {f: {handler: a.b}}\n" + custom)
        expectPartial(report, [.cycle])
        #expect(report.applications.contains { $0.name == "loop" && $0.functions.count == 1 })
    }

    @Test func filesThatNameEachOtherEnd() async {
        let report = await scan(
            "service: loop\nprovider: {name: aws}\ncustom: ${file(a.yml)}\n",
            ["bad/a.yml": "x: ${file(b.yml)}\n", "bad/b.yml": "y: ${file(a.yml)}\n"])
        expectPartial(report, [.cycle])
    }

    @Test func aMissingFileIsNamedWhereItIsAskedFor() async {
        let report = await scan("service: s\nprovider: {name: aws}\nfunctions: ${file(gone.yml)}\n")
        expectPartial(report, [.missingFile])
        #expect(report.issues.contains { $0.start.line == 3 && $0.issue.message.contains("gone.yml") })
    }

    @Test(arguments: ["../../../etc/passwd", "/etc/passwd", "~/.aws/credentials"])
    func aPathOutsideTheRootIsRefused(_ path: String) async {
        let report = await scan("service: s\nprovider: {name: aws}\ncustom: ${file(\(path))}\n")
        expectPartial(report, [.outsideRoot])
    }

    @Test func bytesThatAreNotUTF8AreReported() async {
        let report = await scan([
            "bad/serverless.yml": Array("service: s\nprovider: {name: aws}\ncustom: {a: ".utf8) + [0xFF, 0xFE, 0x7D]
        ])
        expectPartial(report, [.notUTF8])
    }

    @Test func functionsAroundALatin1CommentAppear() async {
        let head = Array("service: latin\nprovider: {name: aws}\nfunctions:\n  a: {handler: a.b} # caf".utf8)
        let report = await scan(["bad/serverless.yml": head + [0xE9] + Array("\n  b: {handler: a.c}\n".utf8)])
        expectPartial(report, [.notUTF8])
        let functions = report.applications.first { $0.name == "latin" }?.functions.map(\.name) ?? []
        #expect(functions == ["a", "b"])
    }

    @Test(arguments: ["ts", "js", "mjs", "cjs"])
    func programsAreNeverRun(_ ending: String) async {
        let report = await scan(["bad/serverless.\(ending)": Array("module.exports = {}".utf8)])
        expectPartial(report, [.notEvaluated])
    }

    @Test(arguments: ["", "# only a comment\n", "---\n", "[]", "null", "just text", "\u{FEFF}", "\0\0\0", "functions: 3\n"])
    func oddDocumentsAreSurvived(_ text: String) async {
        let report = await scan(text)
        #expect(report.applications.contains { $0.name == "fine" })
    }
}
