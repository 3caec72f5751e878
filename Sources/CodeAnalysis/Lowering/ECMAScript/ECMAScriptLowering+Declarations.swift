import CodeSyntax
import SourceText

// Statements that declare names.
extension ECMAScriptLowering {
    /// Lowers a declaration; `false` when the node is none.
    mutating func lowerDeclaration(_ node: Node, _ body: inout [CodeStatement]) -> Bool {
        switch kind(node) {
        case .lexicalDeclaration, .variableDeclaration:
            for declarator in tree.children(of: node) where kind(declarator) == .variableDeclarator {
                lowerDeclarator(declarator, &body)
            }
        case .functionDeclaration, .generatorFunctionDeclaration: lowerFunctionDeclaration(node, &body)
        case .classDeclaration, .abstractClassDeclaration: lowerClassDeclaration(node, [], &body)
        case .importStatement: lowerImport(node, &body)
        case .importAlias: lowerImportAlias(node, &body)
        case .exportStatement: lowerExport(node, &body)
        case .interfaceDeclaration, .typeAliasDeclaration: lowerType(node, &body)
        case .enumDeclaration: lowerEnum(node, &body)
        case .internalModule: lowerNamespace(node, &body)
        case .module where !isLeaf(node): lowerNamespace(node, &body)
        case .ambientDeclaration: lowerAmbient(node, &body)
        default: return false
        }
        return true
    }

    private mutating func lowerDeclarator(_ node: Node, _ body: inout [CodeStatement]) {
        guard let target = child(.name, node) else { return }
        let type = child(.type, node).flatMap { self.type($0) }
        let bound = names(in: target).first.flatMap { kind(target) == .identifier ? $0 : nil }
        let value = child(.value, node).map { expression($0, named: bound) }
        let pattern = pattern(target)
        if let value { noteRequire(pattern, value) }
        append(.assign(pattern, value, type: type), node, &body)
    }

    /// `const require = createRequire(import.meta.url)` gives an ESM file the `require` of CommonJS.
    private mutating func noteRequire(_ pattern: CodePattern, _ value: CodeExpression.ID) {
        guard case .variable(let variable, _) = pattern, case .call(let callee, _) = builder.module[value].kind
        else { return }
        switch builder.module[callee].kind {
        case .variable(let id) where builder.module[id].name == "createRequire": requireFunctions.insert(variable)
        case .member(_, "createRequire", _): requireFunctions.insert(variable)
        default: break
        }
    }

    private mutating func lowerFunctionDeclaration(_ node: Node, _ body: inout [CodeStatement]) {
        guard let identifier = child(.name, node), child(.body, node) != nil else { return }
        let name = name(identifier)
        let value = builder.add(.function(function(node, named: name, receiver: .dynamic)), span(node))
        append(.assign(declared(name), value, type: nil), node, &body)
    }

    mutating func lowerClassDeclaration(_ node: Node, _ decorators: [Node], _ body: inout [CodeStatement]) {
        guard let identifier = child(.name, node) else { return }
        let name = name(identifier)
        let value = classDefinition(node, named: name, decorators: decorators)
        append(.assign(declared(name), value, type: nil), node, &body)
    }

    /// The variable that a declaration made, to be given its value.
    mutating func declared(_ name: Name) -> CodePattern { builder.target(name.text, name.span) }

    /// What is declared here and made elsewhere: only its shape is of use.
    private mutating func lowerAmbient(_ node: Node, _ body: inout [CodeStatement]) {
        for part in parts(of: node) {
            switch kind(part) {
            case .classDeclaration, .abstractClassDeclaration, .interfaceDeclaration, .typeAliasDeclaration,
                .enumDeclaration:
                _ = lowerDeclaration(part, &body)
            default: break
            }
        }
    }

    // MARK: Namespaces and enumerations

    /// The names of `namespace A.B`.
    func namespacePath(_ node: Node) -> [Name] {
        guard let path = child(.name, node) else { return [] }
        return identifiers(in: path).map(name)
    }

    func identifiers(in node: Node) -> [Node] {
        switch kind(node) {
        case .identifier, .propertyIdentifier, .typeIdentifier: [node]
        case .nestedIdentifier, .memberExpression, .nestedTypeIdentifier:
            tree.children(of: node).flatMap { identifiers(in: $0) }
        default: []
        }
    }

    /// A namespace is a block, and a record of what it exports.
    private mutating func lowerNamespace(_ node: Node, _ body: inout [CodeStatement]) {
        let path = namespacePath(node)
        guard let block = child(.body, node), let first = path.first else { return }
        builder.enterScope()
        namespaces.append([])
        var inner = statements(of: block)
        let exported = namespaces.popLast() ?? []
        builder.leaveScope()
        var value = builder.add(.record(exported), span(node))
        for name in path.dropFirst().reversed() {
            value = builder.add(.record([.named(name.text, nameSpan: name.span, value: value)]), span(node))
        }
        append(.assign(declared(first), value, type: nil), node, &inner)
        append(.block(inner), node, &body)
    }

    private mutating func lowerEnum(_ node: Node, _ body: inout [CodeStatement]) {
        guard let identifier = child(.name, node), let block = child(.body, node) else { return }
        var properties: [CodeExpression.Property] = []
        var number = 0.0
        for member in parts(of: block) {
            let isAssigned = kind(member) == .enumAssignment
            guard let key = isAssigned ? child(.name, member) : member else { continue }
            let written = isAssigned ? child(.value, member).map { expression($0) } : nil
            if let written, case .number(let start) = builder.module[written].kind { number = start }
            let value = written ?? builder.add(.number(number), span(member))
            number += 1
            properties.append(property(propertyKey(key), span(key), value))
        }
        let value = builder.add(.record(properties), span(node))
        append(.assign(declared(name(identifier)), value, type: nil), node, &body)
    }
}
