import SourceText

extension YAMLReader {
    /// Reads what an error left behind at this level and joins it to the node, so that nothing after an error is lost.
    mutating func absorbRest(after node: BoxedNode, under indent: Int, _ role: Role) -> BoxedNode {
        var node = node
        while !hasEnded(indent, role), isFirstOnLine, !belongsAbove(node, indent) {
            reportRest(after: node)
            let before = position
            let nodeEnd = writtenEnd
            let rest = oneBlock(under: indent)
            if position == before { position = text.lineEnd(from: position) }
            node = joined(node, rest, ends: (nodeEnd, writtenEnd))
            requireLineEnd()
        }
        return node
    }

    private mutating func oneBlock(under indent: Int) -> BoxedNode {
        let start = position
        let inner = isAtProperty ? properties() : Properties()
        skipToContent()
        guard !hasEnded(indent) else { return missing(start, start) }
        return blockContent(under: indent, start: start, inner: inner, outer: Properties(), nests: true)
    }

    private mutating func reportRest(after node: BoxedNode) {
        let end = text.lineEnd(from: position)
        if case .mapping = node.content {
            fail(
                "the indentation of this line matches no line above it", help: "indent it like its siblings",
                at: position, to: end)
        } else if case .sequence = node.content {
            fail(
                "this line is no item of the list above it",
                help: "indent it like the key of the list, or start it with `- `", at: position, to: end)
        } else {
            fail(
                "a value stands above this line where a key with `:` or a list item is expected",
                help: "add `:` to the line above, or remove it", at: position, to: end)
        }
    }

    /// Whether a line between two levels of indentation fits the outer one better.
    private mutating func belongsAbove(_ node: BoxedNode, _ indent: Int) -> Bool {
        guard case .mapping = node.content, indent >= 0, node.node.style == .block, !isAtIndicator(.dash) else {
            return false
        }
        guard let inner = startColumn(of: node) else { return false }
        guard column < inner else { return false }
        let (up, down) = (column - indent, inner - column)
        if up != down { return up < down }
        return nextLineColumn == inner
    }

    /// Recovery looks at no more than this many bytes around an error, which keeps it linear.
    private static let lookAround = 4096

    private func startColumn(of node: BoxedNode) -> Int? {
        let start = node.span.lowerBound
        var lineStart = start
        while lineStart > 0, !text.bytes[lineStart - 1].isBreak {
            lineStart -= 1
            if start - lineStart > Self.lookAround { return nil }
        }
        return start - lineStart
    }

    /// The column of the content of the next line that has any, if this line opens a block.
    private var nextLineColumn: Int? {
        var end = text.lineEnd(from: position)
        guard end > position, text.bytes[end - 1] == .colon else { return nil }
        var start = end
        let limit = min(text.end, end + Self.lookAround)
        while end < limit {
            if text.bytes[end].isBreak {
                start = end + 1
            } else if text.bytes[end] != .space {
                return end - start
            }
            end += 1
        }
        return nil
    }

    private func joined(_ first: BoxedNode, _ second: BoxedNode, ends: (Int, Int)) -> BoxedNode {
        switch (first.content, second.content) {
        case (.mapping(let left), .mapping(let right)): first.node.content = .mapping(left + right)
        case (.sequence(let left), .sequence(let right)): first.node.content = .sequence(left + right)
        case (.mapping, _), (.sequence, _): return first
        case (_, .mapping), (_, .sequence): return second
        default: return first
        }
        first.node.place = text.place(first.span.lowerBound, max(first.span.upperBound, ends.1))
        return first
    }

    /// A line in a mapping that is no key: skipped with what is indented below it.
    mutating func skipKeyless(from start: Int, at column: Int) {
        let end = text.lineEnd(from: start)
        let line = text.bytes[start..<max(start, end)]
        if let colon = line.firstIndex(of: .colon), colon > start, !line[start].isFlowIndicator {
            fail(
                "this line has no space after its `:`", help: "write `key: value`", at: start, to: end
            )
        } else {
            fail(
                "this line is no `key: value`", help: "add the missing `:`, or remove the line",
                at: start, to: end)
        }
        position = max(position, end)
        _ = skipBlock(under: column)
    }

    /// A second `: ` on the line of a key: the whole rest of the line is taken as text.
    mutating func secondColon(from start: Int, _ properties: Properties) -> BoxedNode {
        fail(
            "a second `: ` stands on this line", help: "quote the value, or start the inner mapping on its own line",
            at: position, to: position + 1)
        position = start
        return restOfLine(properties)
    }

    /// A list item or mapping where only a plain value may stand.
    mutating func misplacedCollection(_ properties: Properties, since mark: Mark) -> BoxedNode {
        fail(
            "`\(current == .dash ? "- " : current == .question ? "? " : ": ")` cannot stand on the line of its key",
            help: "start it on its own line", at: position, to: position + 1)
        return finish(restOfLine(properties), properties, since: mark)
    }

    /// A character that no value starts with: the rest of the line is taken as text.
    mutating func unstartableScalar(_ properties: Properties) -> BoxedNode {
        fail(
            "a value cannot start with \(text.excerpt(position, position + 1))", help: "quote the value", at: position,
            to: position + 1)
        return restOfLine(properties)
    }

    private mutating func restOfLine(_ properties: Properties) -> BoxedNode {
        let start = position
        var end = text.lineEnd(from: position)
        position = end
        while end > start, text.bytes[end - 1].isBlank { end -= 1 }
        var draft = ScalarDraft()
        draft.copy(start, end, of: text.bytes)
        return make(.string(draft.finished(origin: start)), start, end)
    }
}
