import CodeSyntax
import SourceText

extension Interpreter {
    /// How deep objects within objects are filled from what came in.
    private static let fillLimit = 5
    /// How many steps a field counts for: classes that hold each other have as many ways through them as there are orders.
    private static let fillWeight = 20

    /// A value with what its declared type tells: what is certain about it, the library's class, or an instance whose
    /// fields are parts of what came in.
    mutating func javaTyped(_ value: AbstractValue, as type: CodeExpression.ID?) -> AbstractValue {
        guard let type else { return value }
        var typed = value
        for reference in evaluate(type).references {
            switch reference {
            case .api(let api): typed = self.typed(typed, asLibraryType: api)
            case .classValue(let id):
                typed = self.typed(typed, as: id, at: type)
            default: break
            }
        }
        return typed
    }

    private func typed(_ value: AbstractValue, asLibraryType api: String) -> AbstractValue {
        if let certain = JavaLibrary.guarantees(ofType: api) { return value.guaranteeing(certain) }
        guard !JavaLibrary.isPlain(api), value.constant == nil || value.constant == .null else { return value }
        let isOfLibrary = value.references.allSatisfy { reference in
            switch reference {
            case .api(let known): return !known.hasPrefix("lambda.")
            case .object(let id):
                guard case .external(let path) = heap.kind(of: id) else { return false }
                return path != Interpreter.optional && path != APIPath.instance(of: api)
            case .closure, .classValue, .module: return false
            }
        }
        guard isOfLibrary else { return value }
        var typed = value
        typed.insert(.api(APIPath.instance(of: api)))
        return typed
    }

    private mutating func typed(_ value: AbstractValue, as id: ClassValue.ID, at type: CodeExpression.ID) -> AbstractValue {
        if isEnumeration(id) { return value.guaranteeing([.listed, .validated]) }
        guard value.references.isEmpty, value.constant == nil else { return value }
        let own = classes[id.index]
        guard modules[own.module.index].classes[own.code.index].isInterface, value.origins.isEmpty else { return instance(of: id, from: value, at: type) }
        // Whoever injects something where an interface is asked for has an implementation of it.
        let known = implementations(of: id)
        return known.isEmpty ? instance(of: id, from: value, at: type) : known.reduce(value) { $0.joined(instance(of: $1, from: .none, at: type)) }
    }

    /// The classes of the program that implement an interface, at most four.
    private mutating func implementations(of id: ClassValue.ID) -> [ClassValue.ID] {
        if let known = implementers[id] { return known }
        let own = classes[id.index]
        guard let name = modules[own.module.index].classes[own.code.index].name else { return [] }
        var found: [ClassValue.ID] = []
        var isComplete = true
        for index in modules.indices where found.count < 4 {
            let module = ModuleIndex(index: index)
            for (position, declaration) in modules[index].classes.enumerated() where !declaration.isInterface && declaration.name != nil {
                guard declaration.bases.contains(where: { typeName($0, in: module) == name }) else { continue }
                load(module)
                let code = CodeClass.ID(position)
                let made = classes.firstIndex { $0.module == module && $0.code == code }
                // One whose file is being read is there when the program is read again.
                if let made { found.append(ClassValue.ID(index: made)) } else { isComplete = false }
            }
        }
        if isComplete { implementers[id] = found }
        return found
    }

    private func isEnumeration(_ id: ClassValue.ID) -> Bool {
        (bases[id]?.references ?? []).contains(.api("java.lang.Enum"))
    }

    /// An instance that somebody else made: of parts of what came in, or for the program to have.
    mutating func instance(of id: ClassValue.ID, from value: AbstractValue, at site: CodeExpression.ID) -> AbstractValue {
        let made = allocate(.instance(id), at: site, salt: 2)
        guard case .object(let object)? = made.references.first, filling.count < Interpreter.fillLimit, !filling.contains(id) else {
            return value.joined(made)
        }
        guard filled[object] != value || value.origins.isEmpty else { return value.joined(made) }
        filled[object] = value
        filling.append(id)
        defer { filling.removeLast() }
        if value.origins.isEmpty {
            if heap[object].fieldOrder.isEmpty { initialize(object, as: id, made, depth: 0) }
        } else {
            fill(object, as: id, made, from: value)
        }
        return value.joined(made)
    }

    private mutating func fill(_ object: HeapObject.ID, as id: ClassValue.ID, _ made: AbstractValue, from value: AbstractValue, depth: Int = 0) {
        guard depth < 12 else { return }
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            fill(object, as: parent, made, from: value, depth: depth + 1)
        }
        let owner = classes[id.index]
        let members = modules[owner.module.index].classes[owner.code.index].members.filter { !$0.isStatic && !$0.name.isEmpty }
        inFrame(of: owner, receiver: made) { interpreter in
            for member in members.prefix(Heap.fieldLimit) {
                guard case .field = member.kind, interpreter.step(weight: Interpreter.fillWeight) else { continue }
                let part = value.part(named: interpreter.wireName(of: member))
                interpreter.heap.write(interpreter.javaTyped(part, as: member.type), to: member.name, of: object)
            }
        }
    }

    private static let namingAnnotations: Set<String> = ["JsonProperty", "SerializedName", "JsonAlias", "Json"]

    /// The name of a field in the text that it is read from.
    private func wireName(of member: CodeClass.Member) -> String {
        for decorator in member.decorators {
            guard case .call(let callee, let arguments) = modules[current].expressions[decorator.index].kind,
                let name = typeName(callee, in: ModuleIndex(index: current)), Interpreter.namingAnnotations.contains(name),
                let first = arguments.first(where: { $0.name == nil || $0.name == "value" || $0.name == "name" }),
                case .string(let text) = modules[current].expressions[first.value.index].kind
            else { continue }
            return text
        }
        return member.name
    }

    /// What the fields of instances hold that came from outside is read where the program reads them.
    mutating func noteRead(_ value: AbstractValue, at span: ByteSpan) {
        for origin in value.origins where origin.path.root == .event {
            recorder.read(origin.path, at: place(span), guarantees: origin.guarantees.union(flow.guards.certain(of: origin.path)))
        }
    }
}

extension AbstractValue {
    /// A field of what came from outside, before anybody reads it.
    fileprivate func part(named name: String) -> AbstractValue {
        AbstractValue(
            origins.map { origin in
                Origin(path: origin.path.appending(.field(name)), guarantees: origin.guarantees.inherited, trail: origin.trail)
            })
    }
}
