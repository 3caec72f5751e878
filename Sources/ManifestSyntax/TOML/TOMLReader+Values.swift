import SourceText

extension TOMLReader {
    /// The value at `position`; `.missing` when there is none, which is reported.
    mutating func value() -> ManifestNode {
        let start = position
        switch current {
        case .doubleQuote, .singleQuote: return string()
        case .openBracket: return array()
        case .openBrace: return inlineTable()
        default: break
        }
        skipWord()
        guard position > start else {
            fail("a value is missing here", at: start, to: start)
            return make(.missing, start)
        }
        return word(start)
    }

    func made(_ content: ManifestNode.Content, _ start: Int, _ style: ManifestNode.Style) -> ManifestNode {
        ManifestNode(content, place: text.place(start, position), style: style)
    }

    private mutating func make(
        _ content: ManifestNode.Content, _ start: Int, style: ManifestNode.Style = .plain
    ) -> ManifestNode {
        text.countNode(at: start)
        return made(content, start, style)
    }

    private mutating func skipWord() {
        while position < text.end {
            let byte = text.bytes[position]
            if byte.isBreak || byte.isBlank || byte.isFlowIndicator || byte == .hash || byte == UInt8(ascii: "=") {
                return
            }
            position += 1
        }
    }

    /// A number, a truth value, or a date, which stays text.
    private mutating func word(_ start: Int) -> ManifestNode {
        var word = text.string(start, position)
        if word == "true" || word == "false" { return make(.bool(word == "true"), start) }
        if let number = TOMLNumber.value(of: text.bytes[start..<position]) {
            return make(.number(number, text: word), start)
        }
        let isDate = TOMLNumber.isDateOrTime(text.bytes[start..<position])
        if isDate, current == .space, text.byte(position + 1).isDigit {
            // A date and a time may have a space between them.
            position += 1
            skipWord()
            word = text.string(start, position)
        } else if !isDate {
            fail(
                "a value without quotes is no number, date or truth value", help: "write text in quotes", at: start,
                to: position)
        }
        return make(.string(ScalarText(word, at: start)), start)
    }
}

extension TOMLReader {
    private mutating func array() -> ManifestNode {
        let start = position
        guard enter(start) else { return skipTooDeep(start) }
        defer { depth -= 1 }
        position += 1
        var elements: [ManifestNode] = []
        while true {
            skipSpace()
            if current == .closeBracket, position < text.end {
                position += 1
                break
            }
            guard position < text.end, !isStatement else {
                fail("`[` is not closed", help: "add the missing `]`", at: start, to: start + 1)
                break
            }
            let before = position
            elements.append(value())
            endElement(startedAt: before)
        }
        return make(.sequence(elements), start, style: .flow)
    }

    private mutating func inlineTable() -> ManifestNode {
        let start = position
        guard enter(start) else { return skipTooDeep(start) }
        defer { depth -= 1 }
        position += 1
        let table = TOMLTable(span: ByteSpan(start, start + 1), isDefined: true)
        while true {
            skipSpace()
            if current == .closeBrace, position < text.end {
                position += 1
                break
            }
            guard position < text.end, !isHeader else {
                fail("`{` is not closed", help: "add the missing `}`", at: start, to: start + 1)
                break
            }
            let before = position
            pair(into: table)
            endElement(startedAt: before)
        }
        var node = table.node(in: text.path)
        text.countNode(at: start)
        node.place = text.place(start, max(start, min(position, text.bytes.count)))
        node.style = .flow
        return node
    }

    private mutating func endElement(startedAt before: Int) {
        if position == before { position += 1 }
        skipSpace()
        if current == .comma {
            position += 1
        } else if position < text.end, current != .closeBracket, current != .closeBrace, !isStatement {
            fail("`,` is missing before this value", at: position, to: position + 1)
        } else if current == .closeBrace || current == .closeBracket {
            return
        }
    }

    /// Whether `position`, within an array, is at the start of a line that belongs to no array: a header or `key =`.
    private var isStatement: Bool {
        guard isFirstOnLine else { return false }
        if isHeader { return true }
        var offset = position
        while offset < text.end, !text.bytes[offset].isBlank, !text.bytes[offset].isBreak,
            !text.bytes[offset].isFlowIndicator,
            text.bytes[offset] != .doubleQuote, text.bytes[offset] != .singleQuote, text.bytes[offset] != UInt8(ascii: "=")
        {
            offset += 1
        }
        guard offset > position else { return false }
        while offset < text.end, text.bytes[offset].isBlank { offset += 1 }
        return text.byte(offset) == UInt8(ascii: "=")
    }

    /// Whether a line such as `[name]` or `[[name]]` starts at `position`; `[true]` and `[[1]]` are arrays.
    private var isHeader: Bool {
        guard isFirstOnLine, current == .openBracket else { return false }
        var offset = position
        while text.byte(offset) == .openBracket { offset += 1 }
        guard text.byte(offset) | 0x20 >= 0x61, text.byte(offset) | 0x20 <= 0x7A else { return false }
        let start = offset
        while offset < text.end, text.bytes[offset] != .closeBracket, !text.bytes[offset].isBreak,
            text.bytes[offset] != .comma
        {
            offset += 1
        }
        let word = text.bytes[start..<max(start, offset)]
        return text.byte(offset) == .closeBracket && !word.elementsEqual("true".utf8)
            && !word.elementsEqual("false".utf8)
            && TOMLNumber.value(of: word) == nil
    }

    /// Whether nothing but blanks stands before `position` on its line.
    var isFirstOnLine: Bool {
        var offset = position
        while offset > line, text.bytes[offset - 1].isBlank { offset -= 1 }
        return offset == line
    }

    private mutating func enter(_ start: Int) -> Bool {
        guard depth < text.limits.depth else { return false }
        depth += 1
        return true
    }

    private mutating func skipTooDeep(_ start: Int) -> ManifestNode {
        text.report(.limit, "values nest deeper than \(text.limits.depth) levels", at: start, to: start + 1, line: line)
        var open = 0
        while position < text.end {
            let byte = text.bytes[position]
            if byte == .doubleQuote || byte == .singleQuote {
                _ = string()
                continue
            }
            if byte == .openBracket || byte == .openBrace { open += 1 }
            if byte == .closeBracket || byte == .closeBrace { open -= 1 }
            position += 1
            if open == 0 { break }
        }
        return make(.missing, start)
    }
}
