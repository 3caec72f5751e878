import CodeSyntax
import SourceText

// Types, as expressions that name them, and declarations of types.
extension ECMAScriptLowering {
    /// The expression that names a type; `nil` where nothing useful can be said.
    ///
    /// A union with `null` is its other member; what only wraps a type (`Promise<T>`, `Partial<T>`) is that type; an
    /// array of `T` is `Array<T>`.
    mutating func type(_ node: Node) -> CodeExpression.ID? {
        switch kind(node) {
        case .typeAnnotation, .parenthesizedType, .readonlyType, .constraint, .typePredicateAnnotation,
            .assertsAnnotation:
            return part(of: node).flatMap { type($0) }
        case .typeIdentifier, .identifier: return typeName(node)
        case .nestedTypeIdentifier, .nestedIdentifier, .memberExpression: return qualified(node)
        case .predefinedType: return builder.add(.global(text(node)), span(node))
        case .typePredicate: return builder.add(.global("boolean"), span(node))
        case .genericType: return genericType(node)
        case .unionType: return union(members(of: node), node)
        case .intersectionType: return parts(of: node).first.flatMap { type($0) }
        case .literalType: return part(of: node).map { expression($0) }
        case .arrayType, .tupleType: return arrayType(node)
        case .functionType, .constructorType: return builder.add(.global("Function"), span(node))
        case .templateLiteralType: return builder.add(.global("string"), span(node))
        case .objectType: return shape(node, body: node, named: nil, bases: [])
        case .typeQuery: return part(of: node).map { expression($0) }
        case .lookupType: return lookup(node)
        default: return nil
        }
    }

    private mutating func typeName(_ node: Node) -> CodeExpression.ID {
        typeParameters[text(node)] ?? readName(node)
    }

    private mutating func qualified(_ node: Node) -> CodeExpression.ID? {
        let names = identifiers(in: node)
        guard let first = names.first else { return nil }
        return names.dropFirst().reduce(readName(first)) { object, name in
            builder.add(.member(object, name: text(name), nameSpan: span(name)), span(node))
        }
    }

    private mutating func genericType(_ node: Node) -> CodeExpression.ID? {
        guard let name = child(.name, node) else { return nil }
        let arguments = child(.typeArguments, node).map { parts(of: $0) } ?? []
        if isWrapper(text(name)), let first = arguments.first { return type(first) }
        guard let head = type(name) else { return nil }
        guard arguments.contains(where: { kind($0) == .typeQuery }) else {
            let types = arguments.compactMap { type($0) }
            return types.isEmpty ? head : builder.add(.generic(head, arguments: types), span(node))
        }
        // A type worked out from a value, as schema libraries do: `z.infer<typeof Order>`.
        let values = arguments.compactMap { type($0) }
        return builder.add(
            .call(head, arguments: values.map { CodeExpression.Argument(name: nil, value: $0, isSpread: false) }),
            span(node))
    }

    private mutating func arrayType(_ node: Node) -> CodeExpression.ID {
        let head = builder.add(.global("Array"), span(node))
        let elements = parts(of: node).compactMap { type($0) }
        guard let first = elements.first else { return head }
        let element = elements.count == 1 ? first : builder.add(.opaque(elements), span(node))
        return builder.add(.generic(head, arguments: [element]), span(node))
    }

    private func isWrapper(_ name: String) -> Bool {
        switch name {
        case "Promise", "PromiseLike", "Awaited", "Readonly", "Partial", "Required", "NonNullable", "Omit", "Pick": true
        default: false
        }
    }

    /// The members of a union, which the grammar nests.
    private func members(of node: Node) -> [Node] {
        parts(of: node).flatMap { kind($0) == .unionType ? members(of: $0) : [$0] }
    }

    private mutating func union(_ members: [Node], _ node: Node) -> CodeExpression.ID? {
        let kept = members.filter { !isNothing($0) }.compactMap { type($0) }
        return kept.count == 1 ? kept[0] : kept.isEmpty ? nil : builder.add(.opaque(kept), span(node))
    }

    private func isNothing(_ node: Node) -> Bool {
        switch kind(node) {
        case .literalType: part(of: node).map { kind($0) == .null || kind($0) == .undefined } ?? true
        case .predefinedType: text(node) == "void" || text(node) == "never"
        case .undefined, .null: true
        default: false
        }
    }

    private mutating func lookup(_ node: Node) -> CodeExpression.ID? {
        let parts = parts(of: node)
        guard parts.count == 2, let object = type(parts[0]), let index = type(parts[1]) else { return nil }
        return builder.add(.element(object, index: index), span(node))
    }

    // MARK: Declarations

    /// Makes what a function or class calls its types mean what they must be at least.
    mutating func declareTypeParameters(_ node: Node) {
        guard let list = child(.typeParameters, node) ?? child(.typeParameters, of: node) else { return }
        for parameter in tree.children(of: list) where kind(parameter) == .typeParameter {
            guard let name = child(.name, parameter) else { continue }
            let bound = child(.constraint, parameter).flatMap { type($0) }
            typeParameters[text(name)] = bound ?? builder.add(.opaque([]), span(name))
        }
    }

    /// Whether a declaration gives a name to an object type.
    func isShape(_ node: Node) -> Bool {
        kind(node) == .typeAliasDeclaration && child(.value, node).map { kind($0) == .objectType } ?? false
    }

    mutating func lowerType(_ node: Node, _ body: inout [CodeStatement]) {
        guard !hiddenTypes.contains(node), let identifier = child(.name, node) else { return }
        let outer = typeParameters
        defer { typeParameters = outer }
        declareTypeParameters(node)
        let name = name(identifier)
        guard let value = declaredType(node, name) else { return }
        append(.assign(declared(name), value, type: nil), node, &body)
    }

    private mutating func declaredType(_ node: Node, _ name: Name) -> CodeExpression.ID? {
        guard kind(node) == .interfaceDeclaration || isShape(node) else {
            return child(.value, node).flatMap { type($0) }
        }
        let bases = child(.extendsTypeClause, of: node).map { parts(of: $0) } ?? []
        let types = bases.compactMap { type($0) }
        return (child(.body, node) ?? child(.value, node)).map { shape(node, body: $0, named: name, bases: types) }
    }

    private mutating func shape(_ node: Node, body: Node, named name: Name?, bases: [CodeExpression.ID])
        -> CodeExpression.ID
    {
        let members = parts(of: body).compactMap { shapeMember($0) }
        let id = builder.addClass(
            CodeClass(
                name: name?.text, span: span(node), nameSpan: name?.span ?? span(node), bases: bases, members: members,
                isInterface: true))
        return builder.add(.classDefinition(id), span(node))
    }

    private mutating func shapeMember(_ node: Node) -> CodeClass.Member? {
        guard let nameNode = child(.name, node) else { return nil }
        let key = propertyKey(nameNode)
        let declared: CodeExpression.ID?
        switch kind(node) {
        case .propertySignature: declared = child(.type, node).flatMap { type($0) }
        case .methodSignature: declared = builder.add(.global("Function"), span(node))
        default: return nil
        }
        return CodeClass.Member(
            name: key.computed == nil ? key.name : text(nameNode), nameSpan: span(nameNode), kind: .field(nil),
            isStatic: false, type: declared, decorators: [], isOptional: isOptional(node, nameNode))
    }

    /// Whether a `?` stands between a field's name and its type.
    func isOptional(_ node: Node, _ name: Node) -> Bool {
        let end = child(.type, node).map { span($0).lowerBound } ?? span(node).upperBound
        return textBetween(span(name).upperBound, end).contains("?")
    }
}
