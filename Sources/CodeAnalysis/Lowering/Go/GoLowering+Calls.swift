import CodeSyntax
import SourceText

/// Calls and composite literals.
extension GoLowering {
    mutating func call(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let callee = child(.function, node), let list = child(.arguments, node) else { return opaque(node) }
        if let made = made(callee, list, node) { return made }
        let function = expression(callee)
        let arguments = children(list).compactMap { argument($0) }
        return builder.add(.call(function, arguments: arguments), span(node))
    }

    private mutating func argument(_ node: SyntaxNode.ID) -> CodeExpression.Argument? {
        guard hasValue(node) || isType(node) || (kind(node) == nil && !isLeaf(node)) else { return nil }
        return CodeExpression.Argument(
            name: nil, value: expression(node), isSpread: kind(node) == .variadicArgument)
    }

    /// `new(T)` and `make(T, …)`, whose first argument is a type.
    private mutating func made(
        _ callee: SyntaxNode.ID, _ list: SyntaxNode.ID, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID? {
        guard kind(callee) == .identifier, let type = children(list).first(where: { kind($0) != .comment }),
            isType(type)
        else { return nil }
        switch text(callee) {
        case "make" where kind(type) == .sliceType: return builder.add(.list([]), span(node))
        case "make" where kind(type) == .mapType: return builder.add(.record([]), span(node))
        case "make", "new":
            let name = typeName(type) ?? opaque(type)
            return builder.add(.construct(name, arguments: []), span(node))
        default: return nil
        }
    }

    // MARK: Composite literals

    mutating func composite(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let body = child(.body, node) else { return opaque(node) }
        return literal(body, of: child(.type, node), node)
    }

    /// `{…}` of a type, which is left out within a literal of a type that says it.
    mutating func literal(
        _ body: SyntaxNode.ID, of type: SyntaxNode.ID?, _ whole: SyntaxNode.ID? = nil
    ) -> CodeExpression.ID {
        let whole = whole ?? body
        switch type.flatMap({ kind($0) }) {
        case .sliceType, .arrayType, .implicitLengthArrayType:
            return list(body, of: type.flatMap { child(.element, $0) }, whole)
        case .mapType: return map(body, type, whole)
        case .pointerType, .parenthesizedType:
            let inner = type.flatMap { node in children(node).first { isType($0) } }
            return literal(body, of: inner, whole)
        case nil: return isKeyed(body) ? map(body, nil, whole) : list(body, of: nil, whole)
        default: return structure(body, type, whole)
        }
    }

    private func isKeyed(_ body: SyntaxNode.ID) -> Bool { first(.keyedElement, in: body) != nil }

    private func elements(_ body: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(body).filter { kind($0) == .literalElement || kind($0) == .keyedElement || hasValue($0) }
    }

    private mutating func list(
        _ body: SyntaxNode.ID, of type: SyntaxNode.ID?, _ whole: SyntaxNode.ID
    ) -> CodeExpression.ID {
        var values: [CodeExpression.Element] = []
        for element in elements(body) {
            let written = kind(element) == .keyedElement ? child(.value, element) ?? element : element
            values.append(CodeExpression.Element(value: part(written, of: type), isSpread: false))
        }
        return builder.add(.list(values), span(whole))
    }

    private mutating func map(
        _ body: SyntaxNode.ID, _ type: SyntaxNode.ID?, _ whole: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let keyType = type.flatMap { child(.key, $0) }
        let valueType = type.flatMap { child(.value, $0) }
        var properties: [CodeExpression.Property] = []
        for element in elements(body) where kind(element) == .keyedElement {
            guard let key = child(.key, element), let written = child(.value, element) else { continue }
            let name = part(key, of: keyType)
            properties.append(property(name, key, part(written, of: valueType)))
        }
        return builder.add(.record(properties), span(whole))
    }

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    private mutating func property(
        _ name: CodeExpression.ID, _ key: SyntaxNode.ID, _ value: CodeExpression.ID
    ) -> CodeExpression.Property {
        guard case .string(let text) = builder.module[name].kind else { return .computed(key: name, value: value) }
        return .named(text, nameSpan: span(key), value: value)
    }

    /// A literal of a named type: with names a record, otherwise the values in order.
    private mutating func structure(
        _ body: SyntaxNode.ID, _ type: SyntaxNode.ID?, _ whole: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let name = type.flatMap { typeName($0) } ?? builder.add(.opaque([]), span(whole))
        var properties: [CodeExpression.Property] = []
        var arguments: [CodeExpression.Argument] = []
        for element in elements(body) {
            if kind(element) == .keyedElement {
                if let property = field(element) { properties.append(property) }
            } else {
                arguments.append(CodeExpression.Argument(name: nil, value: part(element, of: nil), isSpread: false))
            }
        }
        if !properties.isEmpty {
            let record = builder.add(.record(properties), span(body))
            arguments.append(CodeExpression.Argument(name: nil, value: record, isSpread: false))
        }
        return builder.add(.construct(name, arguments: arguments), span(whole))
    }

    /// A name in a literal of a named type is a field's, not a variable's.
    private mutating func field(_ element: SyntaxNode.ID) -> CodeExpression.Property? {
        guard let key = child(.key, element), let written = child(.value, element) else { return nil }
        if let name = operands(key).first, kind(name) == .identifier {
            return .named(text(name), nameSpan: span(name), value: part(written, of: nil))
        }
        let name = part(key, of: nil)
        return property(name, key, part(written, of: nil))
    }

    private mutating func part(_ node: SyntaxNode.ID, of type: SyntaxNode.ID?) -> CodeExpression.ID {
        let inner = kind(node) == .literalElement ? operands(node).first ?? node : node
        return kind(inner) == .literalValue ? literal(inner, of: type) : expression(inner)
    }
}
