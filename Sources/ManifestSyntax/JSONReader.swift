import SourceText

/// Reads JSON, RFC 8259; what other dialects allow (comments, trailing commas, single quotes) is reported and read on.
struct JSONReader {
    private var text: ManifestText
    private var position = 0
    private var line = 0
    private var depth = 0
    /// Whether comments and trailing commas are allowed.
    private let isLenient: Bool

    /// Reads the file's value; `nil` when there is none.
    static func read(_ text: inout ManifestText, isLenient: Bool = false) -> ManifestNode? {
        var reader = JSONReader(text: text, isLenient: isLenient)
        let root = reader.readRoot()
        text = reader.text
        return root
    }

    private init(text: ManifestText, isLenient: Bool) {
        self.text = text
        self.isLenient = isLenient
        if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func readRoot() -> ManifestNode? {
        skipToContent()
        guard position < text.end else {
            fail("the file holds no JSON value", at: position, to: position)
            return nil
        }
        let root = value()
        skipToContent()
        if position < text.end {
            let end = text.lineEnd(from: position)
            fail("unexpected text after the value", at: position, to: end)
        }
        return root
    }

    private var current: UInt8 { text.byte(position) }

    private mutating func fail(_ message: String, help: String? = nil, at lower: Int, to upper: Int) {
        text.report(.syntax, message, help: help, at: lower, to: upper, line: line)
    }

    private mutating func missing(at offset: Int) -> ManifestNode {
        text.countNode(at: offset)
        return ManifestNode(.missing, place: text.place(offset, offset))
    }

    private mutating func make(
        _ content: ManifestNode.Content, _ lower: Int, style: ManifestNode.Style = .plain
    ) -> ManifestNode {
        text.countNode(at: lower)
        return ManifestNode(content, place: text.place(lower, position), style: style)
    }
}

extension JSONReader {
    private mutating func skipToContent() {
        while position < text.end {
            let byte = text.bytes[position]
            if byte.isBreak { line = position + 1 }
            if byte.isBlank || byte.isBreak {
                position += 1
            } else if byte == UInt8(ascii: "/") || byte == .hash {
                guard skipComment() else { return }
            } else {
                return
            }
        }
    }

    private mutating func skipComment() -> Bool {
        let start = position
        let next = text.byte(position + 1)
        if current == .hash || next == UInt8(ascii: "/") {
            position = text.lineEnd(from: position)
        } else if next == .asterisk {
            position += 2
            while position < text.end, !(current == .asterisk && text.byte(position + 1) == UInt8(ascii: "/")) {
                position += 1
            }
            position = max(start, min(position + 2, text.end))
        } else {
            return false
        }
        if !isLenient || text.bytes[start] == .hash {
            fail("JSON has no comments", help: "remove the comment", at: start, to: position)
        }
        return true
    }

    private mutating func value() -> ManifestNode {
        switch current {
        case .openBrace: return container(closer: .closeBrace)
        case .openBracket: return container(closer: .closeBracket)
        case .doubleQuote, .singleQuote:
            let start = position
            return make(.string(string()), start, style: .doubleQuoted)
        default: return word()
        }
    }

    private mutating func container(closer: UInt8) -> ManifestNode {
        let start = position
        guard depth < text.limits.depth else { return skipTooDeep() }
        depth += 1
        defer { depth -= 1 }
        position += 1
        var elements: [ManifestNode] = []
        var draft = MappingDraft()
        while startEntry(closer: closer, opener: start) {
            let before = position
            if closer == .closeBrace { member(into: &draft) } else { elements.append(value()) }
            if position == before { position += 1 }
            endEntry()
        }
        let end = max(start, min(position, text.bytes.count))
        position = end
        let content = closer == .closeBrace ? ManifestNode.Content.mapping(draft.members) : .sequence(elements)
        return make(content, start, style: .flow)
    }

    /// Moves to the next entry; `false` at the end of the container, whose closing bracket is consumed.
    private mutating func startEntry(closer: UInt8, opener: Int) -> Bool {
        while true {
            skipToContent()
            guard position < text.end else {
                text.report(
                    .syntax, "\(text.excerpt(opener, opener + 1)) is not closed", at: opener, to: opener + 1,
                    line: opener)
                return false
            }
            switch current {
            case .closeBrace, .closeBracket:
                if current != closer {
                    fail(
                        "\(text.excerpt(position, position + 1)) closes what was opened by another bracket",
                        at: position,
                        to: position + 1)
                }
                position += 1
                return false
            case .comma:
                fail("a value is missing before `,`", at: position, to: position + 1)
                position += 1
            default: return true
            }
        }
    }

    private mutating func endEntry() {
        skipToContent()
        guard position < text.end else { return }
        let isCloser = current == .closeBrace || current == .closeBracket
        guard current == .comma else {
            if !isCloser { fail("`,` is missing before this value", at: position, to: position + 1) }
            return
        }
        let comma = position
        position += 1
        skipToContent()
        if !isLenient, current == .closeBrace || current == .closeBracket {
            fail("a comma stands after the last value", help: "remove the comma", at: comma, to: comma + 1)
        }
    }

    private mutating func member(into draft: inout MappingDraft) {
        let start = position
        let key: String
        if let end = plainEnd(current) {
            key = text.string(start + 1, end)
            position = end + 1
        } else if current == .doubleQuote || current == .singleQuote {
            key = string().value
        } else {
            skipWord()
            key = text.string(start, position)
            if text.takesIssue(ofLine: line) {
                fail(
                    "a key is not quoted", help: "write it in double quotes",
                    at: start, to: position)
            }
        }
        let place = text.place(start, position)
        if !draft.note(key), text.takesNotes {
            text.note(
                .duplicateKey, "the key \(text.excerpt(start, position)) stands twice in this object",
                help: "remove one of the two; the last one counts", at: place)
        }
        draft.addOwn(ManifestMember(key: key, keyPlace: place, value: memberValue()))
    }

    private mutating func memberValue() -> ManifestNode {
        let end = position
        skipToContent()
        guard current == .colon else {
            fail("`:` and a value are missing after the key", at: end, to: end)
            position = max(end, position)
            return missing(at: end)
        }
        position += 1
        skipToContent()
        let isEmpty = position >= text.end || current == .comma || current == .closeBrace || current == .closeBracket
        guard !isEmpty else {
            fail("a value is missing after `:`", at: end, to: end + 1)
            return missing(at: end)
        }
        return value()
    }

    private mutating func skipTooDeep() -> ManifestNode {
        let start = position
        text.report(
            .limit, "containers nest deeper than \(text.limits.depth) levels", at: start, to: start + 1, line: line)
        var open = 0
        while position < text.end {
            if current == .doubleQuote {
                _ = string()
                continue
            }
            if current == .openBrace || current == .openBracket { open += 1 }
            if current == .closeBrace || current == .closeBracket { open -= 1 }
            position += 1
            if open == 0 { break }
        }
        return make(.missing, start)
    }
}

extension JSONReader {
    /// Reads a string; one that its line does not close ends with the line.
    private mutating func string() -> ScalarText {
        let start = position
        let quote = current
        if let end = plainEnd(quote) {
            position = end + 1
            return ScalarText(text.string(start + 1, end), at: start + 1)
        }
        if quote == .singleQuote {
            fail("a string stands in single quotes", help: "use double quotes", at: start, to: start + 1)
        }
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
            if byte == .backslash {
                draft.copy(from, position, of: text.bytes)
                escape(into: &draft)
                from = position
            } else {
                if byte < 0x20 {
                    fail("a control character stands in a string", help: "escape it", at: position, to: position + 1)
                }
                position += 1
            }
        }
        draft.copy(from, position, of: text.bytes)
        fail("a string is not closed on its line", at: start, to: position)
        return draft.finished(origin: position)
    }

    /// Where a string's closing quote stands when nothing in it needs a second look, as in almost all strings.
    private func plainEnd(_ quote: UInt8) -> Int? {
        guard quote == .doubleQuote else { return nil }
        var offset = position + 1
        while offset < text.end {
            let byte = text.bytes[offset]
            if byte == quote { return offset }
            if byte == .backslash || byte < 0x20 { return nil }
            offset += 1
        }
        return nil
    }

    private mutating func escape(into draft: inout ScalarDraft) {
        let start = position
        if let escape = QuotedEscape(at: start, in: text), Self.escapes.contains(text.byte(start + 1)) {
            position = escape.end
            return draft.insert(escape.scalar, from: start, to: position)
        }
        let isUnpaired = text.byte(start + 1) == UInt8(ascii: "u")
        let end = min(
            start + 1 + max(1, start + 1 < text.end ? UTF8Sequence.length(at: start + 1, in: text.bytes) : 0), text.end)
        let upper = start + 1 < text.end && text.bytes[start + 1].isBreak ? start + 1 : end
        if text.takesIssue(ofLine: line) {
            fail(
                isUnpaired ? "a `\\u` escape is not a character" : "\(text.excerpt(start, upper)) is no escape of JSON",
                at: start, to: upper)
        }
        draft.copy(start, upper, of: text.bytes)
        position = upper
    }

    private static let escapes = Set("\"\\/bfnrtu".utf8)

    private mutating func skipWord() {
        while position < text.end {
            let byte = text.bytes[position]
            if byte.isBlank || byte.isBreak || byte.isFlowIndicator || byte == .colon || byte == .doubleQuote { return }
            position += 1
        }
    }

    /// A bare word: a literal, a number, or something that JSON does not know and is read as a string.
    private mutating func word() -> ManifestNode {
        let start = position
        skipWord()
        let bytes = text.bytes[start..<max(start, position)]
        let word = text.string(start, position)
        switch word {
        case "true": return make(.bool(true), start)
        case "false": return make(.bool(false), start)
        case "null": return make(.null, start)
        case "": return unexpectedByte()
        default: break
        }
        if Self.isNumber(bytes), let number = Double(word) { return make(.number(number, text: word), start) }
        if text.takesIssue(ofLine: line) {
            fail(
                "a word that is not quoted is no JSON value", help: "write it in double quotes if it is text",
                at: start, to: position)
        }
        return make(.string(ScalarText(word, at: start)), start)
    }

    private mutating func unexpectedByte() -> ManifestNode {
        let start = position
        fail("unexpected \(text.excerpt(start, start + 1))", at: start, to: start + 1)
        position = min(position + 1, max(text.end, position))
        return make(.missing, start)
    }

    /// RFC 8259 section 6.
    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= 400, CoreSchema.number(bytes) != nil else { return false }
        let digits = bytes.first == .dash ? bytes.dropFirst() : bytes
        guard let first = digits.first, first.isDigit, let last = digits.last, last.isDigit else { return false }
        if first == 0x30, let second = digits.dropFirst().first, second.isDigit { return false }
        if digits.contains(UInt8(ascii: "x")) || digits.contains(UInt8(ascii: "o")) { return false }
        guard let dot = digits.firstIndex(of: .dot) else { return true }
        return digits[digits.index(after: dot)].isDigit
    }
}
