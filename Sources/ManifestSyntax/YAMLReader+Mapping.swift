import SourceText

extension YAMLReader {
    /// Reads the members at a column; `first` is the key that was read already.
    mutating func blockMapping(at column: Int, under indent: Int, first: FirstKey?) -> BoxedNode {
        let start = first.map { $0.properties.span?.lowerBound ?? keySpan(of: $0.node).lowerBound } ?? position
        guard enterCollection() else { return skipBlock(under: indent) }
        defer { depth -= 1 }
        var draft = MappingDraft()
        if let first { readValue(of: first, at: column, into: &draft) }
        while !hasEnded(indent), isFirstOnLine || (draft.isEmpty && first == nil) {
            if self.column < column || isAtIndicator(.dash) { break }
            readMember(at: column, into: &draft)
        }
        if draft.isEmpty { writtenEnd = max(start, min(position, text.end)) }
        let end = max(writtenEnd, start)
        let members = finished(draft)
        return make(.mapping(members), start, end, style: .block)
    }

    private mutating func readMember(at column: Int, into draft: inout MappingDraft) {
        if self.column > column, isFirstOnLine {
            fail(
                "this line is indented deeper than the line it continues",
                help: "indent it like the keys of the same mapping", at: position, to: text.lineEnd(from: position))
        }
        let at = isFirstOnLine ? self.column : column
        if isAtIndicator(.question) { return readExplicitMember(at: at, into: &draft) }
        let mark = beginNode()
        let start = position
        let properties = isAtProperty ? properties() : Properties()
        let key: BoxedNode
        if isAtIndicator(.colon) {
            key = make(.null, position, position)
        } else if current == UInt8(ascii: "|") || current == UInt8(ascii: ">") {
            key = unstartableScalar(properties)
        } else {
            key = inlineNode(under: at, properties, isOneLine: true)
        }
        let node = finish(key, properties, since: mark)
        guard isAtKeyColon else { return skipKeyless(from: start, at: column) }
        readValue(of: FirstKey(node: node, properties: properties), at: at, into: &draft)
    }

    /// Reads the colon and the value of a key.
    private mutating func readValue(of key: FirstKey, at column: Int, into draft: inout MappingDraft) {
        let span = keySpan(of: key.node)
        skipBlanks()
        position += 1
        let value = blockNode(under: column, role: .value)
        append(key, span: span, value: value, to: &draft)
    }

    private mutating func readExplicitMember(at column: Int, into draft: inout MappingDraft) {
        position += 1
        let key = FirstKey(node: blockNode(under: column, role: .entry), properties: Properties())
        let span = keySpan(of: key.node)
        var value: BoxedNode
        if !hasEnded(column - 1), self.column == column, isFirstOnLine, isAtIndicator(.colon) {
            position += 1
            value = blockNode(under: column, role: .entry)
        } else {
            value = make(.null, span.upperBound, span.upperBound)
        }
        append(key, span: span, value: value, to: &draft)
    }

    /// Where the key that was read last stands; the place of an alias is that of its anchor.
    func keySpan(of node: BoxedNode) -> ByteSpan {
        let span = node.span
        guard span.upperBound != writtenEnd, let lastAlias, lastAlias.upperBound == writtenEnd else { return span }
        return lastAlias
    }

    /// Adds a member; a key that stands twice is noted.
    mutating func append(_ key: FirstKey, span: ByteSpan, value: BoxedNode, to draft: inout MappingDraft) {
        let name = keyText(of: key.node, span: span)
        let isPlain = key.node.node.style == .plain && text.byte(span.lowerBound) == UInt8(ascii: "<")
        if name == "<<", isPlain, key.properties.tag == nil || coreType(of: key.properties.tag ?? "") == "merge" {
            return draft.mergeIndices.append(
                draft.add(ManifestMember(key: name, keyPlace: place(span), value: value.node)))
        }
        if !draft.note(name), text.takesNotes {
            text.note(
                .duplicateKey, "the key \(text.excerpt(span.lowerBound, span.upperBound)) stands twice in this mapping",
                help: "remove one of the two; the last one counts", at: place(span))
        }
        draft.addOwn(ManifestMember(key: name, keyPlace: place(span), value: value.node))
    }

    private func keyText(of node: BoxedNode, span: ByteSpan) -> String {
        switch node.content {
        case .string(let text): text.value
        case .number(_, let text): text
        case .bool, .null, .missing, .sequence, .mapping: text.string(node.span.lowerBound, node.span.upperBound)
        }
    }

    func place(_ span: ByteSpan) -> SourcePlace { text.place(span.lowerBound, span.upperBound) }
}
