import SourceText

extension YAMLReader {
    /// The tag and anchor before a node.
    struct Properties {
        var anchor: String?
        var tag: String?
        var tagSpan: ByteSpan?
        /// The bytes of all properties; `nil` when there are none.
        var span: ByteSpan?

        /// Takes over what `inner` has and this lacks.
        mutating func adopt(_ inner: Properties) {
            anchor = inner.anchor ?? anchor
            tag = inner.tag ?? tag
            tagSpan = inner.tagSpan ?? tagSpan
            if let other = inner.span { span = span?.union(other) ?? other }
        }
    }

    var isAtProperty: Bool { current == .ampersand || current == .bang }

    /// Reads the tags and anchors that stand at `position` on one line.
    mutating func properties() -> Properties {
        var found = Properties()
        let start = position
        while isAtProperty {
            let isAnchor = current == .ampersand
            let from = position
            skipPropertyWord()
            if isAnchor {
                let name = text.string(from + 1, position)
                if found.anchor != nil || name.isEmpty { fail("unexpected anchor", at: from, to: position) }
                found.anchor = name
                declaredAnchors.insert(name)
            } else {
                if found.tag != nil { fail("a value has one tag at most", at: from, to: position) }
                found.tag = text.string(from, position)
                found.tagSpan = ByteSpan(from, position)
            }
            found.span = ByteSpan(start, position)
            skipBlanks()
        }
        return found
    }

    /// Moves past an anchor, alias or tag.
    private mutating func skipPropertyWord() {
        let isVerbatim = current == .bang && text.byte(position + 1) == UInt8(ascii: "<")
        position += 1
        while !text.isBlankOrEnd(position), isVerbatim || !text.bytes[position].isFlowIndicator {
            position += 1
            if isVerbatim, text.bytes[position - 1] == UInt8(ascii: ">") { return }
        }
    }

    /// The node an alias at `position` names.
    mutating func alias() -> BoxedNode {
        let start = position
        skipPropertyWord()
        // `*name: value` is a key in practice, although a name may end with a colon.
        if position > start + 1, text.bytes[position - 1] == .colon { position -= 1 }
        let name = text.string(start + 1, position)
        guard let anchored = anchors[name] else { return unknownAlias(name, from: start) }
        guard depth + anchored.height <= text.limits.depth else {
            return refusedAlias("aliases nest deeper than \(text.limits.depth) levels", from: start)
        }
        guard expandedNodes + anchored.weight <= text.limits.expandedNodes else {
            return refusedAlias("aliases expand to more than \(text.limits.expandedNodes) values", from: start)
        }
        expandedNodes += anchored.weight
        writtenEnd = position
        lastAlias = ByteSpan(start, position)
        deepest = max(deepest, depth + anchored.height)
        return BoxedNode(anchored.node)
    }

    private mutating func unknownAlias(_ name: String, from start: Int) -> BoxedNode {
        if declaredAnchors.contains(name) {
            text.report(
                .cycle, "an alias stands within the value it names", at: start, to: position, line: line.start)
        } else {
            fail(
                "an alias, `*` and a name, names no anchor above it", help: "quote the value if no alias is meant", at: start,
                to: position)
        }
        return missing(start, position)
    }

    private mutating func refusedAlias(_ message: String, from start: Int) -> BoxedNode {
        text.report(.limit, message, at: start, to: position, line: line.start)
        return missing(start, position)
    }
}

extension YAMLReader {
    /// What is noted before a node to know later what its alias costs.
    struct Mark {
        fileprivate let expanded: Int
        fileprivate let deepest: Int
    }

    mutating func beginNode() -> Mark {
        let mark = Mark(expanded: expandedNodes, deepest: deepest)
        deepest = depth
        return mark
    }

    /// Gives a node its tag and lets its anchor name it.
    mutating func finish(_ node: BoxedNode, _ properties: Properties, since mark: Mark) -> BoxedNode {
        if let tag = properties.tag, node.node.tag == nil {
            node.node.tag = tag
            node.node.tagPlace = properties.tagSpan.map { text.place($0.lowerBound, $0.upperBound) }
        }
        if let anchor = properties.anchor {
            anchors[anchor] = Anchored(
                node: node.node, weight: max(1, expandedNodes - mark.expanded), height: max(0, deepest - depth))
        }
        deepest = max(deepest, mark.deepest)
        return node
    }

    mutating func make(
        _ content: ManifestNode.Content, _ lower: Int, _ upper: Int, style: ManifestNode.Style = .plain
    ) -> BoxedNode {
        text.countNode(at: lower)
        expandedNodes += 1
        writtenEnd = upper
        return BoxedNode(ManifestNode(content, place: text.place(lower, upper), style: style))
    }

    mutating func missing(_ lower: Int, _ upper: Int) -> BoxedNode { make(.missing, lower, upper) }

    /// A scalar, typed by its explicit tag or else by the core schema.
    mutating func scalar(
        _ scalar: ScalarText, _ lower: Int, _ upper: Int, style: ManifestNode.Style, _ properties: Properties
    ) -> BoxedNode {
        make(content(of: scalar, style: style, tag: properties.tag), lower, upper, style: style)
    }

    private func content(of scalar: ScalarText, style: ManifestNode.Style, tag: String?) -> ManifestNode.Content {
        let bytes = scalar.value.utf8
        guard let tag else { return (style == .plain ? CoreSchema.value(of: bytes) : nil) ?? .string(scalar) }
        switch coreType(of: tag) {
        case "null" where CoreSchema.isNull(bytes): return .null
        case "bool": return CoreSchema.bool(bytes).map { .bool($0) } ?? .string(scalar)
        case "int", "float":
            return CoreSchema.number(bytes).map { .number($0, text: scalar.value) } ?? .string(scalar)
        case nil where bytes.isEmpty && style == .plain && tag != "!": return .null
        default: return .string(scalar)
        }
    }

    /// The name of a YAML core type that a tag stands for, such as `str`; `nil` for an application's own tag.
    func coreType(of tag: String) -> String? {
        let core = "tag:yaml.org,2002:"
        let full: String
        if tag.hasPrefix("!<"), tag.hasSuffix(">") {
            full = String(tag.dropFirst(2).dropLast())
        } else if tag.hasPrefix("!!") {
            full = (tagPrefixes["!!"] ?? core) + tag.dropFirst(2)
        } else if let end = tag.dropFirst().firstIndex(of: "!") {
            guard let prefix = tagPrefixes[String(tag[...end])] else { return nil }
            full = prefix + tag[tag.index(after: end)...]
        } else {
            return nil
        }
        return full.hasPrefix(core) ? String(full.dropFirst(core.count)) : nil
    }
}
