import SourceText

extension ManifestEditor {
    func renaming(_ spot: ManifestSpot, _ key: String) throws(ManifestEditError) -> ManifestReplacement {
        guard let member = spot.member, let parent = spot.parent else { throw .wrongKind(spot.path) }
        guard parent.members.allSatisfy({ $0.key != key || $0.isMerged }) else { throw .keyExists(spot.path, key: key) }
        let span = member.keyPlace.span
        let style: ManifestNode.Style =
            switch bytes[span.lowerBound..<span.upperBound].first {
            case .doubleQuote?: .doubleQuoted
            case .singleQuote?: .singleQuoted
            default: .plain
            }
        return ManifestReplacement(span: span, text: writer.key(key, style: style, inFlow: isFlow(parent)))
    }

    func removing(_ spot: ManifestSpot) throws(ManifestEditError) -> ManifestReplacement {
        let path = spot.path
        guard let parent = spot.parent else { throw .unsupported(path, reason: "a root cannot be removed") }
        let starts = try entryStarts(of: parent, path)
        let position = try position(of: spot, in: parent, path)
        guard starts.count > 1 else {
            guard parent.members.count + parent.elements.count == 1 else {
                throw .unsupported(path, reason: "the mapping would have merged members only")
            }
            return emptied(parent, spot)
        }
        let start = starts[position]
        let end = entryEnd(spot)
        let next = position + 1 < starts.count ? starts[position + 1] : nil
        if let next, next < end { throw .shared(path) }
        if isFlow(parent) {
            return removingFromFlow(start, end, next, previous: position > 0 ? starts[position - 1] : nil)
        }
        let before = bytes[lineStart(start)..<start].last { !$0.isBlank }
        guard before != .question else { throw .unsupported(path, reason: "the key is written with `? `") }
        if isFirstOnLine(start) { return removingLines(from: start, to: end) }
        guard let next else { throw .unsupported(path, reason: "the entry shares its line with another") }
        return ManifestReplacement(span: ByteSpan(start, next), text: "")
    }

    /// The collection without its only entry: behind its key where nothing else stands between.
    private func emptied(_ parent: ManifestNode, _ spot: ManifestSpot) -> ManifestReplacement {
        let brackets = spot.member == nil ? "[]" : "{}"
        let span = parent.place.span
        guard !isFlow(parent), let key = spot.parentMember?.keyPlace.span, key.upperBound < span.lowerBound,
            bytes[key.upperBound] == .colon,
            bytes[(key.upperBound + 1)..<span.lowerBound].allSatisfy({ $0.isBlank || $0.isBreak })
        else { return ManifestReplacement(span: span, text: brackets) }
        return ManifestReplacement(span: ByteSpan(key.upperBound + 1, span.upperBound), text: " " + brackets)
    }

    /// Whole lines, with the line break before them where the file ends without one.
    private func removingLines(from start: Int, to end: Int) -> ManifestReplacement {
        var lower = lineStart(start)
        var upper = lineEnd(end)
        if upper < bytes.count {
            upper += bytes[upper] == .carriageReturn && upper + 1 < bytes.count && bytes[upper + 1] == .lineFeed ? 2 : 1
        } else if lower > 0 {
            lower -= lower > 1 && bytes[lower - 1] == .lineFeed && bytes[lower - 2] == .carriageReturn ? 2 : 1
        }
        return ManifestReplacement(span: ByteSpan(lower, upper), text: "")
    }

    private func removingFromFlow(_ start: Int, _ end: Int, _ next: Int?, previous: Int?) -> ManifestReplacement {
        if let next { return ManifestReplacement(span: ByteSpan(start, next), text: "") }
        // The last entry goes with the comma before it; quoted text between cannot hold that comma.
        var comma = start
        while comma > previous ?? 0, bytes[comma - 1] != .comma { comma -= 1 }
        return ManifestReplacement(span: ByteSpan(max(comma - 1, 0), end), text: "")
    }

    /// The elements of a list in brackets from one on, with the comma before it; at least one stays.
    func removingEnd(from first: Int, _ spot: ManifestSpot) -> ManifestReplacement {
        let elements = spot.parent?.elements ?? []
        let end = elements.last.map { $0.place.span.upperBound } ?? entryEnd(spot)
        return removingFromFlow(start(elements[first]), end, nil, previous: start(elements[first - 1]))
    }

    private func entryEnd(_ spot: ManifestSpot) -> Int {
        max(spot.node.place.span.upperBound, spot.member?.keyPlace.span.upperBound ?? 0)
    }

    private func position(
        of spot: ManifestSpot, in parent: ManifestNode, _ path: ManifestPath
    ) throws(ManifestEditError) -> Int {
        if let index = spot.index { return index }
        let own = parent.members.filter { !$0.isMerged }
        guard let found = own.lastIndex(where: { $0.keyPlace == spot.member?.keyPlace }) else {
            throw .notFound(path)
        }
        return found
    }

    /// Where each own entry of a collection starts: its key, its dash, or in brackets its value.
    private func entryStarts(of parent: ManifestNode, _ path: ManifestPath) throws(ManifestEditError) -> [Int] {
        var starts: [Int] = []
        for member in parent.members where !member.isMerged { starts.append(member.keyPlace.span.lowerBound) }
        for element in parent.elements {
            guard parent.place.span.contains(element.place.span) else { throw .shared(path) }
            starts.append(isFlow(parent) ? start(element) : try dash(before: element, in: parent, path))
        }
        return starts
    }

    /// The dash of a block element: the last one before it in the sequence's column.
    private func dash(
        before element: ManifestNode, in parent: ManifestNode, _ path: ManifestPath
    ) throws(ManifestEditError) -> Int {
        let first = parent.place.span.lowerBound
        let wanted = column(first)
        var line = lineStart(max(start(element), first))
        while line > first {
            let at = line + wanted
            if at < bytes.count, bytes[at] == .dash, bytes[line..<at].allSatisfy(\.isBlank) { return at }
            line = lineStart(line - 1)
        }
        guard bytes[first] == .dash else { throw .unsupported(path, reason: "the list item has no dash") }
        return first
    }
}
