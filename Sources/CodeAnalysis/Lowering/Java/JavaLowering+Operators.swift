import CodeSyntax
import SourceText

/// Operators and assignments.
extension JavaLowering {
    /// An expression with an operator; `nil` when it has none.
    mutating func operation(_ node: SyntaxNode.ID, _ kind: JavaKind) -> CodeExpression.ID? {
        switch kind {
        case .assignmentExpression, .updateExpression:
            guard let (pattern, value) = assignment(node) else { return nil }
            return builder.add(.assign(pattern, value), span(node))
        case .unaryExpression: return unary(node)
        case .binaryExpression: return binary(node)
        case .instanceofExpression: return instance(node)
        case .ternaryExpression: return conditional(node)
        default: return nil
        }
    }

    private mutating func conditional(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let first = child(.consequence, node), let second = child(.alternative, node) else { return opaque(node) }
        let condition = condition(node)
        let then = expression(first)
        let otherwise = expression(second)
        return builder.add(.conditional(condition, then: then, else: otherwise), span(node))
    }

    private mutating func unary(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let operand = child(.operand, node) else { return opaque(node) }
        let value = expression(operand)
        let operation: CodeExpression.UnaryOperator
        switch child(.operator, node).flatMap({ kind($0) }) {
        case .add: operation = .plus
        case .subtract: operation = .negate
        case .not: operation = .not
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
        case let written: return builder.add(.binary(JavaLowering.binary(written), first, second), span(node))
        }
    }

    /// The operator of `a + b` or `a += b`.
    static func binary(_ written: JavaKind?) -> CodeExpression.BinaryOperator {
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

    // MARK: Assignments

    /// What an assignment, `a++` or `a += b` binds; `nil` for any other expression.
    mutating func assignment(_ node: SyntaxNode.ID) -> (CodePattern, CodeExpression.ID)? {
        switch kind(node) {
        case .updateExpression:
            guard let place = operands(node).first else { return nil }
            let isIncrement = first(.increment, in: node) != nil || text(node).contains("++")
            return inPlace(place, isIncrement ? .add : .subtract, node) { $0.builder.add(.number(1), $0.span(node)) }
        case .assignmentExpression:
            guard let left = child(.left, node), let right = child(.right, node) else { return nil }
            let operation = child(.operator, node).flatMap { kind($0) }
            guard operation != .assign else {
                let value = expression(right)
                return (target(left), value)
            }
            return inPlace(left, JavaLowering.binary(operation), node) { $0.expression(right) }
        default: return nil
        }
    }

    /// Reads a place, and writes what is made of it.
    private mutating func inPlace(
        _ place: SyntaxNode.ID, _ operation: CodeExpression.BinaryOperator, _ node: SyntaxNode.ID,
        operand: (inout JavaLowering) -> CodeExpression.ID
    ) -> (CodePattern, CodeExpression.ID) {
        let before = expression(place)
        let operand = operand(&self)
        let value = builder.add(.binary(operation, before, operand), span(node))
        return (kind(place) == .identifier ? target(place) : .target(before), value)
    }
}
