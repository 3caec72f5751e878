import CodeSyntax
import SourceText

/// Lowers a tree of Java's grammar.
struct JavaLowering {
    static let vocabulary = SyntaxVocabulary<JavaKind>(.java)

    let tree: SyntaxTree
    var builder: CodeModuleBuilder
    /// The classes whose bodies are being lowered, outermost first.
    var classes: [ClassContext] = []
    /// How many classes stood around each function when it was entered.
    var depths: [CodeFunction.ID: Int] = [:]
    /// Whether the function being lowered belongs to a class rather than to an instance.
    var isStatic = true
    /// Names that stand for any type.
    var typeParameters: Set<String> = []
    /// Whether all static members of some class are brought into scope.
    var hasStaticStarImport = false

    /// What is known of a class while its body is lowered.
    struct ClassContext {
        let name: String?
        /// Whether it stands within another class rather than in a file or function.
        let isMember: Bool
        /// Whether a member is static, by its name.
        var fields: [String: Bool] = [:]
        var methods: [String: Bool] = [:]
        var types: Set<String> = []
        var hasSuperclass = false
        var hasBases = false
    }

    init(tree: SyntaxTree) {
        self.tree = tree
        builder = CodeModuleBuilder(file: tree.file, language: .java)
    }

    // MARK: Nodes

    func kind(_ node: SyntaxNode.ID) -> JavaKind? { JavaLowering.vocabulary[tree[node]] }

    func span(_ node: SyntaxNode.ID) -> ByteSpan { tree.span(of: node) }

    func text(_ node: SyntaxNode.ID) -> String { tree.text(of: node) }

    func children(_ node: SyntaxNode.ID) -> SyntaxChildren { tree.children(of: node) }

    func child(_ field: SyntaxField, _ node: SyntaxNode.ID) -> SyntaxNode.ID? { tree.child(field, of: node) }

    func children(_ field: SyntaxField, _ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(node).filter { tree[$0].field == field && !isComment($0) }
    }

    func first(_ wanted: JavaKind, in node: SyntaxNode.ID) -> SyntaxNode.ID? {
        children(node).first { kind($0) == wanted }
    }

    func isLeaf(_ node: SyntaxNode.ID) -> Bool {
        var children = children(node)
        return children.next() == nil
    }

    func isComment(_ node: SyntaxNode.ID) -> Bool { kind(node) == .lineComment || kind(node) == .blockComment }

    /// Whether a node is of no kind that is known and has parts: text that does not follow the grammar.
    func isUnknown(_ node: SyntaxNode.ID) -> Bool { kind(node) == nil && !isLeaf(node) }

    func hasValue(_ node: SyntaxNode.ID) -> Bool { kind(node)?.isExpression ?? false }

    func isType(_ node: SyntaxNode.ID) -> Bool { kind(node)?.isType ?? false }

    /// The children that have a value, in order.
    func operands(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] { children(node).filter(hasValue) }

    func isMarked(_ keyword: JavaKind, _ node: SyntaxNode.ID) -> Bool {
        guard let modifiers = first(.modifiers, in: node) else { return false }
        return first(keyword, in: modifiers) != nil
    }

    // MARK: What is written often

    // Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    // copied.

    mutating func assign(
        _ pattern: CodePattern, _ value: CodeExpression.ID?, _ node: SyntaxNode.ID, type: CodeExpression.ID? = nil
    ) -> CodeStatement {
        CodeStatement(kind: .assign(pattern, value, type: type), span: span(node))
    }

    mutating func expressionOf(_ value: CodeExpression.ID, _ node: SyntaxNode.ID) -> CodeStatement {
        CodeStatement(kind: .expression(value), span: span(node))
    }

    mutating func member(_ object: CodeExpression.ID, _ name: SyntaxNode.ID, in node: SyntaxNode.ID) -> CodeExpression.ID {
        builder.add(.member(object, name: text(name), nameSpan: span(name)), span(node))
    }
}
