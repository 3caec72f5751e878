import CodeSyntax
import SourceText

/// Statements.
extension GoLowering {
    /// The statements of a node, without a scope of their own.
    mutating func statements(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for child in children(node) { all += statement(child) }
        return all
    }

    /// The statements of a block, with the names that only they see.
    mutating func block(_ node: SyntaxNode.ID?) -> [CodeStatement] {
        guard let node else { return [] }
        builder.enterScope()
        defer { builder.leaveScope() }
        return statements(node)
    }

    mutating func statement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let kind = kind(node) else { return statements(node) }
        if let simple = simple(node, kind) { return [simple] }
        if let compound = compound(node, kind) { return [compound] }
        switch kind {
        case .varDeclaration: return variables(node)
        case .constDeclaration: return constants(node)
        case .typeDeclaration: return types(node)
        case .functionDeclaration: return function(node)
        case .labeledStatement: return statements(node)
        case .comment, .identifier: return []
        default: return hasValue(node) ? [expressionOf(expression(node), node)] : statements(node)
        }
    }

    /// A statement without a body.
    private mutating func simple(_ node: SyntaxNode.ID, _ kind: GoKind) -> CodeStatement? {
        switch kind {
        case .returnStatement: return CodeStatement(kind: .return(returned(node)), span: span(node))
        case .breakStatement: return CodeStatement(kind: .leave, span: span(node))
        case .continueStatement: return CodeStatement(kind: .next, span: span(node))
        case .expressionStatement, .goStatement, .deferStatement:
            return operands(node).first.map { expressionOf(expression($0), node) }
        case .sendStatement: return expressionOf(send(node), node)
        default: return bound(node, kind).map { assign($0, $1, node) }
        }
    }

    /// What a simple statement assigns.
    private mutating func bound(_ node: SyntaxNode.ID, _ kind: GoKind) -> (CodePattern, CodeExpression.ID)? {
        switch kind {
        case .shortVarDeclaration: shortDeclaration(node)
        case .assignmentStatement: assignment(node)
        case .incStatement, .decStatement: step(node)
        default: nil
        }
    }

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    mutating func expressionOf(_ value: CodeExpression.ID, _ node: SyntaxNode.ID) -> CodeStatement {
        CodeStatement(kind: .expression(value), span: span(node))
    }

    /// A bare `return` gives back the named results.
    private mutating func returned(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        if let list = first(.expressionList, in: node) { return value(of: operands(list), list) }
        return value(of: results, node)
    }

    mutating func send(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let channel = child(.channel, node), let written = child(.value, node) else { return opaque(node) }
        let object = expression(channel)
        let value = expression(written)
        let callee = builder.add(.member(object, name: "send", nameSpan: span(channel)), span(channel))
        let argument = CodeExpression.Argument(name: nil, value: value, isSpread: false)
        return builder.add(.call(callee, arguments: [argument]), span(node))
    }

    // MARK: Statements with bodies

    private mutating func compound(_ node: SyntaxNode.ID, _ kind: GoKind) -> CodeStatement? {
        switch kind {
        case .block: return CodeStatement(kind: .block(block(node)), span: span(node))
        case .ifStatement: return scoped(node) { $0.branch(node) }
        case .forStatement: return loop(node)
        case .expressionSwitchStatement: return scoped(node) { $0.expressionSwitch(node) }
        case .typeSwitchStatement: return scoped(node) { $0.typeSwitch(node) }
        case .selectStatement: return select(node)
        default: return nil
        }
    }

    /// A statement whose initializer's names only it sees; with an initializer it is a block of both.
    private mutating func scoped(
        _ node: SyntaxNode.ID, _ rest: (inout GoLowering) -> CodeStatement
    ) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        let before = child(.initializer, node).map { statement($0) } ?? []
        let main = rest(&self)
        return before.isEmpty ? main : CodeStatement(kind: .block(before + [main]), span: span(node))
    }

    private mutating func branch(_ node: SyntaxNode.ID) -> CodeStatement {
        let condition = child(.condition, node).map { expression($0) } ?? opaque(node)
        let then = block(child(.consequence, node))
        let otherwise = child(.alternative, node)
        let last = otherwise.map { kind($0) == .block ? block($0) : statement($0) } ?? []
        return CodeStatement(kind: .branch(condition, then: then, else: last), span: span(node))
    }

    // MARK: Loops

    private mutating func loop(_ node: SyntaxNode.ID) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        if let clause = first(.rangeClause, in: node) { return loop(range(clause), node) }
        let clause = first(.forClause, in: node)
        let before = clause.flatMap { child(.initializer, $0) }.map { statement($0) } ?? []
        let condition = (clause.map { child(.condition, $0) } ?? operands(node).first).map { expression($0) }
        let update = clause.flatMap { child(.update, $0) }.flatMap { self.update($0) }
        let kind = CodeStatement.Loop.Kind.condition(
            condition, update: update.map { [$0] } ?? [], isCheckedAfter: false)
        let main = loop(kind, node)
        return before.isEmpty ? main : CodeStatement(kind: .block(before + [main]), span: span(node))
    }

    private mutating func loop(_ kind: CodeStatement.Loop.Kind, _ node: SyntaxNode.ID) -> CodeStatement {
        let body = block(child(.body, node))
        return CodeStatement(kind: .loop(CodeStatement.Loop(kind: kind, body: body, otherwise: [])), span: span(node))
    }

    private mutating func update(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let kind = kind(node) else { return nil }
        if let (pattern, value) = bound(node, kind) { return builder.add(.assign(pattern, value), span(node)) }
        return kind == .sendStatement ? send(node) : operands(node).first.map { expression($0) }
    }

    /// `for k, v := range x`; without the value it runs over the keys, without the key over the values.
    private mutating func range(_ clause: SyntaxNode.ID) -> CodeStatement.Loop.Kind {
        let iterable = child(.right, clause).map { expression($0) } ?? opaque(clause)
        let places = child(.left, clause).map { operands($0) } ?? []
        if isDeclaring(clause) { for place in places { declare(place) } }
        guard places.count > 1 else { return .keys(places.first.map { target($0) } ?? .nothing, of: iterable) }
        if kind(places[0]) == .identifier, text(places[0]) == "_" {
            return .elements(target(places[1]), of: iterable)
        }
        return .elements(targets(places), of: iterable)
    }

    /// Whether names are declared (`:=`) rather than assigned; the sign stands behind them.
    func isDeclaring(_ node: SyntaxNode.ID) -> Bool {
        guard let left = child(.left, node), let right = child(.right, node) else { return false }
        return tree.file.text(in: ByteSpan(span(left).upperBound, span(right).lowerBound)).contains(":")
    }
}
