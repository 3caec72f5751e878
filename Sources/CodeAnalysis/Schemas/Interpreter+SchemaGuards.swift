import SourceText

extension Interpreter {
    /// What a schema makes certain of the parts of a value that it accepted, wherever they are read.
    func proving(_ schema: EventSchema, of value: AbstractValue) -> Guards {
        var guards = Guards()
        prove(schema, value, &guards, depth: 0)
        return guards
    }

    private func prove(_ schema: EventSchema, _ value: AbstractValue, _ guards: inout Guards, depth: Int) {
        guard depth < EventSchema.depthLimit else { return }
        for origin in value.origins { prove(schema, origin.path, &guards, depth: depth) }
        let flat = schema.flattened
        for case .object(let id) in value.references {
            for field in flat.fields.prefix(EventSchema.fieldLimit) {
                guard let part = heap[id].fields[field.name] else { continue }
                prove(field.schema, part, &guards, depth: depth + 1)
            }
            if let element = flat.elements.first, heap.kind(of: id) == .list { prove(element, heap[id].rest, &guards, depth: depth + 1) }
        }
    }

    private func prove(_ schema: EventSchema, _ path: AccessPath, _ guards: inout Guards, depth: Int) {
        guard depth < EventSchema.depthLimit else { return }
        guard let coding = schema.coding else { return proveParts(schema, path, &guards, depth: depth) }
        guards.add(path, schema.guaranteesOfInput.intersection([.validated, .described]))
        proveParts(schema, path.appending(.decoded(coding)), &guards, depth: depth)
    }

    private func proveParts(_ schema: EventSchema, _ path: AccessPath, _ guards: inout Guards, depth: Int) {
        let flat = schema.flattened
        guards.add(path, flat.guaranteesOfInput)
        for field in flat.fields.prefix(EventSchema.fieldLimit) {
            prove(field.schema, path.appending(.field(field.name)), &guards, depth: depth + 1)
        }
        if let element = flat.elements.first, flat.kinds.contains(.list) {
            prove(element, path.appending(.element), &guards, depth: depth + 1)
        }
        if case .matching(let others) = flat.others { prove(others, path.appending(.element), &guards, depth: depth + 1) }
    }

    /// Keeps which parts of the event a schema is about.
    mutating func note(_ schema: EventSchema, of value: AbstractValue, at place: SourcePlace, isChecked: Bool = true) {
        guard schema != .unread else { return }
        for origin in value.origins {
            recorder.schema(SchemaFact(path: origin.path, schema: schema, place: place, isChecked: isChecked))
        }
        let flat = schema.flattened
        for case .object(let id) in value.references where !flat.fields.isEmpty {
            for field in flat.fields.prefix(EventSchema.fieldLimit) {
                for origin in heap[id].fields[field.name]?.origins ?? [] {
                    recorder.schema(SchemaFact(path: origin.path, schema: field.schema, place: place, isChecked: isChecked))
                }
            }
        }
    }
}
