import Findings
import Foundation
import Reporting
import SourceText
import Testing

@Suite struct MarkdownReporterTests {
    @Test func startsWithTheMarkAndTheVerdict() {
        let lines = MarkdownReporter().render(SampleReport.storefront).split(separator: "\n")
        #expect(lines[0] == "<!-- ringfence -->")
        #expect(lines[1] == "### Ringfence: 5 findings in 3 functions")
    }

    @Test func neverGrowsBeyondAComment() throws {
        var report = SampleReport.monorepo
        let one = report.findings[0]
        report.findings = (0..<3_000).map { index in
            SampleReport.finding(
                SampleReport.rules[index % 5], "`x` \(index) " + String(repeating: "@", count: index % 400), at: one.location,
                application: "jobs", functions: ["worker1"], gain: String(repeating: "w ", count: 500))
        }
        let text = MarkdownReporter().render(report)
        #expect(text.utf8.count <= 65_536)
        let shown = text.components(separatedBy: "<details>").count - 1
        let match = try #require(text.firstMatch(of: /\*\*(\d+) findings left out here\*\*/))
        #expect(Int(match.1) == 3_000 - shown)
        #expect(text.components(separatedBy: "</details>").count - 1 == shown)
    }

    @Test func aTableOfThousandsLeavesRoomForFindings() {
        var report = SampleReport.storefront
        let names = (0..<4_000).map { "function\($0)" + String(repeating: "x", count: 40) }
        report.applications = [
            .init(
                name: "storefront", manifest: report.applications[0].manifest, provider: "aws", stage: nil,
                functions: names.map { .init($0, "internal") })
        ]
        report.findings.append(
            SampleReport.finding(SampleReport.rules[0], "old", at: report.findings[0].location, functions: names))
        let text = MarkdownReporter().render(report)
        #expect(text.utf8.count <= 65_536)
        #expect(text.contains("left out here") && text.contains("<details>"))
    }

    @Test(arguments: [
        "@octocat did it", "see #12", "https://evil.example/x", "www.evil.example", "<img src=x onerror=y>", "[a](b)",
        "![a](https://b)", "| a | b |", "</summary></details>", "**bold**", "~~~", "<!-- x", "a@b.example",
        "&lt;b&gt;", "$x^2$", "- [ ] x",
    ])
    func textIsNothingButText(text: String) throws {
        var report = SampleReport.storefront
        report.findings = [
            SampleReport.finding(
                SampleReport.rules[0], text, at: report.findings[0].location, application: text, functions: [text], gain: text,
                remedy: text)
        ]
        let rendered = MarkdownReporter().render(report)
        let outside = rendered.replacing(/```[^`]*```/, with: "")
        for harm in ["@o", " #12", "://", "www.e", "<img", "](", "| a |", "**bold", "~~~", "<!-- x", "@b", "&lt;b", "$x", "[ ]"] {
            #expect(!outside.contains(harm), "\(harm)")
        }
        #expect(rendered.components(separatedBy: "</details>").count == 2)
        #expect(rendered.components(separatedBy: "</summary>").count == 2)
    }

    @Test func nothingInSourceEndsItsBlock() {
        var report = SampleReport.storefront
        let location = SampleReport.location("a.yml", "x: ```` y\n", "y")
        report.findings = [SampleReport.finding(SampleReport.rules[0], "m", at: location)]
        #expect(MarkdownReporter().render(report).contains("`````\nx: ```` y\n`````"))
    }
}
