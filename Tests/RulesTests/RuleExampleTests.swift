import AuditKit
import Findings
import Rules
import SourceText
import Testing

/// Every example of every rule, as it stands and in the variants that people's files come in.
@Suite struct RuleExampleTests {
    static let today = CalendarDate("2026-11-24") ?? .distantPast

    @Test(arguments: RuleRegistry.all.map { $0.metadata.id.description })
    func examplesHold(_ id: String) async throws {
        let rule = try #require(RuleRegistry.rule(named: id))
        #expect(rule.examples.contains { $0.expectation == .flagged }, "no example is flagged")
        #expect(rule.examples.contains { $0.expectation == .clean }, "no example is clean")
        for example in rule.examples {
            for variant in ExampleVariant.allCases {
                await check(rule, example, variant)
            }
        }
    }

    private func check(_ rule: any Rule.Type, _ example: RuleExample, _ variant: ExampleVariant) async {
        guard let files = variant.files(of: example, rule: rule) else { return }
        let scan = await ExampleScan(rule, files: files, today: RuleExampleTests.today)
        let location = SourceLocation(
            fileID: "RulesTests/\(rule)", filePath: example.sourceFile, line: example.sourceLine, column: 1)
        // Examples about manifests alone have no code; that their handlers are missing is a note.
        let issues = scan.report.issues.filter { $0.issue.isPartial || $0.issue.kind != .missingFile }.map(\.issue.message)
        #expect(issues.isEmpty, "\(variant): \(issues)", sourceLocation: location)
        guard variant != .suppressed else {
            #expect(scan.found.isEmpty, "not silenced: \(scan.found)", sourceLocation: location)
            #expect(!scan.report.suppressed.isEmpty, "nothing was silenced", sourceLocation: location)
            return
        }
        switch example.expectation {
        case .flagged:
            #expect(!scan.expected.isEmpty, "a flagged example marks nothing", sourceLocation: location)
            let missing = scan.expected.filter { !scan.found.contains($0) }
            let surplus = scan.found.filter { !scan.expected.contains($0) }
            #expect(missing.isEmpty, "\(variant): not found: \(missing), but: \(surplus)", sourceLocation: location)
            #expect(surplus.isEmpty, "\(variant): not marked: \(surplus)", sourceLocation: location)
        case .clean, .undecided:
            #expect(scan.found.isEmpty, "\(variant): flagged: \(scan.found)", sourceLocation: location)
            let undecided = scan.report.undecided.filter { $0.ruleID == rule.metadata.id }.map(\.reason)
            #expect(
                undecided.isEmpty == (example.expectation == .clean), "\(variant): undecided: \(undecided)",
                sourceLocation: location)
        }
    }
}

/// The same example as other people write it.
enum ExampleVariant: CaseIterable {
    case asWritten, carriageReturns, multibyteAbove, suppressed

    /// The files with marks; `nil` when the variant does not fit the example.
    func files(of example: RuleExample, rule: any Rule.Type) -> [String: String]? {
        let files = ExampleScan.files(of: example)
        switch self {
        case .asWritten: return files
        case .carriageReturns: return files.mapValues { $0.replacing("\n", with: "\r\n") }
        case .multibyteAbove:
            return Dictionary(
                uniqueKeysWithValues: files.map { name, text in
                    (name, name.hasSuffix(".json") ? text : Self.comment(in: name) + " Grüße 😀 日本語\n" + text)
                })
        case .suppressed:
            guard example.expectation == .flagged, !(rule.isAboutSuppressions), files.allSatisfy({ Self.takesComments($0, $1) }) else { return nil }
            return Dictionary(
                uniqueKeysWithValues: files.map { name, text in (name, suppressing(rule.metadata.id, in: text, Self.comment(in: name))) })
        }
    }

    /// What starts a comment in a file.
    static func comment(in name: String) -> String {
        [".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".go", ".java"].contains(where: name.hasSuffix) ? "//" : "#"
    }

    /// Whether what is marked in a file can be silenced there: lists of packages are the package manager's, and are spoken of
    /// in `ringfence.yml`.
    private static func takesComments(_ name: String, _ text: String) -> Bool {
        !text.contains("«") || !["package-lock.json", "package.json", "requirements.txt"].contains { name.hasSuffix($0) }
    }

    /// Adds a comment behind every line on which a mark starts.
    private func suppressing(_ id: RuleID, in text: String, _ comment: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.contains("«") ? line + " \(comment) ringfence: ignore[\(id)] tested" : String(line)
        }.joined(separator: "\n")
    }
}
