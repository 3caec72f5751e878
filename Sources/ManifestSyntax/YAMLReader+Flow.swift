import SourceText

extension YAMLReader {
    /// Reads a flow collection that stands in block text; one that does not end is cut where its block ends.
    mutating func flowRoot(under indent: Int) -> BoxedNode {
        let start = position
        let saved = (line: line, comments: comments.count, issues: text.issueMark)
        let node = flowCollection()
        guard isFlowBroken else { return node }
        isFlowBroken = false
        let reached = position
        let cut = flowCut(from: start, to: reached, under: indent)
        let stop = text.end
        guard cut < reached, takeBudget(reached - start) else { return reportedUnclosed(node, start) }
        text.rewindIssues(to: saved.issues)
        comments.removeLast(comments.count - saved.comments)
        (position, line) = (start, saved.line)
        text.end = cut
        let shorter = flowCollection()
        isFlowBroken = false
        if !text.isStopped { text.end = stop }
        position = max(position, min(cut, text.end))
        return reportedUnclosed(shorter, start)
    }

    private mutating func reportedUnclosed(_ node: BoxedNode, _ start: Int) -> BoxedNode {
        let bracket = text.bytes[start] == .openBracket ? ("[", "]") : ("{", "}")
        text.report(
            .syntax, "`\(bracket.0)` is not closed", help: "add the missing `\(bracket.1)`", at: start, to: start + 1,
            line: start)
        return node
    }

    /// The end of the last line that can belong to an unclosed collection: the next one is no deeper than its block.
    private func flowCut(from start: Int, to reached: Int, under indent: Int) -> Int {
        var end = text.lineEnd(from: start)
        while end < reached {
            let lineStart = end + 1
            var content = lineStart
            while content < reached, text.bytes[content] == .space { content += 1 }
            let byte = text.byte(content)
            let isClosing = byte == .closeBracket || byte == .closeBrace || byte.isBreak || byte == .hash
            if content - lineStart <= indent, !isClosing { return end }
            end = text.lineEnd(from: max(lineStart, content))
        }
        return min(reached, text.end)
    }

    /// Reads the collection that starts at `position`.
    private mutating func flowCollection() -> BoxedNode {
        let start = position
        guard enterCollection() else { return skipFlow(from: start) }
        flowDepth += 1
        defer {
            depth -= 1
            flowDepth -= 1
        }
        let isSequence = current == .openBracket
        position += 1
        return isSequence ? flowSequence(from: start) : flowMapping(from: start)
    }

    private mutating func flowSequence(from start: Int) -> BoxedNode {
        var elements: [BoxedNode] = []
        while startFlowEntry(closer: .closeBracket) {
            let before = position
            elements.append(flowElement())
            endFlowEntry(startedAt: before)
        }
        return make(.sequence(elements.map(\.node)), start, flowEnd(from: start), style: .flow)
    }

    private mutating func flowMapping(from start: Int) -> BoxedNode {
        var draft = MappingDraft()
        while startFlowEntry(closer: .closeBrace) {
            let before = position
            flowMember(into: &draft)
            endFlowEntry(startedAt: before)
        }
        let members = finished(draft)
        return make(.mapping(members), start, flowEnd(from: start), style: .flow)
    }

    private func flowEnd(from start: Int) -> Int { max(start, min(position, max(text.end, writtenEnd))) }

    /// Moves to the next entry; `false` at the end of the collection, whose closing bracket is consumed.
    private mutating func startFlowEntry(closer: UInt8) -> Bool {
        while true {
            skipToContent()
            if isFlowBroken || isAtEnd || isAtBoundary {
                isFlowBroken = true
                return false
            }
            switch current {
            case .closeBracket, .closeBrace:
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

    private mutating func endFlowEntry(startedAt before: Int) {
        if position == before, !isFlowBroken { position += 1 }
        skipToContent()
        guard !isAtEnd, !isAtBoundary, !isFlowBroken else { return }
        if current == .comma {
            position += 1
        } else if current != .closeBracket, current != .closeBrace {
            fail("`,` is missing before this value", at: position, to: position + 1)
        }
    }

    /// An element of a sequence: a node, or a mapping of one member written `key: value`.
    private mutating func flowElement() -> BoxedNode {
        let start = position
        let startLine = line.start
        let isExplicit = isAtIndicator(.question)
        if isExplicit { position += 1 }
        let mark = beginNode()
        let (node, properties) = flowNode()
        let span = keySpan(of: node)
        guard isExplicit || (line.start == startLine && isAtFlowColon(after: node)) else {
            return finish(node, properties, since: mark)
        }
        let key = FirstKey(node: finish(node, properties, since: mark), properties: properties)
        guard enterCollection() else { return key.node }
        defer { depth -= 1 }
        var draft = MappingDraft()
        append(key, span: span, value: flowValue(after: node), to: &draft)
        return make(.mapping(finished(draft)), start, max(start, writtenEnd), style: .flow)
    }

    private mutating func flowMember(into draft: inout MappingDraft) {
        if isAtIndicator(.question) {
            position += 1
            skipToContent()
        }
        let mark = beginNode()
        let (node, properties) = flowNode()
        let span = keySpan(of: node)
        let key = FirstKey(node: finish(node, properties, since: mark), properties: properties)
        append(key, span: span, value: flowValue(after: node), to: &draft)
    }

    /// The value after a key's colon; null when there is no colon.
    private mutating func flowValue(after key: BoxedNode) -> BoxedNode {
        skipToContent()
        guard isAtFlowColon(after: key) else {
            return make(.null, min(writtenEnd, position), min(writtenEnd, position))
        }
        position += 1
        skipToContent()
        let mark = beginNode()
        let (value, properties) = flowNode()
        return finish(value, properties, since: mark)
    }

    /// Whether the colon of a key stands at `position`; after a quoted key or a collection nothing need follow it.
    private func isAtFlowColon(after key: BoxedNode) -> Bool {
        var offset = position
        while offset < text.end, text.bytes[offset].isBlank { offset += 1 }
        guard text.byte(offset) == .colon else { return false }
        if text.isBlankOrEnd(offset + 1) || text.bytes[offset + 1].isFlowIndicator { return true }
        return key.node.style != .plain
    }

    private mutating func flowNode() -> (BoxedNode, Properties) {
        skipToContent()
        var found = Properties()
        while isAtProperty {
            found.adopt(properties())
            skipToContent()
        }
        return (flowContent(found), found)
    }

    private mutating func flowContent(_ properties: Properties) -> BoxedNode {
        switch current {
        case .openBracket, .openBrace: return flowCollection()
        case .doubleQuote, .singleQuote: return quotedScalar(properties)
        case .asterisk: return alias()
        case .comma, .closeBracket, .closeBrace: return emptyFlowScalar(properties)
        default: break
        }
        if isAtEnd || isAtIndicator(.colon) || current == .colon { return emptyFlowScalar(properties) }
        if isPlainStart { return plainScalar(under: -1, properties) }
        fail(
            "a value cannot start with \(text.excerpt(position, position + 1))", help: "quote the value", at: position,
            to: position + 1)
        position += 1
        return missing(position - 1, position)
    }

    private mutating func emptyFlowScalar(_ properties: Properties) -> BoxedNode {
        if isAtEnd { return missing(min(position, text.bytes.count), min(position, text.bytes.count)) }
        let at = properties.span?.upperBound ?? position
        let empty = ScalarText("", at: at)
        return scalar(empty, at, at, style: .plain, properties)
    }

    /// Skips a collection that is nested too deep, counting brackets.
    private mutating func skipFlow(from start: Int) -> BoxedNode {
        var open = 0
        while !isAtEnd {
            let byte = text.bytes[position]
            if byte == .openBracket || byte == .openBrace { open += 1 }
            if byte == .closeBracket || byte == .closeBrace { open -= 1 }
            position += 1
            if open == 0 { break }
        }
        return missing(start, position)
    }
}
