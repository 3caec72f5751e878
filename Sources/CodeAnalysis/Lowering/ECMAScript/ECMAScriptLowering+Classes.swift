import CodeSyntax
import SourceText

// Classes and their members.
extension ECMAScriptLowering {
    mutating func classExpression(_ node: Node, named name: Name?) -> CodeExpression.ID {
        guard let own = child(.name, node) else { return classDefinition(node, named: name, decorators: []) }
        let ownName = self.name(own)
        builder.enterScope()
        let variable = builder.declare(ownName.text, ownName.span, isConstant: true)
        let value = classDefinition(node, named: ownName, decorators: [])
        builder.leaveScope()
        guard builder.module[variable].isCaptured else { return value }
        return builder.add(.assign(.variable(variable, span: ownName.span), value), span(node))
    }

    /// Lowers a class with its members; `decorators` are those that stand before an `export`.
    mutating func classDefinition(_ node: Node, named name: Name?, decorators outer: [Node]) -> CodeExpression.ID {
        let outerTypes = typeParameters
        defer { typeParameters = outerTypes }
        let decorators = outer.map { decorator($0) } + decorators(of: node)
        declareTypeParameters(node)
        let bases = child(.classHeritage, of: node).map { heritage($0) } ?? []
        let id = builder.addClass(
            CodeClass(
                name: name?.text, span: span(node), nameSpan: name?.span ?? keywordSpan(node), bases: bases,
                decorators: decorators, isInterface: false))
        var keys: [CodeExpression.ID] = []
        let members = child(.body, node).map { self.members($0, &keys) } ?? []
        builder.update(id) { $0.members = members }
        for member in members { note(member, id) }
        let value = builder.add(.classDefinition(id), span(node))
        return keys.isEmpty ? value : builder.add(.sequence(keys + [value]), span(node))
    }

    private func keywordSpan(_ node: Node) -> ByteSpan {
        let keyword = tree.children(of: node).first { kind($0) == .class }
        return keyword.map(span) ?? span(node)
    }

    private mutating func note(_ member: CodeClass.Member, _ id: CodeClass.ID) {
        switch member.kind {
        case .method(let function), .getter(let function), .setter(let function), .constructor(let function):
            builder.update(function) { $0.ofClass = id }
        case .field: break
        }
    }

    private mutating func heritage(_ node: Node) -> [CodeExpression.ID] {
        var bases: [CodeExpression.ID] = []
        for part in parts(of: node) {
            switch kind(part) {
            case .extendsClause:
                bases += tree.children(of: part).filter { tree[$0].field == .value }.map { expression($0) }
            case .implementsClause: bases += parts(of: part).compactMap { type($0) }
            default: bases.append(expression(part))
            }
        }
        return bases
    }

    // MARK: Members

    private mutating func members(_ body: Node, _ keys: inout [CodeExpression.ID]) -> [CodeClass.Member] {
        var members: [CodeClass.Member] = []
        // TypeScript's grammar puts a method's decorators beside it.
        var decorators: [CodeExpression.ID] = []
        for node in parts(of: body) {
            if kind(node) == .decorator {
                decorators.append(decorator(node))
                continue
            }
            members += self.members(node, decorators, &keys)
            decorators = []
        }
        return members
    }

    private mutating func members(_ node: Node, _ outer: [CodeExpression.ID], _ keys: inout [CodeExpression.ID])
        -> [CodeClass.Member]
    {
        switch kind(node) {
        case .methodDefinition:
            let fields = isConstructor(node) ? parameterFields(node) : []
            return fields + (method(node, outer, &keys).map { [$0] } ?? [])
        case .fieldDefinition, .publicFieldDefinition: return field(node, outer, &keys).map { [$0] } ?? []
        case .classStaticBlock: return [staticBlock(node)]
        case .error:
            return parts(of: node).flatMap { members($0, [], &keys) }
        default: return []
        }
    }

    private func isConstructor(_ node: Node) -> Bool {
        guard let name = child(.name, node), kind(name) == .propertyIdentifier else { return false }
        return !has(.staticKeyword, node) && text(name) == "constructor"
    }

    private mutating func method(_ node: Node, _ outer: [CodeExpression.ID], _ keys: inout [CodeExpression.ID])
        -> CodeClass.Member?
    {
        guard let key = child(.name, node) else { return nil }
        let name = memberName(key, &keys)
        let decorators = outer + decorators(of: node)
        let function = function(node, named: name, receiver: .dynamic, decorators: decorators)
        return CodeClass.Member(
            name: name.text, nameSpan: name.span, kind: methodKind(node, function), isStatic: isStatic(node), type: nil,
            decorators: decorators)
    }

    private func methodKind(_ node: Node, _ function: CodeFunction.ID) -> CodeClass.Member.Kind {
        if isConstructor(node) { return .constructor(function) }
        if has(.getKeyword, node) || has(.staticGetKeyword, node) { return .getter(function) }
        return has(.setKeyword, node) ? .setter(function) : .method(function)
    }

    private func isStatic(_ node: Node) -> Bool { has(.staticKeyword, node) || has(.staticGetKeyword, node) }

    private mutating func field(_ node: Node, _ outer: [CodeExpression.ID], _ keys: inout [CodeExpression.ID])
        -> CodeClass.Member?
    {
        guard let key = child(.name, node) ?? child(.property, node) else { return nil }
        let name = memberName(key, &keys)
        let value = child(.value, node).map { expression($0, named: name) }
        return CodeClass.Member(
            name: name.text, nameSpan: name.span, kind: .field(value), isStatic: isStatic(node),
            type: child(.type, node).flatMap { type($0) }, decorators: outer + decorators(of: node),
            isOptional: child(.type, node) != nil && isOptional(node, key))
    }

    /// The name of a member. A computed one is called as it is written, and its key is worked out with the class.
    private mutating func memberName(_ node: Node, _ keys: inout [CodeExpression.ID]) -> Name {
        let key = propertyKey(node)
        guard let computed = key.computed else { return Name(text: key.name, span: span(node)) }
        if case .member = builder.module[computed].kind {} else { keys.append(computed) }
        return Name(text: text(node), span: span(node))
    }

    /// A static block is a static field without a name: the result of a function that is called once.
    private mutating func staticBlock(_ node: Node) -> CodeClass.Member {
        let function = builder.add(.function(function(node, named: nil, receiver: .lexical)), span(node))
        let call = builder.add(.call(function, arguments: []), span(node))
        return CodeClass.Member(
            name: "", nameSpan: ByteSpan(span(node).lowerBound, span(node).lowerBound), kind: .field(call),
            isStatic: true, type: nil, decorators: [])
    }
}
