import CodeSyntax
import SourceText

// Which names a block and a function know.
extension ECMAScriptLowering {
    /// Declares all `var` names of a function's body in the function's scope, however deep in its blocks they stand.
    mutating func hoistVariables(below node: Node) {
        for child in tree.children(of: node) { hoistVariables(in: child) }
    }

    private mutating func hoistVariables(in node: Node) {
        switch kind(node) {
        case .variableDeclaration:
            for declarator in tree.children(of: node) {
                if let target = child(.name, declarator) { declareInFunction(target) }
            }
        case .forInStatement:
            if let keyword = child(.kind, node), kind(keyword) == .varKeyword, let target = child(.left, node) {
                declareInFunction(target)
            }
            hoistVariables(below: node)
        case .statementBlock, .ifStatement, .elseClause, .forStatement, .whileStatement, .doStatement, .switchStatement,
            .switchBody, .switchCase, .switchDefault, .tryStatement, .catchClause, .finallyClause, .labeledStatement,
            .withStatement, .exportStatement, .error:
            hoistVariables(below: node)
        default: break
        }
    }

    private mutating func declareInFunction(_ target: Node) {
        for name in names(in: target) { builder.declareInFunction(name.text, name.span) }
    }

    /// Declares the names that a block's own statements declare; what only describes types gives way to values.
    mutating func declareNames(of statements: [Node]) {
        var values: Set<String> = []
        for statement in statements {
            for name in valueNames(statement) {
                values.insert(name.text)
                builder.declare(name.text, name.span, isConstant: isConstant(statement))
            }
        }
        for statement in statements {
            let declaration = declaration(in: statement)
            guard isTypeDeclaration(declaration), let node = child(.name, declaration) else { continue }
            let name = name(node)
            if values.contains(name.text) {
                hiddenTypes.insert(declaration)
            } else {
                builder.declare(name.text, name.span, isConstant: true)
            }
        }
    }

    /// Declares the names of a pattern in the innermost scope.
    mutating func declare(_ pattern: Node, isConstant: Bool = false) {
        for name in names(in: pattern) { builder.declare(name.text, name.span, isConstant: isConstant) }
    }

    /// What a statement declares: itself, or what it exports or describes.
    func declaration(in statement: Node) -> Node {
        switch kind(statement) {
        case .exportStatement: child(.declaration, statement).map(declaration) ?? statement
        case .ambientDeclaration, .expressionStatement: part(of: statement) ?? statement
        default: statement
        }
    }

    func isTypeDeclaration(_ node: Node) -> Bool {
        kind(node) == .interfaceDeclaration || kind(node) == .typeAliasDeclaration
    }

    private func isConstant(_ statement: Node) -> Bool {
        let declaration = declaration(in: statement)
        guard kind(declaration) == .lexicalDeclaration else { return true }
        return child(.kind, declaration).map { kind($0) != .letKeyword } ?? true
    }

    private func valueNames(_ statement: Node) -> [Name] {
        let declaration = declaration(in: statement)
        switch kind(declaration) {
        case .lexicalDeclaration:
            // Ambient variables are globals: somebody else gives them their values.
            if kind(statement) == .ambientDeclaration { return [] }
            return tree.children(of: declaration).compactMap { child(.name, $0) }.flatMap { names(in: $0) }
        case .functionDeclaration, .generatorFunctionDeclaration, .classDeclaration, .abstractClassDeclaration,
            .enumDeclaration:
            return child(.name, declaration).map { [name($0)] } ?? []
        case .internalModule, .module:
            if kind(statement) == .ambientDeclaration { return [] }
            return namespacePath(declaration).first.map { [$0] } ?? []
        case .importStatement: return importedNames(declaration)
        case .importAlias: return child(.identifier, of: declaration).map { [name($0)] } ?? []
        case .labeledStatement: return child(.body, declaration).map(valueNames) ?? []
        default: return []
        }
    }

    /// The names that a pattern binds.
    func names(in pattern: Node) -> [Name] {
        switch kind(pattern) {
        case .identifier, .shorthandPropertyIdentifierPattern: [name(pattern)]
        case .assignmentPattern, .objectAssignmentPattern: child(.left, pattern).map(names) ?? []
        case .pairPattern: child(.value, pattern).map(names) ?? []
        case .requiredParameter, .optionalParameter:
            (child(.pattern, pattern) ?? child(.name, pattern)).map(names) ?? []
        case .objectPattern, .arrayPattern, .restPattern: tree.children(of: pattern).flatMap { names(in: $0) }
        default: []
        }
    }
}
