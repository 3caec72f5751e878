import Findings

/// What a piece of text means; the colours follow from it.
enum Ink: Hashable {
    case plain, strong, faint, code, good, warning
    case severity(Severity)

    /// The terminal's own sixteen colours only, so that the reader's theme decides.
    /// Source: ECMA-48 §8.3.117 (SGR)
    var parameters: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .code: "36"
        case .good: "32"
        case .warning: "33"
        case .severity(.critical): "1;35"
        case .severity(.high): "31"
        case .severity(.medium): "33"
        case .severity(.low): "34"
        }
    }
}

/// One line of terminal output: text that is already visible, with its meaning.
struct StyledLine {
    private struct Span {
        var text: String
        let ink: Ink

        func holds(_ byte: UInt8) -> Bool { text.utf8.contains(byte) }
    }

    private var spans: [Span] = []
    /// The columns the line takes.
    private(set) var width = 0

    init() {}

    init(_ text: String, _ ink: Ink = .plain) { append(text, ink) }

    mutating func append(_ text: String, _ ink: Ink = .plain) {
        guard !text.isEmpty else { return }
        width += text.displayWidth
        // Spaces show no ink: they join what stands before them, so that colours change no more often than they show.
        if let last = spans.last, last.ink == ink || text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
            spans[spans.count - 1].text += text
        } else {
            spans.append(Span(text: text, ink: ink))
        }
    }

    mutating func append(_ line: StyledLine) {
        for span in line.spans { append(span.text, span.ink) }
    }

    /// Adds spaces up to a column.
    mutating func pad(to column: Int) {
        append(String(repeating: " ", count: max(0, column - width)))
    }

    /// The line behind `columns` spaces.
    func indented(by columns: Int) -> StyledLine {
        var line = StyledLine(String(repeating: " ", count: columns))
        line.append(self)
        return line
    }

    /// The line without the spaces at its end, as the terminal takes it.
    func render(color: Bool) -> String {
        var text = ""
        for span in safeSpans {
            guard color, let parameters = span.ink.parameters else {
                text += span.text
                continue
            }
            text += "\u{1B}[\(parameters)m\(span.text)\u{1B}[0m"
        }
        return text
    }

    /// Build logs take a line that begins with `::`, and `##[` anywhere, for commands; no line of ours may be one.
    private var safeSpans: [Span] {
        var spans = spans
        while let last = spans.last, last.text.utf8.last == UInt8(ascii: " ") {
            spans[spans.count - 1].text = String(last.text.reversed().drop { $0 == " " }.reversed())
            if spans.last?.text.isEmpty == true { spans.removeLast() } else { break }
        }
        let hasMark = spans.contains { $0.holds(UInt8(ascii: "#")) }
        guard hasMark || spans.contains(where: { $0.holds(UInt8(ascii: ":")) }) else { return spans }
        let plain = spans.map(\.text).joined()
        let startsCommand = plain.utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "::".utf8)
        guard startsCommand || hasMark && plain.contains("##[") else { return spans }
        return [Span(text: StyledLine.defused(plain, startsCommand: startsCommand), ink: .plain)]
    }

    private static func defused(_ text: String, startsCommand: Bool) -> String {
        var text = text
        if startsCommand, let colon = text.firstIndex(of: ":") {
            text.replaceSubrange(colon...colon, with: "\\u{3A}")
        }
        while let command = text.firstRange(of: "##[") { text.replaceSubrange(command, with: "##\\u{5B}") }
        return text
    }
}
