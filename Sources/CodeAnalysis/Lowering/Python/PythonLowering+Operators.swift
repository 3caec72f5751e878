import CodeSyntax
import SourceText

/// Operators.
extension PythonLowering {
    /// How many comparisons are lowered as nested conjunctions, so that no depth grows with the length of a chain.
    private static let chainLimit = 64

    mutating func operation(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.ID {
        switch kind {
        case .comparisonOperator: return comparison(node)
        case .unaryOperator, .notOperator: return unary(node, kind)
        default: break
        }
        guard let left = child(.left, node), let right = child(.right, node) else { return opaque(node) }
        let written = child(.operator, node).flatMap { self.kind($0) }
        let first = expression(left)
        let second = expression(right)
        let operation: CodeExpression.Kind =
            kind == .booleanOperator
            ? .logical(written == .and ? .and : .or, first, second)
            : .binary(PythonLowering.binary(written), first, second)
        return builder.add(operation, span(node))
    }

    private mutating func unary(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeExpression.ID {
        guard let argument = child(.argument, node) else { return opaque(node) }
        let written = child(.operator, node).flatMap { self.kind($0) }
        let operation: CodeExpression.UnaryOperator =
            switch written {
            case .add: .plus
            case .subtract: .negate
            default: kind == .notOperator ? .not : .bitwiseNot
            }
        let value = expression(argument)
        return builder.add(.unary(operation, value), span(node))
    }

    /// `a < b < c` is `a < b and b < c`, with `b` evaluated once.
    private mutating func comparison(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let written = children(.operators, node).map { kind($0) }
        let parts = children(node).filter { tree[$0].field != .operators && hasValue($0) }
        let operands = parts.map { expression($0) }
        guard written.count + 1 == operands.count, written.count <= PythonLowering.chainLimit else {
            return builder.add(.opaque(operands), span(node))
        }
        var whole: CodeExpression.ID?
        for (index, pair) in zip(operands, operands.dropFirst()).enumerated() {
            let operation = CodeExpression.Kind.binary(PythonLowering.comparison(written[index]), pair.0, pair.1)
            let part = builder.add(operation, span(parts[index]).union(span(parts[index + 1])))
            whole = whole.map { builder.add(.logical(.and, $0, part), span(node)) } ?? part
        }
        return whole ?? builder.add(.opaque(operands), span(node))
    }

    private static func comparison(_ written: PythonKind?) -> CodeExpression.BinaryOperator {
        switch written {
        case .less, .lessOrEqual: .less
        case .greater, .greaterOrEqual: .greater
        case .notEqual, .oldNotEqual, .notIdentical: .notEqual
        case .contained: .contained
        case .notContained: .notContained
        default: .equal
        }
    }

    /// The operator of `a + b` or `a += b`.
    static func binary(_ written: PythonKind?) -> CodeExpression.BinaryOperator {
        switch written {
        case .add, .addInPlace: .add
        case .subtract, .subtractInPlace: .subtract
        case .multiply, .multiplyInPlace: .multiply
        case .divide, .floorDivide, .divideInPlace, .floorDivideInPlace: .divide
        case .remainder, .remainderInPlace: .remainder
        case .power, .powerInPlace: .power
        default: .bitwise
        }
    }
}
