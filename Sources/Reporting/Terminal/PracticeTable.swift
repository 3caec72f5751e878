import Findings

/// The table of one application: functions down, the ten practices across.
struct PracticeTable {
    private struct Row {
        let name: String
        let exposure: String
        let tallies: PracticeRow
        var ink = Ink.plain
    }

    /// More rows than these, and functions with nothing to say are only counted.
    private static let rowLimit = 40

    private let rows: [Row]
    private let total: Row?
    private let hiddenFunctions: Int
    private let glyphs: Glyphs
    private let width: Int

    init(_ view: ApplicationView, style: TerminalStyle) {
        let pairs = zip(view.summary.functions, view.functionRows)
        let isLong = view.summary.functions.count > PracticeTable.rowLimit && style.verbosity != .verbose
        let shown = isLong ? pairs.filter { !$1.isEmpty } : Array(pairs)
        var rows = shown.map { Row(name: $0.name.visible, exposure: $0.exposure.visible, tallies: $1) }
        if !view.serviceRow.isEmpty {
            rows.append(Row(name: "service", exposure: "", tallies: view.serviceRow, ink: .strong))
        }
        self.rows = rows
        total = rows.count > 1 ? Row(name: "total", exposure: "", tallies: view.totalRow, ink: .faint) : nil
        hiddenFunctions = view.summary.functions.count - shown.count
        glyphs = Glyphs(hasUnicode: style.hasUnicode)
        width = style.width
    }

    /// The lines, none wider than the terminal.
    func lines() -> [StyledLine] {
        guard !rows.isEmpty else { return [] }
        guard let layout = fittingLayout() else { return list() + hiddenLine() }
        var lines = [heading(layout), separator(layout)] + rows.map { line($0, layout) } + hiddenLine()
        if let total { lines += [separator(layout), line(total, layout)] }
        return lines + legend(layout)
    }

    private func fittingLayout() -> TableLayout? {
        let columns = Practice.allCases.map { practice in
            (rows + [total].compactMap { $0 }).map { cell($0.tallies[practice]).width }.max() ?? 1
        }
        let names = rows.map(\.name.displayWidth).max() ?? 0
        let exposures = rows.map(\.exposure.displayWidth).max() ?? 0
        return TableLayout.fitting(cells: columns, names: names, exposures: exposures, width: width)
    }

    private func heading(_ layout: TableLayout) -> StyledLine {
        var line = StyledLine()
        for (practice, column) in zip(Practice.allCases, layout.columns) {
            line.pad(to: column.start)
            let title = layout.hasNumbers ? String(practice.number) : practice.columnTitle
            line.append(centred(StyledLine(title, .faint), in: column.width))
        }
        return line
    }

    private func separator(_ layout: TableLayout) -> StyledLine {
        StyledLine(glyphs.rule(width: layout.width - TableLayout.indentation), .faint)
            .indented(by: TableLayout.indentation)
    }

    private func line(_ row: Row, _ layout: TableLayout) -> StyledLine {
        var line = StyledLine().indented(by: TableLayout.indentation)
        line.append(row.name.truncated(to: layout.nameWidth, ellipsis: glyphs.ellipsis), row.ink)
        line.pad(to: layout.exposureStart)
        let exposure = layout.hasShortExposure ? TableLayout.short(row.exposure) : row.exposure
        line.append(exposure, row.exposure == "public" ? .plain : .faint)
        for (practice, column) in zip(Practice.allCases, layout.columns) {
            line.pad(to: column.start)
            line.append(centred(cell(row.tallies[practice]), in: column.width))
        }
        return line
    }

    /// The worst severity's sign and the number of findings, and whether there may be more.
    private func cell(_ tally: PracticeTally) -> StyledLine {
        if let worst = tally.worst {
            var cell = StyledLine(glyphs.sign(worst) + String(tally.findings), .severity(worst))
            if tally.undecided > 0 { cell.append(glyphs.undecided, .warning) }
            return cell
        }
        return tally.undecided > 0 ? StyledLine(glyphs.undecided, .warning) : StyledLine(glyphs.none, .faint)
    }

    private func centred(_ line: StyledLine, in width: Int) -> StyledLine {
        line.indented(by: max(0, (width - line.width) / 2))
    }

    private func hiddenLine() -> [StyledLine] {
        guard hiddenFunctions > 0 else { return [] }
        return [StyledLine("  and \(counted(hiddenFunctions, "function")) with nothing found", .faint)]
    }

    /// What the numbers and the short words of a narrow table stand for.
    private func legend(_ layout: TableLayout) -> [StyledLine] {
        let numbers = layout.hasNumbers ? Practice.allCases.map { "\($0.number) \($0.columnTitle)" } : []
        let exposures = Set(rows.map(\.exposure)).filter { TableLayout.short($0) != $0 }.sorted()
        let words = layout.hasShortExposure ? exposures.map { "\(TableLayout.short($0)) \($0)" } : []
        return [numbers, words].filter { !$0.isEmpty }.flatMap { items in
            Legend.lines(items.map { StyledLine($0, .faint) }, indentation: 2, width: width)
        }
    }

    /// Where no table fits: what each row has, by the practice's name.
    private func list() -> [StyledLine] {
        rows.flatMap { row in
            var title = StyledLine(row.name.truncated(to: width - 2, ellipsis: glyphs.ellipsis), row.ink)
            if title.width + row.exposure.displayWidth + 3 < width { title.append("  " + row.exposure, .faint) }
            let cells = Practice.allCases.filter { !row.tallies[$0].isEmpty }.map { practice in
                var item = cell(row.tallies[practice])
                item.append(" " + practice.columnTitle)
                return item
            }
            let shown = cells.isEmpty ? [StyledLine(glyphs.none, .faint)] : cells
            return [title.indented(by: 1)] + Legend.lines(shown, indentation: 3, width: width)
        }
    }
}

/// Short pieces side by side, on as many lines as they need.
enum Legend {
    static func lines(_ items: [StyledLine], indentation: Int, width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        var current = StyledLine().indented(by: indentation)
        for item in items {
            if current.width > indentation {
                if current.width + 2 + item.width > width {
                    lines.append(current)
                    current = StyledLine().indented(by: indentation)
                } else {
                    current.append("  ")
                }
            }
            current.append(item)
        }
        return lines + [current]
    }
}
