import Findings
import SourceText

/// The table of functions and practices; functions and practices with nothing to say are counted below it.
struct MarkdownTable {
    /// The table with a heading, ending with a line break.
    let text: String

    /// Makes a table of at most about `limit` bytes.
    init(_ view: ApplicationView, limit: Int) {
        let practices = Practice.allCases.filter { !view.totalRow[$0].isEmpty }
        var rows = zip(view.summary.functions, view.functionRows).filter { !$1.isEmpty }.map { function, row in
            MarkdownTable.row("<code>\(MarkdownText.escaped(function.name, limit: 64))</code> \(function.exposure.visible)", row, practices)
        }
        if !view.serviceRow.isEmpty { rows.append(MarkdownTable.row("<i>the service</i>", view.serviceRow, practices)) }
        let quiet = view.functionRows.count(where: \.isEmpty)
        let (shown, left) = MarkdownTable.fitting(rows, limit)
        var notes: [String] = []
        if left > 0 { notes.append("\(counted(left, "row")) left out here") }
        if quiet > 0 { notes.append("\(counted(quiet, "function")) with nothing found") }
        let name = MarkdownText.escaped(view.summary.name, limit: 64)
        let manifest = MarkdownText.escaped(view.summary.manifest.description, limit: 120)
        let head = "| function | " + practices.map(\.columnTitle).joined(separator: " | ") + " |"
        let rule = "|:--|" + practices.map { _ in ":-:|" }.joined()
        let table = practices.isEmpty ? [] : [head, rule] + shown + [""]
        text = (["**\(name)** <code>\(manifest)</code>", ""] + table + notes.map { "<sub>\($0)</sub>  " })
            .joined(separator: "\n") + "\n"
    }

    private static func row(_ name: String, _ row: PracticeRow, _ practices: [Practice]) -> String {
        let cells = practices.map { practice in
            let tally = row[practice]
            guard let worst = tally.worst else { return tally.undecided > 0 ? "?" : "" }
            return "\(worst.sign) \(tally.findings)"
        }
        return "| \(name) | " + cells.joined(separator: " | ") + " |"
    }

    private static func fitting(_ rows: [String], _ limit: Int) -> (shown: [String], left: Int) {
        var (shown, length) = ([String](), 0)
        for row in rows {
            length += row.utf8.count + 1
            guard length <= limit - 1_000 else { break }
            shown.append(row)
        }
        return (shown, rows.count - shown.count)
    }
}
