import Findings
import Foundation
import Reporting
import SourceText
import Testing

/// Decodes what was written; `Scripts/validate_reports.py` checks the snapshots against the schemas.
@Suite struct StructureTests {
    private func object(_ reporter: some Reporter, _ report: ScanReport) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(reporter.render(report).utf8)) as? [String: Any])
    }

    private func run(_ report: ScanReport) throws -> [String: Any] {
        try #require((object(SARIFReporter(), report)["runs"] as? [[String: Any]])?.first)
    }

    @Test func jsonCountsWhatItLists() throws {
        let report = SampleReport.monorepo
        let json = try object(JSONReporter(), report)
        let summary = try #require(json["summary"] as? [String: Any])
        #expect(json["format"] as? String == "ringfence-scan")
        #expect(json["version"] as? Int == 1)
        for list in ["applications", "findings", "suppressed", "undecided", "issues", "rules"] {
            #expect((json[list] as? [Any])?.count == summary[list] as? Int, "\(list)")
        }
        let severities = try #require(summary["bySeverity"] as? [String: Int])
        #expect(severities.values.reduce(0, +) == report.findings.count)
    }

    @Test func jsonCountsASharedFindingInEachRowAndOnceInAll() throws {
        let json = try object(JSONReporter(), SampleReport.storefront)
        let application = try #require((json["applications"] as? [[String: Any]])?.first)
        let functions = try #require(application["functions"] as? [[String: Any]])
        for function in functions { #expect(count(function["practices"], "least-privilege") == 1) }
        #expect(count(application["practices"], "least-privilege") == 1)
        #expect(count(application["service"], "secrets") == 1)
        #expect(count(application["service"], "least-privilege") == nil)
    }

    private func count(_ tallies: Any?, _ practice: String) -> Int? {
        ((tallies as? [String: Any])?[practice] as? [String: Any])?["findings"] as? Int
    }

    @Test func jsonKeepsTheAuthorsTextExactly() throws {
        let report = SampleReport.hostile
        let json = try object(JSONReporter(), report)
        let messages = (json["findings"] as? [[String: Any]])?.compactMap { $0["message"] as? String }
        #expect(messages == report.findings.map(\.message))
    }

    @Test func sarifPointsAtTheBytes() throws {
        let report = SampleReport.storefront
        let results = try #require(run(report)["results"] as? [[String: Any]])
        #expect(results.count == report.findings.count + report.suppressed.count)
        for (finding, result) in zip(report.findings, results) {
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let physical = try #require(location["physicalLocation"] as? [String: Any])
            let region = try #require(physical["region"] as? [String: Any])
            #expect(region["byteOffset"] as? Int == finding.location.place.span.lowerBound)
            #expect(region["endColumn"] as? Int == finding.location.end.column)
            let logical = location["logicalLocations"] as? [[String: Any]] ?? []
            #expect(logical.compactMap { $0["name"] as? String } == finding.functions)
        }
    }

    @Test func sarifResultsNameTheirRuleByIndex() throws {
        let run = try run(SampleReport.storefront)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        for result in try #require(run["results"] as? [[String: Any]]) {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
    }

    @Test func sarifSaysWhereASuppressionStands() throws {
        let results = try #require(run(SampleReport.storefront)["results"] as? [[String: Any]])
        let kinds = results.suffix(2).map { ($0["suppressions"] as? [[String: Any]])?.first?["kind"] as? String }
        #expect(kinds == ["inSource", "external"])
    }

    @Test func partialScanDidNotExecuteSuccessfully() throws {
        for (report, expected) in [(SampleReport.partial, false), (SampleReport.clean, true)] {
            let invocation = try #require((run(report)["invocations"] as? [[String: Any]])?.first)
            #expect(invocation["executionSuccessful"] as? Bool == expected)
        }
    }

    @Test func sarifAddressesArePercentEncoded() throws {
        let results = try #require(run(SampleReport.hostile)["results"] as? [[String: Any]])
        let physical = try #require(
            (results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
        #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
        #expect(uri.removingPercentEncoding == SampleReport.hostile.findings[0].location.place.path.description)
    }

    @Test(arguments: ReportFormat.allCases)
    func sameReportGivesSameBytes(format: ReportFormat) {
        let reporter = format.makeReporter(style: TerminalStyle(width: 100))
        let first = reporter.render(SampleReport.monorepo)
        for _ in 0..<5 { #expect(reporter.render(SampleReport.monorepo) == first) }
        #expect(first.hasSuffix("\n"))
    }

    @Test func annotationOverSeveralLinesHasNoColumns() {
        let location = SampleReport.location("a.yml", "a: |\n  b\n  c\n", "b\n  c")
        var report = SampleReport.empty
        report.findings = [SampleReport.finding(SampleReport.rules[0], "m", at: location)]
        let line = GitHubReporter().render(report).prefix { $0 != "\n" }
        #expect(line.hasPrefix("::warning file=a.yml,line=2,endLine=3,title=dependencies/deprecated-runtime::m%0A"))
    }
}
