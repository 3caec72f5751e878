import Foundation
import Testing

/// What `scan` puts on the page beside the findings.
@Suite struct PageTests {
    private static let manifest = """
        service: shop
        frameworkVersion: '3'
        provider:
          name: aws
          runtime: nodejs12.x
          environment:
            GREETING: plain-words-nobody-calls-secret
            TABLE: !Ref Orders
        functions:
          create:
            handler: a.create
            url: true
        resources:
          Resources:
            Orders: {Type: 'AWS::DynamoDB::Table'}
        """

    private func page(_ files: [String: String] = ["serverless.yml": manifest]) async throws -> String {
        let run = try await CommandLineRun(["scan", "--output", "report.html", "--audience", "auditor"], files: files)
        #expect(run.code == 1)
        return try #require(run.files["report.html"])
    }

    @Test func showsCardsAndTheGraph() async throws {
        let page = try await page()
        for text in ["<svg xmlns", "Reached by", "GREETING", "a.create", "Role made by the framework", "Orders"] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func showsLinesAroundAFindingButNoTextOfEnvironments() async throws {
        let page = try await page()
        #expect(page.contains("<mark>nodejs12.x</mark>"))
        #expect(page.contains("GREETING: …"))
        #expect(!page.contains("plain-words"))
    }

    @Test func otherFormatsDoNotPayForThePage() async throws {
        let run = try await CommandLineRun(["scan", "--format", "json"], files: ["serverless.yml": Self.manifest])
        #expect(!run.output.contains("Role made by the framework"))
    }

    @Test(arguments: [
        ("r.html", "<!doctype html>"), ("r.md", "<!-- ringfence -->"), ("r.xml", "<?xml"), ("r.sarif", "{"),
        ("r.json", "{"), ("gl-sast-report.json", "{\n  \"schema\""), ("gl-code-quality-report.json", "["),
    ])
    func theNameOfTheFileSaysTheFormat(file: String, beginning: String) async throws {
        let run = try await CommandLineRun(["scan", "-o", file], files: ["serverless.yml": Self.manifest])
        #expect(run.files[file]?.hasPrefix(beginning) == true)
    }
}
