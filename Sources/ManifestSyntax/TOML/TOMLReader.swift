import SourceText

/// Reads TOML 1.0 into a tree with exact places; a line that cannot be read is reported and left out.
///
/// Line breaks and a last comma in inline tables are allowed, as in TOML 1.1. Source: <https://toml.io/en/v1.0.0>
struct TOMLReader {
    var text: ManifestText
    var position = 0
    /// The offset at which the line of `position` starts.
    var line = 0
    /// How many tables and arrays enclose `position`.
    var depth = 0
    private(set) var comments: [ByteSpan] = []
    private let root: TOMLTable
    private var table: TOMLTable

    /// A part of a dotted key.
    struct KeyPart {
        let name: String
        let span: ByteSpan
    }

    init(_ text: ManifestText) {
        self.text = text
        root = TOMLTable(span: ByteSpan(0, text.bytes.count), isDefined: true)
        table = root
        if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Reads the whole file.
    mutating func read() -> ManifestNode {
        while true {
            skipSpace()
            guard position < text.end else { break }
            let start = position
            if current == .openBracket { header() } else { pair(into: table) }
            endLine()
            if position == start { position += 1 }
        }
        return root.node(in: text.path)
    }

    /// The byte at `position`; 0 at the end.
    var current: UInt8 { text.byte(position) }

    mutating func fail(_ message: String, help: String? = nil, at lower: Int, to upper: Int) {
        text.report(.syntax, message, help: help, at: lower, to: upper, line: line)
    }
}

extension TOMLReader {
    /// Moves over blanks, line breaks and comments.
    mutating func skipSpace() {
        while position < text.end {
            let byte = text.bytes[position]
            if byte.isBreak {
                position += 1
                line = position
            } else if byte.isBlank {
                position += 1
            } else if byte == .hash {
                let end = text.lineEnd(from: position)
                comments.append(ByteSpan(position, end))
                position = end
            } else {
                return
            }
        }
    }

    mutating func skipBlanks() {
        while position < text.end, text.bytes[position].isBlank { position += 1 }
    }

    /// Nothing but a comment may follow on the line; what does is skipped.
    private mutating func endLine() {
        skipBlanks()
        // An array without its bracket ends where the next line is none of its own.
        guard position < text.end, !current.isBreak, current != .hash, !isFirstOnLine else { return }
        let end = text.lineEnd(from: position)
        fail("unexpected text at the end of the line", at: position, to: end)
        position = end
    }

    private mutating func skipLine() { position = text.lineEnd(from: position) }

    /// A dotted key, each part of which makes some levels of the tree; `nil` when none stands here, which is reported.
    mutating func key(levels: Int = 1) -> [KeyPart]? {
        var parts: [KeyPart] = []
        while true {
            skipBlanks()
            guard let part = keyPart() else {
                fail("a key is missing here", at: position, to: min(position + 1, text.bytes.count))
                return nil
            }
            parts.append(part)
            guard depth + levels * parts.count < text.limits.depth else {
                text.report(
                    .limit, "tables nest deeper than \(text.limits.depth) levels", at: part.span.lowerBound,
                    to: position,
                    line: line)
                return nil
            }
            skipBlanks()
            guard current == .dot else { return parts }
            position += 1
        }
    }

    private mutating func keyPart() -> KeyPart? {
        let start = position
        if current == .doubleQuote || current == .singleQuote {
            let name = singleLineString().value
            return KeyPart(name: name, span: ByteSpan(start, position))
        }
        while position < text.end, text.bytes[position].isBareKey { position += 1 }
        guard position > start else { return nil }
        return KeyPart(name: text.string(start, position), span: ByteSpan(start, position))
    }
}

extension TOMLReader {
    /// `[table]` or `[[array of tables]]`.
    private mutating func header() {
        let start = position
        let isArray = text.byte(position + 1) == .openBracket
        position += isArray ? 2 : 1
        depth = 0
        // A part may name an array of tables, which is a level of its own.
        guard let parts = key(levels: 2) else { return skipLine() }
        depth = 2 * parts.count
        let isClosed = current == .closeBracket && (!isArray || text.byte(position + 1) == .closeBracket)
        if isClosed {
            position += isArray ? 2 : 1
        } else {
            fail("the header is not closed", at: start, to: position)
            skipLine()
        }
        text.countNode(at: start)
        startTable(parts, span: ByteSpan(start, position), isArray: isArray)
    }

    private mutating func startTable(_ parts: [KeyPart], span: ByteSpan, isArray: Bool) {
        guard let last = parts.last else { return }
        var outer = root
        for part in parts.dropLast() {
            guard let next = inner(part, of: outer) else { return startDetached(span, last) }
            outer = next
        }
        let next = TOMLTable(span: span, isDefined: true)
        guard let position = outer.position(of: last.name) else {
            outer.add(last.name, last.span, isArray ? .tables([next]) : .table(next))
            table = next
            return
        }
        switch (outer.values[position], isArray) {
        case (.tables, true):
            outer.append(next, at: position)
            table = next
        case (.table(let known), false):
            if known.isDefined { noteTwice(last) }
            known.isDefined = true
            table = known
        default: startDetached(span, last)
        }
    }

    /// What stands under a header that contradicts an earlier one is read for its own errors, and dropped.
    private mutating func startDetached(_ span: ByteSpan, _ part: KeyPart) {
        fail(
            "the key \(text.excerpt(part.span.lowerBound, part.span.upperBound)) already has a value of another kind",
            at: span.lowerBound, to: span.upperBound)
        table = TOMLTable(span: span, isDefined: true)
    }

    /// The table behind a key, made when it is not there; of an array of tables the last.
    private func inner(_ part: KeyPart, of outer: TOMLTable) -> TOMLTable? {
        guard let position = outer.position(of: part.name) else {
            let made = TOMLTable(span: part.span, isDefined: false)
            outer.add(part.name, part.span, .table(made))
            return made
        }
        switch outer.values[position] {
        case .table(let table): return table
        case .tables(let tables): return tables.last
        case .node: return nil
        }
    }

    /// `key = value`.
    mutating func pair(into outer: TOMLTable) {
        let start = position
        guard let parts = key(), let last = parts.last else { return skipLine() }
        guard current == UInt8(ascii: "=") else {
            fail("`=` and a value are missing after the key", at: start, to: position)
            return skipLine()
        }
        position += 1
        skipBlanks()
        depth += parts.count
        let value = value()
        depth -= parts.count
        var table = outer
        for part in parts.dropLast() {
            guard let next = inner(part, of: table) else {
                return fail(
                    "the key already has a value that is no table", at: part.span.lowerBound, to: part.span.upperBound)
            }
            table = next
        }
        if table.position(of: last.name) != nil { noteTwice(last) }
        table.add(last.name, last.span, .node(value))
    }

    private mutating func noteTwice(_ part: KeyPart) {
        text.note(
            .duplicateKey, "the key \(text.excerpt(part.span.lowerBound, part.span.upperBound)) is set twice",
            help: "remove one of the two; the last one counts",
            at: text.place(part.span.lowerBound, part.span.upperBound))
    }
}

extension UInt8 {
    /// A letter, a digit, `_` or `-`: what a key may hold without quotes.
    fileprivate var isBareKey: Bool {
        isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || self == UInt8(ascii: "_") || self == .dash
    }
}
