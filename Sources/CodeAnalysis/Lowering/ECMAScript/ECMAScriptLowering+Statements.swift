import CodeSyntax
import SourceText

// Statements and the blocks they stand in.
extension ECMAScriptLowering {
    /// Lowers the statements of a block whose scope is entered: imports, types and functions first.
    mutating func statements(of block: Node) -> [CodeStatement] { statements(flattened(tree.children(of: block))) }

    mutating func statements(_ nodes: [Node]) -> [CodeStatement] {
        declareNames(of: nodes)
        var body: [CodeStatement] = []
        for node in nodes where isHoistedFirst(node) { lower(node, &body) }
        for node in nodes where isFunctionDeclaration(node) { lower(node, &body) }
        for node in nodes where !isHoistedFirst(node) && !isFunctionDeclaration(node) { lower(node, &body) }
        return body
    }

    /// The statements of a list, where what is broken gives way to what could be read of it.
    private func flattened(_ children: some Sequence<Node>) -> [Node] {
        children.flatMap { kind($0) == .error ? flattened(tree.children(of: $0)) : isMark($0) ? [] : [$0] }
    }

    private func isHoistedFirst(_ node: Node) -> Bool {
        switch kind(node) {
        case .importStatement: child(.importRequireClause, of: node) == nil
        case .exportStatement where child(.source, node) != nil: true
        default: kind(declaration(in: node)) == .interfaceDeclaration || isShape(declaration(in: node))
        }
    }

    private func isFunctionDeclaration(_ node: Node) -> Bool {
        let kind = kind(declaration(in: node))
        return kind == .functionDeclaration || kind == .generatorFunctionDeclaration
    }

    /// A statement that is the body of another one, in a scope of its own.
    mutating func body(_ node: Node?) -> [CodeStatement] {
        guard let node else { return [] }
        builder.enterScope()
        defer { builder.leaveScope() }
        return kind(node) == .statementBlock ? statements(of: node) : statements(flattened([node]))
    }

    // MARK: One statement

    mutating func lower(_ node: Node, _ body: inout [CodeStatement]) {
        if lowerDeclaration(node, &body) || lowerControl(node, &body) { return }
        switch kind(node) {
        case .statementBlock: append(.block(self.body(node)), node, &body)
        case .returnStatement: append(.return(part(of: node).map { expression($0) }), node, &body)
        case .throwStatement: append(.raise(part(of: node).map { expression($0) }), node, &body)
        case .breakStatement: append(.leave, node, &body)
        case .continueStatement: append(.next, node, &body)
        case .expressionStatement: lowerExpressionStatement(node, &body)
        case .emptyStatement, .debuggerStatement, .functionSignature: break
        default: lowerExpression(node, node, &body)
        }
    }

    /// Adds a statement. Like every helper whose arguments are being lowered it is `mutating`: any other method would be
    /// called on a copy of the lowering, and the first expression added meanwhile would copy the whole module.
    mutating func append(_ kind: CodeStatement.Kind, _ node: Node, _ body: inout [CodeStatement]) {
        body.append(CodeStatement(kind: kind, span: span(node)))
    }

    private mutating func lowerExpressionStatement(_ node: Node, _ body: inout [CodeStatement]) {
        for part in parts(of: node) {
            if lowerDeclaration(part, &body) { continue }
            lowerExpression(part, node, &body)
        }
    }

    private mutating func lowerExpression(_ node: Node, _ statement: Node, _ body: inout [CodeStatement]) {
        let value = expression(node)
        if case .assign(let pattern, let value) = builder.module.expressions[value.index].kind {
            append(.assign(pattern, value, type: nil), statement, &body)
        } else {
            append(.expression(value), statement, &body)
        }
    }

    // MARK: Control flow

    private mutating func lowerControl(_ node: Node, _ body: inout [CodeStatement]) -> Bool {
        switch kind(node) {
        case .ifStatement: lowerIf(node, &body)
        case .forStatement: lowerFor(node, &body)
        case .forInStatement: lowerForIn(node, &body)
        case .whileStatement: append(.loop(whileLoop(node, isCheckedAfter: false)), node, &body)
        case .doStatement: append(.loop(whileLoop(node, isCheckedAfter: true)), node, &body)
        case .switchStatement: lowerSwitch(node, &body)
        case .tryStatement: append(.attempt(attempt(node)), node, &body)
        case .labeledStatement: lowerLabeled(node, &body)
        case .withStatement:
            let object = required(.object, node)
            append(.using([object], self.body(child(.body, node))), node, &body)
        default: return false
        }
        return true
    }

    private mutating func lowerIf(_ node: Node, _ body: inout [CodeStatement]) {
        let condition = required(.condition, node)
        let then = self.body(child(.consequence, node))
        let otherwise = child(.alternative, node).map { self.body(kind($0) == .elseClause ? part(of: $0) : $0) } ?? []
        append(.branch(condition, then: then, else: otherwise), node, &body)
    }

    private mutating func lowerFor(_ node: Node, _ body: inout [CodeStatement]) {
        builder.enterScope()
        defer { builder.leaveScope() }
        var before: [CodeStatement] = []
        if let start = child(.initializer, node), !isMark(start) {
            declareNames(of: [start])
            lower(start, &before)
        }
        // The `;` behind a condition plays the same part as the condition.
        let test = tree.children(of: node).first { tree[$0].field == .condition && !isMark($0) }
        let condition = test.map { expression($0) }
        let update = child(.increment, node).map { [expression($0)] } ?? []
        let inner = self.body(child(.body, node))
        let loop = CodeStatement.Loop(
            kind: .condition(condition, update: update, isCheckedAfter: false), body: inner, otherwise: [])
        append(.loop(loop), node, &before)
        if before.count == 1 { body += before } else { append(.block(before), node, &body) }
    }

    private mutating func lowerForIn(_ node: Node, _ body: inout [CodeStatement]) {
        // The right side does not see what the loop declares.
        let object = required(.right, node)
        builder.enterScope()
        defer { builder.leaveScope() }
        if let keyword = child(.kind, node), let left = child(.left, node), kind(keyword) != .varKeyword {
            declare(left, isConstant: kind(keyword) == .constKeyword)
        }
        let target = child(.left, node).map { pattern($0) } ?? .nothing
        let isKeys = child(.operator, node).map { kind($0) == .inKeyword } ?? false
        let inner = self.body(child(.body, node))
        let loop: CodeStatement.Loop.Kind = isKeys ? .keys(target, of: object) : .elements(target, of: object)
        append(.loop(CodeStatement.Loop(kind: loop, body: inner, otherwise: [])), node, &body)
    }

    private mutating func whileLoop(_ node: Node, isCheckedAfter: Bool) -> CodeStatement.Loop {
        let condition = required(.condition, node)
        let inner = body(child(.body, node))
        return CodeStatement.Loop(
            kind: .condition(condition, update: [], isCheckedAfter: isCheckedAfter), body: inner, otherwise: [])
    }

    /// A label on anything but a loop makes a choice of it: `break` then leaves that and nothing around it.
    private mutating func lowerLabeled(_ node: Node, _ body: inout [CodeStatement]) {
        guard let inner = child(.body, node) else { return }
        guard kind(inner) == .statementBlock else { return lower(inner, &body) }
        let only = CodeStatement.Case(
            values: [], pattern: nil, condition: nil, body: self.body(inner), fallsThrough: false)
        append(.choice(nil, [only]), node, &body)
    }

    // MARK: Choices and errors

    private mutating func lowerSwitch(_ node: Node, _ body: inout [CodeStatement]) {
        let subject = required(.value, node)
        builder.enterScope()
        defer { builder.leaveScope() }
        let clauses = child(.body, node).map { parts(of: $0) } ?? []
        let bodies = clauses.map { clause in flattened(tree.children(of: clause).filter { tree[$0].field == .body }) }
        let all = bodies.flatMap { $0 }
        declareNames(of: all)
        var before: [CodeStatement] = []
        for inner in all where isFunctionDeclaration(inner) { lower(inner, &before) }
        var cases: [CodeStatement.Case] = []
        for (index, clause) in clauses.enumerated() {
            let rest = bodies[index].filter { !isFunctionDeclaration($0) }
            cases.append(choice(clause, rest, isLast: index == clauses.count - 1))
        }
        append(.choice(subject, cases), node, &before)
        if before.count == 1 { body += before } else { append(.block(before), node, &body) }
    }

    private mutating func choice(_ clause: Node, _ nodes: [Node], isLast: Bool) -> CodeStatement.Case {
        let values = child(.value, clause).map { [expression($0)] } ?? []
        var inner: [CodeStatement] = []
        for node in nodes { lower(node, &inner) }
        return CodeStatement.Case(
            values: values, pattern: nil, condition: nil, body: inner, fallsThrough: !isLast && !jumps(inner))
    }

    private func jumps(_ body: [CodeStatement]) -> Bool {
        switch body.last?.kind {
        case .leave, .next, .return, .raise: true
        case .block(let inner): jumps(inner)
        case .branch(_, let then, let otherwise): jumps(then) && jumps(otherwise)
        default: false
        }
    }

    private mutating func attempt(_ node: Node) -> CodeStatement.Attempt {
        let tried = body(child(.body, node))
        let catches = child(.handler, node).map { [handler($0)] } ?? []
        let finally = child(.finalizer, node).map { body(child(.body, $0)) } ?? []
        return CodeStatement.Attempt(body: tried, catches: catches, otherwise: [], finally: finally)
    }

    private mutating func handler(_ node: Node) -> CodeStatement.Attempt.Catch {
        builder.enterScope()
        defer { builder.leaveScope() }
        let parameter = child(.parameter, node)
        if let parameter { declare(parameter) }
        let target = parameter.map { pattern($0) }
        return CodeStatement.Attempt.Catch(
            types: [], pattern: target, body: body(child(.body, node)), span: span(node))
    }
}
