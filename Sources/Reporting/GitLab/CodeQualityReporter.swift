package import Findings
import SourceText

/// GitLab's report of code quality, which merge requests show in every edition (`reports: codequality`).
///
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
package struct CodeQualityReporter: Reporter {
    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        JSONWriter.render(.array(report.findings.map(entry)))
    }

    private func entry(_ finding: Finding) -> JSONValue {
        let lines = [finding.message.asSentence, finding.gain.asSentence, "Remedy: " + finding.remedy.asSentence]
        return .object([
            ("type", .string("issue")), ("check_name", .string(finding.ruleID.description)),
            ("description", .string(lines.map(\.visible).joined(separator: " "))),
            ("categories", .strings(["Security"])), ("severity", .string(finding.severity.codeQuality)),
            ("fingerprint", .string(finding.fingerprint)),
            (
                "location",
                .object([
                    ("path", .string(finding.location.place.path.description)),
                    (
                        "lines",
                        .object([("begin", .int(finding.location.start.line)), ("end", .int(finding.location.end.line))])
                    ),
                ])
            ),
        ])
    }
}

extension Severity {
    fileprivate var codeQuality: String {
        switch self {
        case .critical: "blocker"
        case .high: "critical"
        case .medium: "major"
        case .low: "minor"
        }
    }
}
