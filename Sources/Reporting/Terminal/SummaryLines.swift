import Findings
import SourceText

/// What the whole scan comes to.
struct SummaryLines {
    private let report: ScanReport
    private let style: TerminalStyle
    private let glyphs: Glyphs

    init(_ report: ScanReport, style: TerminalStyle) {
        self.report = report
        self.style = style
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
    }

    /// Counts, then warnings, then the verdict where there is nothing to warn of.
    func lines() -> [StyledLine] {
        counts() + warnings() + verdict()
    }

    private func counts() -> [StyledLine] {
        let column = counted(report.findings.count, "finding").count
        let number =
            [report.findings.count, report.undecided.count, report.suppressed.count]
            .map { String($0).count }.max() ?? 1
        let label = max(column - String(report.findings.count).count - 1, "suppressed".count)
        func row(_ count: Int, _ noun: String, _ details: [StyledLine]) -> [StyledLine] {
            let digits = String(count)
            var line = StyledLine(String(repeating: " ", count: number - digits.count) + digits, .strong)
            line.append(" " + noun)
            guard !details.isEmpty else { return [line] }
            line.pad(to: number + 1 + label + 2)
            guard line.width + SummaryLines.width(details) > style.width else {
                line.append(SummaryLines.joined(details))
                return [line]
            }
            return [line] + Legend.lines(details, indentation: number + 1, width: style.width)
        }
        let findings = report.findings.count == 1 ? "finding" : "findings"
        return row(report.findings.count, findings, severities())
            + row(report.undecided.count, "undecided", undecidedNote())
            + row(report.suppressed.count, "suppressed", sources())
            + scope() + worstApplications()
    }

    private func severities() -> [StyledLine] {
        let counts = report.severityCounts
        return Severity.worstFirst.compactMap { severity in
            counts[severity].map { count in
                StyledLine("\(glyphs.sign(severity)) \(count) \(severity.rawValue)", .severity(severity))
            }
        }
    }

    private func undecidedNote() -> [StyledLine] {
        guard !report.undecided.isEmpty else { return [] }
        let note = StyledLine("not known to be safe", .warning)
        return style.verbosity == .verbose ? [note] : [note, StyledLine("--verbose lists them", .faint)]
    }

    private func sources() -> [StyledLine] {
        ScanReport.Suppressed.Source.allCases.compactMap { source in
            let count = report.suppressed.count { $0.source == source }
            return count == 0 ? nil : StyledLine("\(count) by \(source.rawValue)", .faint)
        }
    }

    /// Of several applications those with the most to do, the worst first.
    private func worstApplications() -> [StyledLine] {
        guard report.applications.count > 1, style.verbosity != .quiet else { return [] }
        let ranked = RankedApplication.ranked(report, style: style)
        guard !ranked.isEmpty else { return [] }
        let shown = style.verbosity == .verbose ? ranked : Array(ranked.prefix(SummaryLines.applicationLimit))
        let names = shown.map(\.name.displayWidth).max() ?? 0
        let rest = ranked.count - shown.count
        let columns = Severity.worstFirst.indices.map { index in
            shown.map { count(index, of: $0).width }.max() ?? 0
        }
        let repeated = Set(Dictionary(grouping: shown, by: \.name).filter { $1.count > 1 }.keys)
        return [StyledLine()]
            + shown.flatMap { application in
                lines(
                    application, min(names, style.width / 2), columns, isNamesake: repeated.contains(application.name))
            }
            + (rest > 0 ? [StyledLine("and \(counted(rest, "application")) with less", .faint)] : [])
    }

    /// The manifest stands behind the counts where there is room, and below them where only it tells namesakes apart.
    private func lines(
        _ application: RankedApplication, _ nameWidth: Int, _ columns: [Int], isNamesake: Bool
    ) -> [StyledLine] {
        var line = StyledLine(application.name.truncated(to: nameWidth, ellipsis: glyphs.ellipsis))
        let items = application.counts.indices.map { count($0, of: application) }
        let used = columns.filter { $0 > 0 }
        guard nameWidth + used.reduce(0, { $0 + $1 + 2 }) <= style.width else {
            return [line] + Legend.lines(items.filter { $0.width > 0 }, indentation: 2, width: style.width)
        }
        line.pad(to: nameWidth)
        for (item, column) in zip(items, columns) where column > 0 {
            let end = line.width + 2 + column
            line.append("  ")
            line.append(item)
            line.pad(to: end)
        }
        let room = style.width - line.width - 2
        if application.manifest.displayWidth <= room { line.append("  " + application.manifest, .faint) }
        let isCut = application.manifest.displayWidth > room
        return [line] + (isCut && isNamesake ? [StyledLine(application.manifest, .faint).indented(by: 2)] : [])
    }

    /// The severity's sign and the number of findings; nothing when there are none.
    private func count(_ index: Int, of application: RankedApplication) -> StyledLine {
        guard application.counts[index] > 0 else { return StyledLine() }
        let severity = Severity.worstFirst[index]
        return StyledLine("\(glyphs.sign(severity))\(application.counts[index])", .severity(severity))
    }

    private static let applicationLimit = 15

    private static func width(_ items: [StyledLine]) -> Int {
        items.reduce(0) { $0 + $1.width + 2 } - 2
    }

    private static func joined(_ items: [StyledLine]) -> StyledLine {
        var line = StyledLine()
        for (index, item) in items.enumerated() {
            if index > 0 { line.append("  ") }
            line.append(item)
        }
        return line
    }

    private func scope() -> [StyledLine] {
        let text =
            "\(counted(report.applications.count, "application")), \(counted(report.functionCount, "function")), "
            + "\(counted(report.rules.count, "rule"))" + code() + advisories()
        let tool = "ringfence \(report.toolVersion), as of \(report.date)"
        return Prose(style.verbosity == .verbose ? "\(text); \(tool)" : text, .faint)
            .lines(lead: StyledLine(), width: style.width) + applicability() + age()
    }

    /// What no handler reaches was not judged.
    private func code() -> String {
        guard let code = report.code, code.judged + code.notDeployed > 0 else { return "" }
        let others = code.notDeployed == 0 ? "" : " (\(code.notDeployed) more not deployed)"
        return ", \(counted(code.judged, "file")) of code\(others)"
    }

    private func advisories() -> String { report.advisories.map { ", advisories of \($0)" } ?? "" }

    /// Advisories older than this say little about what is known by now.
    private static let daysOfAdvisories = 7

    /// What has become known since is not found.
    private func age() -> [StyledLine] {
        guard let day = report.advisories, let age = CalendarDate(report.date).map(day.days), age > Self.daysOfAdvisories else { return [] }
        return prose("advisories are \(age) days old; `ringfence advisories update` fetches newer ones", .warning)
    }

    /// Much that is asked is about AWS, and silence elsewhere says little.
    private func applicability() -> [StyledLine] {
        let others = Set(report.applications.map(\.provider)).subtracting(["aws", "unknown"]).sorted()
        guard !others.isEmpty else { return [] }
        return prose("rules about AWS do not apply to \(others.joined(separator: ", "))", .warning)
    }

    private func warnings() -> [StyledLine] {
        guard report.isPartial else { return [] }
        let count = report.issues.count { $0.issue.isPartial }
        var lead = StyledLine(glyphs.alarm, .warning)
        lead.append(" ")
        return [StyledLine()]
            + Prose(
                "partial scan: \(counted(count, "place")) could not be read, what stands there was not judged", .warning
            )
            .lines(lead: lead, width: style.width)
    }

    private func verdict() -> [StyledLine] {
        guard report.findings.isEmpty, !report.isPartial else { return [] }
        if report.applications.isEmpty {
            return [StyledLine()] + prose("no application was found, so nothing was judged", .warning)
        }
        guard report.undecided.isEmpty else {
            return [StyledLine()] + prose("nothing found, but not everything could be decided", .warning)
        }
        guard report.functionCount > 0 else {
            return [StyledLine()] + prose("there are no functions, so hardly anything was judged", .warning)
        }
        let functions = counted(report.functionCount, "function")
        guard report.issues.isEmpty else {
            return [StyledLine()] + prose("nothing found on \(functions); the notes say what was not judged", .warning)
        }
        return [StyledLine()] + prose("\(glyphs.done) clean: nothing found on \(functions)", .good)
    }

    private func prose(_ text: String, _ ink: Ink) -> [StyledLine] {
        Prose(text, ink).lines(lead: StyledLine(), width: style.width)
    }
}
