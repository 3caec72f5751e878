import CodeSyntax
import SourceText

/// Types and what they are named by.
extension GoLowering {
    /// `type T …`.
    mutating func types(_ node: SyntaxNode.ID) -> [CodeStatement] {
        var all: [CodeStatement] = []
        for spec in children(node) {
            if kind(spec) == .typeSpec { all += typeSpec(spec) }
            if kind(spec) == .typeAlias { all += typeAlias(spec) }
        }
        return all
    }

    private mutating func typeSpec(_ spec: SyntaxNode.ID) -> [CodeStatement] {
        guard let name = child(.name, spec), let type = child(.type, spec) else { return [] }
        let variable = builder.declare(text(name), span(name), isConstant: true)
        let id = classOf(type, name: name)
        if builder.isAtModuleLevel { classes[text(name)] = id }
        let value = builder.add(.classDefinition(id), span(spec))
        return [assign(.variable(variable, span: span(name)), value, spec)]
    }

    private mutating func typeAlias(_ spec: SyntaxNode.ID) -> [CodeStatement] {
        guard let name = child(.name, spec), let type = child(.type, spec) else { return [] }
        let variable = builder.declare(text(name), span(name), isConstant: true)
        return [assign(.variable(variable, span: span(name)), typeName(type), spec)]
    }

    /// A struct's or interface's own class; any other type makes a class that has it for a base.
    private mutating func classOf(_ type: SyntaxNode.ID, name: SyntaxNode.ID?) -> CodeClass.ID {
        let start = ByteSpan(span(type).lowerBound, span(type).lowerBound)
        let id = builder.addClass(
            CodeClass(
                name: name.map { text($0) }, span: span(type), nameSpan: name.map { span($0) } ?? start,
                isInterface: kind(type) == .interfaceType))
        switch kind(type) {
        case .structType: fields(of: type, in: id)
        case .interfaceType: elements(of: type, in: id)
        default:
            let base = typeName(type)
            builder.update(id) { $0.bases = base.map { [$0] } ?? [] }
        }
        return id
    }

    /// Fields have types; an embedded type is a base.
    private mutating func fields(of type: SyntaxNode.ID, in id: CodeClass.ID) {
        guard let list = first(.fieldDeclarationList, in: type) else { return }
        for field in children(list) where kind(field) == .fieldDeclaration {
            let type = child(.type, field).flatMap { typeName($0) }
            let names = names(field)
            if names.isEmpty, let type { builder.update(id) { $0.bases.append(type) } }
            let tag = child(.tag, field).map { builder.add(.string(GoText.string(text($0))), span($0)) }
            for name in names { addField(name, type: type, tag: tag, to: id) }
        }
    }

    /// The methods of an interface have no bodies, so that they are fields; an embedded type is a base.
    private mutating func elements(of type: SyntaxNode.ID, in id: CodeClass.ID) {
        for element in children(type) {
            if kind(element) == .methodElem, let name = child(.name, element) { addField(name, type: nil, to: id) }
            guard kind(element) == .typeElem, let base = typeName(element) else { continue }
            builder.update(id) { $0.bases.append(base) }
        }
    }

    /// A tag stands where other languages have decorators.
    private mutating func addField(_ name: SyntaxNode.ID, type: CodeExpression.ID?, tag: CodeExpression.ID? = nil, to id: CodeClass.ID) {
        let member = CodeClass.Member(
            name: text(name), nameSpan: span(name), kind: .field(nil), isStatic: false, type: type, decorators: tag.map { [$0] } ?? [])
        builder.update(id) { $0.members.append(member) }
    }

    // MARK: Names of types

    /// The type that a value has as an expression: of `*T` and `T[U]` the `T`; of slices, maps and channels one made of
    /// their parts.
    mutating func typeName(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        switch kind(node) {
        case .typeIdentifier, .identifier: return builder.read(text(node), span(node))
        case .qualifiedType: return qualified(node)
        case .pointerType, .parenthesizedType, .negatedType, .typeElem, .typeConstraint:
            return children(node).first { isType($0) }.flatMap { typeName($0) }
        case .genericType: return child(.type, node).flatMap { typeName($0) }
        case .structType:
            let id = classOf(node, name: nil)
            return builder.add(.classDefinition(id), span(node))
        case .arrayType, .sliceType, .implicitLengthArrayType, .mapType, .channelType, .functionType, .interfaceType:
            let parts = [child(.key, node), child(.element, node), child(.value, node)].compactMap { $0 }
            let names = parts.compactMap { typeName($0) }
            return builder.add(.opaque(names), span(node))
        default: return hasValue(node) ? expression(node) : nil
        }
    }

    private mutating func qualified(_ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let package = child(.package, node), let name = child(.name, node) else { return nil }
        let object = builder.read(text(package), span(package))
        return builder.add(.member(object, name: text(name), nameSpan: span(name)), span(node))
    }

    /// The name that a receiver's type is declared under.
    func baseName(_ node: SyntaxNode.ID) -> String? {
        switch kind(node) {
        case .typeIdentifier: text(node)
        case .genericType: child(.type, node).flatMap { baseName($0) }
        case .pointerType, .parenthesizedType: children(node).first { isType($0) }.flatMap { baseName($0) }
        default: nil
        }
    }
}
