import CodeSyntax
import SourceText

/// Statements.
extension JavaLowering {
    /// The statements of a node, without a scope of their own.
    mutating func statements(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for child in children(node) { all += statement(child) }
        return all
    }

    /// The statements of a block or the only statement there, with the names that only they see.
    mutating func block(_ node: SyntaxNode.ID?) -> [CodeStatement] {
        guard let node else { return [] }
        builder.enterScope()
        defer { builder.leaveScope() }
        return kind(node) == .block ? statements(node) : statement(node)
    }

    mutating func statement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let kind = kind(node) else { return statements(node) }
        if let simple = simple(node, kind) { return [simple] }
        if let compound = compound(node, kind) { return [compound] }
        switch kind {
        case .localVariableDeclaration, .fieldDeclaration, .constantDeclaration: return variables(node)
        case .lineComment, .blockComment, .identifier, .annotation, .markerAnnotation, .modifiers: return []
        case .moduleDeclaration, .packageDeclaration, .importDeclaration: return []
        // Broken text may leave a method without its class.
        case .methodDeclaration, .constructorDeclaration: return looseMethod(node)
        default:
            if kind.isTypeDeclaration { return typeDeclaration(node) }
            return hasValue(node) ? [expressionOf(expression(node), node)] : statements(node)
        }
    }

    private mutating func looseMethod(_ node: SyntaxNode.ID) -> [CodeStatement] { child(.body, node).map { block($0) } ?? [] }

    /// A statement without a body.
    private mutating func simple(_ node: SyntaxNode.ID, _ kind: JavaKind) -> CodeStatement? {
        switch kind {
        case .returnStatement, .yieldStatement:
            let value = operands(node).first.map { expression($0) }
            return CodeStatement(kind: .return(value), span: span(node))
        case .throwStatement:
            let value = operands(node).first.map { expression($0) }
            return CodeStatement(kind: .raise(value), span: span(node))
        case .breakStatement: return CodeStatement(kind: .leave, span: span(node))
        case .continueStatement: return CodeStatement(kind: .next, span: span(node))
        case .expressionStatement: return operands(node).first.map { expressionStatement($0, node) }
        case .explicitConstructorInvocation: return expressionOf(constructorCall(node), node)
        // Assertions are off unless somebody turns them on: they make nothing certain.
        case .assertStatement: return expressionOf(opaque(node), node)
        default: return nil
        }
    }

    private mutating func expressionStatement(_ value: SyntaxNode.ID, _ node: SyntaxNode.ID) -> CodeStatement {
        if kind(value) == .switchExpression { return choice(value) }
        if let (pattern, assigned) = assignment(value) { return assign(pattern, assigned, node) }
        return expressionOf(expression(value), node)
    }

    // MARK: Variables

    private mutating func variables(_ node: SyntaxNode.ID) -> [CodeStatement] {
        let type = child(.type, node).flatMap { self.type($0) }
        var all: [CodeStatement] = []
        for declarator in children(.declarator, node) where kind(declarator) == .variableDeclarator {
            guard let name = child(.name, declarator) else { continue }
            let value = child(.value, declarator).map { expression($0) }
            all.append(assign(declared(name), value, declarator, type: type))
        }
        return all
    }

    // MARK: Statements with bodies

    private mutating func compound(_ node: SyntaxNode.ID, _ kind: JavaKind) -> CodeStatement? {
        switch kind {
        case .block: return CodeStatement(kind: .block(block(node)), span: span(node))
        case .ifStatement: return branch(node)
        case .whileStatement, .doStatement: return whileLoop(node, isCheckedAfter: kind == .doStatement)
        case .forStatement: return forLoop(node)
        case .enhancedForStatement: return elementLoop(node)
        case .switchExpression: return choice(node)
        case .tryStatement, .tryWithResourcesStatement: return attempt(node)
        case .synchronizedStatement: return synchronized(node)
        case .labeledStatement: return labeled(node)
        default: return nil
        }
    }

    private mutating func labeled(_ node: SyntaxNode.ID) -> CodeStatement? {
        guard let inner = children(node).first(where: { kind($0) != nil && kind($0) != .identifier && !isComment($0) }) else { return nil }
        let body = statement(inner)
        return body.count == 1 ? body.first : CodeStatement(kind: .block(body), span: span(node))
    }

    mutating func condition(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        child(.condition, node).map { expression($0) } ?? opaque(node)
    }

    private mutating func branch(_ node: SyntaxNode.ID) -> CodeStatement {
        let condition = condition(node)
        let then = block(child(.consequence, node))
        let otherwise = block(child(.alternative, node))
        return CodeStatement(kind: .branch(condition, then: then, else: otherwise), span: span(node))
    }

    private mutating func synchronized(_ node: SyntaxNode.ID) -> CodeStatement {
        let lock = operands(node).first.map { expression($0) } ?? opaque(node)
        let body = block(child(.body, node))
        return CodeStatement(kind: .block([CodeStatement(kind: .expression(lock), span: span(node))] + body), span: span(node))
    }

    // MARK: Loops

    private mutating func loop(_ kind: CodeStatement.Loop.Kind, _ node: SyntaxNode.ID) -> CodeStatement {
        let body = block(child(.body, node))
        return CodeStatement(kind: .loop(CodeStatement.Loop(kind: kind, body: body, otherwise: [])), span: span(node))
    }

    private mutating func whileLoop(_ node: SyntaxNode.ID, isCheckedAfter: Bool) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        return loop(.condition(condition(node), update: [], isCheckedAfter: isCheckedAfter), node)
    }

    private mutating func forLoop(_ node: SyntaxNode.ID) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        var before: [CodeStatement] = []
        for start in children(.`init`, node) { before += statement(start) }
        let condition = child(.condition, node).map { expression($0) }
        let update = children(.update, node).filter { hasValue($0) }.map { expression($0) }
        let main = loop(.condition(condition, update: update, isCheckedAfter: false), node)
        return before.isEmpty ? main : CodeStatement(kind: .block(before + [main]), span: span(node))
    }

    private mutating func elementLoop(_ node: SyntaxNode.ID) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        let iterable = child(.value, node).map { expression($0) } ?? opaque(node)
        let type = child(.type, node).flatMap { self.type($0) }
        guard let name = child(.name, node) else { return loop(.elements(.nothing, of: iterable), node) }
        let pattern = declared(name)
        guard let type, case .variable(let variable, let nameSpan) = pattern else { return loop(.elements(pattern, of: iterable), node) }
        // The declared type is said of each element where the body starts.
        let body = block(child(.body, node))
        let element = builder.add(.variable(variable), nameSpan)
        let typed = CodeStatement(kind: .assign(pattern, element, type: type), span: nameSpan)
        let loop = CodeStatement.Loop(kind: .elements(pattern, of: iterable), body: [typed] + body, otherwise: [])
        return CodeStatement(kind: .loop(loop), span: span(node))
    }

    // MARK: try

    private mutating func attempt(_ node: SyntaxNode.ID) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        let body = attempted(node)
        var catches: [CodeStatement.Attempt.Catch] = []
        var finally: [CodeStatement] = []
        for child in children(node) {
            if kind(child) == .catchClause { catches.append(clause(child)) }
            if kind(child) == .finallyClause { finally += block(first(.block, in: child)) }
        }
        guard !catches.isEmpty || !finally.isEmpty else {
            return body.count == 1 ? body[0] : CodeStatement(kind: .block(body), span: span(node))
        }
        let attempt = CodeStatement.Attempt(body: body, catches: catches, otherwise: [], finally: finally)
        return CodeStatement(kind: .attempt(attempt), span: span(node))
    }

    /// The body, held by the resources that are opened for it.
    private mutating func attempted(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let list = child(.resources, node) else { return block(child(.body, node)) }
        builder.enterScope()
        defer { builder.leaveScope() }
        var opened: [CodeStatement] = []
        var values: [CodeExpression.ID] = []
        for resource in children(list) where kind(resource) == .resource {
            guard let name = child(.name, resource) else {
                if let value = operands(resource).first { values.append(expression(value)) }
                continue
            }
            let type = child(.type, resource).flatMap { self.type($0) }
            let value = child(.value, resource).map { expression($0) }
            opened.append(assign(declared(name), value, resource, type: type))
            values.append(read(text(name), span(name)))
        }
        let body = block(child(.body, node))
        return opened + [CodeStatement(kind: .using(values, body), span: span(node))]
    }

    private mutating func clause(_ node: SyntaxNode.ID) -> CodeStatement.Attempt.Catch {
        builder.enterScope()
        defer { builder.leaveScope() }
        let parameter = first(.catchFormalParameter, in: node)
        let list = parameter.flatMap { first(.catchType, in: $0) }
        let types = list.map { children($0).filter { isType($0) }.compactMap { type($0) } } ?? []
        let pattern = parameter.flatMap { child(.name, $0) }.map { declared($0) }
        let body = block(child(.body, node))
        return CodeStatement.Attempt.Catch(types: types, pattern: pattern, body: body, span: span(node))
    }
}
