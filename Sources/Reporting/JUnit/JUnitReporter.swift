package import Findings
import SourceText

/// JUnit XML for CI systems that show tests: a suite for each application, a case for every practice of every function,
/// and one for every finding.
///
/// Source: https://github.com/jenkinsci/xunit-plugin (`junit-10.xsd`), and what GitLab and Jenkins show of it
package struct JUnitReporter: Reporter {
    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        let practices = Set(report.rules.map(\.practice))
        var suites = report.applicationViews.map { JUnitSuite($0, practices: practices, date: report.date) }
        if let reading = JUnitSuite(issues: report.issues, date: report.date) { suites.insert(reading, at: 0) }
        let document: Markup = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="ringfence" tests="\(suites.reduce(0) { $0 + $1.cases.count })" \
            failures="\(suites.reduce(0) { $0 + $1.count(.failure) })" errors="\(suites.reduce(0) { $0 + $1.count(.error) })">
            \(suites.map(\.element))</testsuites>

            """
        return document.text
    }
}
