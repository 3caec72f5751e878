import CodeSyntax
import SourceText

/// Statements without a body of their own.
extension PythonLowering {
    /// The statements of a block, a module, or a part that does not follow the grammar.
    mutating func statements(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for child in children(node) { all += statement(child) }
        return all
    }

    /// A statement; imports and the like are several. Where text is broken, what has a value is a statement too, and of
    /// anything else its parts are.
    mutating func statement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let kind = kind(node) else { return statements(node) }
        if kind.isStatement { return compound(node, kind) ?? simple(node, kind) }
        return hasValue(node) ? expressionStatement([node], in: node) : statements(node)
    }

    private mutating func simple(_ node: SyntaxNode.ID, _ kind: PythonKind) -> [CodeStatement] {
        switch kind {
        case .expressionStatement: return expressionStatement(operands(node), in: node)
        case .importStatement: return importStatement(node)
        case .importFromStatement, .futureImportStatement: return importFrom(node)
        case .typeAliasStatement: return typeAlias(node)
        case .deleteStatement: return delete(node)
        case .printStatement: return [expressionOf(printCall(node), node)]
        case .execStatement: return [expressionOf(globalCall("exec", operands(node), node), node)]
        default: return jump(node, kind).map { [CodeStatement(kind: $0, span: span(node))] } ?? []
        }
    }

    /// What changes where the program goes on; `pass`, `global` and `nonlocal` do nothing.
    private mutating func jump(_ node: SyntaxNode.ID, _ kind: PythonKind) -> CodeStatement.Kind? {
        switch kind {
        case .returnStatement: return .return(value(of: operands(node), node))
        case .raiseStatement: return raise(node)
        case .breakStatement: return .leave
        case .continueStatement: return .next
        case .assertStatement: return assertion(node)
        default: return nil
        }
    }

    // MARK: Expressions as statements

    private mutating func expressionStatement(_ parts: [SyntaxNode.ID], in node: SyntaxNode.ID) -> [CodeStatement] {
        if parts.count == 1, let only = parts.first {
            if kind(only) == .assignment { return assignmentStatement(only) }
            if kind(only) == .augmentedAssignment { return augmentedStatement(only) }
        }
        return value(of: parts, node).map { [expressionOf($0, node)] } ?? []
    }

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    mutating func expressionOf(_ value: CodeExpression.ID, _ node: SyntaxNode.ID) -> CodeStatement {
        CodeStatement(kind: .expression(value), span: span(node))
    }

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    mutating func assign(
        _ pattern: CodePattern, _ value: CodeExpression.ID?, _ node: SyntaxNode.ID, type: CodeExpression.ID? = nil
    ) -> CodeStatement {
        CodeStatement(kind: .assign(pattern, value, type: type), span: span(node))
    }

    /// `a = b`, `a: T`, `a: T = b`; the value is lowered before a class body learns of the name.
    private mutating func assignmentStatement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let left = child(.left, node) else { return [] }
        let value = child(.right, node).map { expression($0) }
        let annotation = child(.type, node)
        let type = annotation.flatMap { typeName($0) }
        let pattern = pattern(left)
        addField(left, value: value, type: type, isStatic: annotation.map(isClassVariable) ?? true)
        return [assign(pattern, value, node, type: type)]
    }

    private mutating func augmentedStatement(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let (pattern, value) = augmented(node) else { return [] }
        return [assign(pattern, value, node)]
    }

    private mutating func typeAlias(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let left = child(.left, node), let right = child(.right, node) else { return [] }
        let value = typeName(right)
        guard let name = children(left).first(where: hasValue) else { return [] }
        return [assign(pattern(name), value, node)]
    }

    // MARK: Others

    private mutating func delete(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var targets = operands(node)
        if targets.count == 1, let only = targets.first, kind(only) == .expressionList || kind(only) == .tuple {
            targets = operands(only)
        }
        return targets.map { target in
            let value = expression(target)
            return expressionOf(builder.add(.unary(.delete, value), span(node)), node)
        }
    }

    /// `raise a from b` raises `a`; `b` is evaluated too.
    private mutating func raise(_ node: SyntaxNode.ID) -> CodeStatement.Kind {
        let cause = child(.cause, node)
        let raised = operands(node).filter { $0 != cause }
        guard let value = value(of: raised, node) else { return .raise(nil) }
        guard let cause else { return .raise(value) }
        let because = expression(cause)
        return .raise(builder.add(.sequence([because, value]), span(node)))
    }

    /// The text after the condition is evaluated only when the condition fails.
    private mutating func assertion(_ node: SyntaxNode.ID) -> CodeStatement.Kind? {
        let parts = operands(node)
        guard let condition = parts.first else { return nil }
        let checked = expression(condition)
        guard parts.count > 1 else { return .check(checked) }
        let message = expression(parts[1])
        return .check(builder.add(.logical(.or, checked, failure(message, node)), span(node)))
    }

    private mutating func failure(_ message: CodeExpression.ID, _ node: SyntaxNode.ID) -> CodeExpression.ID {
        let no = builder.add(.boolean(false), span(node))
        return builder.add(.sequence([message, no]), span(node))
    }

    private mutating func printCall(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let file = first(.chevron, in: node).map { operands($0) } ?? []
        return globalCall("print", file + operands(node), node)
    }

    private mutating func globalCall(
        _ name: String, _ values: [SyntaxNode.ID], _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let callee = builder.add(.global(name), span(node))
        let arguments = values.map {
            CodeExpression.Argument(name: nil, value: expression($0), isSpread: false)
        }
        return builder.add(.call(callee, arguments: arguments), span(node))
    }
}
