import CodeSyntax
import SourceText

/// A file: its package, its imports, its classes.
extension JavaLowering {
    mutating func module() -> CodeModule {
        let declarations = declarations(tree.root)
        for node in declarations { declare(node) }
        var body: [CodeStatement] = []
        for node in declarations where kind(node) == .importDeclaration { body += importDeclaration(node) }
        for node in declarations where kind(node) != .importDeclaration && kind(node) != .packageDeclaration {
            body += statement(node)
        }
        return builder.finish(body: body, tree: tree, isCut: false)
    }

    /// The declarations, with those in parts that do not follow the grammar.
    private func declarations(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        children(node).flatMap { isUnknown($0) ? declarations($0) : [$0] }
    }

    private mutating func declare(_ node: SyntaxNode.ID) {
        if kind(node) == .packageDeclaration, let name = operands(node).first { builder.setPackage(qualifiedName(name)) }
        guard kind(node)?.isTypeDeclaration == true, let name = child(.name, node), span(name).count > 0 else { return }
        builder.export(text(name), builder.declare(text(name), span(name), isConstant: true))
    }

    /// A name with dots, without what may stand between its parts.
    func qualifiedName(_ node: SyntaxNode.ID) -> String {
        text(node).filter { !$0.isWhitespace }
    }

    // MARK: Imports

    /// A class is known under its own name, a static member under its; of a package or class whose names are all taken
    /// nothing is bound.
    private mutating func importDeclaration(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let path = operands(node).first else { return [] }
        let isStatic = first(.static, in: node) != nil
        let isStar = first(.asterisk, in: node) != nil
        let specifier = qualifiedName(path) + (isStar ? ".*" : "")
        let id = builder.addImport(
            CodeImport(specifier: specifier, span: span(path), names: isStatic && isStar ? ["*"] : [], isDynamic: false, isTypeOnly: false))
        guard !isStar else {
            builder.addStarImport(id)
            hasStaticStarImport = hasStaticStarImport || isStatic
            return []
        }
        let name = kind(path) == .scopedIdentifier ? child(.name, path) ?? path : path
        let value = builder.add(.importModule(id), span(path))
        let variable = builder.declare(text(name), span(name), isConstant: true)
        return [assign(.variable(variable, span: span(name)), value, node)]
    }

    /// A class that is named with its package where it is used.
    mutating func imported(_ name: String, _ span: ByteSpan) -> CodeExpression.ID {
        let id = builder.addImport(CodeImport(specifier: name, span: span, names: [], isDynamic: false, isTypeOnly: false))
        return builder.add(.importModule(id), span)
    }
}
