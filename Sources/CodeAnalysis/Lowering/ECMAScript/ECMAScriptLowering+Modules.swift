import CodeSyntax
import SourceText

// Imports and exports.
extension ECMAScriptLowering {
    /// A name taken from a module; `nil` takes the module itself.
    private struct Binding {
        var imported: String?
        var local: Name
        var span: ByteSpan
        var isTypeOnly: Bool
    }

    // MARK: Imports

    /// The names that an import brings into scope.
    func importedNames(_ node: Node) -> [Name] {
        if let clause = child(.importRequireClause, of: node) {
            return child(.identifier, of: clause).map { [name($0)] } ?? []
        }
        return bindings(node).map(\.local)
    }

    private func bindings(_ node: Node) -> [Binding] {
        guard let clause = child(.importClause, of: node) else { return [] }
        let isTypeOnly = has(.typeKeyword, node) || has(.typeofKeyword, node)
        return parts(of: clause).flatMap { part -> [Binding] in
            switch kind(part) {
            case .identifier:
                [Binding(imported: "default", local: name(part), span: span(part), isTypeOnly: isTypeOnly)]
            case .namespaceImport:
                child(.identifier, of: part).map {
                    [Binding(imported: nil, local: name($0), span: span(part), isTypeOnly: isTypeOnly)]
                } ?? []
            default: specifiers(part, isTypeOnly: isTypeOnly)
            }
        }
    }

    /// The names in braces of an import or export: what is taken, and what it is called here or from here on.
    private func specifiers(_ clause: Node, isTypeOnly: Bool) -> [Binding] {
        parts(of: clause).compactMap { part in
            guard let taken = child(.name, part) else { return nil }
            let local = child(.alias, part) ?? taken
            return Binding(
                imported: exportName(taken), local: Name(text: exportName(local), span: span(local)), span: span(taken),
                isTypeOnly: isTypeOnly || has(.typeKeyword, part) || has(.typeofKeyword, part))
        }
    }

    private func exportName(_ node: Node) -> String { kind(node) == .string ? string(node) : text(node) }

    mutating func lowerImport(_ node: Node, _ body: inout [CodeStatement]) {
        if let clause = child(.importRequireClause, of: node) { return lowerImportRequire(clause, node, &body) }
        guard let source = child(.source, node) else { return }
        let bindings = bindings(node)
        if bindings.isEmpty {
            let isTypeOnly = has(.typeKeyword, node)
            let id = addImport(source, names: [], isTypeOnly: isTypeOnly)
            return append(.expression(builder.add(.importModule(id), span(source))), node, &body)
        }
        bind(bindings, source, node, &body) { lowering, binding in
            lowering.builder.target(binding.local.text, binding.local.span)
        }
    }

    private mutating func lowerImportRequire(_ clause: Node, _ node: Node, _ body: inout [CodeStatement]) {
        guard let source = child(.source, clause), let local = child(.identifier, of: clause) else { return }
        let id = addImport(source, names: [], isTypeOnly: has(.typeKeyword, node))
        let value = builder.add(.importModule(id), span(source))
        append(.assign(pattern(local), value, type: nil), node, &body)
    }

    /// Assigns what is taken from a module; types and values are imports of their own.
    private mutating func bind(
        _ bindings: [Binding], _ source: Node, _ node: Node, _ body: inout [CodeStatement],
        _ target: (inout ECMAScriptLowering, Binding) -> CodePattern
    ) {
        for isTypeOnly in [false, true] {
            let taken = bindings.filter { $0.isTypeOnly == isTypeOnly }
            if taken.isEmpty { continue }
            let id = addImport(source, names: taken.compactMap(\.imported), isTypeOnly: isTypeOnly)
            for binding in taken {
                let value = imported(binding, id, source)
                body.append(
                    CodeStatement(kind: .assign(target(&self, binding), value, type: nil), span: binding.local.span))
            }
        }
    }

    private mutating func imported(_ binding: Binding, _ id: CodeImport.ID, _ source: Node) -> CodeExpression.ID {
        let module = builder.add(.importModule(id), span(source))
        guard let name = binding.imported else { return module }
        return builder.add(.member(module, name: name, nameSpan: binding.span), binding.span)
    }

    private mutating func addImport(_ source: Node, names: [String], isTypeOnly: Bool) -> CodeImport.ID {
        builder.addImport(
            CodeImport(
                specifier: string(source), span: span(source), names: names, isDynamic: !builder.isAtModuleLevel,
                isTypeOnly: isTypeOnly))
    }

    /// `import A = B.C`.
    mutating func lowerImportAlias(_ node: Node, _ body: inout [CodeStatement]) {
        let parts = parts(of: node)
        guard parts.count > 1 else { return }
        let value = expression(parts[1])
        append(.assign(pattern(parts[0]), value, type: nil), node, &body)
    }

    // MARK: Exports

    mutating func lowerExport(_ node: Node, _ body: inout [CodeStatement]) {
        if let source = child(.source, node) { return lowerExportFrom(node, source, &body) }
        if let declaration = child(.declaration, node) { return lowerExportedDeclaration(declaration, node, &body) }
        if let clause = child(.exportClause, of: node) { return lowerExportClause(clause, &body) }
        if has(.asKeyword, node) { return }
        guard let value = child(.value, node) ?? part(of: node) else { return }
        has(.defaultKeyword, node) ? lowerDefault(value, node, &body) : lowerExportAssignment(value, node, &body)
    }

    private mutating func lowerExportFrom(_ node: Node, _ source: Node, _ body: inout [CodeStatement]) {
        let isTypeOnly = has(.typeKeyword, node)
        var bindings: [Binding] = []
        if let clause = child(.exportClause, of: node) {
            bindings = specifiers(clause, isTypeOnly: isTypeOnly)
        } else if let named = child(.namespaceExport, of: node), let name = part(of: named) {
            bindings = [
                Binding(
                    imported: nil, local: Name(text: exportName(name), span: span(name)), span: span(named),
                    isTypeOnly: isTypeOnly)
            ]
        } else {
            let id = addImport(source, names: [], isTypeOnly: isTypeOnly)
            builder.addStarImport(id)
            return append(.expression(builder.add(.importModule(id), span(source))), node, &body)
        }
        bind(bindings, source, node, &body) { lowering, binding in
            let variable = lowering.builder.hiddenVariable(binding.local.span)
            lowering.export(binding.local, variable)
            return .variable(variable, span: binding.local.span)
        }
    }

    private mutating func lowerExportedDeclaration(_ inner: Node, _ node: Node, _ body: inout [CodeStatement]) {
        let names = exportedNames(inner)
        let isDefault = has(.defaultKeyword, node)
        for name in names {
            guard let variable = builder.lookUp(name.text) else { continue }
            export(isDefault ? Name(text: "default", span: name.span) : name, variable)
        }
        // A declaration without a name can only be the default.
        if names.isEmpty, isDefault { return lowerDefault(inner, node, &body) }
        let decorators = tree.children(of: node).filter { kind($0) == .decorator }
        if !decorators.isEmpty, kind(inner) == .classDeclaration || kind(inner) == .abstractClassDeclaration {
            return lowerClassDeclaration(inner, Array(decorators), &body)
        }
        lower(inner, &body)
    }

    private func exportedNames(_ inner: Node) -> [Name] {
        let declaration = declaration(in: inner)
        switch kind(declaration) {
        case .variableDeclaration, .lexicalDeclaration:
            return tree.children(of: declaration).compactMap { child(.name, $0) }.flatMap { names(in: $0) }
        case .internalModule, .module: return namespacePath(declaration).first.map { [$0] } ?? []
        case .importAlias: return part(of: declaration).map { [name($0)] } ?? []
        default: return child(.name, declaration).map { [name($0)] } ?? []
        }
    }

    private mutating func lowerExportClause(_ clause: Node, _ body: inout [CodeStatement]) {
        for binding in specifiers(clause, isTypeOnly: false) {
            guard let local = binding.imported else { continue }
            if let variable = builder.lookUp(local) {
                export(binding.local, variable)
            } else {
                let value = builder.add(.global(local), binding.span)
                lowerHidden(value, binding.local, clause, &body)
            }
        }
    }

    private mutating func lowerDefault(_ value: Node, _ node: Node, _ body: inout [CodeStatement]) {
        let name = Name(text: "default", span: span(value))
        let isNamed = kind(value) == .class || kind(value) == .functionExpression || kind(value) == .arrowFunction
        let title = Name(text: "default", span: child(.defaultKeyword, of: node).map(span) ?? span(value))
        let lowered = expression(value, named: isNamed ? title : nil)
        lowerHidden(lowered, name, node, &body)
    }

    private mutating func lowerHidden(
        _ value: CodeExpression.ID, _ name: Name, _ node: Node, _ body: inout [CodeStatement]
    ) {
        let variable = builder.hiddenVariable(name.span)
        export(name, variable)
        append(.assign(.variable(variable, span: name.span), value, type: nil), node, &body)
    }

    /// `export = value` is what CommonJS writes as `module.exports = value`.
    private mutating func lowerExportAssignment(_ value: Node, _ node: Node, _ body: inout [CodeStatement]) {
        let lowered = expression(value)
        let module = builder.add(.global("module"), span(node))
        let exports = builder.add(.member(module, name: "exports", nameSpan: span(node)), span(node))
        append(.assign(.target(exports), lowered, type: nil), node, &body)
    }

    /// Makes a variable known outside: of the module, or of the namespace around.
    private mutating func export(_ name: Name, _ variable: CodeVariable.ID) {
        guard !namespaces.isEmpty else { return builder.export(name.text, variable) }
        let value = builder.add(.variable(variable), name.span)
        namespaces[namespaces.count - 1].append(.named(name.text, nameSpan: name.span, value: value))
    }
}
