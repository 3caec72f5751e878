import CodeSyntax
import SourceText

/// Lowers a tree of Go's grammar.
struct GoLowering {
    static let vocabulary = SyntaxVocabulary<GoKind>(.go)

    let tree: SyntaxTree
    var builder: CodeModuleBuilder
    /// The classes of the types that the file declares for its package, by name.
    var classes: [String: CodeClass.ID] = [:]
    /// The names that stand before a dot, once somebody asked for them.
    var usedPackages: Set<String>?
    /// The named results of the function being lowered, which a bare `return` gives back.
    var results: [SyntaxNode.ID] = []
    /// What `iota` is: the position in the constant declaration being lowered.
    var iota = 0

    init(tree: SyntaxTree) {
        self.tree = tree
        builder = CodeModuleBuilder(file: tree.file, language: .go)
    }

    // MARK: Nodes

    func kind(_ node: SyntaxNode.ID) -> GoKind? { GoLowering.vocabulary[tree[node]] }

    func span(_ node: SyntaxNode.ID) -> ByteSpan { tree.span(of: node) }

    func text(_ node: SyntaxNode.ID) -> String { tree.text(of: node) }

    func children(_ node: SyntaxNode.ID) -> SyntaxChildren { tree.children(of: node) }

    func child(_ field: SyntaxField, _ node: SyntaxNode.ID) -> SyntaxNode.ID? { tree.child(field, of: node) }

    func first(_ wanted: GoKind, in node: SyntaxNode.ID) -> SyntaxNode.ID? {
        children(node).first { kind($0) == wanted }
    }

    func isLeaf(_ node: SyntaxNode.ID) -> Bool {
        var children = children(node)
        return children.next() == nil
    }

    func hasValue(_ node: SyntaxNode.ID) -> Bool { kind(node)?.isExpression ?? false }

    func isType(_ node: SyntaxNode.ID) -> Bool { kind(node)?.isType ?? false }

    /// The children that have a value, in order.
    func operands(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] { children(node).filter(hasValue) }

    /// The names that a declaration gives; the commas between them play the same part.
    func names(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(node).filter { tree[$0].field == .name && kind($0) != nil && kind($0) != .comment }
    }
}
