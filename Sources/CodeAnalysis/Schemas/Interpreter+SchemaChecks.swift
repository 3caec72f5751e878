import SourceText

extension Interpreter {
    /// What a call gives that holds a value against a schema.
    mutating func checked(
        _ check: SchemaCheck, _ api: String, _ arguments: [Argument], on receiver: AbstractValue, callee: AbstractValue,
        at id: CodeExpression.ID
    ) -> AbstractValue {
        let parts = CheckedParts(check, arguments, receiver: receiver, callee: callee, heap.contents)
        var schema = schema(of: check, parts)
        if let others = parts.others { schema.letOthers(others) }
        var value = parts.value
        if let coding = check.coding { value = decoded(value, as: coding, at: id) }
        if parts.isMany { schema = .list(of: schema) }
        if let envelope = parts.envelope {
            guard let found = Envelope(envelope) else { return answer(check.answer, value, .unread, api, id) }
            value = unwrapped(value, found, at: id)
            if found.isMany { return list(of: answer(check.answer, value, schema, api, id), at: id) }
        }
        return answer(check.answer, value, schema, api, id)
    }

    private mutating func schema(of check: SchemaCheck, _ parts: CheckedParts) -> EventSchema {
        for part in check.schema {
            guard let value = parts.find(part), let schema = self.schema(of: value, check, parts) else { continue }
            return schema
        }
        return .unread
    }

    private mutating func schema(of value: AbstractValue, _ check: SchemaCheck, _ parts: CheckedParts) -> EventSchema? {
        if let known = schema(of: value) { return known }
        let document = SchemaDocument(value, in: heap.contents)
        switch check.language {
        case .jsonSchema: return JSONSchemaReader.schema(document, checksFormats: parts.checksFormats)
        case .cerberus:
            var schema = CerberusSchema.schema(document)
            if parts.maker(named: "allow_unknown")?.isTrue == true { schema?.others = .kept }
            return schema
        }
    }

    /// The schema that a value is: built by a library, or a class that describes its instances.
    mutating func schema(of value: AbstractValue) -> EventSchema? {
        if let built = SchemaReader(heap: heap.contents).schema(of: value) { return built }
        var found: [EventSchema] = []
        for reference in value.references {
            switch reference {
            case .classValue(let id): found.append(schema(ofClass: id))
            case .object(let id):
                if case .instance(let type) = heap.kind(of: id) { found.append(schema(ofClass: type)) }
            // The schemas that a library brings along describe what surrounds the part that matters.
            case .api(let api) where api.hasPrefix("@aws-lambda-powertools/parser") && api.hasSuffix("Schema"): found.append(.object([]))
            case .api, .closure, .module: continue
            }
        }
        return found.isEmpty ? nil : .any(of: found)
    }

    // MARK: Answers

    private mutating func answer(
        _ answer: SchemaCheck.Answer, _ value: AbstractValue, _ schema: EventSchema, _ api: String, _ id: CodeExpression.ID
    ) -> AbstractValue {
        note(schema, of: value, at: place(id))
        let guards = proving(schema, of: value)
        switch answer {
        case .value:
            flow.guards.formUnion(guards)
            return passed(value, schema, through: api, at: id)
        case .nothing:
            flow.guards.formUnion(guards)
            return .unknown
        case .truth:
            var result = AbstractValue.unknown
            result.conditions = Conditions(whenTrue: guards)
            return result
        case .errors: return errors(unless: guards, at: id, salt: 0)
        case .report(let report): return self.report(report, value, schema, guards, api, id)
        }
    }

    /// A list or dictionary of errors, empty when all is well.
    private mutating func errors(unless guards: Guards, at id: CodeExpression.ID, salt: Int) -> AbstractValue {
        var result = schemaObject(.record, at: id, position: -1 - salt)
        let conditions = Conditions(whenFalse: guards)
        var length = AbstractValue.unknown
        length.conditions = conditions
        if case .object(let object)? = result.references.first { heap.write(length, to: "length", of: object) }
        result.conditions = conditions
        return result
    }

    private mutating func report(
        _ report: SchemaCheck.Report, _ value: AbstractValue, _ schema: EventSchema, _ guards: Guards, _ api: String, _ id: CodeExpression.ID
    ) -> AbstractValue {
        let result = schemaObject(.record, at: id, position: -4)
        guard case .object(let object)? = result.references.first else { return result }
        if let name = report.passed { heap.write(passed(value, schema, through: api, at: id), to: name, of: object) }
        if let name = report.given { heap.write(value.stepping(.through(api), at: place(id)), to: name, of: object) }
        if let name = report.errors { heap.write(errors(unless: guards, at: id, salt: 1), to: name, of: object) }
        if let name = report.error {
            var error = AbstractValue.unknown
            error.conditions = Conditions(whenFalse: guards)
            heap.write(error, to: name, of: object)
        }
        if let name = report.truth {
            var truth = AbstractValue.unknown
            truth.conditions = Conditions(whenTrue: guards)
            heap.write(truth, to: name, of: object)
        }
        return result
    }

    // MARK: What passed

    /// An object of the library's own making; `position` tells those of one call apart.
    mutating func schemaObject(_ kind: HeapObject.Kind, at id: CodeExpression.ID, position: Int) -> AbstractValue {
        guard let frame = frames.last else { return .unknown }
        var hasher = StableHash()
        hasher.combine(frame.context)
        hasher.combine(position)
        let key = Heap.Key(module: frame.module, site: -5_000_000 - id.index, context: hasher.value, kind: kind)
        guard let object = heap.object(key, at: place(id)) else { return .unknown }
        if isLoading { atLoad.insert(object) }
        return AbstractValue(.object(object))
    }

    /// What a library gives of a value that passed a schema: objects with the fields that are described, each with what is
    /// certain about it.
    mutating func passed(_ value: AbstractValue, _ schema: EventSchema, through api: String, at id: CodeExpression.ID) -> AbstractValue {
        var way = PassedWay(api: api, id: id)
        return passed(value, schema, &way, depth: 0)
    }

    /// An instance of a class with what a value has in the class's fields, unchecked.
    mutating func shaped(_ value: AbstractValue, as schema: EventSchema, at id: CodeExpression.ID) -> AbstractValue {
        var way = PassedWay(api: "", id: id, isChecked: false)
        return passed(value, schema, &way, depth: 0)
    }

    private struct PassedWay {
        let api: String
        let id: CodeExpression.ID
        var isChecked = true
        var position = 0
    }

    private mutating func passed(_ value: AbstractValue, _ schema: EventSchema, _ way: inout PassedWay, depth: Int) -> AbstractValue {
        way.position += 1
        var value = value
        if let coding = schema.coding { value = decoded(value, as: coding, at: way.id) }
        let schema = schema.flattened
        let isDeep = depth >= EventSchema.depthLimit || way.position > 400
        var result: AbstractValue
        if !isDeep, schema.describesObject, !schema.fields.isEmpty || schema.others != .kept {
            result = passedObject(value, schema, &way, depth)
        } else if !isDeep, schema.kinds.subtracting(.null) == .list, let element = schema.elements.first {
            result = schemaObject(.list, at: way.id, position: way.position)
            let inner = passed(quietElements(of: value), element, &way, depth: depth + 1)
            if case .object(let object)? = result.references.first { heap.writeRest(inner, of: object) }
        } else {
            result = way.isChecked ? value.stepping(.through(way.api), at: place(way.id)).guaranteeing(schema.guarantees) : value
        }
        return way.isChecked ? transformed(result, schema, way.id) : result
    }

    private mutating func passedObject(_ value: AbstractValue, _ schema: EventSchema, _ way: inout PassedWay, _ depth: Int) -> AbstractValue {
        let kind: HeapObject.Kind = schema.model.map { .instance($0) } ?? .record
        let result = schemaObject(kind, at: way.id, position: way.position)
        guard case .object(let object)? = result.references.first else { return result }
        for field in schema.fields.prefix(EventSchema.fieldLimit) {
            let part = passed(quietField(field.name, of: value), field.schema, &way, depth: depth + 1)
            heap.write(part, to: field.name, of: object)
        }
        switch schema.others {
        // What else is put into an instance nobody reads by a name that its class does not have.
        case .kept where !way.isChecked: break
        case .kept: heap.writeRest(quietElements(of: value), of: object)
        case .matching(let others): heap.writeRest(passed(quietElements(of: value), others, &way, depth: depth + 1), of: object)
        case .dropped, .refused: break
        }
        return result
    }

    /// What the functions of a schema make of what passed.
    private mutating func transformed(_ value: AbstractValue, _ schema: EventSchema, _ id: CodeExpression.ID) -> AbstractValue {
        guard !schema.transforms.isEmpty else { return value }
        var result = value
        for function in schema.transforms {
            let argument = Argument(name: nil, value: result, place: place(id))
            result = call(function, [argument], on: .none, at: id)
        }
        return schema.results.reduce(result.guaranteeing([.validated, .described])) { $0.guaranteeing($1.guarantees) }
    }

    // MARK: Parts that the program does not read itself

    /// A field of a value, without its being a read of the program's.
    func quietField(_ name: String, of value: AbstractValue) -> AbstractValue {
        var result = AbstractValue.none
        for case .object(let id) in value.references {
            result = result.joined(heap[id].fields[name] ?? heap[id].rest)
        }
        result.insert(quietParts(.field(name), of: value))
        if !value.origins.isEmpty { result.isOpen = true }
        return result.isEmpty ? .unknown : result
    }

    /// Any field or element of a value, likewise.
    func quietElements(of value: AbstractValue) -> AbstractValue {
        var result = AbstractValue.none
        for case .object(let id) in value.references {
            for name in heap[id].fieldOrder.prefix(64) { result = result.joined(heap[id].fields[name] ?? .none) }
            result = result.joined(heap[id].rest)
        }
        result.insert(quietParts(.element, of: value))
        if !value.origins.isEmpty { result.isOpen = true }
        return result.isEmpty ? .unknown : result
    }

    private func quietParts(_ component: AccessPath.Component, of value: AbstractValue) -> [Origin] {
        value.origins.map { origin in
            var part = origin
            part.path = origin.path.appending(component)
            part.guarantees = origin.guarantees.inherited.union(flow.guards.certain(of: part.path))
            return part
        }
    }

    private mutating func unwrapped(_ value: AbstractValue, _ envelope: Envelope, at id: CodeExpression.ID) -> AbstractValue {
        envelope.components.reduce(value) { value, component in
            switch component {
            case .field(let name): quietField(name, of: value)
            case .element, .key: quietElements(of: value)
            case .decoded(let coding): decoded(value, as: coding, at: id)
            }
        }
    }
}

/// Where the parts of a check stand in one call.
private struct CheckedParts {
    let value: AbstractValue
    let envelope: AbstractValue?
    let checksFormats: Bool
    /// Whether a list of values is held against the schema.
    let isMany: Bool
    private let arguments: [Interpreter.Argument]
    private let receiver: AbstractValue
    private let heap: Heap
    private let maker: HeapObject?

    init(_ check: SchemaCheck, _ arguments: [Interpreter.Argument], receiver: AbstractValue, callee: AbstractValue, _ heap: Heap) {
        self.arguments = arguments
        self.receiver = receiver
        self.heap = heap
        maker = Self.maker(callee, heap) ?? Self.maker(receiver, heap)
        let parts = (arguments, receiver, heap, maker)
        value = Self.find(check.value, parts) ?? .unknown
        envelope = check.envelope.flatMap { Self.find($0, parts) }.flatMap { $0.constant == .null ? nil : $0 }
        let named = { (name: String) in
            arguments.first { $0.name == name }?.value ?? Self.find(.maker(9, named: name), parts)
        }
        checksFormats = check.formatOption.map { named($0) != nil } ?? true
        isMany = named("many")?.isTrue == true
    }

    /// What the call itself says of fields that are not described: `{ allowUnknown: true }`, `unknown=EXCLUDE`.
    var others: EventSchema.Others? {
        for case .api(let api) in arguments.first(where: { $0.name == "unknown" })?.value.references ?? [] {
            return api.hasSuffix("INCLUDE") ? .kept : api.hasSuffix("EXCLUDE") ? .dropped : .refused
        }
        guard let options = arguments.last?.value else { return nil }
        if Self.field("stripUnknown", of: options, heap)?.isTrue == true { return .dropped }
        return Self.field("allowUnknown", of: options, heap)?.isTrue == true ? .kept : nil
    }

    func find(_ part: SchemaCheck.Part) -> AbstractValue? { Self.find(part, (arguments, receiver, heap, maker)) }

    func maker(named name: String) -> AbstractValue? { find(.maker(9, named: name)) }

    private static func maker(_ value: AbstractValue, _ heap: Heap) -> HeapObject? {
        for case .object(let id) in value.references {
            if case .external = heap.kind(of: id) { return heap[id] }
        }
        return nil
    }

    private typealias Parts = (arguments: [Interpreter.Argument], receiver: AbstractValue, heap: Heap, maker: HeapObject?)

    private static func find(_ part: SchemaCheck.Part, _ parts: Parts) -> AbstractValue? {
        switch part {
        case .receiver: return parts.receiver
        case .argument(let position, let name):
            if let name, let named = parts.arguments.first(where: { $0.name == name }) { return named.value }
            let positional = parts.arguments.filter { $0.name == nil }
            return position < positional.count ? positional[position].value : nil
        case .option(let name, let position):
            let holder = position < parts.arguments.count ? parts.arguments[position].value : parts.maker?.arguments.first
            return field(name, of: holder, parts.heap) ?? field(name, of: parts.maker?.arguments.first, parts.heap)
        case .maker(let position, let name):
            guard let maker = parts.maker else { return nil }
            if let name, let index = maker.argumentNames.firstIndex(where: { $0 == name }), index < maker.arguments.count {
                return maker.arguments[index]
            }
            let positional = maker.arguments.indices.filter { $0 >= maker.argumentNames.count || maker.argumentNames[$0] == nil }
            return position < positional.count ? maker.arguments[positional[position]] : nil
        }
    }

    private static func field(_ name: String, of value: AbstractValue?, _ heap: Heap) -> AbstractValue? {
        for case .object(let id) in value?.references ?? [] {
            if let field = heap[id].fields[name] { return field }
        }
        return nil
    }
}
