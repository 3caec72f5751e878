import Findings
import SourceText

extension HTMLPage {
    /// What could not be decided, what was silenced and which rules ran.
    var rest: Markup {
        """
        <section id="rest" aria-labelledby="rest-head"><h2 id="rest-head">The scan</h2>
        \(undecided)\(suppressed)\(rules)</section>
        """
    }

    /// How many entries of a list are shown.
    private static let entryLimit = 1_000

    private var undecided: Markup {
        let items = report.undecided.prefix(Self.entryLimit).map { answer -> Markup in
            let place = FilePosition(path: answer.place.path, position: answer.start)
            let functions = answer.functions.isEmpty ? "" : " · " + answer.functions.prefix(8).joined(separator: ", ")
            return "<li><code>\(answer.ruleID.description)</code> \(Markup.prose(answer.reason)) \(self.place(place))\(functions)</li>"
        }
        return list("Undecided, which is not a pass", report.undecided.count, items)
    }

    private var suppressed: Markup {
        let items = report.suppressed.prefix(Self.entryLimit).map { entry -> Markup in
            let finding = entry.finding
            let place = FilePosition(path: finding.location.place.path, position: finding.location.start)
            let reason = entry.reason.isEmpty ? "" : ": \(entry.reason)"
            return """
                <li><span class="sev \(finding.severity.rawValue)">\(finding.severity.rawValue)</span> \
                \(Markup.prose(finding.message)) \(self.place(place)) <span class="soft">silenced by \
                \(entry.source.rawValue)\(reason)</span></li>
                """
        }
        return list("Suppressed", report.suppressed.count, items)
    }

    private var rules: Markup {
        let counts = Dictionary(grouping: report.findings, by: \.ruleID).mapValues(\.count)
        let items = report.rules.map { rule -> Markup in
            let count = counts[rule.id] ?? 0
            return """
                <li\(count == 0 ? " class=\"pass\"" : "" as Markup)><code>\(rule.id.description)</code> \(Markup.prose(rule.summary))\
                \(count == 0 ? "" : ": \(counted(count, "finding"))")</li>
                """
        }
        return list("Rules that ran", report.rules.count, items)
    }

    private func list(_ title: String, _ count: Int, _ items: [Markup]) -> Markup {
        guard count > 0 else { return "" }
        let more: Markup = count > items.count ? "<li class=\"soft\">\(count - items.count) more</li>" : ""
        return "<details class=\"list\" open><summary>\(title) <span class=\"count\">\(count)</span></summary><ul>\(items)\(more)</ul></details>\n"
    }
}
