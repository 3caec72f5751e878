import SourceText

extension TOMLReader {
    /// A string in any of the four notations.
    mutating func string() -> ManifestNode {
        let start = position
        let quote = current
        let isLong = text.byte(position + 1) == quote && text.byte(position + 2) == quote
        let value = isLong ? longString(quote) : singleLineString()
        text.countNode(at: start)
        return made(.string(value), start, quote == .doubleQuote ? .doubleQuoted : .singleQuoted)
    }

    /// A string that ends on its line; one that does not is reported and ends with the line.
    mutating func singleLineString() -> ScalarText {
        let start = position
        let quote = current
        var draft = ScalarDraft()
        position += 1
        var from = position
        while position < text.end, !text.bytes[position].isBreak {
            let byte = text.bytes[position]
            if byte == quote {
                draft.copy(from, position, of: text.bytes)
                position += 1
                return draft.finished(origin: position - 1)
            }
            if byte == .backslash, quote == .doubleQuote {
                draft.copy(from, position, of: text.bytes)
                escape(into: &draft)
                from = position
            } else {
                position += 1
            }
        }
        draft.copy(from, position, of: text.bytes)
        fail("a string is not closed on its line", at: start, to: position)
        return draft.finished(origin: position)
    }

    /// A string between three quotes each; a line break right behind the first three does not count.
    private mutating func longString(_ quote: UInt8) -> ScalarText {
        let start = position
        var draft = ScalarDraft()
        position += 3
        if current == .carriageReturn { position += 1 }
        if current == .lineFeed { position += 1 }
        var from = position
        while position < text.end {
            let byte = text.bytes[position]
            if byte == quote, isLongEnd(quote) {
                draft.copy(from, position, of: text.bytes)
                let origin = position
                position += 3
                return draft.finished(origin: origin)
            }
            if byte == .backslash, quote == .doubleQuote {
                draft.copy(from, position, of: text.bytes)
                if !foldedBreak() { escape(into: &draft) }
                from = position
            } else {
                position += 1
                if byte.isBreak { line = position }
            }
        }
        draft.copy(from, position, of: text.bytes)
        fail("a string is not closed", help: "add the missing three quotes", at: start, to: min(start + 3, position))
        return draft.finished(origin: position)
    }

    /// Whether the closing quotes start here: up to two more may stand right before them and belong to the text.
    private func isLongEnd(_ quote: UInt8) -> Bool {
        var count = 0
        while count < 4, text.byte(position + count) == quote { count += 1 }
        return count == 3
    }

    /// A backslash at the end of a line takes the break and all white space behind it away.
    private mutating func foldedBreak() -> Bool {
        var offset = position + 1
        while offset < text.end, text.bytes[offset].isBlank { offset += 1 }
        guard offset < text.end, text.bytes[offset].isBreak else { return false }
        while offset < text.end, text.bytes[offset].isBlank || text.bytes[offset].isBreak {
            offset += 1
            if text.bytes[offset - 1].isBreak { line = offset }
        }
        position = offset
        return true
    }

    private mutating func escape(into draft: inout ScalarDraft) {
        let start = position
        if Self.escapes.contains(text.byte(start + 1)), let escape = QuotedEscape(at: start, in: text) {
            position = escape.end
            return draft.insert(escape.scalar, from: start, to: position)
        }
        let end = min(start + 1, text.end)
        fail(
            "\(text.excerpt(start, start + 2)) is no escape of TOML", help: "write `\\\\` for a backslash", at: start,
            to: end)
        draft.copy(start, end, of: text.bytes)
        position = end
    }

    private static let escapes = Set("\"\\bfnrtuUex".utf8)
}
