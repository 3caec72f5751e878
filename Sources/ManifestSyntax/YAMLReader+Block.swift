import SourceText

extension YAMLReader {
    /// Where a block node stands.
    enum Role {
        /// After a key's colon: no collection on the same line, but a sequence may be indented like the key.
        case value
        /// After `- `, `? ` or `---`: a collection may start on the same line.
        case entry
    }

    /// The first key of a mapping, read before it was clear that there is a mapping.
    struct FirstKey {
        let node: BoxedNode
        let properties: Properties
    }

    /// Reads the node that stands deeper than `indent`, or the empty one; leaves `position` at the content after it.
    mutating func blockNode(under indent: Int, role: Role) -> BoxedNode {
        let origin = position
        let mark = beginNode()
        var crossed = skipToContent()
        var outer = Properties()
        while !hasEnded(indent, role) {
            let start = position
            let inner = isAtProperty ? properties() : Properties()
            if inner.span != nil, skipToContent() || isAtEnd {
                crossed = true
                outer.adopt(inner)
                continue
            }
            var node = blockContent(
                under: indent, start: start, inner: inner, outer: outer, nests: crossed || role == .entry)
            requireLineEnd()
            if crossed || role == .entry { node = absorbRest(after: node, under: indent, role) }
            return finish(node, outer, since: mark)
        }
        let at = outer.span?.upperBound ?? origin
        var empty = Properties()
        empty.tag = outer.tag
        let draft = ScalarText("", at: at)
        return finish(scalar(draft, at, at, style: .plain, empty), outer, since: mark)
    }

    /// Whether the content at `position` belongs to an enclosing node.
    func hasEnded(_ indent: Int, _ role: Role = .entry) -> Bool {
        if isAtEnd || isAtBoundary { return true }
        guard isFirstOnLine, column <= indent else { return false }
        return !(role == .value && column == indent && isAtIndicator(.dash))
    }

    /// Whether an indicator and white space stand at `position`.
    func isAtIndicator(_ indicator: UInt8) -> Bool { current == indicator && text.isBlankOrEnd(position + 1) }

    /// Reads the content after the properties at `start`; `nests` allows a collection that starts on this line.
    mutating func blockContent(
        under indent: Int, start: Int, inner: Properties, outer: Properties, nests: Bool
    ) -> BoxedNode {
        let mark = beginNode()
        let startColumn = start - line.columnBase
        if isAtIndicator(.dash) || isAtIndicator(.question) || isAtIndicator(.colon) {
            guard nests else { return misplacedCollection(inner, since: mark) }
            let isSequence = current == .dash
            let at = column
            let node =
                isSequence ? blockSequence(at: at, under: indent) : blockMapping(at: at, under: indent, first: nil)
            return finish(node, inner, since: mark)
        }
        var typing = inner
        if typing.tag == nil { typing.tag = outer.tag }
        if current == UInt8(ascii: "|") || current == UInt8(ascii: ">") {
            return finish(blockScalar(under: indent, typing), inner, since: mark)
        }
        let startLine = line.start
        let node = finish(inlineNode(under: indent, typing), inner, since: mark)
        guard line.start == startLine, isAtKeyColon else { return node }
        guard nests else { return secondColon(from: start, inner) }
        // What was typed by the mapping's own tag is typed again as a key.
        return blockMapping(at: startColumn, under: indent, first: FirstKey(node: node, properties: inner))
    }

    /// A scalar, alias or flow collection; on a single line when `isOneLine`.
    mutating func inlineNode(under indent: Int, _ properties: Properties, isOneLine: Bool = false) -> BoxedNode {
        switch current {
        case .doubleQuote, .singleQuote: return quotedScalar(properties)
        case .openBracket, .openBrace: return flowRoot(under: indent)
        case .asterisk: return alias()
        default:
            if isPlainStart { return plainScalar(under: indent, properties, isOneLine: isOneLine) }
            return unstartableScalar(properties)
        }
    }

    private mutating func blockSequence(at column: Int, under indent: Int) -> BoxedNode {
        guard enterCollection() else { return skipBlock(under: indent) }
        defer { depth -= 1 }
        let start = position
        var elements: [BoxedNode] = []
        while !isAtEnd, self.column == column, isAtIndicator(.dash) {
            position += 1
            elements.append(blockNode(under: column, role: .entry))
            guard !hasEnded(indent, .value), isFirstOnLine else { break }
        }
        return make(.sequence(elements.map(\.node)), start, max(writtenEnd, start), style: .block)
    }
}

extension YAMLReader {
    /// Notes that a collection starts; `false`, reported, when there are too many within each other.
    mutating func enterCollection() -> Bool {
        guard depth < text.limits.depth else {
            text.report(
                .limit, "collections nest deeper than \(text.limits.depth) levels", at: position, to: position + 1,
                line: line.start)
            return false
        }
        depth += 1
        deepest = max(deepest, depth)
        return true
    }

    /// Skips what is indented deeper than `indent`.
    mutating func skipBlock(under indent: Int) -> BoxedNode {
        let start = position
        var end = start
        repeat {
            end = text.lineEnd(from: position)
            position = end
            skipToContent()
        } while !hasEnded(indent)
        return missing(start, end)
    }
}
