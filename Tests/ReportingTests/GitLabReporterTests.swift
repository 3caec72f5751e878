import Findings
import Foundation
import Reporting
import SourceText
import Testing

/// What GitLab's schema of SAST reports (15.0) and its documentation of code quality reports require.
@Suite struct GitLabReporterTests {
    private func object(_ report: ScanReport) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(GitLabReporter().render(report).utf8)) as? [String: Any])
    }

    @Test func theScanIsDescribed() throws {
        let json = try object(SampleReport.storefront)
        #expect((json["version"] as? String)?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        let scan = try #require(json["scan"] as? [String: Any])
        for key in ["start_time", "end_time"] {
            #expect((scan[key] as? String)?.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/) != nil)
        }
        #expect(scan["type"] as? String == "sast" && scan["status"] as? String == "success")
        for tool in ["analyzer", "scanner"] {
            let tool = try #require(scan[tool] as? [String: Any])
            for key in ["id", "name", "version"] { #expect((tool[key] as? String)?.isEmpty == false) }
            #expect((tool["vendor"] as? [String: String])?["name"]?.isEmpty == false)
        }
        #expect((try object(SampleReport.partial)["scan"] as? [String: Any])?["status"] as? String == "failure")
    }

    @Test func everyFindingIsAVulnerabilityWithAnIDOfItsOwn() throws {
        for report in [SampleReport.storefront, SampleReport.hostile] {
            let list = try #require(object(report)["vulnerabilities"] as? [[String: Any]])
            #expect(list.count == report.findings.count)
            let ids = list.compactMap { $0["id"] as? String }
            #expect(Set(ids).count == list.count)
            for (item, finding) in zip(list, report.findings) {
                #expect((item["id"] as? String)?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
                #expect((item["name"] as? String).map { $0.count <= 255 } == true)
                #expect(["Low", "Medium", "High", "Critical"].contains(item["severity"] as? String ?? ""))
                let identifiers = try #require(item["identifiers"] as? [[String: String]])
                #expect(identifiers.first?["value"] == finding.ruleID.description)
                for identifier in identifiers { #expect(identifier["type"] != nil && identifier["name"]?.isEmpty == false) }
                let location = try #require(item["location"] as? [String: Any])
                #expect(location["file"] as? String == finding.location.place.path.description)
                #expect(location["start_line"] as? Int == finding.location.start.line)
            }
        }
    }

    @Test func descriptionsAreMarkdownThatMeansNothing() throws {
        let list = try #require(object(SampleReport.hostile)["vulnerabilities"] as? [[String: Any]])
        for item in list { #expect((item["description"] as? String)?.contains("](") == false) }
    }

    @Test func codeQualityHasWhatMergeRequestsShow() throws {
        let report = SampleReport.storefront
        let data = Data(CodeQualityReporter().render(report).utf8)
        let list = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(list.count == report.findings.count)
        for (item, finding) in zip(list, report.findings) {
            #expect(item["fingerprint"] as? String == finding.fingerprint)
            #expect(item["check_name"] as? String == finding.ruleID.description)
            #expect((item["description"] as? String)?.isEmpty == false)
            #expect(["info", "minor", "major", "critical", "blocker"].contains(item["severity"] as? String ?? ""))
            let location = try #require(item["location"] as? [String: Any])
            #expect((location["lines"] as? [String: Int])?["begin"] == finding.location.start.line)
        }
        #expect(CodeQualityReporter().render(SampleReport.empty) == "[]\n")
    }
}
