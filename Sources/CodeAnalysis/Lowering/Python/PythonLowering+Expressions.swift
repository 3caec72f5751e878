import CodeSyntax
import SourceText

/// Expressions.
extension PythonLowering {
    /// An expression; anything unknown is a value made of its parts.
    mutating func expression(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let kind = kind(node) else { return opaque(node) }
        if let constant = constant(node, kind) { return builder.add(constant, span(node)) }
        switch kind {
        case .identifier: return name(node)
        case .attribute, .subscript, .call: return access(node, kind)
        case .string, .concatenatedString: return string(node)
        case .binaryOperator, .booleanOperator, .comparisonOperator, .unaryOperator, .notOperator:
            return operation(node, kind)
        case .list, .set, .tuple, .expressionList, .patternList, .dictionary, .slice, .listPattern, .tuplePattern:
            return collection(node, kind)
        case .listComprehension, .setComprehension, .dictionaryComprehension, .generatorExpression:
            return comprehension(node)
        case .lambda: return lambda(node)
        default: return other(node, kind)
        }
    }

    private mutating func other(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.ID {
        switch kind {
        case .parenthesizedExpression, .parenthesizedListSplat, .listSplat, .listSplatPattern, .dictionarySplat,
            .asPatternTarget, .chevron:
            return operands(node).first.map { expression($0) } ?? opaque(node)
        case .await: return awaited(node)
        case .yield: return yielded(node)
        case .conditionalExpression: return conditional(node)
        case .namedExpression: return assigned(.name, .value, node)
        case .assignment: return assigned(.left, .right, node)
        case .augmentedAssignment:
            guard let (pattern, value) = augmented(node) else { return opaque(node) }
            return builder.add(.assign(pattern, value), span(node))
        case .asPattern: return asExpression(node)
        default: return opaque(node)
        }
    }

    private func constant(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.Kind? {
        switch kind {
        case .none: .null
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .integer, .float: NumberLiteral.value(of: text(node)).map { .number($0) }
        case .ellipsis: .global("Ellipsis")
        default: nil
        }
    }

    /// A value made of a node's parts, for what has no form of its own.
    mutating func opaque(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        var parts: [CodeExpression.ID] = []
        for child in children(node) where hasValue(child) || (kind(child) == nil && !isLeaf(child)) {
            parts.append(expression(child))
        }
        return builder.add(.opaque(parts), span(node))
    }

    /// The value of several expressions side by side: one alone, or a tuple of them; `nil` when there is none.
    mutating func value(of parts: [SyntaxNode.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let first = parts.first else { return nil }
        if parts.count == 1, kind(first) != .listSplat { return expression(first) }
        return list(parts, node)
    }

    // MARK: Names

    private mutating func name(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let name = text(node)
        guard !name.isEmpty else { return builder.add(.opaque([]), span(node)) }
        let id = builder.read(name, span(node))
        if currentClass != nil, case .variable(let variable) = builder.module[id].kind {
            updateClass { $0?.reads.insert(variable) }
        }
        return id
    }

    private mutating func assigned(
        _ target: SyntaxField, _ source: SyntaxField, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        guard let left = child(target, node), let right = child(source, node) else { return opaque(node) }
        let value = expression(right)
        let pattern = pattern(left)
        addField(left, value: value, type: nil, isStatic: true)
        return builder.add(.assign(pattern, value), span(node))
    }

    /// `expression as name` outside `with` and `except`, which only broken text has.
    private mutating func asExpression(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let held = operands(node).first, let alias = child(.alias, node) else { return opaque(node) }
        let value = expression(held)
        return builder.add(.assign(pattern(alias), value), span(node))
    }

    /// `a += b` reads what it assigns; a place in an object is named once for both.
    mutating func augmented(_ node: SyntaxNode.ID) -> (CodePattern, CodeExpression.ID)? {
        guard let left = child(.left, node), let right = child(.right, node) else { return nil }
        let before = expression(left)
        let operand = expression(right)
        let written = child(.operator, node).flatMap { kind($0) }
        let value = builder.add(.binary(PythonLowering.binary(written), before, operand), span(node))
        guard kind(left) != .identifier else { return (bind(left), value) }
        return (.target(before), value)
    }

    // MARK: Others

    private mutating func awaited(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let operand = operands(node).first else { return opaque(node) }
        let value = expression(operand)
        return builder.add(.await(value), span(node))
    }

    /// `yield from x` yields what `x` is made of.
    private mutating func yielded(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let value = value(of: operands(node), node) else { return builder.add(.yield(nil), span(node)) }
        guard first(.from, in: node) != nil else { return builder.add(.yield(value), span(node)) }
        let parts = builder.add(.opaque([value]), span(node))
        return builder.add(.yield(parts), span(node))
    }

    private mutating func conditional(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let parts = operands(node)
        guard parts.count == 3 else { return opaque(node) }
        let condition = expression(parts[1])
        let then = expression(parts[0])
        let otherwise = expression(parts[2])
        return builder.add(.conditional(condition, then: then, else: otherwise), span(node))
    }
}
