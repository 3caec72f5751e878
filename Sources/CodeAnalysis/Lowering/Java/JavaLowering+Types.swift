import CodeSyntax
import SourceText

/// Types as expressions that name them.
extension JavaLowering {
    /// The type that a value has: of `A<B>` the `A`, with the `B` worked out before it; of an array the array's.
    mutating func type(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        switch kind(node) {
        case .typeIdentifier, .identifier: return typeName(text(node), span(node))
        case .scopedTypeIdentifier, .scopedIdentifier: return scopedType(node)
        case .genericType: return genericType(node)
        case .annotatedType: return children(node).first { isType($0) }.flatMap { type($0) }
        case .arrayType: return arrayType(node)
        case .integralType, .floatingPointType, .booleanType: return builder.add(.global(text(node)), span(node))
        default: return nil
        }
    }

    /// A list's elements have a type of their own; `byte[]` and `char[]` are read as texts are.
    private mutating func arrayType(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let element = child(.element, node).flatMap({ type($0) }) else { return nil }
        return builder.add(.list([CodeExpression.Element(value: element, isSpread: false)]), span(node))
    }

    private mutating func genericType(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let name = children(node).first(where: { isType($0) }), let base = type(name) else { return nil }
        let written = first(.typeArguments, in: node).map { children($0).filter { isType($0) } } ?? []
        let arguments = written.compactMap { type($0) }
        return arguments.isEmpty ? base : builder.add(.sequence(arguments + [base]), span(node))
    }

    private mutating func scopedType(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        if let qualified = qualifiedType(node) { return qualified }
        let parts = children(node).filter { isType($0) || kind($0) == .identifier }
        guard let first = parts.first, let last = parts.last, parts.count > 1, let outer = type(first) else { return nil }
        return member(outer, last, in: node)
    }

    /// The names that a declaration uses for any type.
    mutating func declareTypeParameters(_ node: SyntaxNode.ID) {
        guard let list = first(.typeParameters, in: node) else { return }
        for parameter in children(list) where kind(parameter) == .typeParameter {
            if let name = children(parameter).first(where: { kind($0) == .typeIdentifier || kind($0) == .identifier }) {
                typeParameters.insert(text(name))
            }
        }
    }

    // MARK: Annotations

    /// The annotations of a declaration, as what names them or as calls with what they are given.
    mutating func annotations(_ node: SyntaxNode.ID) -> [CodeExpression.ID] {
        guard let modifiers = first(.modifiers, in: node) else { return [] }
        let written = children(modifiers).filter { kind($0) == .annotation || kind($0) == .markerAnnotation }
        return written.compactMap { annotation($0) }
    }

    private mutating func annotation(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let name = child(.name, node), let type = type(name) else { return nil }
        guard let list = child(.arguments, node) else { return type }
        var arguments: [CodeExpression.Argument] = []
        for child in children(list) {
            let value = kind(child) == .elementValuePair ? self.child(.value, child) : child
            guard let value, hasValue(value) else { continue }
            let name = kind(child) == .elementValuePair ? self.child(.key, child).map { text($0) } : nil
            arguments.append(CodeExpression.Argument(name: name, value: expression(value), isSpread: false))
        }
        return builder.add(.call(type, arguments: arguments), span(node))
    }
}
