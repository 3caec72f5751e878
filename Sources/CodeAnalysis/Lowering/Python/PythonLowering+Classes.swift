import CodeSyntax
import SourceText

/// What a function in a class body is to the class.
enum MethodRole {
    case function, method, staticMethod, classMethod, getter, setter, constructor

    /// What the function's receiver is.
    var receiver: CodeFunction.Receiver {
        switch self {
        case .function, .staticMethod: .none
        case .method, .getter, .setter, .constructor: .firstParameter
        case .classMethod: .classAsFirstParameter
        }
    }
}

/// Classes and their members.
extension PythonLowering {
    private static let roles: [String: MethodRole] = [
        "staticmethod": .staticMethod, "classmethod": .classMethod, "property": .getter, "cached_property": .getter,
        "abstractproperty": .getter,
    ]
    private static let accessors: [String: MethodRole] = ["setter": .setter, "deleter": .setter, "getter": .getter]
    /// The methods that are class methods without a decorator.
    private static let implicitClassMethods: Set<String> = ["__new__", "__init_subclass__", "__class_getitem__"]

    /// A class. What its body does besides declaring members is done before the class has its name.
    mutating func classDefinition(_ node: SyntaxNode.ID, decorators: [SyntaxNode.ID]) -> [CodeStatement] {
        guard let name = child(.name, node) else { return statements(node) }
        let wrappers = decorators.map { expression($0) }
        let bases = child(.superclasses, node).map { self.bases($0) } ?? []
        let id = builder.addClass(
            CodeClass(
                name: text(name), span: span(node), nameSpan: span(name), bases: bases, decorators: wrappers,
                isInterface: false))
        contexts.append(ClassContext(id: id))
        builder.enterScope(isClass: true)
        let body = child(.body, node).map { statements($0) } ?? []
        builder.leaveScope()
        let context = contexts.popLast() ?? nil
        let kept = body.filter { isKept($0, reads: context?.reads ?? []) }
        builder.update(id) { $0.members = context?.members ?? [] }
        let value = builder.add(.classDefinition(id), span(node))
        let pattern = bind(name)
        addField(name, value: value, type: nil, isStatic: true)
        return kept + [assign(pattern, value, node)]
    }

    /// The classes inherited from; `metaclass=` and other keywords are none.
    private mutating func bases(_ list: SyntaxNode.ID) -> [CodeExpression.ID] {
        operands(list).compactMap { kind($0) == .subscript ? typeName($0) : expression($0) }
    }

    /// Whether a statement of a class body does more than declare a member.
    private func isKept(_ statement: CodeStatement, reads: Set<CodeVariable.ID>) -> Bool {
        switch statement.kind {
        case .assign(.variable(let variable, _), let value, _):
            return value != nil && reads.contains(variable)
        case .expression(let value):
            switch builder.module[value].kind {
            case .string, .global("Ellipsis"): return false
            default: return true
            }
        default: return true
        }
    }

    // MARK: Members

    /// Adds what a class body assigns to a name as a field of the class; nothing elsewhere.
    mutating func addField(
        _ target: SyntaxNode.ID, value: CodeExpression.ID?, type: CodeExpression.ID?, isStatic: Bool
    ) {
        guard currentClass != nil else { return }
        switch kind(target) {
        case .identifier:
            addMember(target, .field(value), isStatic: isStatic, type: type)
        case .patternList, .tuplePattern, .listPattern:
            for part in children(target) where kind(part) == .identifier {
                let read = builder.read(text(part), span(part))
                addMember(part, .field(read), isStatic: isStatic)
            }
        default: break
        }
    }

    /// Adds a function of a class body as a member; nothing elsewhere.
    mutating func addMethod(_ id: CodeFunction.ID, _ name: SyntaxNode.ID, _ role: MethodRole) {
        guard let owner = currentClass else { return }
        builder.update(id) { $0.ofClass = owner }
        let kind: CodeClass.Member.Kind =
            switch role {
            case .getter: .getter(id)
            case .setter: .setter(id)
            case .constructor: .constructor(id)
            default: .method(id)
            }
        addMember(name, kind, isStatic: role == .staticMethod || role == .classMethod)
    }

    private mutating func addMember(
        _ name: SyntaxNode.ID, _ kind: CodeClass.Member.Kind, isStatic: Bool, type: CodeExpression.ID? = nil
    ) {
        let member = CodeClass.Member(
            name: text(name), nameSpan: span(name), kind: kind, isStatic: isStatic, type: type, decorators: [])
        updateClass { $0?.members.append(member) }
    }

    // MARK: Roles

    func methodRole(_ name: String, _ decorators: [SyntaxNode.ID]) -> MethodRole {
        if let role = decorators.lazy.compactMap({ role(of: $0) }).first { return role }
        if name == "__init__" { return .constructor }
        return PythonLowering.implicitClassMethods.contains(name) ? .classMethod : .method
    }

    /// Whether a decorator of a method says no more than its role.
    func isModelled(_ decorator: SyntaxNode.ID) -> Bool { currentClass != nil && role(of: decorator) != nil }

    private func role(of decorator: SyntaxNode.ID) -> MethodRole? {
        if kind(decorator) == .identifier { return PythonLowering.roles[text(decorator)] }
        guard kind(decorator) == .attribute, let name = child(.attribute, decorator) else { return nil }
        return PythonLowering.accessors[text(name)] ?? PythonLowering.roles[text(name)]
    }
}
