import CodeSyntax
import SourceText

/// Functions, methods and closures.
extension GoLowering {
    /// `func f(…)`, as the value of its name.
    mutating func function(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let name = child(.name, node), let value = functionValue(node) else { return [] }
        return [assign(target(name), value, node)]
    }

    /// The value of a function declaration.
    mutating func functionValue(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let name = child(.name, node) else { return nil }
        let id = function(node, name: text(name), nameSpan: span(name), receiver: nil)
        return builder.add(.function(id), span(node))
    }

    /// `func (r T) f(…)` belongs to its type, which another file may declare.
    mutating func method(_ node: SyntaxNode.ID) {
        guard let name = child(.name, node), let receiver = child(.receiver, node) else { return }
        let id = function(node, name: text(name), nameSpan: span(name), receiver: receiver)
        let declaration = first(.parameterDeclaration, in: receiver)
        guard let type = declaration.flatMap({ child(.type, $0) }).flatMap({ baseName($0) }) else { return }
        builder.addLooseMethod(id, of: type)
        guard let owner = classes[type] else { return }
        let member = CodeClass.Member(
            name: text(name), nameSpan: span(name), kind: .method(id), isStatic: false, type: nil, decorators: [])
        builder.update(owner) { $0.members.append(member) }
        builder.update(id) { $0.ofClass = owner }
    }

    /// A function without a name.
    mutating func closure(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let start = span(node).lowerBound
        let id = function(node, name: nil, nameSpan: ByteSpan(start, start + 4), receiver: nil)
        return builder.add(.function(id), span(node))
    }

    private mutating func function(
        _ node: SyntaxNode.ID, name: String?, nameSpan: ByteSpan, receiver: SyntaxNode.ID?
    ) -> CodeFunction.ID {
        let drafts = (receiver.map { self.drafts($0) } ?? []) + (child(.parameters, node).map { self.drafts($0) } ?? [])
        let result = child(.result, node)
        let returned = result.flatMap { kind($0) == .parameterList ? self.drafts($0) : nil } ?? []
        let type = returned.first?.type ?? result.flatMap { typeName($0) }
        let id = builder.enterFunction(
            name: name, span: span(node), nameSpan: nameSpan, receiver: receiver == nil ? .none : .firstParameter)
        let outer = results
        results = returned.compactMap(\.name)
        let parameters = drafts.map { finished($0) }
        var body = returned.compactMap { named($0) }
        body += child(.body, node).map { statements($0) } ?? []
        results = outer
        builder.leaveFunction(parameters: parameters, body: body, returnType: type)
        return id
    }

    // MARK: Parameters

    /// A parameter or result whose type is lowered, before the function is entered.
    private struct Draft {
        let name: SyntaxNode.ID?
        let type: CodeExpression.ID?
        let kind: CodeParameter.Kind
        let span: ByteSpan
    }

    private mutating func drafts(_ list: SyntaxNode.ID) -> [Draft] {
        var all: [Draft] = []
        for node in children(list) {
            guard kind(node) == .parameterDeclaration || kind(node) == .variadicParameterDeclaration else { continue }
            let type = child(.type, node).flatMap { typeName($0) }
            let names = names(node)
            let how = kind(node) == .parameterDeclaration ? CodeParameter.Kind.ordinary : .rest
            if names.isEmpty { all.append(Draft(name: nil, type: type, kind: how, span: span(node))) }
            all += names.map { Draft(name: $0, type: type, kind: how, span: span(node)) }
        }
        return all
    }

    private mutating func finished(_ draft: Draft) -> CodeParameter {
        CodeParameter(
            pattern: pattern(draft), name: nil, kind: draft.kind, defaultValue: nil, type: draft.type, decorators: [],
            span: draft.span)
    }

    private mutating func pattern(_ draft: Draft) -> CodePattern {
        guard let name = draft.name else { return .nothing }
        declare(name)
        return target(name)
    }

    /// A named result is a variable of the function.
    private mutating func named(_ draft: Draft) -> CodeStatement? {
        guard let name = draft.name else { return nil }
        let pattern = pattern(draft)
        if case .nothing = pattern { return nil }
        return assign(pattern, nil, name, type: draft.type)
    }
}
