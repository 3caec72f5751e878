import CodeSyntax
import SourceText

extension Interpreter {
    /// Reads a class: its bases, its static fields and its decorators.
    mutating func define(_ code: CodeClass.ID) -> AbstractValue {
        guard let frame = frames.last else { return .unknown }
        let value = reference(ClassValue(module: frame.module, code: code, environment: frame.environment))
        guard case .classValue(let id)? = value.references.first else { return value }
        let declaration = modules[current].classes[code.index]
        let inherited = declaration.bases.reduce(AbstractValue.none) { $0.joined(evaluate($1)) }
        bases[id] = inherited
        for member in declaration.members where member.isStatic || language == .python {
            guard case .field(let initial?) = member.kind else { continue }
            let value = evaluate(initial)
            if let object = statics(of: id) { heap.write(value, to: member.name, of: object) }
        }
        if language == .java { noteAnnotations(declaration.decorators, of: id) }
        for member in declaration.members { decorate(member, of: id, value) }
        return decorated(value, by: declaration.decorators)
    }

    /// Keeps what annotations say of a class among its static fields, as `@DynamoDBTable.tableName`.
    private mutating func noteAnnotations(_ annotations: [CodeExpression.ID], of id: ClassValue.ID) {
        for annotation in annotations {
            guard case .call(let callee, let arguments) = modules[current].expressions[annotation.index].kind,
                let name = typeName(callee, in: ModuleIndex(index: current)), name.hasSuffix("Table")
            else { continue }
            for argument in arguments {
                let value = evaluate(argument.value)
                if let object = statics(of: id) { heap.write(value, to: "@\(name).\(argument.name ?? "value")", of: object) }
            }
        }
    }

    private mutating func staticField(_ name: String, of id: ClassValue.ID) -> AbstractValue {
        guard let object = statics(of: id) else { return .none }
        return heap[object].fields[name] ?? .none
    }

    /// The object that holds the static fields of a class; `nil` when there are too many objects.
    mutating func statics(of id: ClassValue.ID) -> HeapObject.ID? {
        if let known = staticObjects[id] { return known }
        let value = classes[id.index]
        let key = Heap.Key(module: value.module, site: -1_000 - value.code.index, context: id.index, kind: .record)
        let place = SourcePlace(path: paths[value.module.index], span: modules[value.module.index].classes[value.code.index].nameSpan)
        let object = heap.object(key, at: place)
        staticObjects[id] = object
        return object
    }

    /// A method whose decorator is a library's is known to it: routes of a framework.
    private mutating func decorate(_ member: CodeClass.Member, of id: ClassValue.ID, _ owner: AbstractValue) {
        // Annotations of Java change nothing by themselves.
        guard !member.decorators.isEmpty, language != .java else { return }
        switch member.kind {
        case .method(let function):
            _ = decorated(method(function, of: id, on: .none), by: member.decorators)
        default: for decorator in member.decorators { _ = evaluate(decorator) }
        }
    }

    /// A function or class after its decorators.
    mutating func decorated(_ value: AbstractValue, by decorators: [CodeExpression.ID]) -> AbstractValue {
        guard language != .java else { return value }
        var value = value
        for id in decorators.reversed() {
            let decorator = evaluate(id)
            let argument = Argument(name: nil, value: value, place: place(id))
            let result = call(decorator, [argument], on: .none, at: id, isDecorator: true)
            // What a library's decorator gives behaves as what it decorates.
            let isOwn = result.references.contains { if case .closure = $0 { true } else { false } }
            value = isOwn ? result : value
        }
        return value
    }

    private mutating func method(_ function: CodeFunction.ID, of id: ClassValue.ID, on receiver: AbstractValue) -> AbstractValue {
        let owner = classes[id.index]
        var closure = Closure(module: owner.module, function: function, environment: owner.environment)
        switch modules[owner.module.index].functions[function.index].receiver {
        case .dynamic, .firstParameter: closure.receiver = receiver.isEmpty ? nil : receiver
        case .classAsFirstParameter: closure.receiver = AbstractValue(.classValue(id))
        case .none, .lexical: break
        }
        return reference(closure)
    }

    /// A member of an instance: of its class, else of what the class inherits from.
    mutating func instanceMember(_ name: String, of id: ClassValue.ID, on receiver: AbstractValue, depth: Int = 0) -> AbstractValue {
        guard depth < 12 else { return .none }
        let owner = classes[id.index]
        var result = AbstractValue.none
        for member in modules[owner.module.index].classes[owner.code.index].members where member.name == name {
            switch member.kind {
            case .method(let function), .constructor(let function): result = result.joined(method(function, of: id, on: receiver))
            case .getter(let function):
                result = result.joined(call(method(function, of: id, on: receiver), [], on: receiver, at: nil))
            case .setter, .field: break
            }
        }
        if let loose = modules[owner.module.index].classes[owner.code.index].name.flatMap({ looseMethod(name, of: $0, in: owner.module) }) {
            var closure = Closure(module: loose.module, function: loose.function, environment: moduleStates[loose.module.index].environment)
            closure.receiver = receiver
            result = result.joined(reference(closure))
        }
        if result.isEmpty { result = staticField(name, of: id) }
        return result.isEmpty ? inherited(name, of: id, on: receiver, depth: depth) : result
    }

    private func looseMethod(_ name: String, of type: String, in module: ModuleIndex) -> (module: ModuleIndex, function: CodeFunction.ID)? {
        let files = [paths[module.index]] + (unit(module)?.siblings ?? [])
        for path in files {
            guard let index = indices[path] else { continue }
            let methods = modules[index.index].looseMethods[type] ?? []
            if let found = methods.first(where: { modules[index.index].functions[$0.index].name == name }) { return (index, found) }
        }
        return nil
    }

    private mutating func inherited(_ name: String, of id: ClassValue.ID, on receiver: AbstractValue, depth: Int) -> AbstractValue {
        var result = AbstractValue.none
        for base in bases[id]?.references ?? [] {
            switch base {
            case .classValue(let parent) where parent != id:
                result = result.joined(instanceMember(name, of: parent, on: receiver, depth: depth + 1))
            case .api(let api): result = result.joined(AbstractValue(.api(APIPath.member(name, of: APIPath.instance(of: api)))))
            default: break
            }
        }
        return result
    }

    /// A static member: a field, a method, or one that is inherited.
    mutating func staticMember(_ name: String, of id: ClassValue.ID, depth: Int = 0) -> AbstractValue {
        guard depth < 12 else { return .none }
        var result = staticField(name, of: id)
        let owner = classes[id.index]
        for member in modules[owner.module.index].classes[owner.code.index].members where member.name == name {
            switch member.kind {
            case .method(let function): result = result.joined(method(function, of: id, on: .none))
            case .getter(let function) where member.isStatic && language.isECMAScript:
                let receiver = AbstractValue(.classValue(id))
                result = result.joined(call(method(function, of: id, on: receiver), [], on: receiver, at: nil))
            case .getter, .setter, .field, .constructor: continue
            }
        }
        guard result.isEmpty else { return result }
        for base in bases[id]?.references ?? [] {
            switch base {
            case .classValue(let parent) where parent != id: result = result.joined(staticMember(name, of: parent, depth: depth + 1))
            case .api(let api): result = result.joined(AbstractValue(.api(APIPath.member(name, of: api))))
            default: break
            }
        }
        return result
    }

    // MARK: Instances

    /// Makes an instance of a class of the program.
    mutating func construct(_ id: ClassValue.ID, _ arguments: [Argument], at site: CodeExpression.ID) -> AbstractValue {
        let instance = allocate(.instance(id), at: site, salt: 1)
        guard case .object(let object)? = instance.references.first else { return instance }
        noteOuter(of: object)
        initialize(object, as: id, instance, depth: 0)
        let constructor = constructors(of: id, on: instance)
        if constructor.isEmpty, family(of: id) == .pydantic {
            return validated(arguments, by: id, at: site)
        } else if constructor.isEmpty {
            assignFields(arguments, to: object, of: id)
        } else {
            _ = call(constructor, arguments, on: instance, at: site)
        }
        return instance
    }

    private mutating func constructors(of id: ClassValue.ID, on instance: AbstractValue, depth: Int = 0) -> AbstractValue {
        guard depth < 12 else { return .none }
        let owner = classes[id.index]
        var result = AbstractValue.none
        for member in modules[owner.module.index].classes[owner.code.index].members {
            guard case .constructor(let function) = member.kind else { continue }
            result = result.joined(method(function, of: id, on: instance))
            if language != .java { return result }
        }
        guard result.isEmpty else { return result }
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            result = result.joined(constructors(of: parent, on: instance, depth: depth + 1))
        }
        return result
    }

    /// The constructor that `super(…)` calls.
    mutating func inheritedConstructor(in receiver: AbstractValue) -> AbstractValue {
        guard let frame = frames.last, let own = modules[current].functions[frame.function.index].ofClass else { return .none }
        var result = AbstractValue.none
        for (index, value) in classes.enumerated() where value.module == frame.module && value.code == own {
            for base in bases[ClassValue.ID(index: index)]?.references ?? [] {
                switch base {
                case .classValue(let parent): result = result.joined(constructors(of: parent, on: receiver))
                case .api(let api): result = result.joined(AbstractValue(.api(api)))
                default: break
                }
            }
        }
        return result
    }

    /// What `super` is: the instance as its class's base sees it.
    mutating func superValue(of receiver: AbstractValue, member name: String) -> AbstractValue {
        guard let frame = frames.last, let own = modules[current].functions[frame.function.index].ofClass else { return .none }
        var result = AbstractValue.none
        for (index, value) in classes.enumerated() where value.module == frame.module && value.code == own {
            result = result.joined(inherited(name, of: ClassValue.ID(index: index), on: receiver, depth: 0))
        }
        return result
    }

    mutating func initialize(_ object: HeapObject.ID, as id: ClassValue.ID, _ instance: AbstractValue, depth: Int) {
        guard depth < 12 else { return }
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            initialize(object, as: parent, instance, depth: depth + 1)
        }
        let owner = classes[id.index]
        let members = modules[owner.module.index].classes[owner.code.index].members.filter { !$0.isStatic }
        inFrame(of: owner, receiver: instance) { interpreter in
            for member in members {
                guard case .field(let initial) = member.kind else { continue }
                let value = interpreter.typed(initial.map { interpreter.evaluate($0) } ?? .none, as: member.type)
                if !value.isEmpty { interpreter.heap.write(value, to: member.name, of: object) }
            }
        }
    }

    /// Reads something as if it stood in a class's body.
    mutating func inFrame(of owner: ClassValue, receiver: AbstractValue, _ body: (inout Interpreter) -> Void) {
        guard frames.count < budget.callDepth + 40 else { return }
        let saved = flow
        flow.locals = [:]
        frames.append(
            Frame(module: owner.module, function: CodeID(0), environment: owner.environment, context: 0, receiver: receiver, name: "field"))
        body(&self)
        frames.removeLast()
        let guards = flow.guards
        flow = saved
        flow.guards = guards
    }

    /// The fields of a class without a constructor of its own: data classes, structs.
    private mutating func assignFields(_ arguments: [Argument], to object: HeapObject.ID, of id: ClassValue.ID) {
        let fields = declaredFields(of: id)
        var positional = fields.makeIterator()
        for argument in arguments {
            if let name = argument.name, !argument.isSpread {
                heap.write(argument.value, to: name, of: object)
            } else if argument.isSpread || isRecord(argument.value) {
                for field in fields { heap.write(member(field, of: argument.value, at: argument.place.span), to: field, of: object) }
                for case .object(let record) in argument.value.references {
                    for name in heap[record].fieldOrder { heap.write(heap[record].fields[name] ?? .none, to: name, of: object) }
                }
            } else if let field = positional.next() {
                heap.write(argument.value, to: field, of: object)
            }
        }
    }

    func isRecord(_ value: AbstractValue) -> Bool {
        value.references.contains { if case .object(let id) = $0 { heap.kind(of: id) == .record } else { false } }
    }

    /// The fields that a class and what it inherits from declare.
    private func declaredFields(of id: ClassValue.ID, depth: Int = 0) -> [String] {
        guard depth < 12 else { return [] }
        var fields: [String] = []
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            fields += declaredFields(of: parent, depth: depth + 1)
        }
        let owner = classes[id.index]
        for member in modules[owner.module.index].classes[owner.code.index].members where !member.isStatic {
            if case .field = member.kind { fields.append(member.name) }
        }
        return fields
    }

    /// An instance of a model that a library makes once it has held a value against the model's fields.
    mutating func validated(_ value: AbstractValue, by id: ClassValue.ID, through api: String, at site: CodeExpression.ID) -> AbstractValue {
        let schema = schema(ofClass: id)
        note(schema, of: value, at: place(site))
        flow.guards.formUnion(proving(schema, of: value))
        return passed(value, schema, through: api, at: site)
    }

    /// `Model(**values)`, `Model(name=value)`.
    private mutating func validated(_ arguments: [Argument], by id: ClassValue.ID, at site: CodeExpression.ID) -> AbstractValue {
        if let spread = arguments.first(where: \.isSpread), arguments.count == 1 {
            return validated(spread.value, by: id, through: "pydantic", at: site)
        }
        let record = schemaObject(.record, at: site, position: -9)
        guard case .object(let object)? = record.references.first else { return .unknown }
        for argument in arguments {
            if let name = argument.name, !argument.isSpread {
                heap.write(argument.value, to: name, of: object)
            } else {
                for field in declaredFields(of: id) { heap.write(quietField(field, of: argument.value), to: field, of: object) }
            }
        }
        return validated(record, by: id, through: "pydantic", at: site)
    }

    func typeName(_ id: CodeExpression.ID, in module: ModuleIndex) -> String? {
        switch modules[module.index].expressions[id.index].kind {
        case .global(let name): name
        case .variable(let variable): modules[module.index].variables[variable.index].name
        case .member(_, let name, _): name
        case .sequence(let parts): parts.last.flatMap { typeName($0, in: module) }
        case .generic(let head, _): typeName(head, in: module)
        default: nil
        }
    }

    /// A value with what its declared type tells: of a class the instance, where nothing better is known.
    mutating func typed(_ value: AbstractValue, as type: CodeExpression.ID?) -> AbstractValue {
        if language == .java { return javaTyped(value, as: type) }
        guard let type, value.references.isEmpty else { return value }
        noteType(type, of: value)
        var typed = value
        for reference in evaluate(type).references {
            switch reference {
            case .api(let api):
                // A type of the language says nothing of what it holds.
                if api.contains(".") || api.contains("/") { typed.insert(.api(APIPath.instance(of: api))) }
            case .classValue(let id):
                let instance = allocate(.instance(id), at: type, salt: 2)
                if case .object(let object)? = instance.references.first, heap[object].fieldOrder.isEmpty {
                    initialize(object, as: id, instance, depth: 10)
                }
                typed = typed.joined(instance)
            default: break
            }
        }
        return typed
    }
}
