import CodeSyntax
import SourceText

/// What the body of a function or module says about names, read before anything of it is lowered: Python makes every
/// name that is assigned anywhere in a body a name of that body.
struct PythonNames {
    /// A name and where it is first assigned.
    struct Name {
        let text: String
        let span: ByteSpan
    }

    /// The names that are assigned, in order; a name may stand here more than once.
    private(set) var assigned: [Name] = []
    /// The names that `global` says are the module's.
    private(set) var globals: [Name] = []
    /// The names that `nonlocal` says are of a function around this one.
    private(set) var nonlocals: [Name] = []
    /// Whether the body yields.
    private(set) var hasYield = false

    private let tree: SyntaxTree

    /// Reads a body; functions and classes within are not entered.
    init(tree: SyntaxTree, body: SyntaxNode.ID) {
        self.tree = tree
        scanChildren(of: body)
    }

    private func kind(_ node: SyntaxNode.ID) -> PythonKind? { PythonLowering.vocabulary[tree[node]] }

    private mutating func scanChildren(of node: SyntaxNode.ID) {
        for child in tree.children(of: node) { scan(child) }
    }

    private mutating func scan(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .functionDefinition, .classDefinition:
            if let name = tree.child(.name, of: node) { add(name) }
        case .lambda, .string, .comment: break
        case .globalStatement: globals += identifiers(in: node)
        case .nonlocalStatement: nonlocals += identifiers(in: node)
        case .importStatement, .importFromStatement, .futureImportStatement: scanImport(node)
        case .casePattern: scanCase(node)
        case .yield:
            hasYield = true
            scanChildren(of: node)
        default:
            scanTargets(of: node)
            scanChildren(of: node)
        }
    }

    private mutating func scanTargets(of node: SyntaxNode.ID) {
        let field: SyntaxField? =
            switch kind(node) {
            case .assignment, .augmentedAssignment, .forStatement, .typeAliasStatement: .left
            case .asPattern, .exceptClause: .alias
            case .namedExpression: .name
            default: nil
            }
        if let field, let target = tree.child(field, of: node) { addTargets(target) }
        if kind(node) == .exceptGroupClause { scanGroup(node) }
        if kind(node) == .deleteStatement { scanDeleted(node) }
    }

    /// `except* A as e` may keep its name without a part to play.
    private mutating func scanGroup(_ node: SyntaxNode.ID) {
        let names = tree.children(of: node).filter { kind($0) == .identifier }
        if names.count == 2 { add(names[1]) }
    }

    private mutating func scanDeleted(_ node: SyntaxNode.ID) {
        for child in tree.children(of: node) { addTargets(child) }
    }

    // MARK: Targets

    private mutating func addTargets(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .identifier: add(node)
        case .patternList, .tuplePattern, .listPattern, .listSplatPattern, .tuple, .list, .listSplat, .expressionList,
            .parenthesizedExpression, .asPatternTarget, .type:
            for child in tree.children(of: node) { addTargets(child) }
        default: break
        }
    }

    private mutating func add(_ node: SyntaxNode.ID) {
        let span = tree.span(of: node)
        guard span.count > 0 else { return }
        assigned.append(Name(text: tree.text(of: node), span: span))
    }

    private func identifiers(in node: SyntaxNode.ID) -> [Name] {
        tree.children(of: node).filter { kind($0) == .identifier }
            .map { Name(text: tree.text(of: $0), span: tree.span(of: $0)) }
    }

    // MARK: Imports

    private mutating func scanImport(_ node: SyntaxNode.ID) {
        for child in tree.children(of: node) where tree[child].field == .name {
            let alias = tree.child(.alias, of: child)
            if let name = alias ?? tree.children(of: child).first(where: { kind($0) == .identifier }) { add(name) }
        }
    }

    // MARK: Cases

    /// A name alone captures; a class's name and a keyword's do not.
    private mutating func scanCase(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .dottedName:
            let parts = tree.children(of: node).filter { kind($0) == .identifier }
            if parts.count == 1, let name = parts.first, tree.text(of: name) != "_" { add(name) }
        case .classPattern, .keywordPattern:
            for child in tree.children(of: node).dropFirst() { scanCase(child) }
        case .identifier:
            if tree.text(of: node) != "_" { add(node) }
        case .string, .concatenatedString: break
        default:
            for child in tree.children(of: node) { scanCase(child) }
        }
    }
}
