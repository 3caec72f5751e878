import CodeSyntax
import SourceText

/// `const`, `var`, `:=` and `=`.
extension GoLowering {
    /// How long the values may be that a constant without a value repeats, in bytes.
    private static let repeatLimit = 256

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    mutating func assign(
        _ pattern: CodePattern, _ value: CodeExpression.ID?, _ node: SyntaxNode.ID, type: CodeExpression.ID? = nil
    ) -> CodeStatement {
        CodeStatement(kind: .assign(pattern, value, type: type), span: span(node))
    }

    /// Constants; one without a value repeats the last value with its own `iota`.
    mutating func constants(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        var last: SyntaxNode.ID?
        let outer = iota
        iota = 0
        for spec in children(node) where kind(spec) == .constSpec {
            let written = child(.value, spec)
            last = written ?? last
            all.append(constant(spec, repeating: written == nil, last))
            iota += 1
        }
        iota = outer
        return all
    }

    private mutating func constant(
        _ spec: SyntaxNode.ID, repeating: Bool, _ values: SyntaxNode.ID?
    ) -> CodeStatement {
        let type = child(.type, spec).flatMap { typeName($0) }
        var value: CodeExpression.ID?
        if let values, !repeating || span(values).count <= GoLowering.repeatLimit {
            value = self.value(of: operands(values), values)
        }
        let names = names(spec)
        for name in names { declare(name, isConstant: true) }
        return assign(targets(names), value, spec, type: type)
    }

    /// Variables; each without a value is declared only.
    mutating func variables(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for child in children(node) {
            if kind(child) == .varSpecList { all += variables(child) }
            if kind(child) == .varSpec { all += variable(child) }
        }
        return all
    }

    private mutating func variable(_ spec: SyntaxNode.ID) -> [CodeStatement] {
        let type = child(.type, spec).flatMap { typeName($0) }
        let value = child(.value, spec).flatMap { values in self.value(of: operands(values), values) }
        let names = names(spec)
        for name in names { declare(name) }
        guard value == nil else { return [assign(targets(names), value, spec, type: type)] }
        return names.map { assign(target($0), nil, spec, type: type) }
    }

    /// `a, b := c`; names that the block already has stay the same variables.
    mutating func shortDeclaration(_ node: SyntaxNode.ID) -> (CodePattern, CodeExpression.ID)? {
        guard let left = child(.left, node), let right = child(.right, node),
            let value = value(of: operands(right), right)
        else { return nil }
        return (declared(left), value)
    }

    /// The targets of a `:=`, made known to the block.
    mutating func declared(_ left: SyntaxNode.ID) -> CodePattern {
        let names = operands(left)
        for name in names { declare(name) }
        return targets(names)
    }

    /// `a, b = c, d` or `a += b`.
    mutating func assignment(_ node: SyntaxNode.ID) -> (CodePattern, CodeExpression.ID)? {
        guard let left = child(.left, node), let right = child(.right, node) else { return nil }
        let operation = child(.operator, node).flatMap { kind($0) }
        let places = operands(left)
        if operation != .assign, let place = places.first, let operand = operands(right).first {
            return inPlace(place, GoLowering.binary(operation), node) { lowering in lowering.expression(operand) }
        }
        guard let value = value(of: operands(right), right) else { return nil }
        return (targets(places), value)
    }

    /// `a++` and `a--`.
    mutating func step(_ node: SyntaxNode.ID) -> (CodePattern, CodeExpression.ID)? {
        guard let place = operands(node).first else { return nil }
        let operation: CodeExpression.BinaryOperator = kind(node) == .incStatement ? .add : .subtract
        return inPlace(place, operation, node) { lowering in
            lowering.builder.add(.number(1), lowering.span(node))
        }
    }

    /// Reads a place, and writes what is made of it; a place in an object is named once for both.
    private mutating func inPlace(
        _ place: SyntaxNode.ID, _ operation: CodeExpression.BinaryOperator, _ node: SyntaxNode.ID,
        operand: (inout GoLowering) -> CodeExpression.ID
    ) -> (CodePattern, CodeExpression.ID) {
        let before = expression(place)
        let operand = operand(&self)
        let value = builder.add(.binary(operation, before, operand), span(node))
        return (kind(place) == .identifier ? target(place) : .target(before), value)
    }

    // MARK: Targets

    mutating func declare(_ name: SyntaxNode.ID, isConstant: Bool = false) {
        guard kind(name) == .identifier, span(name).count > 0, text(name) != "_" else { return }
        builder.declare(text(name), span(name), isConstant: isConstant)
    }

    mutating func target(_ node: SyntaxNode.ID) -> CodePattern {
        switch kind(node) {
        case .identifier:
            let name = text(node)
            return name == "_" || name.isEmpty ? .nothing : builder.target(name, span(node))
        case .parenthesizedExpression: return operands(node).first.map { target($0) } ?? .nothing
        default: return .target(expression(node))
        }
    }

    mutating func targets(_ nodes: [SyntaxNode.ID]) -> CodePattern {
        if nodes.count == 1, let only = nodes.first { return target(only) }
        return .list(nodes.map { CodePattern.Item(pattern: target($0), defaultValue: nil) }, rest: nil)
    }

    /// The value of several expressions: one alone, or a list of them; `nil` when there is none.
    mutating func value(of parts: [SyntaxNode.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let first = parts.first else { return nil }
        if parts.count == 1 { return expression(first) }
        let elements = parts.map { CodeExpression.Element(value: expression($0), isSpread: false) }
        return builder.add(.list(elements), span(node))
    }
}
