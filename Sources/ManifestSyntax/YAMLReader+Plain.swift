import SourceText

extension YAMLReader {
    /// Whether a plain scalar may start at `position`.
    var isPlainStart: Bool {
        switch current {
        case .dash: return !text.isBlankOrEnd(position + 1)
        case .question, .colon:
            guard !text.isBlankOrEnd(position + 1) else { return false }
            return flowDepth == 0 || !text.bytes[position + 1].isFlowIndicator
        case .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .hash, .ampersand, .asterisk, .bang,
            UInt8(ascii: "|"), UInt8(ascii: ">"), .singleQuote, .doubleQuote, .percent, UInt8(ascii: "@"),
            UInt8(ascii: "`"):
            return false
        default: return !isAtEnd
        }
    }

    /// Reads a plain scalar; a first line that ends at a key's colon is all of it.
    mutating func plainScalar(under indent: Int, _ properties: Properties, isOneLine: Bool = false) -> BoxedNode {
        let start = position
        var end = scanPlainLine()
        if isOneLine || isAtKeyColon || !hasContinuation(under: indent) {
            return plainNode(start, end, properties)
        }
        var draft = ScalarDraft()
        draft.copy(start, end, of: text.bytes)
        while hasContinuation(under: indent) {
            let breaks = skipFold()
            draft.insert(Self.folded(breaks), from: end, to: position)
            let from = position
            end = scanPlainLine()
            draft.copy(from, end, of: text.bytes)
        }
        return scalar(draft.finished(origin: start), start, end, style: .plain, properties)
    }

    private mutating func plainNode(_ start: Int, _ end: Int, _ properties: Properties) -> BoxedNode {
        if properties.tag == nil, let value = CoreSchema.value(of: text.bytes[start..<end]) {
            return make(value, start, end)
        }
        let whole = ScalarText(text.string(start, end), at: start)
        return scalar(whole, start, end, style: .plain, properties)
    }

    /// What a line fold of a flow scalar decodes to: a space, or one line feed for each blank line.
    static func folded(_ blankLines: Int) -> [UInt8] {
        blankLines == 0 ? [.space] : Array(repeating: .lineFeed, count: blankLines)
    }

    /// Moves past the part of a plain scalar on this line; returns its end without trailing white space.
    private mutating func scanPlainLine() -> Int {
        var end = position
        while !isAtEnd {
            let byte = text.bytes[position]
            if byte.isBreak { break }
            if byte.isBlank {
                position += 1
                continue
            }
            if byte == .hash, end < position { break }
            if byte == .colon, endsPlain(colonAt: position) { break }
            if flowDepth > 0, byte.isFlowIndicator {
                guard byte == .openBrace, position > 0, text.bytes[position - 1] == UInt8(ascii: "$"), end == position
                else { break }
                skipVariable()
                end = position
                continue
            }
            position += 1
            end = position
        }
        position = end
        return end
    }

    private func endsPlain(colonAt offset: Int) -> Bool {
        text.isBlankOrEnd(offset + 1) || (flowDepth > 0 && text.bytes[offset + 1].isFlowIndicator)
    }

    /// Reads over an unquoted `${…}` in a flow collection, where the brace means something else.
    private mutating func skipVariable() {
        let start = position - 1
        var open = 0
        while !isAtEnd, !text.bytes[position].isBreak {
            if text.bytes[position] == .openBrace { open += 1 }
            if text.bytes[position] == .closeBrace { open -= 1 }
            position += 1
            if open == 0 { break }
        }
        fail(
            "a variable, `${…}`, is not quoted",
            help: "within `[ ]` or `{ }` quote a value that has braces",
            at: start, to: position)
    }

    /// Whether the next line that is not blank goes on with the plain scalar that ends at `position`.
    private mutating func hasContinuation(under indent: Int) -> Bool {
        let here = (position, line)
        defer { (position, line) = here }
        skipBlanks()
        guard !isAtEnd, current.isBreak else { return false }
        _ = skipFold()
        guard !isAtEnd, !isAtBoundary, current != .hash else { return false }
        if flowDepth > 0 { return continuesInFlow }
        guard column > indent else { return false }
        _ = scanPlainLine()
        return current != .colon || !isAtKeyColon
    }

    private var continuesInFlow: Bool {
        if current.isFlowIndicator { return false }
        return current != .colon || !endsPlain(colonAt: position)
    }

    /// Crosses a line break and blank lines within a flow scalar; returns the number of blank lines.
    mutating func skipFold() -> Int {
        skipBlanks()
        skipBreak()
        startLine(reportsTabs: false)
        var blankLines = 0
        while !isAtEnd, !isAtBoundary, current.isBreak {
            skipBreak()
            startLine(reportsTabs: false)
            blankLines += 1
        }
        return blankLines
    }

    /// Whether, white space aside, the colon of an implicit key stands at `position`.
    var isAtKeyColon: Bool {
        var offset = position
        while offset < text.end, text.bytes[offset].isBlank { offset += 1 }
        return text.byte(offset) == .colon && text.isBlankOrEnd(offset + 1)
    }
}
