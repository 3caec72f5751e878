package import SourceText

extension SyntaxTree {
    private enum Kind: String, CaseIterable {
        case comment
        case lineComment = "line_comment"
        case blockComment = "block_comment"
    }

    private static let vocabularies = Dictionary(
        uniqueKeysWithValues: CodeLanguage.allCases.map { ($0, SyntaxVocabulary<Kind>($0)) })

    /// Where comments stand, in the file's order.
    package var comments: [ByteSpan] {
        guard let vocabulary = SyntaxTree.vocabularies[language] else { return [] }
        return nodes.filter { vocabulary[$0] != nil }.map(\.span)
    }
}
