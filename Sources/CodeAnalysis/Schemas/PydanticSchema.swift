/// What pydantic's functions add to the type of a field.
///
/// Source: https://docs.pydantic.dev/latest/concepts/fields/
enum PydanticSchema {
    /// The call that describes a field, where its value is one: `Field(max_length=10)`.
    static func field(_ value: AbstractValue, _ reader: SchemaReader) -> SchemaCall? {
        for case .object(let id) in value.references {
            guard case .external(let api) = reader.heap.kind(of: id) else { continue }
            let call = SchemaCall(api, reader.heap[id], reader)
            if ["Field", "Query", "Body", "Path", "Header"].contains(call.method) { return call }
        }
        return nil
    }

    /// Whether a field need not be given.
    static func hasDefault(_ call: SchemaCall) -> Bool {
        if call.argument(named: "default") != nil || call.argument(named: "default_factory") != nil { return true }
        // `...` says that there is none.
        return call.argument(0).map { !$0.isOpen || !$0.references.isEmpty } ?? false
    }

    /// `constr(max_length=10)` and its like in the place of a type; `nil` for anything else.
    static func type(_ call: SchemaCall) -> EventSchema? {
        let kinds: [String: EventSchema.Kinds] = [
            "constr": .text, "conint": .integer, "confloat": .number, "condecimal": .number, "conlist": .list, "conset": .list,
        ]
        guard let kind = kinds[call.method] else { return nil }
        var schema = EventSchema(kind)
        add(call, to: &schema)
        return schema
    }

    /// Adds what a call says by its named arguments.
    static func add(_ call: SchemaCall, to schema: inout EventSchema) {
        let number = { (name: String) in call.argument(named: name)?.number }
        let count = { (name: String) in number(name).flatMap { Int(exactly: $0) } }
        schema.minimum = number("ge") ?? number("gt") ?? schema.minimum
        schema.maximum = number("le") ?? number("lt") ?? schema.maximum
        schema.minimumLength = count("min_length") ?? count("min_items") ?? schema.minimumLength
        schema.maximumLength = count("max_length") ?? count("max_items") ?? schema.maximumLength
        if let pattern = (call.argument(named: "pattern") ?? call.argument(named: "regex"))?.pattern {
            schema.pattern = EventSchema.Pattern(text: pattern.text, flags: pattern.flags, isAtStart: call.argument(named: "regex") != nil)
        }
        if call.method == "MaxLen" || call.method == "Len" { schema.maximumLength = call.count(call.method == "Len" ? 1 : 0) ?? schema.maximumLength }
    }
}
