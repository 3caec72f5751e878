import CodeSyntax
import SourceText

/// `import` and `from … import`.
extension PythonLowering {
    /// `import a.b.c` binds the package at its root; `import a.b as x` binds the module itself.
    mutating func importStatement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        children(.name, node).compactMap { child in
            guard let alias = self.child(.alias, child), let module = self.child(.name, child) else {
                return rootImport(child, of: node)
            }
            let value = importedModule(dotted(module), span(module))
            return assign(bind(alias), value, node)
        }
    }

    private mutating func rootImport(_ name: SyntaxNode.ID, of node: SyntaxNode.ID) -> CodeStatement? {
        guard let root = first(.identifier, in: name) else { return nil }
        let specifier = dotted(name)
        let value = importedModule(text(root), span(root))
        if specifier != text(root) { _ = addImport(specifier, span(name)) }
        return assign(bind(root), value, node)
    }

    /// Each name is taken from the module; it may be a module of its own.
    mutating func importFrom(_ node: SyntaxNode.ID) -> [CodeStatement] {
        let module = child(.moduleName, node)
        let specifier = module.map(dotted) ?? "__future__"
        let place = module.map(span) ?? span(node)
        let names = children(.name, node)
        let id = addImport(specifier, place, names: names.map { dotted(child(.name, $0) ?? $0) })
        if first(.wildcardImport, in: node) != nil { builder.addStarImport(id) }
        return names.compactMap { imported($0, from: id, place, node) }
    }

    private mutating func imported(
        _ name: SyntaxNode.ID, from id: CodeImport.ID, _ place: ByteSpan, _ node: SyntaxNode.ID
    ) -> CodeStatement? {
        let original = child(.name, name) ?? name
        guard let bound = child(.alias, name) ?? first(.identifier, in: original) else { return nil }
        let module = builder.add(.importModule(id), place)
        let member = CodeExpression.Kind.member(module, name: dotted(original), nameSpan: span(original))
        let value = builder.add(member, span(original))
        return assign(bind(bound), value, node)
    }

    /// A module as a value.
    mutating func importedModule(_ specifier: String, _ span: ByteSpan, isDynamic: Bool = false) -> CodeExpression.ID {
        builder.add(.importModule(addImport(specifier, span, isDynamic: isDynamic)), span)
    }

    /// Notes an import; one within a function is loaded when the function runs.
    mutating func addImport(
        _ specifier: String?, _ span: ByteSpan, names: [String] = [], isDynamic: Bool = false
    ) -> CodeImport.ID {
        builder.addImport(
            CodeImport(
                specifier: specifier, span: span, names: names, isDynamic: isDynamic || !builder.isAtModuleLevel,
                isTypeOnly: isTypeChecking))
    }

    /// A dotted name as one text, without the blanks that may stand between its parts.
    private func dotted(_ node: SyntaxNode.ID) -> String {
        text(node).filter { !$0.isWhitespace && $0 != "\\" }
    }
}
