package import Findings
import SourceText

/// A comment on a pull request: the verdict in one line, the table, then each finding to unfold.
package struct MarkdownReporter: Reporter {
    /// The longest comment that GitHub takes, in characters; bytes are counted, which are never fewer.
    package static let limit = 65_536
    /// By this line a job finds the comment that it made before, to replace it.
    package static let mark = "<!-- ringfence -->"
    private static let tailLength = 400
    private static let tableLimit = 24_000

    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        var text = [MarkdownReporter.mark, verdict(report)].joined(separator: "\n") + "\n"
        text += issues(report)
        for view in report.applicationViews {
            let table = MarkdownTable(view, limit: Self.tableLimit - text.utf8.count).text
            if text.utf8.count + table.utf8.count < Self.tableLimit { text += "\n" + table }
        }
        text += findings(report, room: Self.limit - Self.tailLength - text.utf8.count)
        return text + foot(report)
    }

    private func verdict(_ report: ScanReport) -> String {
        let functions = counted(report.functionCount, "function")
        let counts = report.severityCounts
        let severities = Severity.worstFirst.compactMap { severity in
            counts[severity].map { "\(severity.sign) \($0) \(severity.rawValue)" }
        }
        let partial = report.isPartial ? " **The scan is partial.**" : ""
        guard !report.findings.isEmpty else { return "### Ringfence: nothing found in \(functions)\n\(partial)" }
        return "### Ringfence: \(counted(report.findings.count, "finding")) in \(functions)\n\n"
            + severities.joined(separator: " · ") + partial + "\n"
    }

    private func issues(_ report: ScanReport) -> String {
        let lines = report.issues.prefix(10).map { located in
            let place = "\(located.issue.place.path.description):\(located.start.line)"
            return "- \(MarkdownText.prose(located.issue.message)) <code>\(MarkdownText.escaped(place))</code>\n"
        }
        let rest = report.issues.count - lines.count
        return lines.isEmpty ? "" : "\n" + lines.joined() + (rest > 0 ? "- and \(rest) more\n" : "")
    }

    /// The findings, the worst first, as many as there is room for, and how many there is none for.
    private func findings(_ report: ScanReport, room: Int) -> String {
        let sorted = report.findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }.map(\.element)
        var (text, shown) = ("", 0)
        for finding in sorted {
            let section = "\n" + MarkdownFinding(finding, namesApplication: report.applications.count > 1).text
            guard text.utf8.count + section.utf8.count <= room else { break }
            text += section
            shown += 1
        }
        let rest = sorted.count - shown
        return rest == 0
            ? text : text + "\n**\(counted(rest, "finding")) left out here**, since a comment holds no more; the other formats list all.\n"
    }

    private func foot(_ report: ScanReport) -> String {
        let parts = [
            counted(report.rules.count, "rule"), "\(report.undecided.count) undecided",
            "\(report.suppressed.count) suppressed", "Ringfence \(MarkdownText.escaped(report.toolVersion, limit: 40))",
        ]
        return "\n<sub>\(parts.joined(separator: " · ")). What is undecided is not a pass.</sub>\n"
    }
}

extension Severity {
    /// A sign that is told apart at a glance.
    var sign: String {
        switch self {
        case .critical: "🔴"
        case .high: "🟠"
        case .medium: "🟡"
        case .low: "🔵"
        }
    }
}
