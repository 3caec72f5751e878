/// Lines of a card: labels in a column, what belongs to them beside it, each as wide as the terminal and no wider.
struct CardPage {
    /// Cards are not set wider than this, however wide the terminal.
    static let widest = 100
    private static let narrowest = 40
    private static let longestLabel = 32

    private var lines: [StyledLine] = []
    private let width: Int
    private let hasColor: Bool

    /// A page, `width` columns wide.
    init(width: Int, hasColor: Bool = false) {
        self.width = min(max(width, CardPage.narrowest), CardPage.widest)
        self.hasColor = hasColor
    }

    /// The page, ending with a line break.
    var text: String { lines.map { $0.render(color: hasColor) + "\n" }.joined() }

    /// The page's first lines: what it is about and where that is written.
    mutating func head(_ title: String, place: String) {
        lines += Prose(title, .strong).lines(lead: StyledLine(), width: width) + [StyledLine(place.visible)]
    }

    /// A section with lines of text, each with its place; nothing when there are none.
    mutating func section(_ title: CardEntry, _ entries: [CardEntry]) {
        guard !entries.isEmpty else { return }
        lines.append(StyledLine())
        append(title, indentation: 2)
        for entry in entries { append(entry, indentation: 4) }
    }

    /// A section with labelled values; nothing when there are none.
    mutating func table(_ title: String?, _ rows: [(label: String, text: String)]) {
        guard !rows.isEmpty else { return }
        lines.append(StyledLine())
        if let title { append(CardEntry(title), indentation: 2) }
        let indentation = title == nil ? 2 : 4
        let labels = rows.map { $0.label.visible }
        let column = min(labels.map(\.displayWidth).max() ?? 0, CardPage.longestLabel, width / 2)
        for (label, row) in zip(labels, rows) {
            var lead = StyledLine(label).indented(by: indentation)
            lead.pad(to: indentation + column)
            lead.append("  ")
            lines += Prose(row.text).lines(lead: lead, hanging: indentation + column + 2, width: width)
        }
    }

    /// The place stands behind the text where there is room, else below it; it is never broken.
    private mutating func append(_ entry: CardEntry, indentation: Int) {
        let indentation = indentation + entry.indentation
        let lead = StyledLine().indented(by: indentation)
        lines += Prose(entry.text, entry.ink).lines(lead: lead, hanging: indentation + 2, width: width)
        guard let place = entry.place?.visible, let last = lines.last else { return }
        if last.width + 2 + place.displayWidth <= width {
            lines[lines.count - 1].append("  ")
            lines[lines.count - 1].append(place, .faint)
        } else {
            lines.append(StyledLine(place, .faint).indented(by: indentation + 2))
        }
    }
}

/// A line of a card and where what it says is written.
struct CardEntry {
    let text: String
    let place: String?
    let ink: Ink
    /// How many columns further in than its section it stands.
    let indentation: Int

    init(_ text: String, at place: String? = nil, ink: Ink = .plain, indentation: Int = 0) {
        self.text = text
        self.place = place
        self.ink = ink
        self.indentation = indentation
    }
}
