import Findings
import Foundation
import Reporting
import SourceText
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct JUnitReporterTests {
    /// The elements of a document, in order, with their attributes.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String])] = []
        var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) { elements.append((name, attributes)) }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }

    private func read(_ report: ScanReport) throws -> Reader {
        let parser = XMLParser(data: Data(JUnitReporter().render(report).utf8))
        let reader = Reader()
        parser.delegate = reader
        try #require(parser.parse(), "no well-formed XML")
        return reader
    }

    @Test func everyFindingFailsOnceAndSaysWhatToDo() throws {
        let report = SampleReport.storefront
        let reader = try read(report)
        #expect(reader.elements.count { $0.name == "failure" } == report.findings.count)
        for finding in report.findings {
            #expect(reader.text.contains("gain: \(finding.gain)") && reader.text.contains("remedy: \(finding.remedy)"))
        }
    }

    @Test func countsAreThoseOfTheCases() throws {
        for report in [SampleReport.monorepo, SampleReport.partial, SampleReport.empty, SampleReport.hostile] {
            let elements = try read(report).elements
            let suites = elements.filter { $0.name == "testsuite" }
            let total = { (attribute: String) in suites.compactMap { $0.attributes[attribute].flatMap(Int.init) }.reduce(0, +) }
            #expect(total("tests") == elements.count { $0.name == "testcase" })
            #expect(total("failures") == elements.count { $0.name == "failure" })
            #expect(total("errors") == elements.count { $0.name == "error" })
            #expect(total("skipped") == elements.count { $0.name == "skipped" })
        }
    }

    @Test func practicesThatPassedAreThereAndThoseNobodyAskedAboutAreNot() throws {
        let cases = try read(SampleReport.clean).elements.filter { $0.name == "testcase" }
        #expect(cases.contains { $0.attributes["classname"] == "storefront.createOrder" && $0.attributes["name"] == "Secrets in secure storage" })
        #expect(!cases.contains { $0.attributes["name"] == "Minimal granularity" })
    }

    @Test func aPracticeWithAFindingDoesNotPass() throws {
        let cases = try read(SampleReport.storefront).elements.filter { $0.name == "testcase" }
        #expect(
            !cases.contains {
                $0.attributes["classname"] == "storefront.createOrder" && $0.attributes["name"] == "Least privilege per function"
            })
    }

    @Test func whatIsUndecidedIsSkippedAndWhatIsUnreadIsAnError() throws {
        var report = SampleReport.clean
        report.undecided = [
            Undecided(
                ruleID: SampleReport.rules[4].id, reason: "r", place: SampleReport.storefront.undecided[0].place,
                manifest: report.applications[0].manifest, functions: ["listOrders"])
        ]
        let skipped = try read(report).elements.filter { $0.name == "skipped" }
        #expect(skipped.map { $0.attributes["type"] } == ["undecided"])
        let partial = try read(SampleReport.partial).elements
        #expect(partial.count { $0.name == "error" } == 1)
    }

    @Test func noTwoCasesShareAName() throws {
        var report = SampleReport.storefront
        report.findings += report.findings
        let names = try read(report).elements.filter { $0.name == "testcase" }
            .map { ($0.attributes["classname"] ?? "") + "|" + ($0.attributes["name"] ?? "") }
        #expect(Set(names).count == names.count)
    }
}
