import CodeSyntax
import SourceText

/// `def` and `lambda`.
extension PythonLowering {
    /// `@a @b def f(): …` or a class.
    mutating func decoratedDefinition(_ node: SyntaxNode.ID) -> [CodeStatement] {
        let decorators = children(node).filter { kind($0) == .decorator }.compactMap { operands($0).first }
        guard let definition = child(.definition, node) else { return statements(node) }
        return kind(definition) == .classDefinition
            ? classDefinition(definition, decorators: decorators)
            : functionDefinition(definition, decorators: decorators)
    }

    /// A function, which in a class body is a member; defaults and types are evaluated outside of it.
    mutating func functionDefinition(_ node: SyntaxNode.ID, decorators: [SyntaxNode.ID]) -> [CodeStatement] {
        guard let name = child(.name, node) else { return statements(node) }
        let role = currentClass == nil ? .function : methodRole(text(name), decorators)
        let wrappers = decorators.filter { !isModelled($0) }.map { expression($0) }
        let parameters = child(.parameters, node).map { drafts($0) } ?? []
        let returnType = child(.returnType, node).flatMap { typeName($0) }
        let names = child(.body, node).map { PythonNames(tree: tree, body: $0) }
        let id = builder.enterFunction(
            name: text(name), span: span(node), nameSpan: span(name), receiver: role.receiver,
            isAsync: first(.async, in: node) != nil, isGenerator: names?.hasYield ?? false)
        contexts.append(nil)
        let patterns = parameters.map { finished($0) }
        if let names { declare(names) }
        let body = child(.body, node).map { statements($0) } ?? []
        builder.leaveFunction(parameters: patterns, body: body, returnType: returnType)
        contexts.removeLast()
        builder.update(id) { $0.decorators = wrappers }
        return bound(id, name, role, node)
    }

    private mutating func bound(
        _ id: CodeFunction.ID, _ name: SyntaxNode.ID, _ role: MethodRole, _ node: SyntaxNode.ID
    ) -> [CodeStatement] {
        addMethod(id, name, role)
        let value = builder.add(.function(id), span(node))
        return [assign(bind(name), value, node)]
    }

    /// A function of one expression.
    mutating func lambda(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let parameters = child(.parameters, node).map { drafts($0) } ?? []
        let names = PythonNames(tree: tree, body: node)
        let keyword = first(.lambda, in: node).map(span) ?? ByteSpan(span(node).lowerBound, span(node).lowerBound)
        let id = builder.enterFunction(
            name: nil, span: span(node), nameSpan: keyword, receiver: .none, isGenerator: names.hasYield)
        contexts.append(nil)
        let patterns = parameters.map { finished($0) }
        declare(names)
        let result = child(.body, node).map { body in
            CodeStatement(kind: .return(expression(body)), span: span(body))
        }
        builder.leaveFunction(parameters: patterns, body: result.map { [$0] } ?? [])
        contexts.removeLast()
        return builder.add(.function(id), span(node))
    }

    /// Makes a body's names known before any of it is lowered.
    private mutating func declare(_ names: PythonNames) {
        for name in names.globals {
            let variable = builder.moduleVariable(name.text, name.span)
            builder.export(name.text, variable)
            builder.alias(name.text, to: variable)
        }
        for name in names.nonlocals {
            guard let variable = builder.lookUpOutside(name.text) else { continue }
            builder.alias(name.text, to: variable)
        }
        for name in names.assigned { builder.declare(name.text, name.span) }
    }

    // MARK: Parameters

    /// A parameter whose default and type are lowered, before the function is entered.
    private struct Draft {
        let target: SyntaxNode.ID
        let span: ByteSpan
        var kind = CodeParameter.Kind.ordinary
        var isPositionalOnly = false
        var defaultValue: CodeExpression.ID?
        var type: CodeExpression.ID?
    }

    private mutating func drafts(_ list: SyntaxNode.ID) -> [Draft] {
        var all: [Draft] = []
        var ordinary = CodeParameter.Kind.ordinary
        for node in children(list) {
            switch kind(node) {
            case .keywordSeparator: ordinary = .keywordOnly
            case .positionalSeparator: for index in all.indices { all[index].isPositionalOnly = true }
            default:
                guard let draft = draft(node, ordinary) else { continue }
                all.append(draft)
                if draft.kind == .rest { ordinary = .keywordOnly }
            }
        }
        return all
    }

    private mutating func draft(_ node: SyntaxNode.ID, _ ordinary: CodeParameter.Kind) -> Draft? {
        let target: SyntaxNode.ID?
        switch kind(node) {
        case .identifier, .tuplePattern, .listSplatPattern, .dictionarySplatPattern: target = node
        case .typedParameter: target = children(node).first { kind($0) != .comment }
        case .defaultParameter, .typedDefaultParameter: target = child(.name, node)
        default: target = nil
        }
        guard let target else { return nil }
        var draft = Draft(target: target, span: span(node), kind: ordinary)
        if kind(target) == .listSplatPattern { draft.kind = .rest }
        if kind(target) == .dictionarySplatPattern { draft.kind = .keywordRest }
        draft.defaultValue = child(.value, node).map { expression($0) }
        draft.type = child(.type, node).flatMap { typeName($0) }
        return draft
    }

    private mutating func finished(_ draft: Draft) -> CodeParameter {
        declareParameters(draft.target)
        let name = kind(draft.target) == .identifier && !draft.isPositionalOnly ? text(draft.target) : nil
        return CodeParameter(
            pattern: pattern(draft.target), name: name, kind: draft.kind, defaultValue: draft.defaultValue,
            type: draft.type, decorators: [], span: draft.span)
    }

    private mutating func declareParameters(_ node: SyntaxNode.ID) {
        switch kind(node) {
        case .identifier: builder.declare(text(node), span(node))
        case .tuplePattern, .listSplatPattern, .dictionarySplatPattern:
            for child in children(node) { declareParameters(child) }
        default: break
        }
    }
}
