import Findings
import SourceText

/// One finding as people read it.
struct FindingLines {
    /// Prose is not set wider than this, however wide the terminal.
    static let proseWidth = 100

    private let style: TerminalStyle
    private let glyphs: Glyphs

    init(style: TerminalStyle) {
        self.style = style
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
    }

    private var indentation: Int { style.width < 60 ? 2 : 4 }
    private var width: Int { min(style.width, FindingLines.proseWidth) }

    /// The finding in full.
    func lines(_ finding: Finding) -> [StyledLine] {
        let body = indentation + 2
        var lines = headline(finding)
        lines += reference(finding)
        lines += excerpt(finding.location, ink: .severity(finding.severity), indentation: body)
        lines += steps(finding, body)
        lines += labelled("gain:", finding.gain, body)
        lines += labelled("fix: ", finding.remedy, body)
        if style.verbosity == .verbose { lines += extras(finding, body) }
        return lines
    }

    /// The place and functions of one or more findings on one line, for those of a rule that are folded.
    func place(_ finding: Finding, count: Int) -> StyledLine {
        var line = StyledLine().indented(by: indentation + 2)
        line.append(style.link(finding.location))
        if count > 1 { line.append("  \(count) times", .faint) }
        let room = style.width - line.width - 2
        let names = finding.functions.isEmpty ? "service" : finding.functions.joined(separator: ", ").visible
        if room >= 8 { line.append("  " + names.truncated(to: room, ellipsis: glyphs.ellipsis), .faint) }
        return line
    }

    private func headline(_ finding: Finding) -> [StyledLine] {
        var lead = StyledLine().indented(by: indentation)
        lead.append(glyphs.sign(finding.severity) + " " + finding.severity.rawValue, .severity(finding.severity))
        lead.append("  ")
        let hanging = style.width < 60 ? indentation + 2 : lead.width
        return Prose(finding.message, .strong).lines(lead: lead, hanging: hanging, width: width)
    }

    /// The place, never cut so that it stays something to click on, and the rule where there is room for it.
    private func reference(_ finding: Finding) -> [StyledLine] {
        var line = StyledLine(style.link(finding.location)).indented(by: indentation + 2)
        let rule = finding.ruleID.description.visible
        if line.width + 2 + rule.displayWidth <= style.width {
            line.append("  " + rule, .faint)
            return [line]
        }
        return [line, StyledLine(rule, .faint).indented(by: indentation + 2)]
    }

    private func excerpt(_ location: Location, ink: Ink, indentation: Int) -> [StyledLine] {
        ExcerptLines(location.excerpt)
            .lines(number: location.start.line, ink: ink, width: style.width - indentation, glyphs: glyphs)
            .map { $0.indented(by: indentation) }
    }

    /// How many steps of a flow are shown unless everything is asked for.
    private static let shownSteps = 4

    /// The way from the source to the place: its start and its end when it is long.
    private func steps(_ finding: Finding, _ indentation: Int) -> [StyledLine] {
        let steps = finding.steps
        let isWhole = style.verbosity == .verbose || steps.count <= Self.shownSteps
        let shown = isWhole ? steps : Array(steps.prefix(1) + steps.suffix(Self.shownSteps - 1))
        return shown.enumerated().flatMap { index, step in
            let left = isWhole || index != 1 ? 0 : steps.count - shown.count
            let note = left > 0 ? "after \(left) more step\(left == 1 ? "" : "s") \(step.note)" : step.note
            let place = FilePosition(path: step.location.place.path, position: step.location.start).named(by: PathNames())
            return labelled(index == 0 ? "from:" : "then:", "\(note) (\(place))", indentation)
        }
    }

    private func labelled(_ label: String, _ text: String, _ indentation: Int) -> [StyledLine] {
        guard !text.isEmpty else { return [] }
        var lead = StyledLine().indented(by: indentation)
        lead.append(label, .faint)
        lead.append(" ")
        return Prose(text).lines(lead: lead, width: width)
    }

    private func extras(_ finding: Finding, _ indentation: Int) -> [StyledLine] {
        var lines = finding.related.flatMap { related in
            [StyledLine("see:  ", .faint).indented(by: indentation).followed(by: style.link(related.location))]
                + labelled("     ", related.note, indentation)
                + excerpt(related.location, ink: .faint, indentation: indentation + 6)
        }
        if let fix = finding.fix { lines += labelled("edit:", "\(fix.title) (\(fix.safety.rawValue))", indentation) }
        lines += labelled("confidence:", finding.confidence.rawValue, indentation)
        return lines
    }
}

extension RelativePath {
    /// The path as people may see it; `.` for the root.
    var shown: String { self == .root ? "." : description.visible }
}

extension StyledLine {
    func followed(by text: String) -> StyledLine {
        var line = self
        line.append(text)
        return line
    }
}
