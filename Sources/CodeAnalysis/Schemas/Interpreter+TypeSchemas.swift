import CodeSyntax
import SourceText

extension Interpreter {
    /// What a type that stands in the file that is being read says of a value.
    mutating func schema(ofType id: CodeExpression.ID, depth: Int = 0) -> EventSchema {
        guard depth < EventSchema.depthLimit, step() else { return .unread }
        switch modules[current].expressions[id.index].kind {
        case .generic(let head, let arguments): return schema(of: head, appliedTo: arguments, depth)
        case .opaque(let members):
            return members.isEmpty ? .unread : .any(of: members.map { schema(ofType: $0, depth: depth + 1) })
        case .string(let text): return .listed([.string(text)])
        case .number(let number): return .listed([.number(number)])
        case .boolean(let value): return .listed([.boolean(value)])
        case .null: return EventSchema(.null)
        case .call(let callee, let arguments): return schema(ofCallee: callee, arguments, id)
        default: return schema(named: id, depth)
        }
    }

    private mutating func schema(named id: CodeExpression.ID, _ depth: Int) -> EventSchema {
        let value = evaluate(id)
        for reference in value.references {
            switch reference {
            case .classValue(let type): return schema(ofClass: type, depth: depth + 1)
            case .api(let api): return TypeNames.schema(of: api, in: language) ?? .unread
            case .object(let object): return schema(ofObject: object, value)
            case .closure, .module: continue
            }
        }
        return .unread
    }

    /// A schema of a library, or an enumeration whose values stand in an object.
    private mutating func schema(ofObject id: HeapObject.ID, _ value: AbstractValue) -> EventSchema {
        if let built = SchemaReader(heap: heap.contents).schema(of: value) { return built }
        if case .external(let api) = heap.kind(of: id) { return PydanticSchema.type(SchemaCall(api, heap[id], SchemaReader(heap: heap.contents))) ?? .unread }
        let constants = heap[id].fieldOrder.compactMap { heap[id].fields[$0]?.constant }
        return heap.kind(of: id) == .record && constants.count == heap[id].fieldOrder.count ? EventSchema.listed(constants).orAnything : .unread
    }

    /// `z.infer<typeof Order>`, `conint(gt=0)`.
    private mutating func schema(ofCallee callee: CodeExpression.ID, _ arguments: [CodeExpression.Argument], _ id: CodeExpression.ID) -> EventSchema {
        let name = typeName(callee, in: ModuleIndex(index: current))
        if let name, ["infer", "input", "output", "TypeOf", "InferType", "Static", "Infer", "FromSchema"].contains(name), let first = arguments.first {
            let value = evaluate(first.value)
            return schema(of: value) ?? JSONSchemaReader.schema(SchemaDocument(value, in: heap.contents)) ?? .unread
        }
        let value = evaluate(id)
        for case .object(let object) in value.references { return schema(ofObject: object, value) }
        return .unread
    }

    // MARK: Types with arguments

    private mutating func schema(of head: CodeExpression.ID, appliedTo arguments: [CodeExpression.ID], _ depth: Int) -> EventSchema {
        let name = typeName(head, in: ModuleIndex(index: current)) ?? ""
        switch TypeNames.container(name) {
        case .list: return .list(of: arguments.first.map { self.schema(ofType: $0, depth: depth + 1) })
        case .dictionary:
            guard let last = arguments.last else { return .object([]) }
            return .object([], others: .matching(self.schema(ofType: last, depth: depth + 1)))
        case .literal: return EventSchema.listed(arguments.compactMap { evaluate($0).constant }).orAnything
        case nil: break
        }
        var schema = self.schema(ofType: head, depth: depth + 1)
        // `Annotated[str, Field(max_length=10)]`
        for argument in arguments {
            for case .object(let object) in evaluate(argument).references {
                guard case .external(let api) = heap.kind(of: object) else { continue }
                PydanticSchema.add(SchemaCall(api, heap[object], SchemaReader(heap: heap.contents)), to: &schema)
            }
        }
        return schema
    }

    // MARK: Classes

    /// What a class says of its instances.
    mutating func schema(ofClass id: ClassValue.ID, depth: Int = 0) -> EventSchema {
        if let known = classSchemas[id] { return known }
        guard depth < EventSchema.depthLimit, classesBeingRead.insert(id).inserted else { return .unread }
        defer { classesBeingRead.remove(id) }
        var schema = readSchema(ofClass: id, depth)
        if !schema.isOfBearableSize { schema.fields = schema.fields.map { EventSchema.Field($0.name, .unread) } }
        // What is read before everything is loaded may be less than there is.
        if !isLoading, classesBeingRead.count == 1 { classSchemas[id] = schema }
        return schema
    }

    private mutating func readSchema(ofClass id: ClassValue.ID, _ depth: Int) -> EventSchema {
        let family = family(of: id)
        if family == .enumeration { return enumeration(id) }
        if family == .marshmallow { return marshmallowSchema(ofClass: id, depth) }
        var schema = EventSchema.object([], others: family == .pydantic ? pydanticOthers(id) : .kept)
        schema.model = id
        readFields(of: id, family, &schema, depth)
        return schema
    }

    /// What makes a class say something of its instances.
    enum ClassFamily {
        case plain, pydantic, marshmallow, enumeration
    }

    func family(of id: ClassValue.ID, depth: Int = 0) -> ClassFamily {
        guard depth < 12 else { return .plain }
        for base in bases[id]?.references ?? [] {
            switch base {
            case .api(let api):
                if api.hasPrefix("pydantic.") || api.hasSuffix(".BaseModel") { return .pydantic }
                if api.hasPrefix("marshmallow.") { return .marshmallow }
                if api.hasPrefix("enum.") { return .enumeration }
            case .classValue(let parent) where parent != id:
                let inherited = family(of: parent, depth: depth + 1)
                if inherited != .plain { return inherited }
            default: continue
            }
        }
        return .plain
    }

    private mutating func enumeration(_ id: ClassValue.ID) -> EventSchema {
        guard let object = statics(of: id) else { return .unread }
        return EventSchema.listed(heap[object].fieldOrder.compactMap { heap[object].fields[$0]?.constant }).orAnything
    }

    private mutating func readFields(of id: ClassValue.ID, _ family: ClassFamily, _ schema: inout EventSchema, _ depth: Int) {
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            let inherited = self.schema(ofClass: parent, depth: depth + 1)
            for field in inherited.fields { schema.set(field.name, field.schema) }
            if schema.others == .kept || schema.others == .dropped { schema.others = inherited.others == .kept ? schema.others : inherited.others }
        }
        let owner = classes[id.index]
        let members = modules[owner.module.index].classes[owner.code.index].members.filter { !$0.isStatic && $0.isData }
        var fields: [EventSchema.Field] = []
        inFrame(of: owner, receiver: .none) { interpreter in
            for member in members.prefix(EventSchema.fieldLimit) {
                fields.append(EventSchema.Field(member.name, interpreter.schema(ofMember: member, family, depth)))
            }
        }
        for field in fields { schema.set(field.name, field.schema) }
    }

    private mutating func schema(ofMember member: CodeClass.Member, _ family: ClassFamily, _ depth: Int) -> EventSchema {
        var schema = member.type.map { self.schema(ofType: $0, depth: depth + 1) } ?? .anything
        schema.isOptional = schema.isOptional || member.isOptional
        if case .field(let initial?) = member.kind {
            let value = evaluate(initial)
            if let call = PydanticSchema.field(value, SchemaReader(heap: heap.contents)) {
                PydanticSchema.add(call, to: &schema)
                schema.isOptional = PydanticSchema.hasDefault(call)
            } else {
                schema.isOptional = true
            }
        }
        let tests = member.decorators.compactMap { decorator -> SchemaCall? in ClassValidatorSchema.call(evaluate(decorator), SchemaReader(heap: heap.contents)) }
        guard !tests.isEmpty else {
            schema.isDeclared = family == .plain
            return schema
        }
        return ClassValidatorSchema.schema(tests, declared: schema) { value in
            for case .closure(let closure) in value.references {
                for case .classValue(let type) in invoke(closure, [], on: .none, at: nil).references { return self.schema(ofClass: type, depth: depth + 1) }
            }
            return nil
        }
    }

    // MARK: Classes of Python's libraries

    private mutating func pydanticOthers(_ id: ClassValue.ID) -> EventSchema.Others {
        guard let object = statics(of: id) else { return .dropped }
        var extra = heap[object].fields["model_config"].flatMap { setting("extra", in: $0) }
        for case .classValue(let inner) in heap[object].fields["Config"]?.references ?? [] {
            extra = statics(of: inner).flatMap { heap[$0].fields["extra"] } ?? extra
        }
        var text = extra?.string
        for case .api(let api) in extra?.references ?? [] { text = text ?? String(APIPath.name(api)) }
        switch text {
        case "forbid": return .refused
        case "allow": return .kept
        default: return .dropped
        }
    }

    /// A setting of `ConfigDict(extra="forbid")` or of a dictionary.
    private func setting(_ name: String, in value: AbstractValue) -> AbstractValue? {
        for case .object(let id) in value.references {
            if let field = heap[id].fields[name] { return field }
            if case .external(let api) = heap.kind(of: id), let argument = SchemaCall(api, heap[id], SchemaReader(heap: heap.contents)).argument(named: name) { return argument }
        }
        return nil
    }

    private mutating func marshmallowSchema(ofClass id: ClassValue.ID, _ depth: Int) -> EventSchema {
        var schema = EventSchema.object([], others: .refused)
        for case .classValue(let parent) in bases[id]?.references ?? [] where parent != id {
            let inherited = self.schema(ofClass: parent, depth: depth + 1)
            for field in inherited.fields { schema.set(field.name, field.schema) }
            schema.others = inherited.others
        }
        guard let object = statics(of: id) else { return schema }
        for name in heap[object].fieldOrder {
            guard let value = heap[object].fields[name], let field = marshmallowField(value, depth) else { continue }
            schema.set(name, field)
        }
        for case .classValue(let meta) in heap[object].fields["Meta"]?.references ?? [] {
            for case .api(let api) in statics(of: meta).flatMap({ heap[$0].fields["unknown"] })?.references ?? [] {
                schema.others = api.hasSuffix("EXCLUDE") ? .dropped : api.hasSuffix("INCLUDE") ? .kept : .refused
            }
        }
        return schema
    }

    private mutating func marshmallowField(_ value: AbstractValue, _ depth: Int) -> EventSchema? {
        guard var field = SchemaReader(heap: heap.contents).schema(of: value), field.isUnread,
            case .object(let id)? = value.references.first, case .external(let api) = heap.kind(of: id)
        else { return SchemaReader(heap: heap.contents).schema(of: value) }
        let call = SchemaCall(api, heap[id], SchemaReader(heap: heap.contents))
        guard call.method == "Nested", let inner = call.argument(0).flatMap({ self.schema(of: $0) }) else { return field }
        let isOptional = field.isOptional
        field = call.argument(named: "many")?.isTrue == true ? .list(of: inner) : inner
        field.isOptional = isOptional
        return field
    }
}

extension CodeClass.Member {
    /// Whether it holds a value.
    fileprivate var isData: Bool { if case .field = kind { true } else { false } }
}
