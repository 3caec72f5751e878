import CodeSyntax
import SourceText

// Functions and their parameters.
extension ECMAScriptLowering {
    /// Lowers a function in an expression's place. A name of its own is known to the function only.
    mutating func functionExpression(_ node: Node, named name: Name?) -> CodeExpression.ID {
        guard kind(node) != .arrowFunction, kind(node) != .methodDefinition, let own = child(.name, node) else {
            let receiver: CodeFunction.Receiver = kind(node) == .arrowFunction ? .lexical : .dynamic
            return builder.add(.function(function(node, named: name, receiver: receiver)), span(node))
        }
        let ownName = self.name(own)
        return bindingItself(ownName, node) { lowering in
            .function(lowering.function(node, named: ownName, receiver: .dynamic))
        }
    }

    /// Lowers something that may use its own name, which is bound only if it does.
    mutating func bindingItself(
        _ name: Name, _ node: Node, _ lower: (inout ECMAScriptLowering) -> CodeExpression.Kind
    ) -> CodeExpression.ID {
        builder.enterScope()
        let variable = builder.declare(name.text, name.span, isConstant: true)
        let value = builder.add(lower(&self), span(node))
        builder.leaveScope()
        guard builder.module[variable].isCaptured else { return value }
        return builder.add(.assign(.variable(variable, span: name.span), value), span(node))
    }

    /// Lowers a function with its parameters and body.
    mutating func function(
        _ node: Node, named name: Name?, receiver: CodeFunction.Receiver, decorators: [CodeExpression.ID] = []
    ) -> CodeFunction.ID {
        let outer = typeParameters
        defer { typeParameters = outer }
        let id = builder.enterFunction(
            name: name?.text, span: span(node), nameSpan: name?.span ?? titleSpan(node), receiver: receiver,
            isAsync: has(.asyncKeyword, node), isGenerator: isGenerator(node))
        declareTypeParameters(node)
        let list = parameterNodes(node)
        for parameter in list { declare(parameter) }
        let parameters = list.compactMap { parameter($0) }
        let returned = child(.returnType, node).flatMap { type($0) }
        let body = parameterProperties(list) + functionBody(node)
        builder.leaveFunction(parameters: parameters, body: body, returnType: returned)
        builder.update(id) { $0.decorators = decorators }
        return id
    }

    private mutating func functionBody(_ node: Node) -> [CodeStatement] {
        guard let body = child(.body, node) else { return [] }
        guard kind(body) == .statementBlock else {
            return [CodeStatement(kind: .return(expression(body)), span: span(body))]
        }
        hoistVariables(below: body)
        return statements(of: body)
    }

    /// What stands for a function without a name: an arrow's parameters, or the keyword.
    private func titleSpan(_ node: Node) -> ByteSpan {
        if kind(node) == .arrowFunction, let list = child(.parameters, node) ?? child(.parameter, node) {
            return span(list)
        }
        var children = tree.children(of: node)
        return children.next().map(span) ?? span(node)
    }

    private func isGenerator(_ node: Node) -> Bool {
        switch kind(node) {
        case .generatorFunction, .generatorFunctionDeclaration: true
        case .methodDefinition:
            child(.name, node).map { hasStar(from: starStart(node), to: span($0).lowerBound) } ?? false
        default: false
        }
    }

    /// Where a method's own words start, after its decorators and the comments in them.
    private func starStart(_ node: Node) -> Int {
        var start = span(node).lowerBound
        for child in tree.children(of: node) {
            if tree[child].field == .name { break }
            start = span(child).upperBound
        }
        return start
    }

    // MARK: Parameters

    private func parameterNodes(_ node: Node) -> [Node] {
        if let single = child(.parameter, node) { return [single] }
        guard let list = child(.parameters, node) else { return [] }
        return parts(of: list).filter { kind($0) != .error }
    }

    private mutating func parameter(_ node: Node) -> CodeParameter? {
        let isTyped = kind(node) == .requiredParameter || kind(node) == .optionalParameter
        guard let target = isTyped ? child(.pattern, node) ?? child(.name, node) : node, kind(target) != .this else {
            return nil
        }
        let item = item(target)
        let bound = names(in: node).first
        let value = isTyped ? child(.value, node).map { expression($0, named: bound) } : item.defaultValue
        return CodeParameter(
            pattern: item.pattern, name: isName(target) ? bound?.text : nil,
            kind: kind(target) == .restPattern ? .rest : .ordinary, defaultValue: value,
            type: isTyped ? child(.type, node).flatMap { type($0) } : nil,
            decorators: decorators(of: node), span: span(node))
    }

    private func isName(_ target: Node) -> Bool {
        switch kind(target) {
        case .identifier: true
        case .assignmentPattern: child(.left, target).map { kind($0) == .identifier } ?? false
        case .restPattern: part(of: target).map { kind($0) == .identifier } ?? false
        default: false
        }
    }

    /// Whether a constructor's parameter is a field of the class as well.
    func isProperty(_ parameter: Node) -> Bool {
        has(.accessibilityModifier, parameter) || has(.readonly, parameter) || has(.overrideModifier, parameter)
    }

    /// `constructor(private x: X)` starts with `this.x = x`.
    private mutating func parameterProperties(_ parameters: [Node]) -> [CodeStatement] {
        var body: [CodeStatement] = []
        for parameter in parameters where isProperty(parameter) {
            guard let name = names(in: parameter).first else { continue }
            let this = builder.add(.receiver, name.span)
            let field = builder.add(.member(this, name: name.text, nameSpan: name.span), name.span)
            let value = builder.read(name.text, name.span)
            append(.assign(.target(field), value, type: nil), parameter, &body)
        }
        return body
    }

    /// The fields that a constructor's parameters declare.
    mutating func parameterFields(_ constructor: Node) -> [CodeClass.Member] {
        parameterNodes(constructor).filter { isProperty($0) }.compactMap { parameter -> CodeClass.Member? in
            guard let name = names(in: parameter).first else { return nil }
            let type = child(.type, parameter).flatMap { self.type($0) }
            return CodeClass.Member(
                name: name.text, nameSpan: name.span, kind: .field(nil), isStatic: false, type: type, decorators: [])
        }
    }

    /// The decorators written before something.
    mutating func decorators(of node: Node) -> [CodeExpression.ID] {
        tree.children(of: node).filter { kind($0) == .decorator }.map { decorator($0) }
    }

    mutating func decorator(_ node: Node) -> CodeExpression.ID {
        part(of: node).map { expression($0) } ?? expression(node)
    }
}
