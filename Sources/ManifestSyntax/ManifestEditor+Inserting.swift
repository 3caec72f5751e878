import SourceText

extension ManifestEditor {
    func replacing(_ target: ManifestSpot, _ literal: ManifestLiteral) throws(ManifestEditError) -> ManifestReplacement {
        let path = target.path
        let writer = self.writer.quoting(like: target.node.elements.first ?? target.node)
        let span = ByteSpan(start(target.node), target.node.place.span.upperBound)
        if isFlow(target.parent) || isFlow(target.node) && !writer.isBlock(literal) {
            return ManifestReplacement(
                span: span, text: writer.inline(literal, style: target.node.style, inFlow: isFlow(target.parent)))
        }
        guard let member = target.member else { return replacingElement(target, literal, span) }
        let colon = try colonEnd(of: member, path)
        let keyColumn = column(member.keyPlace.span.lowerBound)
        if target.node.style == .block, writer.isBlock(literal), target.node.tag == nil {
            return ManifestReplacement(span: span, text: writer.block(literal, column: column(span.lowerBound)))
        }
        let gap = ByteSpan(colon, max(colon, span.lowerBound))
        guard !hasComment(in: gap) else {
            throw .unsupported(path, reason: "a comment stands between the key and its value")
        }
        let isInline = !writer.isBlock(literal)
        if isInline, span.count > 0, bytes[gap.lowerBound..<gap.upperBound].allSatisfy(\.isBlank) {
            return ManifestReplacement(span: span, text: writer.inline(literal, style: target.node.style, inFlow: false))
        }
        let anchored = bytes[gap.lowerBound..<gap.upperBound].contains(.ampersand)
        guard !anchored else { throw .unsupported(path, reason: "the value has an anchor") }
        // Behind several lines the comment would seem to be about the last one.
        let comment = isInline ? nil : document.commentBehind(span.upperBound)
        let text = writer.afterKey(literal, column: keyColumn)
        guard let comment else { return ManifestReplacement(span: ByteSpan(colon, span.upperBound), text: text) }
        return ManifestReplacement(span: ByteSpan(colon, comment.upperBound), text: " " + document.file.text(in: comment) + text)
    }

    /// The first in the node's place, and the others behind it.
    func spreading(_ literals: [ManifestLiteral], at target: ManifestSpot) throws(ManifestEditError) -> [ManifestReplacement] {
        guard let first = literals.first else { return [try removing(target)] }
        guard let parent = target.parent, target.index != nil else {
            return [try replacing(target, literals.count == 1 ? first : .sequence(literals))]
        }
        let replaced = try replacing(target, first)
        let others = literals.dropFirst()
        let writer = self.writer.quoting(like: target.node, wherePlain: false)
        let kept = keptComments(of: target, replaced.span).map { [$0] } ?? []
        guard !others.isEmpty else { return kept + [replaced] }
        if isFlow(parent) {
            let text = ([replaced.text] + others.map { writer.inline($0, inFlow: true) }).joined(separator: ", ")
            return [ManifestReplacement(span: replaced.span, text: text)]
        }
        let at = column(parent.place.span.lowerBound)
        return kept + [replaced, lines(others.map { writer.element($0, column: at) }, column: at, after: target.node)]
    }

    /// The comments within what is replaced, on lines of their own above it: what they say of the old element mostly holds for
    /// the new ones.
    private func keptComments(of target: ManifestSpot, _ span: ByteSpan) -> ManifestReplacement? {
        guard !isFlow(target.parent), let parent = target.parent else { return nil }
        let comments = document.comments(in: span)
        guard !comments.isEmpty else { return nil }
        let start = lineStart(span.lowerBound)
        let indent = String(repeating: " ", count: column(parent.place.span.lowerBound))
        return ManifestReplacement(
            span: ByteSpan(start, start), text: comments.map { indent + document.file.text(in: $0) + writer.lineBreak }.joined())
    }

    private func replacingElement(_ target: ManifestSpot, _ literal: ManifestLiteral, _ span: ByteSpan) -> ManifestReplacement {
        let pad = span.count == 0 && target.parent != nil ? " " : ""
        let at = column(span.lowerBound) + pad.utf8.count
        let text =
            writer.isBlock(literal)
            ? writer.block(literal, column: at) : writer.inline(literal, style: target.node.style, inFlow: false)
        return ManifestReplacement(span: span, text: pad + text)
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

    /// Adds members after the last one; they have different keys.
    func inserting(
        _ new: [ManifestLiteral.Member], into target: ManifestSpot
    ) throws(ManifestEditError) -> ManifestReplacement {
        let (node, path) = (target.node, target.path)
        if case .null = node.content, node.tag == nil { return try filling(target, .mapping(new)) }
        guard case .mapping(let members) = node.content else { throw .wrongKind(path) }
        for key in new.map(\.key) where members.contains(where: { $0.key == key && !$0.isMerged }) {
            throw .keyExists(path, key: key)
        }
        guard isFlow(node) else {
            let at = column(node.place.span.lowerBound)
            return lines(new.map { writer.member($0.key, $0.value, column: at) }, column: at, after: node)
        }
        guard isClosed(node) else { throw .unsupported(path, reason: "the brackets are not closed") }
        guard bytes[node.place.span.lowerBound] == .openBrace else {
            throw .unsupported(path, reason: "the mapping is a pair in a list and has no braces")
        }
        let first = members.first { !$0.isMerged }?.keyPlace.span.lowerBound
        let texts = new.map { writer.key($0.key, inFlow: true) + ": " + flowValue($0.value, besideKeyAt: first) }
        return flowInsertion(of: texts, into: node, first: first, isEmpty: members.isEmpty)
    }

    /// A value in brackets; over several lines where those of its neighbours are, as tools write JSON.
    private func flowValue(_ value: ManifestLiteral, besideKeyAt first: Int?) -> String {
        guard let first, writer.language == .json, isFirstOnLine(first) else { return writer.inline(value, inFlow: true) }
        return writer.indented(value, column: column(first))
    }

    /// A collection where nothing or a null stood; a comment behind the key stays there.
    private func filling(_ target: ManifestSpot, _ literal: ManifestLiteral) throws(ManifestEditError) -> ManifestReplacement {
        guard let member = target.member, !isFlow(target.parent), target.node.place.span.count == 0 else {
            return try replacing(target, literal)
        }
        let colon = try colonEnd(of: member, target.path)
        let end = lineEnd(colon)
        guard hasComment(in: ByteSpan(colon, end)) else {
            return try replacing(target, literal)
        }
        return ManifestReplacement(
            span: ByteSpan(end, end), text: writer.afterKey(literal, column: column(member.keyPlace.span.lowerBound)))
    }

    func appending(
        _ value: ManifestLiteral, to target: ManifestSpot
    ) throws(ManifestEditError) -> ManifestReplacement {
        let (node, path) = (target.node, target.path)
        if case .null = node.content, node.tag == nil { return try filling(target, .sequence([value])) }
        guard case .sequence(let elements) = node.content else { throw .wrongKind(path) }
        let writer = elements.last.map { self.writer.quoting(like: $0) } ?? self.writer
        guard isFlow(node) else {
            let at = column(node.place.span.lowerBound)
            return lines([writer.element(value, column: at)], column: at, after: node)
        }
        guard isClosed(node) else { throw .unsupported(path, reason: "the brackets are not closed") }
        let own = elements.first.flatMap { node.place.span.contains($0.place.span) ? start($0) : nil }
        return flowInsertion(
            of: [writer.inline(value, inFlow: true)], into: node, first: own, isEmpty: elements.isEmpty)
    }

    private func isClosed(_ node: ManifestNode) -> Bool {
        let span = node.place.span
        guard span.count > 1 else { return false }
        if bytes[span.lowerBound] != .openBrace, bytes[span.lowerBound] != .openBracket { return true }
        return bytes[span.upperBound - 1] == .closeBrace || bytes[span.upperBound - 1] == .closeBracket
    }

    /// New lines below the last one of a block collection, whose comment at the end of the line stays there.
    private func lines(_ entries: [String], column: Int, after node: ManifestNode) -> ManifestReplacement {
        let end = lineEnd(node.place.span.upperBound)
        let lead = writer.lineBreak + String(repeating: " ", count: column)
        return ManifestReplacement(span: ByteSpan(end, end), text: entries.map { lead + $0 }.joined())
    }

    /// New entries after the last one of a collection in brackets, on lines of their own where the first one is.
    private func flowInsertion(
        of texts: [String], into node: ManifestNode, first: Int?, isEmpty: Bool
    ) -> ManifestReplacement {
        let span = node.place.span
        if isEmpty {
            let brackets = bytes[span.lowerBound] == .openBrace ? ("{", "}") : ("[", "]")
            return ManifestReplacement(span: span, text: brackets.0 + texts.joined(separator: ", ") + brackets.1)
        }
        let at = endOfEntries(in: span)
        let hasComma = bytes[at - 1] == .comma
        var gap = " "
        if let first, isFirstOnLine(first), lineStart(first) > span.lowerBound {
            gap = writer.lineBreak + document.file.text(in: ByteSpan(lineStart(first), first))
        }
        let text = texts.map { gap + $0 }.joined(separator: ",")
        return ManifestReplacement(span: ByteSpan(at, at), text: (hasComma ? "" : ",") + text + (hasComma ? "," : ""))
    }

    /// The end of the last entry or of the comma after it.
    private func endOfEntries(in span: ByteSpan) -> Int {
        var at = span.upperBound - 1
        while at > span.lowerBound + 1 {
            if let comment = comment(endingAt: at) {
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
