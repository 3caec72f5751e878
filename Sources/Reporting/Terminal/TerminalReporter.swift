package import Findings
import SourceText

/// The report people see: per application a table of functions and practices, then the findings, then the counts.
package struct TerminalReporter: Reporter {
    private let style: TerminalStyle
    private let glyphs: Glyphs

    /// Makes a reporter for a terminal.
    package init(style: TerminalStyle) {
        self.style = style
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
    }

    package func render(_ report: ScanReport) -> String {
        let sections = style.verbosity == .quiet ? quietSections(report) : sections(report)
        let lines = sections.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
        return lines.map { $0.render(color: style.hasColor) + "\n" }.joined()
    }

    private func sections(_ report: ScanReport) -> [[StyledLine]] {
        let views = report.applicationViews
        let firstWithSigns = views.firstIndex { !$0.totalRow.isEmpty }
        let applications = views.enumerated().map { index, view in
            let lines = ApplicationLines(view, style: style)
            let gap = index == 0 ? [] : [StyledLine(glyphs.rule(width: min(style.width, 100)), .faint), StyledLine()]
            if views.count > 1, view.totalRow.isEmpty, style.verbosity == .normal { return gap + lines.brief() }
            return gap + lines.overview() + (index == firstWithSigns ? legend() : []) + lines.findings()
        }
        let details = style.verbosity == .verbose ? [suppressed(report), undecided(report)] : []
        return applications + details + [unread(report), notes(report), ending(report)]
    }

    private func ending(_ report: ScanReport) -> [StyledLine] {
        let line = StyledLine(glyphs.rule(width: min(style.width, 100)), .faint)
        return [line] + SummaryLines(report, style: style).lines()
    }

    private func quietSections(_ report: ScanReport) -> [[StyledLine]] {
        let findings = report.findings.map { finding in
            var line = StyledLine(style.link(finding.location) + ": ")
            line.append(finding.severity.rawValue, .severity(finding.severity))
            line.append(": " + finding.message.unwrapped.visible + " ")
            line.append("[\(finding.ruleID.description.visible)]", .faint)
            return line
        }
        let issues = report.issues.map { located in
            var line = StyledLine(style.link(located.issue.place.path, located.start) + ": ")
            line.append(located.issue.isPartial ? "unread" : "note", .warning)
            line.append(": " + located.issue.message.unwrapped.visible)
            return line
        }
        return [findings + issues, SummaryLines(report, style: style).lines()]
    }

    private func legend() -> [StyledLine] {
        let signs = Severity.worstFirst.map { severity in
            var item = StyledLine(glyphs.sign(severity), .severity(severity))
            item.append(" " + severity.rawValue, .faint)
            return item
        }
        var undecided = StyledLine(glyphs.undecided, .warning)
        undecided.append(" undecided", .faint)
        let none = StyledLine(glyphs.none + " nothing found", .faint)
        return [StyledLine()] + Legend.lines(signs + [undecided, none], indentation: 2, width: style.width)
    }

    private func unread(_ report: ScanReport) -> [StyledLine] {
        section("Could not be read", report.issues.filter { $0.issue.isPartial }.flatMap(issue))
    }

    private func notes(_ report: ScanReport) -> [StyledLine] {
        section("Notes", report.issues.filter { !$0.issue.isPartial }.flatMap(issue))
    }

    private func suppressed(_ report: ScanReport) -> [StyledLine] {
        section(
            "Suppressed",
            report.suppressed.flatMap { record in
                let finding = record.finding
                let reason = record.reason.isEmpty ? "no reason given" : record.reason
                return entry(
                    style.link(finding.location), "\(finding.severity.rawValue) \(finding.ruleID): \(finding.message)",
                    "by \(record.source.rawValue): \(reason)")
            })
    }

    private func undecided(_ report: ScanReport) -> [StyledLine] {
        section(
            "Undecided",
            report.undecided.flatMap { answer in
                let functions = answer.functions.isEmpty ? "service" : answer.functions.joined(separator: ", ")
                return entry(style.link(answer.place.path, answer.start), "\(answer.ruleID): \(answer.reason)", functions)
            })
    }

    private func issue(_ located: LocatedIssue) -> [StyledLine] {
        let issue = located.issue
        return entry(
            style.link(issue.place.path, located.start), issue.message, issue.help)
    }

    private func section(_ title: String, _ lines: [StyledLine]) -> [StyledLine] {
        lines.isEmpty ? [] : [StyledLine(title, .strong)] + lines
    }

    /// A place, what is to be said about it, and what is to be added.
    private func entry(_ place: String, _ text: String, _ addition: String?) -> [StyledLine] {
        let lead = StyledLine().indented(by: 4)
        let width = min(style.width, FindingLines.proseWidth)
        return [StyledLine(place).indented(by: 2)] + Prose(text).lines(lead: lead, width: width)
            + (addition.map { Prose($0, .faint).lines(lead: lead, width: width) } ?? [])
    }
}
