import CodeSyntax
import SourceText

/// `switch` in all its forms, and the patterns that they share with `instanceof`.
extension JavaLowering {
    /// A `switch` whose value nobody takes.
    mutating func choice(_ node: SyntaxNode.ID) -> CodeStatement { choice(node, isValue: false) }

    /// A `switch` that has a value is a function that is called where it stands.
    mutating func choiceValue(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let start = span(node).lowerBound
        let id = enterFunction(name: nil, span: span(node), nameSpan: ByteSpan(start, start + 6), receiver: .lexical)
        let body = choice(node, isValue: true)
        leaveFunction(parameters: [], body: [body])
        return called(id, node)
    }

    private mutating func choice(_ node: SyntaxNode.ID, isValue: Bool) -> CodeStatement {
        builder.enterScope()
        defer { builder.leaveScope() }
        let subject = condition(node)
        let clauses = child(.body, node).map { self.clauses($0) } ?? []
        guard clauses.contains(where: { hasPattern($0) }) else {
            let cases = clauses.map { clause in self.case(clause, labels(clause).map { expression($0) }, isValue, isLast: clause == clauses.last) }
            return CodeStatement(kind: .choice(subject, cases), span: span(node))
        }
        // Patterns are conditions; what they test is worked out once.
        let hidden = builder.hiddenVariable(span(node))
        let tested = builder.add(.variable(hidden), span(node))
        let cases = clauses.map { patternCase($0, of: tested, isValue, isLast: $0 == clauses.last) }
        let first = assign(.variable(hidden, span: span(node)), subject, node)
        let main = CodeStatement(kind: .choice(nil, cases), span: span(node))
        return CodeStatement(kind: .block([first, main]), span: span(node))
    }

    private func clauses(_ body: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(body).flatMap { child -> [SyntaxNode.ID] in
            switch kind(child) {
            case .switchRule, .switchBlockStatementGroup: return [child]
            default: return isUnknown(child) ? clauses(child) : []
            }
        }
    }

    private func labelNodes(_ clause: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(clause).filter { kind($0) == .switchLabel }
    }

    /// The values of a clause; none for the default, whatever is listed beside it.
    private func labels(_ clause: SyntaxNode.ID) -> [SyntaxNode.ID] {
        let nodes = labelNodes(clause).flatMap { Array(children($0)) }
        let isDefault = nodes.contains { kind($0) == .default || kind($0) == .identifier && text($0) == "default" }
        return isDefault ? [] : nodes.filter { hasValue($0) }
    }

    private func hasPattern(_ clause: SyntaxNode.ID) -> Bool {
        labelNodes(clause).contains { label in children(label).contains { kind($0) == .pattern || kind($0) == .guard } }
    }

    /// Names in the labels are constants of the subject's enum more often than not.
    private mutating func `case`(
        _ clause: SyntaxNode.ID, _ values: [CodeExpression.ID], _ isValue: Bool, isLast: Bool
    ) -> CodeStatement.Case {
        builder.enterScope()
        defer { builder.leaveScope() }
        let body = body(clause, isValue)
        let falls = kind(clause) == .switchBlockStatementGroup && !isLast && !jumps(body)
        return CodeStatement.Case(values: values, pattern: nil, condition: nil, body: body, fallsThrough: falls)
    }

    private func jumps(_ body: [CodeStatement]) -> Bool {
        switch body.last?.kind {
        case .return, .raise, .leave, .next: true
        case .block(let inner): jumps(inner)
        default: false
        }
    }

    private mutating func body(_ clause: SyntaxNode.ID, _ isValue: Bool) -> [CodeStatement] {
        let parts = children(clause).filter { kind($0) != .switchLabel && !isComment($0) }
        guard kind(clause) == .switchRule, isValue, let only = parts.first, kind(only) == .expressionStatement,
            let value = operands(only).first
        else { return parts.flatMap { kind($0) == .block ? block($0) : statement($0) } }
        return [returning(expression(value), only)]
    }

    private mutating func patternCase(
        _ clause: SyntaxNode.ID, of tested: CodeExpression.ID, _ isValue: Bool, isLast: Bool
    ) -> CodeStatement.Case {
        builder.enterScope()
        defer { builder.leaveScope() }
        var values: [CodeExpression.ID] = []
        for label in labelNodes(clause) {
            let guardNode = first(.guard, in: label)
            for part in children(label) {
                if kind(part) == .pattern, let pattern = children(part).first(where: { kind($0) != nil }) {
                    var value = matching(tested, pattern)
                    if let condition = guardNode.flatMap({ operands($0).first }) {
                        value = builder.add(.logical(.and, value, expression(condition)), span(label))
                    }
                    values.append(value)
                } else if hasValue(part), text(part) != "default" {
                    let constant = expression(part)
                    values.append(builder.add(.binary(.equal, tested, constant), span(part)))
                }
            }
        }
        return self.case(clause, values, isValue, isLast: isLast)
    }

    // MARK: Patterns

    /// `x instanceof T t`: whether it is one, and then the names that stand for it and its parts.
    mutating func instance(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let left = child(.left, node) else { return opaque(node) }
        let value = expression(left)
        if let pattern = child(.pattern, node) { return matching(value, pattern) }
        let test = test(value, child(.right, node), node)
        guard let name = child(.name, node), kind(name) == .identifier else { return test }
        return builder.add(.logical(.and, test, binding(value, child(.right, node), to: name, node)), span(node))
    }

    private mutating func test(
        _ value: CodeExpression.ID, _ type: SyntaxNode.ID?, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let type = type.flatMap { self.type($0) } ?? builder.add(.opaque([]), span(node))
        return builder.add(.binary(.instance, value, type), span(node))
    }

    /// Binds a name, and is true.
    private mutating func binding(
        _ value: CodeExpression.ID, _ type: SyntaxNode.ID?, to name: SyntaxNode.ID, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let type = type.flatMap { self.type($0) }
        let seen = builder.add(.cast(value, type: type), span(node))
        let bound = builder.add(.assign(declared(name), seen), span(name))
        return builder.add(.sequence([bound, builder.add(.boolean(true), span(name))]), span(node))
    }

    private mutating func matching(_ value: CodeExpression.ID, _ pattern: SyntaxNode.ID) -> CodeExpression.ID {
        let types = children(pattern).filter { isType($0) }
        switch kind(pattern) {
        case .typePattern:
            let test = test(value, types.first, pattern)
            guard let name = first(.identifier, in: pattern) else { return test }
            return builder.add(.logical(.and, test, binding(value, types.first, to: name, pattern)), span(pattern))
        case .recordPattern:
            let type = types.first ?? first(.identifier, in: pattern)
            var result = test(value, type, pattern)
            // Which component a part is, only the record knows: each is made of the whole.
            for name in boundNames(pattern) {
                let part = builder.add(.opaque([value]), span(name))
                let bound = builder.add(.assign(declared(name), part), span(name))
                let isBound = builder.add(.sequence([bound, builder.add(.boolean(true), span(name))]), span(name))
                result = builder.add(.logical(.and, result, isBound), span(pattern))
            }
            return result
        default: return opaque(pattern)
        }
    }

    /// The names that the components of a record are bound to, those of records within it among them.
    private func boundNames(_ pattern: SyntaxNode.ID) -> [SyntaxNode.ID] {
        guard let body = first(.recordPatternBody, in: pattern) else { return [] }
        return children(body).prefix(16).flatMap { component -> [SyntaxNode.ID] in
            if kind(component) == .recordPattern { return boundNames(component) }
            return Array(children(component)).last { kind($0) == .identifier }.map { [$0] } ?? []
        }
    }
}
