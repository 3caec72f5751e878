package import SourceText

extension ManifestDocument {
    /// The comments about a part, in order: those on lines of their own right above it, those within it, and the one that ends
    /// its last line. Of a larger part that it belongs to the comments above are not its own, though it starts on the same line.
    package func comments(about part: ByteSpan, within whole: ByteSpan? = nil) -> [ByteSpan] {
        guard !comments.isEmpty else { return [] }
        let lowest = whole?.lowerBound ?? 0
        return commentsAbove(part.lowerBound).filter { $0.lowerBound >= lowest } + comments(in: part)
            + (commentBehind(part.upperBound).map { [$0] } ?? [])
    }

    /// The comments that stand wholly within a stretch, in order.
    func comments(in span: ByteSpan) -> [ByteSpan] {
        let first = comments.partitioningIndex(where: { $0.lowerBound >= span.lowerBound })
        return Array(comments[first...].prefix { $0.upperBound <= span.upperBound })
    }

    /// The comments on the lines above an offset's, up to the first line that holds anything else or nothing.
    private func commentsAbove(_ offset: Int) -> [ByteSpan] {
        var line = file.lineIndex(at: offset)
        var found: [ByteSpan] = []
        for comment in comments[..<comments.partitioningIndex(where: { $0.lowerBound >= offset })].reversed() {
            let start = comment.lowerBound
            guard file.lineIndex(at: start) == line - 1, file.bytes[lineStart(start)..<start].allSatisfy(\.isBlank) else { break }
            found.append(comment)
            line -= 1
        }
        return found.reversed()
    }

    /// The comment that follows on the same line, with nothing but a key's colon between.
    func commentBehind(_ offset: Int) -> ByteSpan? {
        let first = comments.partitioningIndex(where: { $0.lowerBound >= offset })
        guard first < comments.count else { return nil }
        let between = file.bytes[offset..<comments[first].lowerBound]
        return between.allSatisfy { $0.isBlank || $0 == .colon } ? comments[first] : nil
    }

    func lineStart(_ offset: Int) -> Int { file.lineStarts[file.lineIndex(at: offset)] }
}
