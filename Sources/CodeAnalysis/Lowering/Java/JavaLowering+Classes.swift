import CodeSyntax
import SourceText

/// Classes, interfaces, enums and records.
extension JavaLowering {
    /// What runs once for a class: first the classes in it, then constants, then everything else.
    struct Statics {
        var classes: [CodeStatement] = []
        var constants: [CodeStatement] = []
        var others: [CodeStatement] = []

        mutating func append(_ inner: Statics) {
            classes += inner.classes
            constants += inner.constants
            others += inner.others
        }

        var all: [CodeStatement] { classes + constants + others }
    }

    /// A class that stands in a file or in a block, as the value of its name, and what runs once for it.
    mutating func typeDeclaration(_ node: SyntaxNode.ID) -> [CodeStatement] {
        guard let name = child(.name, node) else { return [] }
        let variable = builder.declare(text(name), span(name), isConstant: true)
        var statics = Statics()
        let value = classDefinition(node, isMember: false, &statics)
        return [assign(.variable(variable, span: span(name)), value, node)] + statics.all
    }

    /// Lowers a class with its members; `statics` gets what runs once for it.
    mutating func classDefinition(_ node: SyntaxNode.ID, isMember: Bool, _ statics: inout Statics) -> CodeExpression.ID {
        let outerTypes = typeParameters
        defer { typeParameters = outerTypes }
        declareTypeParameters(node)
        let name = child(.name, node)
        let decorators = annotations(node)
        var bases = self.bases(node)
        if kind(node) == .enumDeclaration { bases.append(builder.add(.global("Enum"), name.map { span($0) } ?? span(node))) }
        let id = builder.addClass(
            CodeClass(
                name: name.map { text($0) }, span: span(node), nameSpan: name.map { span($0) } ?? span(node), bases: bases,
                decorators: decorators, isInterface: kind(node) == .interfaceDeclaration))
        var context = self.context(node, isMember: isMember)
        context.hasSuperclass = first(.superclass, in: node) != nil
        context.hasBases = !bases.isEmpty
        enter(context, id) { lowering in
            if lowering.kind(node) == .recordDeclaration { lowering.recordMembers(node, of: id) }
            lowering.generatedLogger(node, of: id, &statics)
            lowering.members(of: lowering.memberNodes(node), in: id, &statics)
        }
        return builder.add(.classDefinition(id), span(node))
    }

    /// `new Type(…) { … }`: a class without a name that inherits from the type.
    mutating func anonymousClass(_ body: SyntaxNode.ID, base: CodeExpression.ID?, _ node: SyntaxNode.ID) -> CodeExpression.ID {
        let start = span(body).lowerBound
        let id = builder.addClass(
            CodeClass(
                name: nil, span: span(body), nameSpan: ByteSpan(start, start), bases: base.map { [$0] } ?? [], isInterface: false))
        var context = ClassContext(name: nil, isMember: false)
        note(memberNodes(body), in: &context, isInterface: false)
        context.hasSuperclass = true
        context.hasBases = true
        var statics = Statics()
        enter(context, id) { $0.members(of: $0.memberNodes(body), in: id, &statics) }
        return builder.add(.classDefinition(id), span(node))
    }

    private mutating func enter(_ context: ClassContext, _ id: CodeClass.ID, _ body: (inout JavaLowering) -> Void) {
        let outer = isStatic
        classes.append(context)
        body(&self)
        classes.removeLast()
        isStatic = outer
    }

    private mutating func bases(_ node: SyntaxNode.ID) -> [CodeExpression.ID] {
        var bases: [CodeExpression.ID] = []
        for part in children(node) {
            switch kind(part) {
            case .superclass: bases += children(part).filter { isType($0) }.compactMap { type($0) }
            case .superInterfaces, .extendsInterfaces:
                let list = first(.typeList, in: part) ?? part
                bases += children(list).filter { isType($0) }.compactMap { type($0) }
            default: break
            }
        }
        return bases
    }

    /// The members of a class, those of an enum's second half and those in broken parts among them.
    func memberNodes(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        let body = child(.body, node) ?? node
        return children(body).flatMap { child -> [SyntaxNode.ID] in
            if kind(child) == .enumBodyDeclarations || isUnknown(child) { return memberNodes(child) }
            return [child]
        }
    }

    // MARK: What a class knows

    private func context(_ node: SyntaxNode.ID, isMember: Bool) -> ClassContext {
        var context = ClassContext(name: child(.name, node).map { text($0) }, isMember: isMember)
        note(memberNodes(node), in: &context, isInterface: kind(node) == .interfaceDeclaration)
        if loggerAnnotation(node) != nil { context.fields["log"] = true }
        guard kind(node) == .recordDeclaration else { return context }
        for component in components(node) {
            guard let name = child(.name, component) else { continue }
            context.fields[text(name)] = false
            context.methods[text(name)] = context.methods[text(name)] ?? false
        }
        return context
    }

    private func note(_ members: [SyntaxNode.ID], in context: inout ClassContext, isInterface: Bool) {
        for node in members {
            let isStatic = isMarked(.static, node)
            switch kind(node) {
            case .fieldDeclaration, .constantDeclaration:
                for declarator in children(.declarator, node) {
                    if let name = child(.name, declarator) { context.fields[text(name)] = isStatic || isInterface }
                }
            case .enumConstant: child(.name, node).map { context.fields[text($0)] = true }
            case .methodDeclaration: child(.name, node).map { context.methods[text($0)] = isStatic }
            default:
                if kind(node)?.isTypeDeclaration == true, let name = child(.name, node) { context.types.insert(text(name)) }
            }
        }
    }

    // MARK: Generated members

    /// Loggers that Lombok adds to a class with an annotation of their name.
    /// Source: https://projectlombok.org/features/log
    private static let loggers = [
        "Slf4j": "org.slf4j.Logger", "XSlf4j": "org.slf4j.Logger", "Log4j2": "org.apache.logging.log4j.Logger", "Log4j": "org.apache.log4j.Logger",
        "Log": "java.util.logging.Logger", "CommonsLog": "org.slf4j.Logger", "JBossLog": "org.slf4j.Logger",
    ]

    private func loggerAnnotation(_ node: SyntaxNode.ID) -> (name: SyntaxNode.ID, type: String)? {
        guard let modifiers = first(.modifiers, in: node) else { return nil }
        for annotation in children(modifiers) where kind(annotation) == .markerAnnotation || kind(annotation) == .annotation {
            if let name = child(.name, annotation), let type = Self.loggers[text(name)] { return (name, type) }
        }
        return nil
    }

    private mutating func generatedLogger(_ node: SyntaxNode.ID, of id: CodeClass.ID, _ statics: inout Statics) {
        guard let (name, type) = loggerAnnotation(node), let owner = classReference(classes.count - 1, span(name)) else { return }
        let member = CodeClass.Member(
            name: "log", nameSpan: span(name), kind: .field(nil), isStatic: true, type: nil, decorators: [])
        builder.update(id) { $0.members.append(member) }
        let made = imported(type, span(name))
        let value = builder.add(.construct(made, arguments: []), span(name))
        let place = builder.add(.member(owner, name: "log", nameSpan: span(name)), span(name))
        statics.constants.append(assign(.target(place), value, name))
    }

    // MARK: Records

    func components(_ node: SyntaxNode.ID) -> [SyntaxNode.ID] {
        child(.parameters, node).map { children($0).filter { kind($0) == .formalParameter } } ?? []
    }

    /// A record has a field and a method for each component, and a constructor that sets the fields.
    private mutating func recordMembers(_ node: SyntaxNode.ID, of id: CodeClass.ID) {
        let components = components(node)
        let members = memberNodes(node)
        let methods = members.filter { kind($0) == .methodDeclaration }.compactMap { child(.name, $0) }.map { text($0) }
        for component in components {
            guard let name = child(.name, component) else { continue }
            let type = child(.type, component).flatMap { self.type($0) }
            add(text(name), name, .field(nil), to: id, isStatic: false, type: type, decorators: annotations(component))
            if !methods.contains(text(name)) { accessor(name, of: id) }
        }
        let isWritten = members.contains { member in
            kind(member) == .constructorDeclaration && child(.parameters, member).map { children($0).filter { kind($0) == .formalParameter }.count } == components.count
        }
        if !isWritten { canonicalConstructor(node, members.first { kind($0) == .compactConstructorDeclaration }, of: id) }
    }

    private mutating func accessor(_ name: SyntaxNode.ID, of id: CodeClass.ID) {
        let function = enterFunction(name: text(name), span: span(name), nameSpan: span(name), receiver: .dynamic)
        let value = ownField(name)
        leaveFunction(parameters: [], body: [CodeStatement(kind: .return(value), span: span(name))])
        builder.update(function) { $0.ofClass = id }
        add(text(name), name, .method(function), to: id, isStatic: false)
    }

    private mutating func canonicalConstructor(_ node: SyntaxNode.ID, _ compact: SyntaxNode.ID?, of id: CodeClass.ID) {
        guard let list = child(.parameters, node), let name = child(.name, node) else { return }
        let place = compact ?? name
        let function = enterFunction(name: text(name), span: span(place), nameSpan: span(name), receiver: .dynamic)
        let parameters = self.parameters(list)
        var body = compact.flatMap { child(.body, $0) }.map { statements($0) } ?? []
        for component in components(node) {
            guard let name = child(.name, component), let variable = builder.lookUp(text(name)) else { continue }
            let field = ownField(name)
            let value = builder.add(.variable(variable), span(name))
            body.append(assign(.target(field), value, name))
        }
        leaveFunction(parameters: parameters, body: body)
        builder.update(function) { $0.ofClass = id }
        add(JavaLowering.constructorName, name, .constructor(function), to: id, isStatic: false)
    }

    private mutating func ownField(_ name: SyntaxNode.ID) -> CodeExpression.ID {
        let receiver = builder.add(.receiver, span(name))
        return member(receiver, name, in: name)
    }

    // MARK: Adding members

    /// The name that constructors are members under; nobody can write it.
    static let constructorName = "<init>"

    mutating func add(
        _ name: String, _ nameNode: SyntaxNode.ID, _ kind: CodeClass.Member.Kind, to id: CodeClass.ID, isStatic: Bool,
        type: CodeExpression.ID? = nil, decorators: [CodeExpression.ID] = []
    ) {
        let member = CodeClass.Member(
            name: name, nameSpan: span(nameNode), kind: kind, isStatic: isStatic, type: type, decorators: decorators)
        builder.update(id) { $0.members.append(member) }
    }
}
