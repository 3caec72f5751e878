import CodeSyntax
import SourceText

// Expressions.
extension ECMAScriptLowering {
    /// Lowers an expression; a function or class without a name takes the one of what it is bound to.
    mutating func expression(_ node: Node, named name: Name? = nil) -> CodeExpression.ID {
        switch kind(node) {
        case .parenthesizedExpression, .asExpression, .satisfiesExpression, .nonNullExpression, .typeAssertion,
            .instantiationExpression, .jsxExpression, .computedPropertyName, .spreadElement, .expressionStatement:
            return wrapped(node, named: name)
        case .functionExpression, .generatorFunction, .arrowFunction, .functionDeclaration,
            .generatorFunctionDeclaration, .methodDefinition:
            return functionExpression(node, named: name)
        case .class, .classDeclaration: return classExpression(node, named: name)
        default: return builder.add(expressionKind(node), span(node))
        }
    }

    private mutating func expressionKind(_ node: Node) -> CodeExpression.Kind {
        literal(node) ?? access(node) ?? operation(node) ?? structure(node) ?? opaque(node)
    }

    /// The expression in a place of a node; what nobody wrote is a value made of nothing.
    mutating func required(_ field: SyntaxField, _ node: Node) -> CodeExpression.ID {
        child(field, node).map { expression($0) } ?? builder.add(.opaque([]), span(node))
    }

    /// A value made of whatever stands below a node, so that the names used there are read.
    mutating func opaque(_ node: Node) -> CodeExpression.Kind { .opaque(parts(of: node).map { expression($0) }) }

    private mutating func opaqueExpression(_ node: Node) -> CodeExpression.ID { builder.add(opaque(node), span(node)) }

    /// Expressions around another one.
    private mutating func wrapped(_ node: Node, named name: Name?) -> CodeExpression.ID {
        let parts = parts(of: node)
        switch kind(node) {
        case .typeAssertion:
            guard let value = parts.last else { return opaqueExpression(node) }
            let type = child(.typeArguments, of: node).flatMap { part(of: $0) }.flatMap { self.type($0) }
            return cast(value, type, node, named: name)
        case .asExpression:
            guard let value = parts.first else { return opaqueExpression(node) }
            let type = parts.count > 1 ? self.type(parts[1]) : nil
            return cast(value, type, node, named: name)
        case .instantiationExpression:
            return (child(.function, node) ?? parts.first).map { expression($0, named: name) } ?? opaqueExpression(node)
        default: return parts.first.map { expression($0, named: name) } ?? opaqueExpression(node)
        }
    }

    private mutating func cast(_ value: Node, _ type: CodeExpression.ID?, _ node: Node, named name: Name?)
        -> CodeExpression.ID
    {
        let value = expression(value, named: name)
        return type == nil ? value : builder.add(.cast(value, type: type), span(node))
    }

    // MARK: Literals

    private func literal(_ node: Node) -> CodeExpression.Kind? {
        switch kind(node) {
        case .string: .string(string(node))
        case .number: .number(number(node))
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .null, .undefined: .null
        case .regex:
            .regularExpression(
                pattern: child(.pattern, node).map(text) ?? "", flags: child(.flags, node).map(text) ?? "")
        case .jsxText: .string(text(node))
        default: nil
        }
    }

    // MARK: Names and places

    private mutating func access(_ node: Node) -> CodeExpression.Kind? {
        switch kind(node) {
        case .identifier, .shorthandPropertyIdentifier, .typeIdentifier, .shorthandPropertyIdentifierPattern:
            return read(node)
        case .this: return .receiver
        case .super: return .superclass
        case .metaProperty: return text(node).hasPrefix("import") ? .global("import.meta") : .opaque([])
        case .memberExpression, .nestedIdentifier:
            guard let property = child(.property, node) else { return nil }
            return .member(required(.object, node), name: text(property), nameSpan: span(property))
        case .subscriptExpression: return .element(required(.object, node), index: required(.index, node))
        case .callExpression: return call(node)
        case .newExpression:
            let constructor = required(.constructor, node)
            return .construct(constructor, arguments: child(.arguments, node).map { arguments($0) } ?? [])
        default: return nil
        }
    }

    private mutating func read(_ node: Node) -> CodeExpression.Kind {
        let name = text(node)
        // The parser puts empty names where one is missing.
        if name.isEmpty { return .opaque([]) }
        return builder.lookUp(name).map { .variable($0) } ?? .global(name)
    }

    /// Lowers an identifier or `A.B` of the grammar's types.
    mutating func readName(_ node: Node) -> CodeExpression.ID { builder.add(read(node), span(node)) }

    // MARK: Values made of others

    private mutating func structure(_ node: Node) -> CodeExpression.Kind? {
        switch kind(node) {
        case .templateString: .template(template(node))
        case .array: .list(elements(node))
        case .object: .record(properties(node))
        case .sequenceExpression: .sequence(parts(of: node).map { expression($0) })
        case .jsxElement, .jsxSelfClosingElement: jsx(node)
        default: nil
        }
    }

    private mutating func elements(_ node: Node) -> [CodeExpression.Element] {
        var elements: [CodeExpression.Element] = []
        for element in withHoles(node) {
            let value = element.map { expression($0) } ?? builder.add(.null, span(node))
            let isSpread = element.map { kind($0) == .spreadElement } ?? false
            elements.append(CodeExpression.Element(value: value, isSpread: isSpread))
        }
        return elements
    }

    private mutating func properties(_ node: Node) -> [CodeExpression.Property] {
        parts(of: node).map { part in
            switch kind(part) {
            case .pair:
                guard let key = child(.key, part) else { return .spread(opaqueExpression(part)) }
                let name = propertyKey(key)
                let value = child(.value, part).map { expression($0, named: name.bound(span(key))) }
                return property(name, span(key), value ?? opaqueExpression(part))
            case .methodDefinition: return method(part)
            case .shorthandPropertyIdentifier:
                return .named(text(part), nameSpan: span(part), value: expression(part))
            default: return .spread(expression(part))
            }
        }
    }

    /// A getter is the value it gives; a setter stands under a name that nothing reads by accident.
    private mutating func method(_ node: Node) -> CodeExpression.Property {
        guard let key = child(.name, node) else { return .spread(opaqueExpression(node)) }
        let name = propertyKey(key)
        let value = expression(node, named: name.bound(span(key)))
        if has(.setKeyword, node) { return .named("set " + text(key), nameSpan: span(key), value: value) }
        guard has(.getKeyword, node) else { return property(name, span(key), value) }
        return property(name, span(key), builder.add(.call(value, arguments: []), span(node)))
    }

    // MARK: Keys

    /// The name of a property, or the expression that computes it.
    struct Key {
        var name: String
        var computed: CodeExpression.ID?

        /// What a function under this key is called.
        func bound(_ span: ByteSpan) -> Name? { computed == nil ? Name(text: name, span: span) : nil }
    }

    mutating func propertyKey(_ node: Node) -> Key {
        switch kind(node) {
        case .string: return Key(name: string(node))
        case .number: return Key(name: numberKey(number(node)))
        case .computedPropertyName:
            let value = expression(node)
            if case .string(let name) = builder.module[value].kind { return Key(name: name) }
            return Key(name: "", computed: value)
        default: return Key(name: text(node))
        }
    }

    private func numberKey(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    mutating func property(_ key: Key, _ span: ByteSpan, _ value: CodeExpression.ID) -> CodeExpression.Property {
        key.computed.map { .computed(key: $0, value: value) } ?? .named(key.name, nameSpan: span, value: value)
    }
}
