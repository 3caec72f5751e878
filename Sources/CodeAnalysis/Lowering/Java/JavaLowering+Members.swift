import CodeSyntax
import SourceText

/// Fields, methods, constructors and initializers.
extension JavaLowering {
    mutating func members(of nodes: [SyntaxNode.ID], in id: CodeClass.ID, _ statics: inout Statics) {
        for node in nodes { member(node, of: id, &statics) }
    }

    private mutating func member(_ node: SyntaxNode.ID, of id: CodeClass.ID, _ statics: inout Statics) {
        switch kind(node) {
        case .fieldDeclaration: fields(node, of: id, isStatic: isMarked(.static, node), &statics)
        case .constantDeclaration: fields(node, of: id, isStatic: true, &statics)
        case .enumConstant: enumConstant(node, of: id, &statics)
        case .methodDeclaration: method(node, of: id)
        case .constructorDeclaration: constructor(node, of: id)
        case .staticInitializer: staticInitializer(node, of: id, &statics)
        case .block: instanceInitializer(node, of: id)
        default: if kind(node)?.isTypeDeclaration == true { memberClass(node, of: id, &statics) }
        }
    }

    // MARK: Fields

    private mutating func fields(_ node: SyntaxNode.ID, of id: CodeClass.ID, isStatic: Bool, _ statics: inout Statics) {
        let type = child(.type, node).flatMap { self.type($0) }
        let decorators = annotations(node)
        for declarator in children(.declarator, node) where kind(declarator) == .variableDeclarator {
            guard let name = child(.name, declarator) else { continue }
            let written = child(.value, declarator)
            guard isStatic else {
                let value = written.map { initial($0) }
                add(text(name), name, .field(value), to: id, isStatic: false, type: type, decorators: decorators)
                continue
            }
            add(text(name), name, .field(nil), to: id, isStatic: true, type: type, decorators: decorators)
            self.isStatic = true
            guard let value = written.map({ expression($0) }), let place = staticPlace(name) else { continue }
            let statement = assign(.target(place), value, declarator, type: type)
            if written.map({ isConstant($0) }) ?? false { statics.constants.append(statement) } else { statics.others.append(statement) }
        }
    }

    /// What a field starts as; within a function it is a function's result, so that the variables it reads are kept.
    private mutating func initial(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        isStatic = false
        guard !builder.isAtModuleLevel else { return expression(node) }
        let start = ByteSpan(span(node).lowerBound, span(node).lowerBound)
        let function = enterFunction(name: nil, span: span(node), nameSpan: start, receiver: .lexical)
        let value = expression(node)
        leaveFunction(parameters: [], body: [CodeStatement(kind: .return(value), span: span(node))])
        return called(function, node)
    }

    /// The static field of the class being lowered; of a class without a name there is none.
    private mutating func staticPlace(_ name: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let owner = classReference(classes.count - 1, span(name)) else { return nil }
        return member(owner, name, in: name)
    }

    /// Whether a static field is worked out from literals and other constants alone.
    private func isConstant(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .stringLiteral, .characterLiteral, .decimalIntegerLiteral, .hexIntegerLiteral, .true, .false,
            .decimalFloatingPointLiteral, .nullLiteral, .identifier, .fieldAccess:
            true
        case .binaryExpression, .parenthesizedExpression, .unaryExpression, .ternaryExpression: operands(node).allSatisfy(isConstant)
        default: false
        }
    }

    private mutating func enumConstant(_ node: SyntaxNode.ID, of id: CodeClass.ID, _ statics: inout Statics) {
        guard let name = child(.name, node) else { return }
        add(text(name), name, .field(nil), to: id, isStatic: true)
        isStatic = true
        guard let place = staticPlace(name), let own = classReference(classes.count - 1, span(name)) else { return }
        let type = child(.body, node).map { anonymousClass($0, base: own, node) } ?? own
        let arguments = child(.arguments, node).map { self.arguments($0) } ?? []
        let value = builder.add(.construct(type, arguments: arguments), span(node))
        statics.constants.append(assign(.target(place), value, node))
    }

    private mutating func memberClass(_ node: SyntaxNode.ID, of id: CodeClass.ID, _ statics: inout Statics) {
        guard let name = child(.name, node) else { return }
        add(text(name), name, .field(nil), to: id, isStatic: true)
        isStatic = true
        var inner = Statics()
        let value = classDefinition(node, isMember: true, &inner)
        guard let place = staticPlace(name) else { return }
        statics.classes.append(assign(.target(place), value, node))
        statics.append(inner)
    }

    // MARK: Functions

    private mutating func method(_ node: SyntaxNode.ID, of id: CodeClass.ID) {
        guard let name = child(.name, node), let body = child(.body, node) else { return }
        let isStatic = isMarked(.static, node)
        let decorators = annotations(node)
        let function = function(node, named: name, isStatic: isStatic) { $0.statements(body) }
        builder.update(function) { $0.ofClass = id }
        add(text(name), name, .method(function), to: id, isStatic: isStatic, decorators: decorators)
    }

    private mutating func constructor(_ node: SyntaxNode.ID, of id: CodeClass.ID) {
        guard let name = child(.name, node), let body = child(.body, node) else { return }
        let decorators = annotations(node)
        let function = function(node, named: name, isStatic: false) { lowering in
            lowering.implicitConstruction(body) + lowering.statements(body)
        }
        builder.update(function) { $0.ofClass = id }
        add(JavaLowering.constructorName, name, .constructor(function), to: id, isStatic: false, decorators: decorators)
    }

    /// A constructor that calls no other one calls that of its superclass.
    private mutating func implicitConstruction(_ body: SyntaxNode.ID) -> [CodeStatement] {
        guard classes.last?.hasSuperclass == true, first(.explicitConstructorInvocation, in: body) == nil else { return [] }
        let start = ByteSpan(span(body).lowerBound, span(body).lowerBound)
        let parent = builder.add(.superclass, start)
        let call = builder.add(.call(parent, arguments: []), start)
        return [CodeStatement(kind: .expression(call), span: start)]
    }

    private mutating func function(
        _ node: SyntaxNode.ID, named name: SyntaxNode.ID, isStatic: Bool, _ body: (inout JavaLowering) -> [CodeStatement]
    ) -> CodeFunction.ID {
        let outerTypes = typeParameters
        defer { typeParameters = outerTypes }
        declareTypeParameters(node)
        let outer = self.isStatic
        defer { self.isStatic = outer }
        let returned = child(.type, node).flatMap { type($0) }
        let id = enterFunction(
            name: text(name), span: span(node), nameSpan: span(name), receiver: isStatic ? .none : .dynamic)
        self.isStatic = isStatic
        let parameters = child(.parameters, node).map { self.parameters($0) } ?? []
        let statements = body(&self)
        leaveFunction(parameters: parameters, body: statements, returnType: returned)
        return id
    }

    // MARK: Initializers

    private mutating func staticInitializer(_ node: SyntaxNode.ID, of id: CodeClass.ID, _ statics: inout Statics) {
        isStatic = true
        let call = initializer(first(.block, in: node) ?? node, receiver: .none)
        statics.others.append(CodeStatement(kind: .expression(call), span: span(node)))
    }

    /// What runs for every instance stands beside the fields, as one without a name.
    private mutating func instanceInitializer(_ node: SyntaxNode.ID, of id: CodeClass.ID) {
        isStatic = false
        let call = initializer(node, receiver: .lexical)
        let start = ByteSpan(span(node).lowerBound, span(node).lowerBound)
        let member = CodeClass.Member(
            name: "", nameSpan: start, kind: .field(call), isStatic: false, type: nil, decorators: [])
        builder.update(id) { $0.members.append(member) }
    }

    private mutating func initializer(_ node: SyntaxNode.ID, receiver: CodeFunction.Receiver) -> CodeExpression.ID {
        let start = ByteSpan(span(node).lowerBound, span(node).lowerBound)
        let function = enterFunction(name: nil, span: span(node), nameSpan: start, receiver: receiver)
        let body = statements(node)
        leaveFunction(parameters: [], body: body)
        return called(function, node)
    }

    /// A call of a function where it stands.
    mutating func called(_ function: CodeFunction.ID, _ node: SyntaxNode.ID) -> CodeExpression.ID {
        let value = builder.add(.function(function), span(node))
        return builder.add(.call(value, arguments: []), span(node))
    }
}
