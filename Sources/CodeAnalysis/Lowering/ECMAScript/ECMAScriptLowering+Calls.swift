import CodeSyntax
import SourceText

// Calls, the ones that load modules, and JSX, which calls in disguise.
extension ECMAScriptLowering {
    mutating func call(_ node: Node) -> CodeExpression.Kind? {
        guard let callee = child(.function, node) else { return nil }
        if let loaded = loadedModule(node, callee) { return loaded }
        let function = expression(callee)
        guard let list = child(.arguments, node) else { return .call(function, arguments: []) }
        guard kind(list) == .templateString else { return .call(function, arguments: arguments(list)) }
        return .call(function, arguments: taggedArguments(list))
    }

    mutating func arguments(_ node: Node) -> [CodeExpression.Argument] {
        parts(of: node).map { argument(expression($0), isSpread: kind($0) == .spreadElement) }
    }

    private mutating func argument(_ value: CodeExpression.ID, isSpread: Bool = false) -> CodeExpression.Argument {
        CodeExpression.Argument(name: nil, value: value, isSpread: isSpread)
    }

    /// A tag is given the whole text first, then each value.
    private mutating func taggedArguments(_ node: Node) -> [CodeExpression.Argument] {
        let parts = template(node)
        let whole = builder.add(.template(parts), span(node))
        let values = parts.compactMap { if case .value(let value) = $0 { value } else { nil } }
        return ([whole] + values).map { argument($0) }
    }

    // MARK: Modules loaded by a call

    private mutating func loadedModule(_ node: Node, _ callee: Node) -> CodeExpression.Kind? {
        let isImport = kind(callee) == .import
        guard isImport || isRequire(callee), let list = child(.arguments, node), kind(list) == .arguments,
            let first = part(of: list), isImport || parts(of: list).count == 1, kind(first) != .spreadElement
        else { return nil }
        let isDynamic = isImport || !builder.isAtModuleLevel
        let specifier = constantText(first)
        let id = builder.addImport(
            CodeImport(specifier: specifier, span: span(first), names: [], isDynamic: isDynamic, isTypeOnly: false))
        return specifier == nil ? .importComputed(id, specifier: expression(first)) : .importModule(id)
    }

    private mutating func isRequire(_ callee: Node) -> Bool {
        guard kind(callee) == .identifier, text(callee) == "require" else { return false }
        return builder.lookUp("require").map { requireFunctions.contains($0) } ?? true
    }

    private func constantText(_ node: Node) -> String? {
        switch kind(node) {
        case .string: string(node)
        case .templateString where child(.templateSubstitution, of: node) == nil: templateText(node)
        default: nil
        }
    }

    // MARK: JSX

    /// `<tag name={value}>children</tag>` is `JSX(tag, {name: value}, children…)`; the tag of a component is a value.
    mutating func jsx(_ node: Node) -> CodeExpression.Kind {
        let opening = child(.openTag, node) ?? node
        let tag = child(.name, opening).map { jsxTag($0) } ?? builder.add(.string(""), span(opening))
        let attributes = tree.children(of: opening).filter { tree[$0].field == .attribute && !isMark($0) }
        let properties = attributes.map { jsxAttribute($0) }
        let record = builder.add(.record(properties), span(opening))
        let function = builder.add(.global("JSX"), span(opening))
        let children = kind(node) == .jsxElement ? parts(of: node).filter { tree[$0].field == nil } : []
        let values = children.filter { kind($0) != .jsxExpression || part(of: $0) != nil }.map { jsxChild($0) }
        return .call(function, arguments: ([tag, record] + values).map { argument($0) })
    }

    private mutating func jsxChild(_ node: Node) -> CodeExpression.ID {
        kind(node) == .htmlCharacterReference ? builder.add(.string(text(node)), span(node)) : expression(node)
    }

    /// Names that start with a small letter are the page's own elements.
    private mutating func jsxTag(_ node: Node) -> CodeExpression.ID {
        let name = text(node)
        let isComponent = kind(node) == .memberExpression || !(name.first?.isLowercase ?? true)
        guard isComponent, kind(node) != .jsxNamespaceName else { return builder.add(.string(name), span(node)) }
        return expression(node)
    }

    private mutating func jsxAttribute(_ node: Node) -> CodeExpression.Property {
        guard kind(node) == .jsxAttribute, let name = part(of: node) else { return .spread(expression(node)) }
        let value = parts(of: node).dropFirst().first
        guard let value else {
            return .named(text(name), nameSpan: span(name), value: builder.add(.boolean(true), span(node)))
        }
        // Attributes know character references, and no escapes.
        let isText = kind(value) == .string
        let lowered = isText ? builder.add(.string(quoted(value)), span(value)) : expression(value)
        return .named(text(name), nameSpan: span(name), value: lowered)
    }
}
