import SourceText

extension YAMLReader {
    /// Reads a quoted scalar; one that does not end well is cut at the end of its first line.
    mutating func quotedScalar(_ properties: Properties) -> BoxedNode {
        let start = position
        let marks = (line, text.issueMark)
        if let whole = tryQuoted(properties), flowDepth > 0 || line.start == marks.0.start || isWellEnded {
            return whole
        }
        let reached = position
        let stop = text.end
        let firstLineEnd = text.lineEnd(from: start)
        guard takeBudget(reached - firstLineEnd) else { return cutQuoted(start, properties) }
        text.rewindIssues(to: marks.1)
        (position, line) = (start, marks.0)
        text.end = firstLineEnd
        let cut = tryQuoted(properties) ?? cutQuoted(start, properties)
        if !text.isStopped { text.end = stop }
        reportUnclosed(start)
        return cut
    }

    /// Allows `count` bytes to be read again, unless recovery has already cost too much.
    mutating func takeBudget(_ count: Int) -> Bool {
        guard !text.isStopped, count <= text.rereadBudget else { return false }
        text.rereadBudget -= max(0, count)
        return true
    }

    private mutating func reportUnclosed(_ start: Int) {
        let end = text.lineEnd(from: start)
        fail(
            "the quote \(text.excerpt(start, start + 1)) is not closed on its line",
            help: "close the quote, or double or escape a quote within", at: start, to: end)
    }

    private mutating func cutQuoted(_ start: Int, _ properties: Properties) -> BoxedNode {
        if !text.isStopped { reportUnclosed(start) }
        let end = max(min(position, text.end), start)
        var draft = ScalarDraft()
        draft.copy(min(start + 1, end), end, of: text.bytes)
        return scalar(draft.finished(origin: end), start, end, style: quoteStyle(start), properties)
    }

    private func quoteStyle(_ start: Int) -> ManifestNode.Style {
        text.bytes[start] == .doubleQuote ? .doubleQuoted : .singleQuoted
    }

    /// Whether what follows a closing quote may follow it.
    private var isWellEnded: Bool {
        var offset = position
        while offset < text.end, text.bytes[offset].isBlank { offset += 1 }
        let next = text.byte(offset)
        return offset >= text.end || next.isBreak || next == .colon || next == .hash
    }

    /// Reads a quoted scalar up to its closing quote; `nil`, with `position` where reading stopped, when there is none.
    private mutating func tryQuoted(_ properties: Properties) -> BoxedNode? {
        let start = position
        let quote = current
        var draft = ScalarDraft()
        position += 1
        var from = position
        while !isAtEnd, !isAtBoundary {
            let byte = text.bytes[position]
            if byte == quote {
                draft.copy(from, position, of: text.bytes)
                guard quote == .singleQuote, text.byte(position + 1) == quote else {
                    position += 1
                    return scalar(
                        draft.finished(origin: position - 1), start, position, style: quoteStyle(start), properties)
                }
                draft.insert(CollectionOfOne(quote), from: position, to: position + 2)
                position += 2
                from = position
            } else if byte == .backslash, quote == .doubleQuote {
                draft.copy(from, position, of: text.bytes)
                readEscape(into: &draft)
                from = position
            } else if byte.isBreak {
                foldQuoted(into: &draft, from: from)
                from = position
            } else {
                position += 1
            }
        }
        return nil
    }

    private mutating func foldQuoted(into draft: inout ScalarDraft, from: Int) {
        var end = position
        while end > from, text.bytes[end - 1].isBlank { end -= 1 }
        draft.copy(from, end, of: text.bytes)
        let blankLines = skipFold()
        draft.insert(Self.folded(blankLines), from: end, to: position)
    }

    private mutating func readEscape(into draft: inout ScalarDraft) {
        let start = position
        guard start + 1 < text.end else {
            position += 1
            return
        }
        if text.bytes[start + 1].isBreak {
            position += 1
            let blankLines = skipFold()
            if blankLines > 0 { draft.insert(Self.folded(blankLines), from: start, to: position) }
            return
        }
        guard let escape = QuotedEscape(at: start, in: text) else {
            let upper = start + 1 + max(1, UTF8Sequence.length(at: start + 1, in: text.bytes))
            if text.takesIssue(ofLine: line.start) {
                fail(
                    "\(text.excerpt(start, upper)) is no escape",
                    help: "write `\\\\` for a backslash, or use single quotes", at: start, to: upper)
            }
            draft.copy(start, upper, of: text.bytes)
            position = min(upper, text.end)
            return
        }
        position = escape.end
        draft.insert(escape.scalar, from: start, to: position)
    }
}
