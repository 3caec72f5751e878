import Findings
import SourceText

extension HTMLPage {
    /// A card of every function.
    var functions: Markup {
        let cards = views.enumerated().map { application, view -> Markup in
            let heading: Markup = views.count > 1 ? "<h3>\(view.summary.name)</h3>" : ""
            let articles = view.summary.functions.enumerated().map { index, function in
                card(function, view.functionRows[index], application: application, index: index)
            }
            return heading + Markup(articles)
        }
        return """
            <section id="functions" aria-labelledby="functions-head"><h2 id="functions-head">Functions</h2>
            \(cards)</section>
            """
    }

    /// Sections of a card with more lines than this are cut; `ringfence explain` shows them all.
    private static let lineLimit = 40

    private func card(
        _ function: ScanReport.FunctionSummary, _ row: PracticeRow, application: Int, index: Int
    ) -> Markup {
        let cards = details(of: application)?.cards ?? []
        let card = cards.indices.contains(index) ? cards[index] : nil
        let found: Markup =
            row.findings == 0 ? "" : "<span class=\"count\">\(counted(row.findings, "finding"))</span>"
        let body = card.map(sections) ?? triggers(function)
        return """
            <details class="card" id="\(anchor(application: application, function: index))" open><summary>\
            <span class="name">\(function.name)</span> <span class="exposure \(function.exposure.visible)">\
            \(function.exposure)</span> \(found)</summary>
            <div class="facts">\(body)</div></details>

            """
    }

    /// What is known without the details.
    private func triggers(_ function: ScanReport.FunctionSummary) -> Markup {
        list("Reached by", function.triggers.map { CardLine($0) })
    }

    private func sections(of card: FunctionCard) -> Markup {
        let own = card.ownEnvironment
        let place: Markup = "<p class=\"meta\">\(self.place(card.place))</p>"
        let parts = [
            table("Facts", card.facts), list("Reached by", card.reachedBy), list("Reaches", card.reaches),
            list(card.role.text.capitalizedFirst, card.permissions, at: card.role.place),
            table("Environment of its own", own), table("Environment of every function", card.sharedEnvironment),
            list("Layers", card.layers), table("Tags", card.tags),
        ]
        return place + Markup(parts)
    }

    private func list(_ title: String, _ lines: [CardLine], at place: FilePosition? = nil) -> Markup {
        guard !lines.isEmpty else { return "" }
        let items = lines.prefix(Self.lineLimit).map { line -> Markup in
            "<li>\(line.text)\(line.place.map { " " + self.place($0) } ?? "")</li>"
        }
        return """
            <section><h3>\(title)\(place.map { " " + self.place($0) } ?? "")</h3>
            <ul>\(items)\(rest(of: lines.count))</ul></section>
            """
    }

    private func table(_ title: String, _ rows: [CardRow]) -> Markup {
        guard !rows.isEmpty else { return "" }
        let items = rows.prefix(Self.lineLimit).map { row -> Markup in "<dt>\(row.label)</dt><dd>\(row.text)</dd>" }
        let more: Markup = rows.count > Self.lineLimit ? "<dt>…</dt><dd>\(rows.count - Self.lineLimit) more</dd>" : ""
        return "<section><h3>\(title)</h3><dl>\(items)\(more)</dl></section>"
    }

    private func rest(of count: Int) -> Markup {
        count > Self.lineLimit ? "<li class=\"soft\">\(count - Self.lineLimit) more</li>" : ""
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
