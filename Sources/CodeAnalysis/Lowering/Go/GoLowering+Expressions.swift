import CodeSyntax
import SourceText

/// Expressions.
extension GoLowering {
    /// An expression; anything unknown is a value made of its parts.
    mutating func expression(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let kind = kind(node) else { return opaque(node) }
        if let constant = constant(node, kind) { return builder.add(constant, span(node)) }
        switch kind {
        case .identifier: return name(node)
        case .selectorExpression, .indexExpression, .sliceExpression: return access(node, kind)
        case .callExpression: return call(node)
        case .unaryExpression: return unary(node)
        case .binaryExpression: return binary(node)
        case .funcLiteral: return closure(node)
        case .compositeLiteral: return composite(node)
        case .literalValue: return literal(node, of: nil)
        case .typeAssertionExpression, .typeConversionExpression: return cast(node)
        case .parenthesizedExpression, .literalElement, .variadicArgument:
            return operands(node).first.map { expression($0) } ?? opaque(node)
        case .expressionList: return value(of: operands(node), node) ?? opaque(node)
        case .typeInstantiationExpression:
            return child(.type, node).flatMap { typeName($0) } ?? opaque(node)
        default: return kind.isType ? typeName(node) ?? opaque(node) : opaque(node)
        }
    }

    private func constant(_ node: SyntaxNode.ID, _ kind: GoKind) -> CodeExpression.Kind? {
        switch kind {
        case .nil: .null
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .iota: .number(Double(iota))
        case .intLiteral, .floatLiteral, .imaginaryLiteral: NumberLiteral.value(of: text(node)).map { .number($0) }
        case .runeLiteral: GoText.rune(text(node)).map { .number($0) }
        case .interpretedStringLiteral, .rawStringLiteral: .string(GoText.string(text(node)))
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

    private mutating func name(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let name = text(node)
        return name.isEmpty ? builder.add(.opaque([]), span(node)) : builder.read(name, span(node))
    }

    // MARK: Parts of values

    private mutating func access(_ node: SyntaxNode.ID, _ kind: GoKind) -> CodeExpression.ID {
        guard let operand = child(.operand, node) else { return opaque(node) }
        let object = expression(operand)
        switch kind {
        case .selectorExpression:
            guard let name = child(.field, node) else { return object }
            return builder.add(.member(object, name: text(name), nameSpan: span(name)), span(node))
        case .indexExpression:
            let index = child(.index, node).map { expression($0) } ?? builder.add(.opaque([]), span(node))
            return builder.add(.element(object, index: index), span(node))
        default:
            let bounds = [child(.start, node), child(.end, node), child(.capacity, node)].compactMap { $0 }
            let values = bounds.map { expression($0) }
            return builder.add(.slice(object, bounds: values), span(node))
        }
    }

    /// A value taken for another type; `f[int](a)` reads the same and is more often a call.
    private mutating func cast(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let operand = child(.operand, node) else { return opaque(node) }
        let value = expression(operand)
        let type = child(.type, node).flatMap { typeName($0) }
        if kind(node) == .typeConversionExpression, first(.genericType, in: node) != nil, let type {
            let argument = CodeExpression.Argument(name: nil, value: value, isSpread: false)
            return builder.add(.call(type, arguments: [argument]), span(node))
        }
        return builder.add(.cast(value, type: type), span(node))
    }

    // MARK: Operators

    private mutating func unary(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let operand = child(.operand, node) else { return opaque(node) }
        let value = expression(operand)
        let operation: CodeExpression.UnaryOperator
        switch child(.operator, node).flatMap({ kind($0) }) {
        case .receive: return builder.add(.await(value), span(node))
        case .add: operation = .plus
        case .subtract: operation = .negate
        case .not: operation = .not
        case .multiply: operation = .dereference
        case .bitwiseAnd: operation = .addressOf
        default: operation = .bitwiseNot
        }
        return builder.add(.unary(operation, value), span(node))
    }

    private mutating func binary(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let left = child(.left, node), let right = child(.right, node) else { return opaque(node) }
        let first = expression(left)
        let second = expression(right)
        switch child(.operator, node).flatMap({ kind($0) }) {
        case .and: return builder.add(.logical(.and, first, second), span(node))
        case .or: return builder.add(.logical(.or, first, second), span(node))
        case let written: return builder.add(.binary(GoLowering.binary(written), first, second), span(node))
        }
    }

    /// The operator of `a + b` or `a += b`.
    static func binary(_ written: GoKind?) -> CodeExpression.BinaryOperator {
        switch written {
        case .add, .addInPlace: .add
        case .subtract, .subtractInPlace: .subtract
        case .multiply, .multiplyInPlace: .multiply
        case .divide, .divideInPlace: .divide
        case .remainder, .remainderInPlace: .remainder
        case .equal: .equal
        case .notEqual: .notEqual
        case .less, .lessOrEqual: .less
        case .greater, .greaterOrEqual: .greater
        default: .bitwise
        }
    }
}
