import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Every repair of every rule, made on the rule's own examples: the finding goes and, by all rules, nothing comes.
@Suite struct RepairTests {
    /// The rules whose examples show a repair.
    private static let repairing: Set<String> = [
        "dependencies/deprecated-runtime", "dependencies/vulnerable-dependency", "event-input/os-command-injection", "event-input/unbounded-string", "event-input/unsafe-deserialization", "gateway-policy/cors-any-origin",
        "gateway-policy/loose-schema", "gateway-policy/route-without-authorization",
        "gateway-policy/route-without-schema", "gateway-policy/route-without-throttle", "gateway-policy/validation-bypass", "granularity/dev-files-packaged",
        "granularity/shared-package", "least-privilege/admin-managed-policy",
        "least-privilege/broader-than-needed", "least-privilege/grant-to-all-functions", "least-privilege/ignored-function-statements",
        "least-privilege/unknown-action", "least-privilege/unneeded-managed-policy", "least-privilege/unused-grant",
        "least-privilege/wildcard-action", "least-privilege/wildcard-resource", "observability/full-request-logging", "observability/no-access-log",
        "observability/no-log-retention", "observability/no-tracing", "observability/untagged-function",
        "perimeters/invoke-permission-without-source", "perimeters/public-bucket", "perimeters/public-database",
        "perimeters/public-function-url", "perimeters/unused-environment", "secrets/parameter-without-noecho",
        "secure-code/debug-enabled", "secure-code/debug-left-on", "secure-code/stale-suppression", "transit/cleartext-event-source",
        "transit/cleartext-request", "transit/cleartext-url", "transit/sdk-tls-disabled", "transit/tls-verification-disabled", "transit/store-without-encryption", "transit/internal-store-without-transport-policy", "transit/store-without-transport-policy",
        "transit/tls-verification-disabled-by-environment", "transit/weak-tls-version",
    ]

    @Test(arguments: RuleRegistry.all.map { $0.metadata.id.description })
    func repairsHold(_ id: String) async throws {
        let rule = try #require(RuleRegistry.rule(named: id))
        var fixed = 0
        for example in rule.examples where example.expectation == .flagged {
            for variant in [ExampleVariant.asWritten, .carriageReturns, .multibyteAbove] {
                fixed += await check(rule, example, variant)
            }
        }
        #expect((fixed > 0) == RepairTests.repairing.contains(id), "\(fixed) repairs were made")
    }

    private func check(_ rule: any Rule.Type, _ example: RuleExample, _ variant: ExampleVariant) async -> Int {
        guard let files = variant.files(of: example, rule: rule) else { return 0 }
        let scan = await ExampleScan(rule, files: files, today: RuleExampleTests.today)
        let source = InMemoryFileSource(bytes: scan.files)
        let options = RepairTests.options
        let request = FixPlanner.Request(rules: [rule.metadata.id], allowsUnsafe: true)
        let report = await FixPlanner(files: source, options: options, request: request).report()
        let location = SourceLocation(
            fileID: "RulesTests/\(rule)", filePath: example.sourceFile, line: example.sourceLine, column: 1)
        for left in report.left where left.reason != .noRepair {
            Issue.record("\(variant): \(left.finding.message): \(left.reason)", sourceLocation: location)
        }
        for change in report.changes {
            let lost = comments(change.before).subtracting(comments(change.after))
                .subtracting(comments(change.before).filter { $0.contains("ringfence:") })
            #expect(lost.isEmpty, "\(variant): comments are lost: \(lost)", sourceLocation: location)
            #expect(lineBreaks(change.before) == lineBreaks(change.after), "\(variant)", sourceLocation: location)
        }
        return report.fixed.count
    }

    private static var options: ScanOptions {
        var options = ScanOptions(rules: RuleRegistry.all, today: RuleExampleTests.today, toolVersion: "test")
        options.tags = [ProjectTag(key: "owner", value: "orders-team"), ProjectTag(key: "application", value: "shop")]
        return options
    }

    private func comments(_ bytes: [UInt8]) -> Set<String> {
        Set(
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
                line.firstRange(of: "# ").map { String(line[$0.lowerBound...]) }
            })
    }

    /// The kinds of line breaks a file has.
    private func lineBreaks(_ bytes: [UInt8]) -> Set<String> {
        let text = String(decoding: bytes, as: UTF8.self)
        return Set(text.filter(\.isNewline).map(String.init))
    }
}
