package import Findings
import SourceText

/// Cards as text for a terminal.
package struct CardText: Sendable {
    private let paths: PathNames
    private let width: Int

    /// Makes texts, `width` columns wide, that say places by some names of paths.
    package init(paths: PathNames, width: Int = 100) {
        self.paths = paths
        self.width = width
    }

    /// The card of a function, ending with a line break.
    package func text(of card: FunctionCard) -> String {
        var page = CardPage(width: width)
        page.head("\(card.name), a function of \(card.application)", place: name(of: card.place))
        page.table(nil, rows(card.facts))
        page.section(CardEntry("reached by (\(card.exposure))"), entries(card.reachedBy))
        page.section(CardEntry("reaches"), entries(card.reaches))
        page.section(entry(card.role), entries(card.permissions))
        page.section(CardEntry("code"), entries(card.code))
        page.table("environment of its own", rows(card.ownEnvironment))
        page.table("environment of every function", rows(card.sharedEnvironment))
        page.section(CardEntry("layers"), entries(card.layers))
        page.table("tags", rows(card.tags))
        return page.text
    }

    /// The card of a value, ending with a line break.
    package func text(of card: ValueCard) -> String {
        var page = CardPage(width: width)
        page.head(card.title, place: name(of: card.place))
        page.table(nil, rows(card.rows))
        return page.text
    }

    private func rows(_ rows: [CardRow]) -> [(label: String, text: String)] {
        rows.map { row in
            guard let place = row.place.map(name) else { return (row.label, row.text) }
            return (row.label, row.text.isEmpty ? place : "\(row.text) (\(place))")
        }
    }

    private func entries(_ lines: [CardLine]) -> [CardEntry] { lines.map(entry) }

    private func entry(_ line: CardLine) -> CardEntry { CardEntry(line.text, at: line.place.map(name)) }

    private func name(of place: FilePosition) -> String { place.named(by: paths) }
}

extension FilePosition {
    /// The place the way terminals and editors can jump to: `path:line:column`.
    func named(by paths: PathNames) -> String {
        let file = paths.name(of: path)
        return position.map { "\(file):\($0.line):\($0.column)" } ?? file
    }
}
