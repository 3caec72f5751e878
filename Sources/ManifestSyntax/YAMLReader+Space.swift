import SourceText

extension YAMLReader {
    /// Skips white space, comments and line breaks; returns whether a line break was crossed.
    @discardableResult
    mutating func skipToContent() -> Bool {
        var crossed = false
        while !isAtEnd {
            let byte = text.bytes[position]
            if byte.isBlank {
                position += 1
            } else if byte.isBreak {
                skipBreak()
                startLine()
                crossed = true
            } else if byte == .hash {
                // A `#` within text never gets here: plain scalars take it in. That after a quote or bracket is no text.
                let end = text.lineEnd(from: position)
                comments.append(ByteSpan(position, end))
                position = end
            } else {
                break
            }
        }
        return crossed
    }

    /// Skips spaces and tabs.
    mutating func skipBlanks() {
        while !isAtEnd, text.bytes[position].isBlank { position += 1 }
    }

    /// Skips one line break: LF, CRLF or CR.
    mutating func skipBreak() {
        guard !isAtEnd, text.bytes[position].isBreak else { return }
        let isReturn = text.bytes[position] == .carriageReturn
        position += 1
        if isReturn, current == .lineFeed { position += 1 }
    }

    /// Takes `position` as the start of a line and moves to its first byte that is not white space.
    mutating func startLine(reportsTabs: Bool = true) {
        line.start = position
        var columns = 0
        var firstTab: Int?
        while !isAtEnd, text.bytes[position].isBlank {
            if text.bytes[position] == .tab, firstTab == nil { firstTab = position }
            columns += text.bytes[position] == .tab ? 2 : 1
            position += 1
        }
        line.content = position
        line.columnBase = position - columns
        guard let firstTab, reportsTabs, flowDepth == 0 else { return }
        reportTab(at: firstTab)
    }

    private mutating func reportTab(at offset: Int) {
        guard !hasReportedTab, !isAtEnd, !current.isBreak, current != .hash else { return }
        hasReportedTab = true
        fail(
            "a tab is used for indentation", help: "indent with spaces; further tabs are not reported", at: offset,
            to: offset + 1)
    }

    /// Whether a document marker, `---` or `...`, starts at `position`.
    var isAtBoundary: Bool {
        guard position == line.start, current == .dash || current == .dot else { return false }
        return text.byte(position + 1) == current && text.byte(position + 2) == current
            && text.isBlankOrEnd(position + 3)
    }

    /// Reports and skips what stands on the line after a complete value; comments are no such thing.
    mutating func requireLineEnd() {
        let crossed = skipToContent()
        guard !crossed, !isAtEnd, !isFirstOnLine else { return }
        let end = text.lineEnd(from: position)
        fail(
            "unexpected text after the value",
            help: "quote the whole value if it belongs to it",
            at: position, to: end)
        position = end
        skipToContent()
    }
}
