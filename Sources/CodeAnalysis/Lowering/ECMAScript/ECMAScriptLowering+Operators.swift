import CodeSyntax
import SourceText

// Operators, assignments among them.
extension ECMAScriptLowering {
    mutating func operation(_ node: Node) -> CodeExpression.Kind? {
        switch kind(node) {
        case .binaryExpression: return binary(node)
        case .unaryExpression: return unary(node)
        case .updateExpression: return update(node)
        case .assignmentExpression: return assignment(node)
        case .augmentedAssignmentExpression: return augmentedAssignment(node)
        case .ternaryExpression:
            let condition = required(.condition, node)
            let then = required(.consequence, node)
            return .conditional(condition, then: then, else: required(.alternative, node))
        case .awaitExpression: return part(of: node).map { .await(expression($0)) }
        case .yieldExpression: return yield(node)
        default: return nil
        }
    }

    private func operatorKind(_ node: Node) -> ECMAScriptKind? { child(.operator, node).flatMap(kind) }

    private mutating func binary(_ node: Node) -> CodeExpression.Kind {
        let left = required(.left, node)
        let right = required(.right, node)
        guard let mark = operatorKind(node) else { return .opaque([left, right]) }
        return combined(mark, left, right)
    }

    private mutating func combined(_ mark: ECMAScriptKind, _ left: CodeExpression.ID, _ right: CodeExpression.ID)
        -> CodeExpression.Kind
    {
        if let logical = logicalOperator(mark) { return .logical(logical, left, right) }
        return binaryOperator(mark).map { .binary($0, left, right) } ?? .opaque([left, right])
    }

    private func logicalOperator(_ mark: ECMAScriptKind) -> CodeExpression.LogicalOperator? {
        switch mark {
        case .and, .andAssign: .and
        case .or, .orAssign: .or
        case .coalesce, .coalesceAssign: .coalesce
        default: nil
        }
    }

    private func binaryOperator(_ mark: ECMAScriptKind) -> CodeExpression.BinaryOperator? {
        switch mark {
        case .plus, .plusAssign: .add
        case .minus, .minusAssign: .subtract
        case .times, .timesAssign: .multiply
        case .slash, .slashAssign: .divide
        case .percent, .percentAssign: .remainder
        case .power, .powerAssign: .power
        case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .shiftRightUnsigned, .bitAndAssign, .bitOrAssign,
            .bitXorAssign, .shiftLeftAssign, .shiftRightAssign, .shiftRightUnsignedAssign:
            .bitwise
        case .equal, .identical: .equal
        case .notEqual, .notIdentical: .notEqual
        case .less, .lessEqual: .less
        case .greater, .greaterEqual: .greater
        case .inKeyword: .contained
        case .instanceofKeyword: .instance
        default: nil
        }
    }

    private mutating func unary(_ node: Node) -> CodeExpression.Kind {
        let value = required(.argument, node)
        switch operatorKind(node) {
        case .not: return .unary(.not, value)
        case .minus: return .unary(.negate, value)
        case .plus: return .unary(.plus, value)
        case .bitNot: return .unary(.bitwiseNot, value)
        case .typeofKeyword: return .unary(.typeName, value)
        case .voidKeyword: return .unary(.void, value)
        case .deleteKeyword: return .unary(.delete, value)
        default: return .opaque([value])
        }
    }

    /// `yield* x` yields the elements of `x`, whichever they are.
    private mutating func yield(_ node: Node) -> CodeExpression.Kind {
        guard let part = part(of: node) else { return .yield(nil) }
        let value = expression(part)
        guard hasStar(from: span(node).lowerBound, to: span(part).lowerBound) else { return .yield(value) }
        let any = builder.add(.opaque([]), span(part))
        return .yield(builder.add(.element(value, index: any), span(part)))
    }

    // MARK: Assignments

    private mutating func assignment(_ node: Node) -> CodeExpression.Kind? {
        guard let left = child(.left, node), let right = child(.right, node) else { return nil }
        let value = expression(right, named: boundName(left))
        return .assign(pattern(left), value)
    }

    /// What a function assigned to a place is called after: the variable, or the last name of `exports.handler`.
    private func boundName(_ left: Node) -> Name? {
        switch kind(left) {
        case .identifier: name(left)
        case .memberExpression: child(.property, left).map(name)
        default: nil
        }
    }

    private mutating func augmentedAssignment(_ node: Node) -> CodeExpression.Kind? {
        guard let left = child(.left, node), let right = child(.right, node), let mark = operatorKind(node) else {
            return nil
        }
        let (target, old) = place(left)
        let value = combined(mark, old, expression(right, named: boundName(left)))
        return .assign(target, builder.add(value, span(node)))
    }

    private mutating func update(_ node: Node) -> CodeExpression.Kind? {
        guard let argument = child(.argument, node) else { return nil }
        let (target, old) = place(argument)
        let one = builder.add(.number(1), span(node))
        let value = builder.add(.binary(operatorKind(node) == .decrement ? .subtract : .add, old, one), span(node))
        return .assign(target, value)
    }

    /// A place as something to assign to, and as what it holds before.
    private mutating func place(_ node: Node) -> (CodePattern, CodeExpression.ID) {
        let target = pattern(node)
        if case .target(let value) = target { return (target, value) }
        return (target, expression(node))
    }
}
