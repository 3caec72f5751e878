import CodeSyntax
import SourceText

/// Type annotations, of which the class that a value has is kept.
extension PythonLowering {
    /// The forms whose first argument is the class itself.
    private static let wrappers: Set<String> = [
        "ClassVar", "Final", "NotRequired", "Optional", "ReadOnly", "Required", "Union",
    ]
    /// How many wrappers and dots a type written as text may have.
    private static let textLimit = 8

    /// The class that a type names: `A` of `A`, `Optional[A]`, `A | None` and `"A"`; `A[B]` keeps what it is applied to.
    mutating func typeName(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        switch kind(node) {
        case .type, .parenthesizedExpression, .constrainedType:
            return children(node).first { isType($0) }.flatMap { typeName($0) }
        case .string: return named(in: expression(node), span(node))
        case .unionType: return firstName(children(node).filter { isType($0) })
        case .binaryOperator: return firstName([child(.left, node), child(.right, node)].compactMap { $0 })
        case .genericType, .subscript: return generic(node)
        case .memberType: return member(node)
        case nil: return nil
        default: return hasValue(node) ? expression(node) : nil
        }
    }

    /// Whether an annotation says that a field is the class's own.
    func isClassVariable(_ annotation: SyntaxNode.ID) -> Bool {
        guard let inner = children(annotation).first(where: { isType($0) }) else { return false }
        let head = head(of: inner) ?? inner
        return lastName(head) == "ClassVar"
    }

    private func isType(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .type: !isLeaf(node)
        case .genericType, .unionType, .memberType, .constrainedType: true
        default: hasValue(node)
        }
    }

    /// The one of several types that is not `None`; where there are more, any of them.
    private mutating func firstName(_ nodes: [SyntaxNode.ID]) -> CodeExpression.ID? {
        let chosen = nodes.filter { !isNone($0) }
        guard let first = chosen.first ?? nodes.first else { return nil }
        guard chosen.count > 1 else { return typeName(first) }
        return builder.add(.opaque(chosen.compactMap { typeName($0) }), span(first))
    }

    private func isNone(_ node: SyntaxNode.ID) -> Bool {
        guard kind(node) == .type else { return kind(node) == PythonKind.none }
        return children(node).first { isType($0) }.map { kind($0) == PythonKind.none } ?? false
    }

    // MARK: Generic types

    private mutating func generic(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let head = head(of: node) else { return nil }
        let arguments = typeArguments(node)
        guard let name = lastName(head) else { return typeName(head) }
        if PythonLowering.wrappers.contains(name) { return firstName(arguments) }
        if name == "Annotated" { return annotated(arguments, node) }
        guard let type = typeName(head) else { return nil }
        // Of `Literal` the values are meant, not types that they may name.
        let applied = arguments.compactMap { name == "Literal" ? expression(value(of: $0)) : typeName($0) }
        return applied.isEmpty ? type : builder.add(.generic(type, arguments: applied), span(node))
    }

    /// The first argument, with what the others say of it.
    private mutating func annotated(_ arguments: [SyntaxNode.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let first = arguments.first, let type = typeName(first) else { return nil }
        let notes = arguments.dropFirst().filter { kind(value(of: $0)) == .call }.map { expression(value(of: $0)) }
        return notes.isEmpty ? type : builder.add(.generic(type, arguments: notes), span(node))
    }

    /// The expression that stands where a type may.
    private func value(of node: SyntaxNode.ID) -> SyntaxNode.ID {
        kind(node) == .type ? children(node).first { isType($0) } ?? node : node
    }

    private func head(of node: SyntaxNode.ID) -> SyntaxNode.ID? {
        switch kind(node) {
        case .subscript: child(.value, node)
        case .genericType: first(.identifier, in: node)
        default: nil
        }
    }

    private func typeArguments(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        guard kind(node) == .genericType else { return children(.subscript, node).filter(hasValue) }
        return first(.typeParameter, in: node).map { children($0).filter { isType($0) } } ?? []
    }

    private func lastName(_ node: SyntaxNode.ID) -> String? {
        switch kind(node) {
        case .identifier: text(node)
        case .attribute: child(.attribute, node).map { text($0) }
        default: nil
        }
    }

    private mutating func member(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let inner = children(node).first(where: { isType($0) }), let value = typeName(inner) else { return nil }
        guard let name = children(node).dropFirst().first(where: { kind($0) == .identifier }) else { return value }
        return builder.add(.member(value, name: text(name), nameSpan: span(name)), span(node))
    }

    // MARK: Types written as text

    private mutating func named(in literal: CodeExpression.ID, _ span: ByteSpan) -> CodeExpression.ID? {
        guard case .string(let text) = builder.module[literal].kind else { return nil }
        let parts = PythonLowering.dottedName(in: text)
        guard let root = parts.first, parts.count <= PythonLowering.textLimit else { return nil }
        var value = builder.read(root, span)
        for part in parts.dropFirst() { value = builder.add(.member(value, name: part, nameSpan: span), span) }
        return value
    }

    private static func dottedName(in text: String) -> [String] {
        var rest = text[...]
        for _ in 0..<textLimit {
            rest = rest.drop { $0.isWhitespace || $0 == "|" || $0 == "," || $0 == "[" }
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            rest = rest[name.endIndex...]
            let parts = name.split(separator: ".").map(String.init)
            guard let last = parts.last else { return [] }
            let isWrapper = wrappers.contains(last) && rest.first == "["
            if !isWrapper, last != "None" { return parts }
        }
        return []
    }
}
