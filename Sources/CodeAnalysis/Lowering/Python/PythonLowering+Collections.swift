import CodeSyntax
import SourceText

/// Lists, dictionaries, comprehensions, and what is taken from values.
extension PythonLowering {
    mutating func collection(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.ID {
        switch kind {
        case .dictionary: return dictionary(node)
        case .slice:
            let bounds = operands(node).map { expression($0) }
            return builder.add(.opaque(bounds), span(node))
        default:
            let parts = children(node).filter { hasValue($0) || isPattern($0) }
            return list(parts, node)
        }
    }

    private func isPattern(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .listPattern, .tuplePattern, .listSplatPattern: true
        default: false
        }
    }

    mutating func list(_ parts: [SyntaxNode.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID {
        let elements = parts.map { part in
            CodeExpression.Element(value: expression(part), isSpread: isStarred(part))
        }
        return builder.add(.list(elements), span(node))
    }

    func isStarred(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .listSplat, .listSplatPattern: return true
        case .parenthesizedListSplat, .parenthesizedExpression:
            return operands(node).first.map { kind($0) == .listSplat } ?? false
        default: return false
        }
    }

    private mutating func dictionary(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        var properties: [CodeExpression.Property] = []
        for child in children(node) {
            if kind(child) == .pair { properties += property(child).map { [$0] } ?? [] }
            if kind(child) == .dictionarySplat { properties.append(.spread(expression(child))) }
            if kind(child) == nil, !isLeaf(child) { properties.append(.spread(opaque(child))) }
        }
        return builder.add(.record(properties), span(node))
    }

    private mutating func property(_ pair: SyntaxNode.ID) -> CodeExpression.Property? {
        guard let key = child(.key, pair), let written = child(.value, pair) else { return nil }
        let name = expression(key)
        let value = expression(written)
        guard case .string(let text) = builder.module[name].kind else { return .computed(key: name, value: value) }
        return .named(text, nameSpan: span(key), value: value)
    }

    // MARK: Comprehensions

    /// A comprehension's names are seen by it alone; what it runs over first is evaluated outside.
    mutating func comprehension(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let parts = children(node).filter { kind($0) == .forInClause || kind($0) == .ifClause }
        let outermost = parts.first.map { iterable($0) }
        builder.enterScope()
        defer { builder.leaveScope() }
        var clauses: [(pattern: CodePattern, iterable: CodeExpression.ID)] = []
        var conditions: [[CodeExpression.ID]] = []
        for part in parts {
            if kind(part) == .ifClause, let last = conditions.indices.last {
                conditions[last] += operands(part).map { expression($0) }
            } else {
                let iterable = clauses.isEmpty ? outermost ?? iterable(part) : iterable(part)
                clauses.append((clausePattern(part), iterable))
                conditions.append([])
            }
        }
        return comprehension(
            node,
            zip(clauses, conditions).map { clause, conditions in
                CodeExpression.Comprehension.Clause(
                    pattern: clause.pattern, iterable: clause.iterable, conditions: conditions)
            })
    }

    private mutating func comprehension(
        _ node: SyntaxNode.ID, _ clauses: [CodeExpression.Comprehension.Clause]
    ) -> CodeExpression.ID {
        guard let body = child(.body, node) else { return opaque(node) }
        let key = kind(body) == .pair ? child(.key, body).map { expression($0) } : nil
        let value = expression(kind(body) == .pair ? child(.value, body) ?? body : body)
        return builder.add(
            .comprehension(CodeExpression.Comprehension(clauses: clauses, key: key, value: value)), span(node))
    }

    private mutating func iterable(_ clause: SyntaxNode.ID) -> CodeExpression.ID {
        let parts = children(.right, clause).filter(hasValue)
        return value(of: parts, clause) ?? builder.add(.opaque([]), span(clause))
    }

    private mutating func clausePattern(_ node: SyntaxNode.ID) -> CodePattern {
        guard let left = child(.left, node) else { return .nothing }
        declareNames(left)
        return pattern(left)
    }

    private mutating func declareNames(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .identifier: builder.declare(text(node), span(node))
        case .patternList, .tuplePattern, .listPattern, .listSplatPattern:
            for child in children(node) { declareNames(child) }
        default: break
        }
    }

    // MARK: Parts of values

    mutating func access(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.ID {
        switch kind {
        case .attribute: return member(node)
        case .subscript: return element(node)
        default: return call(node)
        }
    }

    private mutating func member(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let object = child(.object, node), let name = child(.attribute, node) else { return opaque(node) }
        let value = expression(object)
        return builder.add(.member(value, name: text(name), nameSpan: span(name)), span(node))
    }

    private mutating func element(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let object = child(.value, node) else { return opaque(node) }
        let value = expression(object)
        let indices = children(.subscript, node).filter(hasValue)
        if indices.count == 1, let only = indices.first, kind(only) == .slice {
            let bounds = operands(only).map { expression($0) }
            return builder.add(.slice(value, bounds: bounds), span(node))
        }
        let index = self.value(of: indices, node) ?? builder.add(.opaque([]), span(node))
        return builder.add(.element(value, index: index), span(node))
    }
}
