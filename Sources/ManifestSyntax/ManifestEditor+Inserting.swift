import SourceText

extension ManifestEditor {
    func replacing(
        _ target: Target, _ literal: ManifestLiteral, _ path: ManifestPath
    ) throws(ManifestEditError) -> Replacement {
        let span = ByteSpan(start(target.node), target.node.place.span.upperBound)
        if isFlow(target.parent) || isFlow(target.node) && !writer.isBlock(literal) {
            return Replacement(
                span: span, text: writer.inline(literal, style: target.node.style, inFlow: isFlow(target.parent)))
        }
        guard let member = target.member else { return replacingElement(target, literal, span) }
        let colon = try colonEnd(of: member, path)
        let keyColumn = column(member.keyPlace.span.lowerBound)
        if target.node.style == .block, writer.isBlock(literal), target.node.tag == nil {
            return Replacement(span: span, text: writer.block(literal, column: column(span.lowerBound)))
        }
        let gap = ByteSpan(colon, max(colon, span.lowerBound))
        guard !document.comments.contains(where: { gap.contains($0) }) else {
            throw .unsupported(path, reason: "a comment stands between the key and its value")
        }
        let isInline = !writer.isBlock(literal)
        if isInline, span.count > 0, bytes[gap.lowerBound..<gap.upperBound].allSatisfy(\.isBlank) {
            return Replacement(span: span, text: writer.inline(literal, style: target.node.style, inFlow: false))
        }
        let anchored = bytes[gap.lowerBound..<gap.upperBound].contains(.ampersand)
        guard !anchored else { throw .unsupported(path, reason: "the value has an anchor") }
        return Replacement(span: ByteSpan(colon, span.upperBound), text: writer.afterKey(literal, column: keyColumn))
    }

    private func replacingElement(_ target: Target, _ literal: ManifestLiteral, _ span: ByteSpan) -> Replacement {
        let pad = span.count == 0 && target.parent != nil ? " " : ""
        let at = column(span.lowerBound) + pad.utf8.count
        let text =
            writer.isBlock(literal)
            ? writer.block(literal, column: at) : writer.inline(literal, style: target.node.style, inFlow: false)
        return Replacement(span: span, text: pad + text)
    }

    /// The offset just past a key's colon.
    private func colonEnd(of member: ManifestMember, _ path: ManifestPath) throws(ManifestEditError) -> Int {
        var offset = member.keyPlace.span.upperBound
        while offset < bytes.count, bytes[offset].isBlank { offset += 1 }
        guard offset < bytes.count, bytes[offset] == .colon else {
            throw .unsupported(path, reason: "the key is not followed by its colon")
        }
        return offset + 1
    }

    func inserting(
        _ key: String, _ value: ManifestLiteral, into target: Target, _ path: ManifestPath
    ) throws(ManifestEditError) -> Replacement {
        let node = target.node
        if case .null = node.content, node.place.span.count == 0, node.tag == nil {
            return try replacing(target, .mapping([.init(key, value)]), path)
        }
        guard case .mapping(let members) = node.content else { throw .wrongKind(path) }
        guard !members.contains(where: { $0.key == key && !$0.isMerged }) else { throw .keyExists(path, key: key) }
        guard isFlow(node) else {
            let at = column(node.place.span.lowerBound)
            return line(writer.member(key, value, column: at), column: at, after: node)
        }
        guard isClosed(node) else { throw .unsupported(path, reason: "the brackets are not closed") }
        guard bytes[node.place.span.lowerBound] == .openBrace else {
            throw .unsupported(path, reason: "the mapping is a pair in a list and has no braces")
        }
        let text = writer.key(key, inFlow: true) + ": " + writer.inline(value, inFlow: true)
        return flowInsertion(
            of: text, into: node, first: members.first { !$0.isMerged }?.keyPlace.span.lowerBound,
            isEmpty: members.isEmpty)
    }

    func appending(
        _ value: ManifestLiteral, to target: Target, _ path: ManifestPath
    ) throws(ManifestEditError) -> Replacement {
        let node = target.node
        if case .null = node.content, node.place.span.count == 0, node.tag == nil {
            return try replacing(target, .sequence([value]), path)
        }
        guard case .sequence(let elements) = node.content else { throw .wrongKind(path) }
        guard isFlow(node) else {
            let at = column(node.place.span.lowerBound)
            return line(writer.element(value, column: at), column: at, after: node)
        }
        guard isClosed(node) else { throw .unsupported(path, reason: "the brackets are not closed") }
        let own = elements.first.flatMap { node.place.span.contains($0.place.span) ? start($0) : nil }
        return flowInsertion(of: writer.inline(value, inFlow: true), into: node, first: own, isEmpty: elements.isEmpty)
    }

    private func isClosed(_ node: ManifestNode) -> Bool {
        let span = node.place.span
        guard span.count > 1 else { return false }
        if bytes[span.lowerBound] != .openBrace, bytes[span.lowerBound] != .openBracket { return true }
        return bytes[span.upperBound - 1] == .closeBrace || bytes[span.upperBound - 1] == .closeBracket
    }

    /// A new line below the last one of a block collection, whose comment at the end of the line stays there.
    private func line(_ text: String, column: Int, after node: ManifestNode) -> Replacement {
        let end = lineEnd(node.place.span.upperBound)
        return Replacement(
            span: ByteSpan(end, end), text: writer.lineBreak + String(repeating: " ", count: column) + text)
    }

    /// A new entry after the last one of a collection in brackets, on its own line where the first one is.
    private func flowInsertion(of text: String, into node: ManifestNode, first: Int?, isEmpty: Bool) -> Replacement {
        let span = node.place.span
        if isEmpty {
            let brackets = bytes[span.lowerBound] == .openBrace ? ("{", "}") : ("[", "]")
            return Replacement(span: span, text: brackets.0 + text + brackets.1)
        }
        let at = endOfEntries(in: span)
        let hasComma = bytes[at - 1] == .comma
        var gap = " "
        if let first, isFirstOnLine(first), lineStart(first) > span.lowerBound {
            gap = writer.lineBreak + document.file.text(in: ByteSpan(lineStart(first), first))
        }
        return Replacement(span: ByteSpan(at, at), text: (hasComma ? "" : ",") + gap + text + (hasComma ? "," : ""))
    }

    /// The end of the last entry or of the comma after it.
    private func endOfEntries(in span: ByteSpan) -> Int {
        var at = span.upperBound - 1
        while at > span.lowerBound + 1 {
            if let comment = document.comments.last(where: { $0.upperBound == at }) {
                at = comment.lowerBound
            } else if bytes[at - 1].isBlank || bytes[at - 1].isBreak {
                at -= 1
            } else {
                break
            }
        }
        return at
    }
}
