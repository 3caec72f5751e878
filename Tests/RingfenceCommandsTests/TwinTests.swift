import Foundation
import Testing

/// The shop as a template of SAM shows the same holes as the shop of the Serverless Framework, function by function.
@Suite struct TwinTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples")

    /// What one of the two cannot express, each as `function rule`, with the reason.
    private static let onlyInTheTemplate: [String: String] = [
        "getOrder gateway-policy/cors-any-origin": "SAM has `Cors` for a whole REST API, the framework for a route",
        "submitReview gateway-policy/cors-any-origin": "the same",
        "notifyCustomer dependencies/vulnerable-dependency": "SAM packs `requirements.txt`, the framework does not without a plugin",
        "partnerWebhook dependencies/vulnerable-dependency": "the same",
    ]
    private static let onlyInTheManifest: [String: String] = [:]
    /// Rules that concern other functions in the two, with the reason.
    private static let differentlyShared = [
        "transit/store-without-transport-policy": "the template's environment names the bucket for every function"
    ]

    @Test func theTemplateShowsTheHolesOfTheManifest() async throws {
        let files = Self.files(of: ["storefront", "storefront-sam"])
        let manifest = try await Self.findings(of: "storefront", files).filter { !Self.isDifferentlyShared($0) }
        let template = try await Self.findings(of: "storefront-sam", files).filter { !Self.isDifferentlyShared($0) }
        #expect(manifest.count > 100)
        #expect(template.subtracting(manifest).sorted() == Self.onlyInTheTemplate.keys.sorted())
        #expect(manifest.subtracting(template).sorted() == Self.onlyInTheManifest.keys.sorted())
    }

    private static func isDifferentlyShared(_ finding: String) -> Bool {
        differentlyShared.keys.contains { finding.hasSuffix(" " + $0) }
    }

    private static func files(of examples: [String]) -> [String: String] {
        let pairs = examples.flatMap { example in
            CommandLineRun.contents(of: Self.examples.appending(path: example).path)
                .map { (example + "/" + $0.key, $0.value) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private struct Report: Decodable {
        struct Finding: Decodable {
            let rule: String
            let functions: [String]
        }
        struct Summary: Decodable { let undecided: Int }
        let findings: [Finding]
        let summary: Summary
    }

    /// What is found for each function, as `function rule`.
    private static func findings(of example: String, _ files: [String: String]) async throws -> Set<String> {
        let run = try await CommandLineRun(
            ["scan", example, "--root", ".", "--format", "json"], files: files, today: "2026-11-24")
        #expect(run.code == 1, "\(run.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.summary.undecided == 0)
        return Set(
            report.findings.flatMap { finding in
                (finding.functions.isEmpty ? ["service"] : finding.functions).map { "\($0) \(finding.rule)" }
            })
    }
}
