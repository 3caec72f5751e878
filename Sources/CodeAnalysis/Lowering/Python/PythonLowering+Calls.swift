import CodeSyntax
import SourceText

/// Calls, and those that mean more than a call.
extension PythonLowering {
    mutating func call(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let callee = child(.function, node) else { return opaque(node) }
        if let special = special(node, callee) { return special }
        let function = expression(callee)
        let arguments = child(.arguments, node).map { self.arguments($0) } ?? []
        return builder.add(.call(function, arguments: arguments), span(node))
    }

    /// The arguments of a call; a lone generator expression is one.
    mutating func arguments(_ list: SyntaxNode.ID) -> [CodeExpression.Argument] {
        guard kind(list) == .argumentList else {
            return [CodeExpression.Argument(name: nil, value: expression(list), isSpread: false)]
        }
        return children(list).compactMap { argument($0) }
    }

    private mutating func argument(_ node: SyntaxNode.ID) -> CodeExpression.Argument? {
        if kind(node) == .keywordArgument {
            guard let name = child(.name, node), let written = child(.value, node) else { return nil }
            return CodeExpression.Argument(name: text(name), value: expression(written), isSpread: false)
        }
        guard hasValue(node) || (kind(node) == nil && !isLeaf(node)) else { return nil }
        let isNamed = kind(node) == .dictionarySplat
        return CodeExpression.Argument(
            name: isNamed ? "" : nil, value: expression(node), isSpread: isNamed || isStarred(node))
    }

    // MARK: Calls that mean more

    private mutating func special(_ node: SyntaxNode.ID, _ callee: SyntaxNode.ID) -> CodeExpression.ID? {
        let name = kind(callee) == .attribute ? child(.attribute, callee) : callee
        guard let name, kind(name) == .identifier, let list = child(.arguments, node) else { return nil }
        switch text(name) {
        case "super":
            guard kind(callee) == .identifier, [0, 2].contains(operands(list).count) else { return nil }
            return builder.add(.superclass, span(node))
        case "import_module": return imported(list, node, isRoot: false)
        case "__import__": return imported(list, node, isRoot: true)
        default: return nil
        }
    }

    /// `importlib.import_module(x)` gives the module itself, `__import__(x)` the package at its root.
    private mutating func imported(
        _ list: SyntaxNode.ID, _ node: SyntaxNode.ID, isRoot: Bool
    ) -> CodeExpression.ID? {
        guard let first = operands(list).first, !isStarred(first), kind(first) != .dictionarySplat else { return nil }
        let name = expression(first)
        guard case .string(let specifier) = builder.module[name].kind else {
            let id = addImport(nil, span(first), isDynamic: true)
            return builder.add(.importComputed(id, specifier: name), span(node))
        }
        guard isRoot, let dot = specifier.firstIndex(of: "."), dot != specifier.startIndex else {
            return module(specifier, first, node)
        }
        _ = addImport(specifier, span(first), isDynamic: true)
        return module(String(specifier[..<dot]), first, node)
    }

    private mutating func module(
        _ specifier: String, _ name: SyntaxNode.ID, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let id = addImport(specifier, span(name), isDynamic: true)
        return builder.add(.importModule(id), span(node))
    }
}
