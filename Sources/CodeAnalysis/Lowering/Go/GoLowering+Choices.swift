import CodeSyntax
import SourceText

/// `switch` and `select`.
extension GoLowering {
    mutating func expressionSwitch(_ node: SyntaxNode.ID) -> CodeStatement {
        let subject = child(.value, node).map { expression($0) }
        var cases: [CodeStatement.Case] = []
        for clause in children(node) where kind(clause) == .expressionCase || kind(clause) == .defaultCase {
            let written = kind(clause) == .expressionCase ? child(.value, clause) : nil
            let values = written.map { operands($0).map { expression($0) } } ?? []
            cases.append(self.case(values, clause))
        }
        return CodeStatement(kind: .choice(subject, cases), span: span(node))
    }

    /// A case of a type switch asks whether the value is of one of its types, and sees it as of the only one.
    mutating func typeSwitch(_ node: SyntaxNode.ID) -> CodeStatement {
        let subject = child(.value, node).map { expression($0) } ?? opaque(node)
        let name = child(.alias, node).flatMap { operands($0).first }
        var cases: [CodeStatement.Case] = []
        for clause in children(node) where kind(clause) == .typeCase || kind(clause) == .defaultCase {
            cases.append(typeCase(clause, of: subject, as: name))
        }
        return CodeStatement(kind: .choice(nil, cases), span: span(node))
    }

    private mutating func typeCase(
        _ node: SyntaxNode.ID, of subject: CodeExpression.ID, as name: SyntaxNode.ID?
    ) -> CodeStatement.Case {
        let types = children(node).filter { tree[$0].field == .type && isType($0) }
        var values: [CodeExpression.ID] = []
        for type in types { values.append(isOf(subject, type)) }
        builder.enterScope()
        defer { builder.leaveScope() }
        guard let name else { return self.case(values, node) }
        declare(name)
        let only = types.count == 1 ? types.first.flatMap { typeName($0) } : nil
        let seen = only.map { builder.add(.cast(subject, type: $0), span(node)) } ?? subject
        return self.case(values, node, first: [assign(target(name), seen, name)])
    }

    private mutating func isOf(_ subject: CodeExpression.ID, _ type: SyntaxNode.ID) -> CodeExpression.ID {
        if text(type) == "nil" {
            let null = builder.add(.null, span(type))
            return builder.add(.binary(.equal, subject, null), span(type))
        }
        let name = typeName(type) ?? builder.add(.opaque([]), span(type))
        return builder.add(.binary(.instance, subject, name), span(type))
    }

    /// What a case of a `select` waits for is its value.
    mutating func select(_ node: SyntaxNode.ID) -> CodeStatement {
        var cases: [CodeStatement.Case] = []
        for clause in children(node) where kind(clause) == .communicationCase || kind(clause) == .defaultCase {
            builder.enterScope()
            defer { builder.leaveScope() }
            guard let awaited = child(.communication, clause) else {
                cases.append(self.case([], clause))
                continue
            }
            let (value, bound) = communication(awaited)
            cases.append(self.case([value], clause, first: bound))
        }
        return CodeStatement(kind: .choice(nil, cases), span: span(node))
    }

    private mutating func communication(_ node: SyntaxNode.ID) -> (CodeExpression.ID, [CodeStatement]) {
        guard kind(node) == .receiveStatement else { return (send(node), []) }
        let value = child(.right, node).map { expression($0) } ?? opaque(node)
        guard let left = child(.left, node) else { return (value, []) }
        let pattern = isDeclaring(node) ? declared(left) : targets(operands(left))
        return (value, [assign(pattern, value, node)])
    }

    /// A case with the statements that stand in it, which are children of their own.
    private mutating func `case`(
        _ values: [CodeExpression.ID], _ node: SyntaxNode.ID, first: [CodeStatement] = []
    ) -> CodeStatement.Case {
        builder.enterScope()
        defer { builder.leaveScope() }
        var body = first
        for child in children(node) where tree[child].field == nil { body += statement(child) }
        let fallsThrough = self.first(.fallthroughStatement, in: node) != nil
        return CodeStatement.Case(
            values: values, pattern: nil, condition: nil, body: body, fallsThrough: fallsThrough)
    }
}
