import CodeSyntax
import SourceText

/// The declarations of a file, which may use each other in any order.
extension GoLowering {
    /// Lowers the whole file: imports and constants, then types, functions, variables, and what `init` does.
    mutating func module() -> CodeModule {
        let declarations = declarations(tree.root)
        for node in declarations { declare(node) }
        var body: [CodeStatement] = []
        for node in declarations where kind(node) == .importDeclaration { body += imports(node) }
        for node in declarations where kind(node) == .constDeclaration { body += constants(node) }
        for node in declarations where kind(node) == .typeDeclaration { body += types(node) }
        for node in declarations where kind(node) == .functionDeclaration && !isInitializer(node) {
            body += function(node)
        }
        for node in declarations where kind(node) == .methodDeclaration { method(node) }
        for node in declarations where isVariableOrOther(node) { body += statement(node) }
        for node in declarations where isInitializer(node) { body += initializer(node) }
        return builder.finish(body: body, tree: tree, isCut: false)
    }

    /// The declarations, with those in parts that do not follow the grammar.
    private func declarations(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        var all: [SyntaxNode.ID] = []
        for child in children(node) {
            if kind(child) == nil, !isLeaf(child) {
                all += declarations(child)
            } else {
                all.append(child)
            }
        }
        return all
    }

    private func isVariableOrOther(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .importDeclaration, .constDeclaration, .typeDeclaration, .functionDeclaration, .methodDeclaration,
            .packageClause, .comment, nil:
            false
        default: true
        }
    }

    // MARK: Names

    private mutating func declare(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .packageClause:
            if let name = first(.packageIdentifier, in: node) { builder.setPackage(text(name)) }
        case .functionDeclaration:
            if !isInitializer(node) { names(node).forEach { export($0, isConstant: true) } }
        case .constDeclaration: declareSpecs(node, isConstant: true)
        case .varDeclaration: declareSpecs(node, isConstant: false)
        case .typeDeclaration: declareSpecs(node, isConstant: true)
        case .shortVarDeclaration:
            if let left = child(.left, node) { operands(left).forEach { export($0, isConstant: false) } }
        default: break
        }
    }

    private mutating func declareSpecs(_ node: SyntaxNode.ID, isConstant: Bool) {
        for child in children(node) {
            switch kind(child) {
            case .varSpecList: declareSpecs(child, isConstant: isConstant)
            case .varSpec, .constSpec, .typeSpec, .typeAlias:
                names(child).forEach { export($0, isConstant: isConstant) }
            default: break
            }
        }
    }

    private mutating func export(_ name: SyntaxNode.ID, isConstant: Bool) {
        let written = text(name)
        let isName = kind(name) == .identifier || kind(name) == .typeIdentifier
        guard isName, !written.isEmpty, written != "_" else { return }
        builder.export(written, builder.declare(written, span(name), isConstant: isConstant))
    }

    // MARK: init

    private func isInitializer(_ node: SyntaxNode.ID) -> Bool {
        kind(node) == .functionDeclaration && child(.name, node).map { text($0) == "init" } ?? false
    }

    /// `init` cannot be named by anybody; it runs when the package is loaded.
    private mutating func initializer(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let function = functionValue(node) else { return [] }
        let call = builder.add(.call(function, arguments: []), span(node))
        return [CodeStatement(kind: .expression(call), span: span(node))]
    }

    // MARK: Imports

    private mutating func imports(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for child in children(node) {
            if kind(child) == .importSpecList { all += imports(child) }
            if kind(child) == .importSpec, let statement = importSpec(child) { all.append(statement) }
        }
        return all
    }

    private mutating func importSpec(_ node: SyntaxNode.ID) -> CodeStatement? {
        guard let path = child(.path, node) else { return nil }
        let specifier = GoText.string(text(path))
        let id = builder.addImport(
            CodeImport(specifier: specifier, span: span(path), names: [], isDynamic: false, isTypeOnly: false))
        let value = builder.add(.importModule(id), span(path))
        let name = child(.name, node)
        switch name.flatMap({ kind($0) }) {
        case .dot:
            builder.addStarImport(id)
            return nil
        case .blankIdentifier: return CodeStatement(kind: .expression(value), span: span(node))
        default: break
        }
        let bound = name.map { text($0) } ?? packageName(ofPath: specifier)
        let variable = builder.declare(bound, span(name ?? path), isConstant: true)
        return assign(.variable(variable, span: span(name ?? path)), value, node)
    }

    /// The name of an imported package. Where its path ends with no name, it is the part that the file uses: of
    /// `jsii-runtime-go` the `jsii`.
    private mutating func packageName(ofPath path: String) -> String {
        let name = GoText.packageName(ofPath: path)
        guard name.contains("-") else { return name }
        let used = usedPackages ?? namesBeforeDots()
        usedPackages = used
        let parts = name.split(separator: "-").map(String.init)
        return ([parts.joined()] + parts).first { used.contains($0) } ?? name
    }

    private func namesBeforeDots() -> Set<String> {
        var names: Set<String> = []
        for node in tree.nodes where node.field == .operand || node.field == .package {
            let kind = GoLowering.vocabulary[node]
            guard kind == .identifier || kind == .packageIdentifier else { continue }
            names.insert(tree.file.text(in: node.span))
        }
        return names
    }
}
