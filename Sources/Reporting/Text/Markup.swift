/// Markup of XML or HTML: what is written as a literal is markup, every text that is put in is escaped.
struct Markup: ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Takes text that is markup already.
    init(verbatim text: String) { self.text = text }

    /// Pieces one after another.
    init(_ pieces: some Sequence<Markup>) { text = pieces.map(\.text).joined() }

    static func + (left: Markup, right: Markup) -> Markup { Markup(verbatim: left.text + right.text) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: String) { text += MarkupText.escaped(value) }

        mutating func appendInterpolation(_ value: Int) { text += String(value) }

        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { text += piece.text } }
    }
}

extension Markup {
    /// A sentence in which what stands in backticks is code.
    static func prose(_ sentence: String) -> Markup {
        let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        // An odd mark has no partner and stays one.
        let isPaired = !pieces.count.isMultiple(of: 2)
        return Markup(
            pieces.enumerated().map { index, piece -> Markup in
                if index.isMultiple(of: 2) { return "\(piece)" }
                return isPaired || index < pieces.count - 1 ? "<code>\(piece)</code>" : "`\(piece)"
            })
    }
}
