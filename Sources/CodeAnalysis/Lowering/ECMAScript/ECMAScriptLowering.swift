import CodeSyntax
import SourceText

/// Lowers JavaScript, JSX, TypeScript and TSX.
///
/// Every block declares its names before it lowers anything, so that functions may use what is declared further down;
/// patterns and expressions only look names up.
struct ECMAScriptLowering {
    typealias Node = SyntaxNode.ID

    let tree: SyntaxTree
    let kinds: SyntaxVocabulary<ECMAScriptKind>
    var builder: CodeModuleBuilder
    /// What type parameters in scope stand for: their constraint, or nothing known.
    var typeParameters: [String: CodeExpression.ID] = [:]
    /// What each namespace around the current statement exports.
    var namespaces: [[CodeExpression.Property]] = []
    /// Declarations of types that a value of the same name hides.
    var hiddenTypes: Set<Node> = []
    /// Variables that hold a `require` function made by `createRequire`.
    var requireFunctions: Set<CodeVariable.ID> = []

    private static let javaScript = SyntaxVocabulary<ECMAScriptKind>(.javaScript)
    private static let typeScript = SyntaxVocabulary<ECMAScriptKind>(.typeScript)
    private static let tsx = SyntaxVocabulary<ECMAScriptKind>(.tsx)

    init(_ tree: SyntaxTree) {
        self.tree = tree
        kinds =
            switch tree.language {
            case .typeScript: ECMAScriptLowering.typeScript
            case .tsx: ECMAScriptLowering.tsx
            default: ECMAScriptLowering.javaScript
            }
        builder = CodeModuleBuilder(file: tree.file, language: tree.language)
    }

    /// Lowers the whole file.
    mutating func module() -> CodeModule {
        hoistVariables(below: tree.root)
        let body = statements(of: tree.root)
        return builder.finish(body: body, tree: tree, isCut: false)
    }
}

// MARK: The tree

extension ECMAScriptLowering {
    /// A name that something is declared under, or is going to be bound to.
    struct Name {
        let text: String
        let span: ByteSpan
    }

    func kind(_ node: Node) -> ECMAScriptKind? { kinds[tree[node]] }

    func span(_ node: Node) -> ByteSpan { tree.span(of: node) }

    func text(_ node: Node) -> String { tree.text(of: node) }

    func name(_ node: Node) -> Name { Name(text: text(node), span: span(node)) }

    func child(_ field: SyntaxField, _ node: Node) -> Node? { tree.child(field, of: node) }

    /// Whether a node has an operator, a keyword or the like among its children.
    func has(_ mark: ECMAScriptKind, _ node: Node) -> Bool { tree.children(of: node).contains { kind($0) == mark } }

    /// The first child of a kind.
    func child(_ wanted: ECMAScriptKind, of node: Node) -> Node? {
        tree.children(of: node).first { kind($0) == wanted }
    }

    /// The children that mean something by themselves: neither comments nor keywords nor operators.
    func parts(of node: Node) -> [Node] { tree.children(of: node).filter { !isMark($0) } }

    /// The first of these.
    func part(of node: Node) -> Node? { tree.children(of: node).first { !isMark($0) } }

    func isLeaf(_ node: Node) -> Bool {
        var children = tree.children(of: node)
        return children.next() == nil
    }

    func isMark(_ node: Node) -> Bool {
        guard let kind = kind(node) else { return isLeaf(node) }
        // The keyword that starts one of these shares its kind.
        if kind == .class || kind == .module { return isLeaf(node) }
        if kind == .import { return tree[node].field == nil }
        return ECMAScriptKind.marks.contains(kind)
    }

    /// Whether a `*` stands between two offsets: the grammar's only mark of generator methods and of `yield*`.
    func hasStar(from start: Int, to end: Int) -> Bool {
        let bytes = tree.file.bytes
        guard start < end, end <= bytes.count else { return false }
        return bytes[start..<end].contains(UInt8(ascii: "*"))
    }
}
