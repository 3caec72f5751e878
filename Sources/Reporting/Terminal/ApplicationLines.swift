import Findings
import SourceText

/// One application: its heading, its table, its findings.
struct ApplicationLines {
    /// Of the folded findings of one rule, this many places are listed.
    private static let placeLimit = 12

    private let view: ApplicationView
    private let style: TerminalStyle
    private let glyphs: Glyphs

    init(_ view: ApplicationView, style: TerminalStyle) {
        self.view = view
        self.style = style
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
    }

    /// Heading and table.
    func overview() -> [StyledLine] {
        let table = PracticeTable(view, style: style).lines()
        return table.isEmpty ? heading() : heading() + [StyledLine()] + table
    }

    /// Heading and a word, for one clean application among many.
    func brief() -> [StyledLine] {
        if view.summary.functions.isEmpty { return heading() }
        return heading() + [StyledLine("\(glyphs.done) nothing found", .good)]
    }

    /// The findings by function, each group after an empty line.
    func findings() -> [StyledLine] {
        let groups = FindingGroups(view, folds: style.verbosity == .normal)
        return groups.groups.flatMap(lines) + groups.folded.flatMap(lines)
    }

    private func heading() -> [StyledLine] {
        let name = view.summary.name.visible.truncated(to: style.width, ellipsis: glyphs.ellipsis)
        var facts = [style.link(view.summary.manifest, nil), view.summary.provider.visible]
        if let stage = view.summary.stage { facts.append("stage " + stage.visible) }
        let functions = view.summary.functions.count
        facts += [functions == 0 ? "no functions" : counted(functions, "function"), counted(view.findings.count, "finding")]
        if !view.undecided.isEmpty { facts.append("\(view.undecided.count) undecided") }
        return [StyledLine(name, .strong)] + joined(facts, indentation: 0)
    }

    /// The pieces with a separator between them, on as many lines as they need.
    private func joined(_ pieces: [String], indentation: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        var current = StyledLine().indented(by: indentation)
        for piece in pieces {
            if current.width > indentation, current.width + piece.displayWidth + 3 > style.width {
                lines.append(current)
                current = StyledLine().indented(by: indentation)
            } else if current.width > indentation {
                current.append(glyphs.separator, .faint)
            }
            current.append(piece, .faint)
        }
        return lines + [current]
    }

    private func lines(_ group: FindingGroups.Group) -> [StyledLine] {
        let blocks = FindingLines(style: style)
        return [StyledLine()] + title(group)
            + group.findings.enumerated().flatMap { index, finding in
                (index == 0 ? [] : [StyledLine()]) + blocks.lines(finding)
            }
    }

    private func title(_ group: FindingGroups.Group) -> [StyledLine] {
        let indentation = style.width < 60 ? 0 : 2
        var line = StyledLine().indented(by: indentation)
        line.append(name(group).truncated(to: style.width - indentation, ellipsis: glyphs.ellipsis), .strong)
        let details = details(group)
        if style.verbosity == .verbose, line.width + 2 + details.displayWidth > style.width, !details.isEmpty {
            return [line]
                + Prose(details, .faint).lines(lead: StyledLine().indented(by: indentation), width: style.width)
        }
        let room = style.width - line.width - 2
        if room >= 6, !details.isEmpty {
            line.append("  " + details.truncated(to: room, ellipsis: glyphs.ellipsis), .faint)
        }
        return [line]
    }

    private func name(_ group: FindingGroups.Group) -> String {
        switch group.functions.count {
        case 0: "service"
        case 1: group.functions.first?.visible ?? ""
        case 2 where view.summary.functions.count == 2: "both functions"
        case view.summary.functions.count: "all \(group.functions.count) functions"
        default: "\(group.functions.count) functions"
        }
    }

    /// Of one function who can reach it and through what, of several their names.
    private func details(_ group: FindingGroups.Group) -> String {
        guard group.functions.count == 1, let name = group.functions.first else {
            return group.functions.map(\.visible).joined(separator: ", ")
        }
        guard let function = view.summary.functions.first(where: { $0.name == name }) else { return "" }
        let triggers = function.triggers.map(\.visible).joined(separator: ", ")
        return [function.exposure.visible, triggers].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
    }

    private func lines(_ folded: FindingGroups.Folded) -> [StyledLine] {
        let blocks = FindingLines(style: style)
        let worst = folded.findings.map(\.severity).max() ?? .low
        let count = folded.findings.count
        var lead = StyledLine().indented(by: style.width < 60 ? 0 : 2)
        lead.append(glyphs.sign(worst), .severity(worst))
        lead.append(" ")
        let title = Prose("and \(count) more \(folded.ruleID), --verbose shows all in full")
        let places = folded.places
        let hidden = places.count - ApplicationLines.placeLimit
        let listed = places.prefix(hidden > 1 ? ApplicationLines.placeLimit : places.count).map(blocks.place)
        let rest = hidden > 1 ? [StyledLine("      and \(hidden) more places", .faint)] : []
        return [StyledLine()] + title.lines(lead: lead, width: style.width) + listed + rest
    }
}
