package import Findings
import SourceText

/// Annotations for GitHub Actions: one workflow command per finding and issue, then a line with the counts.
///
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
package struct GitHubReporter: Reporter {
    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        let lines = report.findings.map(annotation) + report.issues.map(annotation) + [counts(of: report)]
        return lines.joined(separator: "\n") + "\n"
    }

    private func annotation(_ finding: Finding) -> String {
        let text = [finding.message, finding.gain, "fix: " + finding.remedy].map(\.visible).joined(separator: "\n")
        return command(
            finding.severity.annotation,
            [("file", finding.location.place.path.shown)] + region(finding.location)
                + [("title", finding.ruleID.description)],
            text)
    }

    private func annotation(_ located: LocatedIssue) -> String {
        let issue = located.issue
        let text = [issue.message, issue.help].compactMap { $0?.visible }.joined(separator: "\n")
        return command(
            "warning",
            [
                ("file", issue.place.path.shown), ("line", String(located.start.line)),
                ("col", String(located.start.column)),
                ("title", issue.isPartial ? "partial scan: \(issue.kind.rawValue)" : "note: \(issue.kind.rawValue)"),
            ], text)
    }

    /// Columns only within one line: an annotation over several lines that has columns is refused.
    private func region(_ location: Location) -> [(String, String)] {
        let (start, end) = (location.start, location.end)
        let lines = [("line", String(start.line)), ("endLine", String(end.line))]
        guard start.line == end.line else { return lines }
        return lines + [("col", String(start.column)), ("endColumn", String(end.column))]
    }

    private func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
        let list = properties.map { $0 + "=" + escapedProperty($1.visible) }.joined(separator: ",")
        return "::\(name) \(list)::\(escapedData(message))"
    }

    private func counts(of report: ScanReport) -> String {
        let counts = report.severityCounts
        let severities = Severity.worstFirst.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
        var parts = [
            "\(counted(report.findings.count, "finding")) (\(severities))", "\(report.undecided.count) undecided",
            "\(report.suppressed.count) suppressed", counted(report.issues.count, "issue"),
        ]
        if report.isPartial { parts.append("partial scan") }
        return "ringfence: " + parts.joined(separator: ", ")
    }

    private func escapedData(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: String(scalar)
            }
        }.joined()
    }

    private func escapedProperty(_ text: String) -> String {
        escapedData(text).unicodeScalars.map { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: String(scalar)
            }
        }.joined()
    }
}

extension Severity {
    /// The workflow command that annotates a finding of this severity.
    fileprivate var annotation: String {
        switch self {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low: "notice"
        }
    }
}
