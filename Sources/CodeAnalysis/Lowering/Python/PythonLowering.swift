import CodeSyntax
import SourceText

/// Lowers a tree of Python's grammar.
struct PythonLowering {
    static let vocabulary = SyntaxVocabulary<PythonKind>(.python)

    let tree: SyntaxTree
    var builder: CodeModuleBuilder
    /// The classes and functions around what is being lowered; `nil` for a function.
    var contexts: [ClassContext?] = []
    /// Whether what is lowered runs for type checkers only.
    var isTypeChecking = false

    /// A class while its body is lowered.
    struct ClassContext {
        let id: CodeClass.ID
        var members: [CodeClass.Member] = []
        /// The names of the class body that the class body itself reads.
        var reads: Set<CodeVariable.ID> = []
    }

    /// The class whose body is being lowered, when no function stands between.
    var currentClass: CodeClass.ID? { contexts.last.flatMap { $0?.id } }

    /// Changes what is noted of the current class, in place.
    mutating func updateClass(_ change: (inout ClassContext?) -> Void) {
        if let last = contexts.indices.last { change(&contexts[last]) }
    }

    init(tree: SyntaxTree) {
        self.tree = tree
        builder = CodeModuleBuilder(file: tree.file, language: .python)
    }

    /// Lowers the whole file.
    mutating func module() -> CodeModule {
        let names = PythonNames(tree: tree, body: tree.root)
        for name in names.assigned { export(name) }
        let body = statements(tree.root)
        return builder.finish(body: body, tree: tree, isCut: false)
    }

    private mutating func export(_ name: PythonNames.Name) {
        builder.export(name.text, builder.declare(name.text, name.span))
    }

    // MARK: Nodes

    func kind(_ node: SyntaxNode.ID) -> PythonKind? { PythonLowering.vocabulary[tree[node]] }

    func span(_ node: SyntaxNode.ID) -> ByteSpan { tree.span(of: node) }

    func text(_ node: SyntaxNode.ID) -> String { tree.text(of: node) }

    func children(_ node: SyntaxNode.ID) -> SyntaxChildren { tree.children(of: node) }

    func child(_ field: SyntaxField, _ node: SyntaxNode.ID) -> SyntaxNode.ID? { tree.child(field, of: node) }

    func first(_ wanted: PythonKind, in node: SyntaxNode.ID) -> SyntaxNode.ID? {
        children(node).first { kind($0) == wanted }
    }

    func children(_ field: SyntaxField, _ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(node).filter { tree[$0].field == field && kind($0) != .comment }
    }

    func isLeaf(_ node: SyntaxNode.ID) -> Bool {
        var children = children(node)
        return children.next() == nil
    }

    /// The children that have a value, in order.
    func operands(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] { children(node).filter(hasValue) }

    func hasValue(_ node: SyntaxNode.ID) -> Bool {
        guard let kind = kind(node), kind.isExpression else { return false }
        return !(kind.isAlsoKeyword && isLeaf(node))
    }
}
