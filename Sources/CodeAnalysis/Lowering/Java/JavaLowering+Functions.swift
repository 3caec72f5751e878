import CodeSyntax
import SourceText

/// Parameters, lambdas and references to methods.
extension JavaLowering {
    mutating func enterFunction(
        name: String?, span: ByteSpan, nameSpan: ByteSpan, receiver: CodeFunction.Receiver
    ) -> CodeFunction.ID {
        let id = builder.enterFunction(name: name, span: span, nameSpan: nameSpan, receiver: receiver)
        depths[id] = classes.count
        return id
    }

    mutating func leaveFunction(
        parameters: [CodeParameter], body: [CodeStatement], returnType: CodeExpression.ID? = nil
    ) {
        builder.leaveFunction(parameters: parameters, body: body, returnType: returnType)
    }

    // MARK: Parameters

    mutating func parameters(_ list: SyntaxNode.ID) -> [CodeParameter] {
        if kind(list) == .identifier { return [parameter(list, list, type: nil)] }
        var all: [CodeParameter] = []
        for node in children(list) {
            switch kind(node) {
            case .formalParameter:
                let type = child(.type, node).flatMap { self.type($0) }
                all.append(parameter(node, child(.name, node), type: type))
            case .spreadParameter:
                let name = first(.variableDeclarator, in: node).flatMap { child(.name, $0) }
                all.append(parameter(node, name, type: nil, kind: .rest))
            case .identifier: all.append(parameter(node, node, type: nil))
            default: continue
            }
        }
        return all
    }

    private mutating func parameter(
        _ node: SyntaxNode.ID, _ name: SyntaxNode.ID?, type: CodeExpression.ID?, kind: CodeParameter.Kind = .ordinary
    ) -> CodeParameter {
        let decorators = annotations(node)
        let pattern = name.map { declared($0) } ?? .nothing
        return CodeParameter(
            pattern: pattern, name: name.map { text($0) }, kind: kind, defaultValue: nil, type: type,
            decorators: decorators, span: span(node))
    }

    /// A name that is made known to its block, which may hide one of the same name further out.
    mutating func declared(_ name: SyntaxNode.ID) -> CodePattern {
        guard kind(name) == .identifier, span(name).count > 0 else { return .nothing }
        return .variable(builder.declareAnew(text(name), span(name)), span: span(name))
    }

    // MARK: Lambdas

    mutating func lambda(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let list = child(.parameters, node), let body = child(.body, node) else { return opaque(node) }
        let id = enterFunction(name: nil, span: span(node), nameSpan: span(list), receiver: .lexical)
        let parameters = self.parameters(list)
        let statements = kind(body) == .block ? self.statements(body) : [returning(expression(body), body)]
        leaveFunction(parameters: parameters, body: statements)
        return builder.add(.function(id), span(node))
    }

    mutating func returning(_ value: CodeExpression.ID, _ node: SyntaxNode.ID) -> CodeStatement {
        CodeStatement(kind: .return(value), span: span(node))
    }

    // MARK: References to methods

    /// `Type::new`, `object::method` and `Type::method` as functions that hand their arguments over.
    mutating func methodReference(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let parts = children(node).filter { hasValue($0) || isType($0) || kind($0) == .new }
        guard let object = parts.first else { return opaque(node) }
        let name = parts.count > 1 ? parts.last : nil
        guard let name, kind(name) != .new else { return constructorReference(object, node) }
        let namesType = isType(object) || (kind(object) == .identifier || kind(object) == .fieldAccess) && isTypeName(lastName(object))
        guard namesType else { return handingOver(node) { $0.boundCall(object, name, $1, node) } }
        return handingOver(node, takesFirst: true) { $0.unboundCall(object, name, $1, node) }
    }

    private func lastName(_ node: SyntaxNode.ID) -> String {
        text(child(.field, node) ?? node)
    }

    private mutating func constructorReference(_ type: SyntaxNode.ID, _ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard kind(type) != .arrayType else { return handingOver(node) { lowering, _ in lowering.builder.add(.list([]), lowering.span(node)) } }
        return handingOver(node) { lowering, arguments in
            let name = lowering.typeOrValue(type)
            return lowering.builder.add(.construct(name, arguments: arguments.all), lowering.span(node))
        }
    }

    mutating func typeOrValue(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        if isType(node) { return type(node) ?? builder.add(.opaque([]), span(node)) }
        return expression(node)
    }

    private mutating func boundCall(
        _ object: SyntaxNode.ID, _ name: SyntaxNode.ID, _ arguments: HandedOver, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let value = expression(object)
        let callee = member(value, name, in: node)
        return builder.add(.call(callee, arguments: arguments.all), span(node))
    }

    /// The type's own method with all arguments, or the first argument's with the others: only the type knows which.
    private mutating func unboundCall(
        _ type: SyntaxNode.ID, _ name: SyntaxNode.ID, _ arguments: HandedOver, _ node: SyntaxNode.ID
    ) -> CodeExpression.ID {
        let owner = typeOrValue(type)
        let own = builder.add(.call(member(owner, name, in: node), arguments: arguments.all), span(node))
        guard let first = arguments.first else { return own }
        let ofFirst = builder.add(.call(member(first, name, in: node), arguments: arguments.rest), span(node))
        let either = builder.add(.opaque([]), span(node))
        return builder.add(.conditional(either, then: own, else: ofFirst), span(node))
    }

    /// The arguments of a function that stands for a reference.
    struct HandedOver {
        let first: CodeExpression.ID?
        let all: [CodeExpression.Argument]
        let rest: [CodeExpression.Argument]
    }

    private mutating func handingOver(
        _ node: SyntaxNode.ID, takesFirst: Bool = false, _ body: (inout JavaLowering, HandedOver) -> CodeExpression.ID
    ) -> CodeExpression.ID {
        let id = enterFunction(name: nil, span: span(node), nameSpan: span(node), receiver: .lexical)
        var parameters: [CodeParameter] = []
        var first: CodeExpression.ID?
        if takesFirst {
            let variable = builder.hiddenVariable(span(node))
            parameters.append(hidden(variable, .ordinary, node))
            first = builder.add(.variable(variable), span(node))
        }
        let others = builder.hiddenVariable(span(node))
        parameters.append(hidden(others, .rest, node))
        let rest = [CodeExpression.Argument(name: nil, value: builder.add(.variable(others), span(node)), isSpread: true)]
        let own = first.map { [CodeExpression.Argument(name: nil, value: $0, isSpread: false)] } ?? []
        let value = body(&self, HandedOver(first: first, all: own + rest, rest: rest))
        leaveFunction(parameters: parameters, body: [returning(value, node)])
        return builder.add(.function(id), span(node))
    }

    private func hidden(_ variable: CodeVariable.ID, _ kind: CodeParameter.Kind, _ node: SyntaxNode.ID) -> CodeParameter {
        CodeParameter(
            pattern: .variable(variable, span: span(node)), name: nil, kind: kind, defaultValue: nil, type: nil,
            decorators: [], span: span(node))
    }
}
