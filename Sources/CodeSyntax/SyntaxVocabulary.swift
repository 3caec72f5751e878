private import CTreeSitter

/// The kinds of nodes of a grammar that someone wants to tell apart, so that no walk compares names.
///
/// `Kind` has the grammar's own names as raw values; keywords are kinds too.
package struct SyntaxVocabulary<Kind: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
    @usableFromInline let kinds: [Kind?]

    /// Looks the names up in a grammar once; names it does not have are never met.
    package init(_ language: CodeLanguage) {
        let grammar = language.grammar
        let count = ts_language_symbol_count(grammar)
        var kinds: [Kind?] = []
        for symbol in 0..<count {
            let name = ts_language_symbol_name(grammar, UInt16(clamping: symbol)).map { String(cString: $0) } ?? ""
            kinds.append(Kind(rawValue: name))
        }
        self.kinds = kinds
    }

    /// The kind of a node; `nil` for kinds that are not of the vocabulary.
    @inlinable package subscript(_ node: SyntaxNode) -> Kind? {
        Int(node.symbol) < kinds.count ? kinds[Int(node.symbol)] : nil
    }
}
