import CodeSyntax
import SourceText

/// Expressions.
extension JavaLowering {
    /// An expression; anything unknown is a value made of its parts.
    mutating func expression(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let kind = kind(node) else { return opaque(node) }
        if let constant = constant(node, kind) { return builder.add(constant, span(node)) }
        switch kind {
        case .identifier: return name(node)
        case .this: return builder.add(.receiver, span(node))
        case .super: return builder.add(.superclass, span(node))
        case .fieldAccess, .scopedIdentifier: return fieldAccess(node)
        case .arrayAccess: return element(node)
        case .methodInvocation: return call(node)
        case .objectCreationExpression: return construction(node)
        case .arrayCreationExpression: return arrayCreation(node)
        case .arrayInitializer, .elementValueArrayInitializer: return list(operands(node), node)
        case .lambdaExpression: return lambda(node)
        case .methodReference: return methodReference(node)
        case .switchExpression: return choiceValue(node)
        case .stringLiteral: return interpolated(node)
        case .classLiteral: return children(node).first { isType($0) }.flatMap { type($0) } ?? opaque(node)
        case .castExpression: return cast(node)
        case .parenthesizedExpression: return operands(node).first.map { expression($0) } ?? opaque(node)
        default: return operation(node, kind) ?? (isType(node) ? typeOrValue(node) : opaque(node))
        }
    }

    private func constant(_ node: SyntaxNode.ID, _ kind: JavaKind) -> CodeExpression.Kind? {
        switch kind {
        case .nullLiteral: .null
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .characterLiteral: .string(JavaText.character(text(node)))
        case .stringLiteral where first(.stringInterpolation, in: node) == nil: .string(JavaText.string(text(node)))
        case .decimalIntegerLiteral, .hexIntegerLiteral, .octalIntegerLiteral, .binaryIntegerLiteral,
            .decimalFloatingPointLiteral, .hexFloatingPointLiteral:
            JavaText.number(text(node)).map { .number($0) }
        default: nil
        }
    }

    /// A value made of a node's parts, for what has no form of its own.
    mutating func opaque(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        var parts: [CodeExpression.ID] = []
        for child in children(node) where hasValue(child) || isUnknown(child) { parts.append(expression(child)) }
        return builder.add(.opaque(parts), span(node))
    }

    /// `"\{x}"` of the templates that one version of the language tried.
    private mutating func interpolated(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        var parts: [CodeExpression.TemplatePart] = []
        for child in children(node) {
            if kind(child) == .stringInterpolation { parts.append(.value(opaque(child))) } else { parts.append(.text(text(child))) }
        }
        return builder.add(.template(parts), span(node))
    }

    private mutating func cast(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let written = child(.value, node) else { return opaque(node) }
        let value = expression(written)
        let type = child(.type, node).flatMap { self.type($0) }
        return builder.add(.cast(value, type: type), span(node))
    }

    // MARK: Parts of values

    private mutating func fieldAccess(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        if let type = qualifiedType(node) { return type }
        guard let operand = child(.object, node) ?? child(.scope, node), let name = child(.field, node) ?? child(.name, node)
        else { return opaque(node) }
        if kind(name) == .this { return outerInstance(operand) }
        let object = expression(operand)
        return member(object, name, in: node)
    }

    private mutating func element(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let array = child(.array, node), let written = child(.index, node) else { return opaque(node) }
        let object = expression(array)
        let index = expression(written)
        return builder.add(.element(object, index: index), span(node))
    }

    // MARK: Calls

    private mutating func call(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let name = child(.name, node) else { return opaque(node) }
        let callee: CodeExpression.ID
        if first(.super, in: node) != nil {
            let parent = builder.add(.superclass, span(node))
            callee = member(parent, name, in: node)
        } else if let written = child(.object, node) {
            let object = expression(written)
            callee = member(object, name, in: node)
        } else {
            callee = method(name)
        }
        let arguments = child(.arguments, node).map { self.arguments($0) } ?? []
        return builder.add(.call(callee, arguments: arguments), span(node))
    }

    mutating func arguments(_ list: SyntaxNode.ID) -> [CodeExpression.Argument] {
        var all: [CodeExpression.Argument] = []
        for child in children(list) where hasValue(child) || isUnknown(child) {
            all.append(CodeExpression.Argument(name: nil, value: expression(child), isSpread: false))
        }
        return all
    }

    /// `this(…)` or `super(…)` at the start of a constructor.
    mutating func constructorCall(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let callee: CodeExpression.ID
        if let own = child(.constructor, node), kind(own) == .this {
            let receiver = builder.add(.receiver, span(own))
            callee = builder.add(.member(receiver, name: JavaLowering.constructorName, nameSpan: span(own)), span(own))
        } else {
            callee = builder.add(.superclass, span(node))
        }
        let arguments = child(.arguments, node).map { self.arguments($0) } ?? []
        return builder.add(.call(callee, arguments: arguments), span(node))
    }

    private mutating func construction(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        guard let written = child(.type, node) else { return opaque(node) }
        let name = kind(written) == .genericType ? children(written).first { isType($0) } ?? written : written
        var type = self.type(name)
        if let body = first(.classBody, in: node) { type = anonymousClass(body, base: type, node) }
        let arguments = child(.arguments, node).map { self.arguments($0) } ?? []
        let made = type ?? builder.add(.opaque([]), span(written))
        return builder.add(.construct(made, arguments: arguments), span(node))
    }

    private mutating func arrayCreation(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        if let values = child(.value, node) { return list(operands(values), node) }
        let sizes = children(node).filter { kind($0) == .dimensionsExpression }.map { opaque($0) }
        return builder.add(.sequence(sizes + [builder.add(.list([]), span(node))]), span(node))
    }

    private mutating func list(_ nodes: [SyntaxNode.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID {
        let elements = nodes.map { CodeExpression.Element(value: expression($0), isSpread: false) }
        return builder.add(.list(elements), span(node))
    }
}
