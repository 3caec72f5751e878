package import SourceText

extension SyntaxTree {
    private enum Kind: String, CaseIterable {
        case comment
        case lineComment = "line_comment"
        case blockComment = "block_comment"
    }

    /// Where comments stand, in the file's order.
    package var comments: [ByteSpan] {
        let vocabulary = SyntaxVocabulary<Kind>(language)
        return nodes.filter { vocabulary[$0] != nil }.map(\.span)
    }
}
