package import Findings
import SourceText

/// What repairs came to as people see it: the diff, what is fixed, what is left and why, then the counts.
package struct FixReporter: Sendable {
    private let style: TerminalStyle
    private let glyphs: Glyphs
    private let isDryRun: Bool

    /// Makes a reporter; a dry run speaks of what would be.
    package init(style: TerminalStyle, isDryRun: Bool) {
        self.style = style
        self.isDryRun = isDryRun
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
    }

    /// The diff of every file for programs, byte for byte.
    package func patch(_ report: FixReport) -> String { diffs(report).map(\.text).joined() }

    /// The diff of every file for a terminal: nothing in it can move the cursor.
    package func colouredPatch(_ report: FixReport) -> String {
        let lines = diffs(report).flatMap(\.lines).map { line in
            StyledLine(line.text.trimmingSuffix("\r").visible, ink(line.kind))
        }
        return render(lines)
    }

    /// What is fixed, what is left, and the counts.
    package func summary(_ report: FixReport) -> String {
        var sections: [[StyledLine]] = []
        if style.verbosity != .quiet {
            sections.append(section(isDryRun ? "Would be fixed" : "Fixed", entries(report.fixed.map { ($0.finding, words($0)) }, report)))
            sections.append(section("Needs a look", left(report) { $0 == .unsafe }))
            sections.append(section("Tried and dropped", left(report, where: isDropped)))
        }
        if style.verbosity == .verbose {
            sections.append(section("Cannot be edited", left(report, where: isRefused)))
            sections.append(section("For another tool", left(report, where: isForCommand)))
            sections.append(section("Generated", left(report) { $0 == .generated }))
            sections.append(section("Left to you", left(report) { $0 == .noRepair }))
        }
        if style.verbosity != .quiet { sections.append(section(isDryRun ? "Then to be run" : "Now run", followUps(report))) }
        let shown = sections.filter { !$0.isEmpty }
        let rule = shown.isEmpty ? [] : [StyledLine(glyphs.rule(width: min(style.width, 100)), .faint)]
        return render((shown + [rule + counts(report) + notes(report)]).joined(separator: [StyledLine()]))
    }

    private func render(_ lines: some Sequence<StyledLine>) -> String {
        lines.map { $0.render(color: style.hasColor) + "\n" }.joined()
    }

    private func diffs(_ report: FixReport) -> [UnifiedDiff] {
        report.changes.map { UnifiedDiff($0, name: style.paths.name(of: $0.path)) }
    }

    private func ink(_ kind: DiffLine.Kind) -> Ink {
        switch kind {
        case .file: .strong
        case .hunk: .code
        case .old: .severity(.high)
        case .new: .good
        case .same: .plain
        case .note: .faint
        }
    }
}

extension FixReporter {
    private func section(_ title: String, _ lines: [StyledLine]) -> [StyledLine] {
        lines.isEmpty ? [] : [StyledLine(title, .strong)] + lines
    }

    private func left(_ report: FixReport, where isMeant: (FixReport.Reason) -> Bool) -> [StyledLine] {
        entries(report.left.filter { isMeant($0.reason) }.map { ($0.finding, words($0)) }, report)
    }

    /// Findings with what is to be said of each; those at one place of which the same is said stand together.
    private func entries(_ findings: [(finding: Finding, words: String)], _ report: FixReport) -> [StyledLine] {
        struct Key: Hashable { let rule: RuleID, place: SourcePlace, words: String }
        var order: [Key] = []
        var members: [Key: [Finding]] = [:]
        for (finding, words) in findings {
            let key = Key(rule: finding.ruleID, place: finding.location.place, words: words)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(finding)
        }
        return order.flatMap { key in
            let group = members[key] ?? []
            return group.first.map { entry($0, times: group.count, report, key.words) } ?? []
        }
    }

    private func words(_ record: FixReport.Fixed) -> String { record.fix.title + (record.fix.safety == .unsafe ? " (look at it)" : "") }

    /// A place with its rule, and below it what is to be said. Until the changes are written it is a place of the files as
    /// they are.
    private func entry(_ finding: Finding, times count: Int, _ report: FixReport, _ text: String) -> [StyledLine] {
        let location = (isDryRun ? report.origins[finding.fingerprint] : nil) ?? finding.location
        var line = StyledLine(style.link(location)).indented(by: 2)
        line.append("  " + finding.ruleID.description.visible, .faint)
        if count > 1 { line.append("  \(counted(count, "finding"))", .faint) }
        let lead = StyledLine().indented(by: 4)
        return [line] + Prose(text).lines(lead: lead, width: min(style.width, FindingLines.proseWidth))
    }

    /// Commands in the folders that they are for.
    private func followUps(_ report: FixReport) -> [StyledLine] {
        report.followUps.map { command in
            var line = StyledLine(command.text.visible, .code).indented(by: 2)
            if command.folder != .root { line.append("  in \(style.paths.name(of: command.folder))", .faint) }
            return line
        }
    }

    private func words(_ left: FixReport.Left) -> String {
        switch left.reason {
        case .noRepair, .generated: left.finding.remedy
        case .unsafe: left.finding.fix?.title ?? left.finding.remedy
        case .command(let command): "run `\(command.text)`"
        case .refused(let reason): "no edit: \(reason)"
        case .unproved(let reason): "\(left.finding.fix?.title ?? left.finding.message): \(reason)"
        }
    }

    private func isDropped(_ reason: FixReport.Reason) -> Bool {
        if case .unproved = reason { true } else { false }
    }

    private func isForCommand(_ reason: FixReport.Reason) -> Bool {
        if case .command = reason { true } else { false }
    }

    private func isRefused(_ reason: FixReport.Reason) -> Bool {
        if case .refused = reason { true } else { false }
    }
}

extension FixReporter {
    private func counts(_ report: FixReport) -> [StyledLine] {
        let width = max(String(report.fixed.count).count, String(report.left.count).count)
        var fixed = StyledLine("\(report.fixed.count)".leftPadded(to: width), .strong)
        fixed.append(isDryRun ? " would be fixed" : " fixed")
        if !report.changes.isEmpty { fixed.append(" in " + counted(report.changes.count, "file"), .faint) }
        var left = StyledLine("\(report.left.count)".leftPadded(to: width), .strong)
        left.append(" left")
        let details = details(report)
        if !details.isEmpty { left.append(": " + details.joined(separator: ", "), .faint) }
        guard left.width > style.width else { return [fixed, left] }
        return [fixed, StyledLine("\(report.left.count) left", .strong)] + details.map { StyledLine($0, .faint).indented(by: 2) }
    }

    private func details(_ report: FixReport) -> [String] {
        let count = { (isMeant: (FixReport.Reason) -> Bool) in report.left.count { isMeant($0.reason) } }
        let parts: [(Int, String)] = [
            (count { $0 == .unsafe }, "for --unsafe"), (count(isDropped), "dropped"),
            (count(isForCommand), "for another tool"), (count(isRefused), "that cannot be edited"), (count { $0 == .generated }, "in generated files"), (count { $0 == .noRepair }, "without a repair"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }

    /// How many places that could not be read are named.
    private static let unreadLimit = 5

    /// What could not be read, and so was neither judged nor fixed.
    private func unread(_ report: FixReport) -> [String] {
        let issues = report.after.issues.filter(\.issue.isPartial)
        guard !issues.isEmpty else { return [] }
        let isLong = issues.count > Self.unreadLimit + 1 && style.verbosity != .verbose
        let shown = issues.prefix(isLong ? Self.unreadLimit : issues.count)
        let places = shown.map { "\(style.link($0.issue.place.path, $0.start)): \($0.issue.message)" }
        return ["partial scan: \(counted(issues.count, "place")) could not be read, what stands there was neither judged nor fixed"] + places
            + (isLong ? ["and \(issues.count - Self.unreadLimit) more places"] : [])
    }

    private func notes(_ report: FixReport) -> [StyledLine] {
        var notes: [(text: String, ink: Ink)] = []
        if report.left.contains(where: { $0.reason == .generated }) {
            let text = "files in `cdk.out` are not edited, for the CDK generates them: change its source and synthesize anew"
            notes.append((text, .warning))
        }
        let isHidden = report.left.contains { isRefused($0.reason) || isForCommand($0.reason) || $0.reason == .noRepair }
        if isHidden, style.verbosity == .normal { notes.append(("--verbose says what is left to you and why", .faint)) }
        if isDryRun, diffs(report).contains(where: { !$0.isExact }) {
            notes.append(("the diff cannot be applied: lines that hold secrets are masked in it or left out", .warning))
        }
        notes += unread(report).map { ($0, .warning) }
        if report.left.isEmpty, !report.after.isPartial {
            notes.append(("\(glyphs.done) nothing is left of what was asked for", .good))
        }
        guard !notes.isEmpty else { return [] }
        return [StyledLine()] + notes.flatMap { Prose($0.text, $0.ink).lines(lead: StyledLine(), width: style.width) }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - displayWidth)) + self
    }

    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        last == suffix ? String(dropLast()) : self
    }
}
