import Findings
import SourceText

extension HTMLPage {
    /// The table of functions and practices, one for each application.
    var overview: Markup {
        """
        <section id="matrix" aria-labelledby="matrix-head"><h2 id="matrix-head">Functions by practice</h2>
        <p class="legend">A number counts findings and leads to them; its colour is the worst severity. \
        <span class="open">?</span> could not be decided. An empty cell passed every rule that ran.</p>
        \(views.enumerated().map { matrix($1, application: $0) })</section>
        """
    }

    private func matrix(_ view: ApplicationView, application: Int) -> Markup {
        let first = firstFindings(of: view)
        let rows = zip(view.summary.functions, view.functionRows).enumerated().map { index, pair in
            row(pair.0, pair.1, application: application, function: index, first)
        }
        let stage = view.summary.stage.map { ", stage \($0)" } ?? ""
        return """
            <div class="app"><h3>\(view.summary.name) <span class="soft">\(view.summary.provider)\(stage)</span> \
            \(place(FilePosition(path: view.summary.manifest, position: nil)))</h3>
            <div class="wrap" tabindex="0" role="region" aria-label="Table of \(view.summary.name)">
            <table class="matrix"><caption class="sr">Findings of \(view.summary.name) by function and practice</caption>
            <thead><tr><th scope="col">function</th>\(Practice.allCases.map(head))</tr></thead>
            <tbody>
            \(rows)\(serviceRow(view, application: application, first))</tbody>
            <tfoot><tr><th scope="row">all</th>\(Practice.allCases.map { total(view.totalRow[$0]) })</tr></tfoot>
            </table></div></div>

            """
    }

    private func head(_ practice: Practice) -> Markup {
        """
        <th scope="col"><abbr title="\(practice.number). \(practice.title)">\(practice.columnTitle)</abbr></th>
        """
    }

    private func row(
        _ function: ScanReport.FunctionSummary, _ row: PracticeRow, application: Int, function index: Int,
        _ first: [CellKey: Finding]
    ) -> Markup {
        let cells = Practice.allCases.map { practice in
            cell(
                row[practice], practice, of: function.name, key: "\(application)-\(index)",
                first[CellKey(function: function.name, practice: practice)])
        }
        return """
            <tr><th scope="row"><a href="#\(anchor(application: application, function: index))">\(function.name)</a> \
            <span class="exposure \(function.exposure.visible)">\(function.exposure)</span></th>\(cells)</tr>

            """
    }

    private func serviceRow(_ view: ApplicationView, application: Int, _ first: [CellKey: Finding]) -> Markup {
        guard !view.serviceRow.isEmpty else { return "" }
        let cells = Practice.allCases.map { practice in
            cell(
                view.serviceRow[practice], practice, of: "the service", key: "\(application)-s",
                first[CellKey(function: nil, practice: practice)])
        }
        return "<tr><th scope=\"row\"><i>the service</i></th>\(cells)</tr>\n"
    }

    private func cell(
        _ tally: PracticeTally, _ practice: Practice, of subject: String, key: String, _ first: Finding?
    ) -> Markup {
        guard let worst = tally.worst, let first else {
            return tally.undecided > 0
                ? "<td class=\"open\" title=\"\(tally.undecided) undecided\">?<span class=\"sr\"> \(tally.undecided) undecided</span></td>"
                : "<td></td>"
        }
        let open = tally.undecided > 0 ? ", \(tally.undecided) undecided" : ""
        return """
            <td><a class="cell \(worst.rawValue)" href="#\(anchor(of: first))" data-f="\(key)" data-p="\(practice.rawValue)" \
            aria-label="\(subject), \(practice.title): \(counted(tally.findings, "finding")), worst \(worst.rawValue)\(open)" \
            title="\(counted(tally.findings, "finding")), worst \(worst.rawValue)\(open)">\(tally.findings)\
            \(tally.undecided > 0 ? "<sup>?</sup>" : "")</a></td>
            """
    }

    private func total(_ tally: PracticeTally) -> Markup {
        guard let worst = tally.worst else { return "<td></td>" }
        return "<td class=\"\(worst.rawValue)\">\(tally.findings)</td>"
    }

    private struct CellKey: Hashable {
        let function: String?
        let practice: Practice
    }

    /// The finding that each cell leads to: the worst, and of these the first.
    private func firstFindings(of view: ApplicationView) -> [CellKey: Finding] {
        let names = Set(view.summary.functions.map(\.name))
        var first: [CellKey: Finding] = [:]
        for finding in view.findings {
            let functions = finding.functions.filter(names.contains).map(Optional.some)
            for function in functions.isEmpty ? [nil] : functions {
                let key = CellKey(function: function, practice: finding.practice)
                if let known = first[key], known.severity >= finding.severity { continue }
                first[key] = finding
            }
        }
        return first
    }
}
