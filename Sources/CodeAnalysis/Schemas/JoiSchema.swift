/// Schemas of `joi`.
///
/// Source: https://joi.dev/api
enum JoiSchema {
    static func schema(_ call: SchemaCall) -> EventSchema? {
        if let base = call.base { return changed(base, call) }
        // A field may be missing unless it is required.
        return made(call)?.optional
    }

    private static func made(_ call: SchemaCall) -> EventSchema? {
        switch call.method {
        case "string": return EventSchema(.text)
        case "number": return EventSchema(.number)
        case "boolean", "bool": return converted(EventSchema(.boolean))
        case "date":
            var schema = EventSchema.text(.dateTime)
            schema.extra = .word
            return converted(schema)
        case "object": return object(call)
        case "array": return .list(of: nil)
        case "valid", "equal": return listed(.anything, call)
        case "alternatives", "alt": return alternatives(call)
        case "any", "binary", "function", "symbol", "link": return .anything
        default: return nil
        }
    }

    private static func converted(_ schema: EventSchema) -> EventSchema {
        var schema = schema
        schema.isConverted = true
        return schema
    }

    /// An object without a description takes any field; one with a description takes no other.
    private static func object(_ call: SchemaCall) -> EventSchema {
        guard let description = call.argument(0) else { return .object([]) }
        return .object(call.reader.fields(of: description), others: .refused)
    }

    private static func alternatives(_ call: SchemaCall) -> EventSchema {
        let listed = call.reader.elements(of: call.argument(0))
        let values = listed.isEmpty ? call.arguments : listed
        return values.isEmpty ? .anything : .any(of: values.map { call.reader.part($0) })
    }

    /// `valid` with several values, or one list of them.
    private static func listed(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        let given = call.arguments.flatMap { $0.references.isEmpty ? [$0] : call.reader.elements(of: $0) }
        let constants = given.compactMap(\.constant)
        guard constants.count == given.count, !constants.isEmpty else { return base }
        var schema = base
        schema.values = constants
        return schema
    }

    private static func changed(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        var schema = base
        switch call.method {
        case "required", "exist": return schema.required
        case "optional", "default", "forbidden": return schema.optional
        case "valid", "equal", "only": return listed(schema, call)
        // Values that are accepted whatever else is asked for.
        case "allow": return allowing(schema, call)
        case "integer": schema.kinds = .integer
        case "min", "max", "length", "greater", "less", "positive", "negative", "port": bound(&schema, call)
        case "email": schema.format = .email
        case "guid", "uuid": schema.format = .uuid
        case "uri": schema.format = .uri
        case "isoDate": schema.format = .dateTime
        case "hostname", "domain": schema.format = .hostname
        case "alphanum", "token", "hex", "creditCard": schema.extra.formUnion([.word, .pathComponent, .singleLine])
        case "pattern" where base.describesObject: schema.others = .matching(call.reader.part(call.argument(1)))
        case "regex", "pattern": schema.pattern = call.argument(0)?.pattern ?? schema.pattern
        case "items": schema.elements = [.any(of: call.arguments.map { call.reader.part($0) })]
        case "keys", "append": for field in call.reader.fields(of: call.argument(0)) { schema.set(field.name, field.schema) }
            if call.argument(0) != nil, schema.others == .kept { schema.others = .refused }
        case "unknown": schema.others = call.argument(0)?.constant == .boolean(false) ? .refused : .kept
        case "try": return .any(of: schema.alternatives + call.arguments.map { call.reader.part($0) })
        case "when", "concat": schema.isUnread = true
        case "replace": return converted(schema)
        default: break
        }
        return schema
    }

    private static func allowing(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        let constants = call.arguments.flatMap { $0.references.isEmpty ? [$0] : call.reader.elements(of: $0) }.map(\.constant)
        // `null` and the empty text spell nothing.
        if constants.allSatisfy({ $0 == Constant.null || $0 == Constant.string("") }) { return constants.contains(Constant.null) ? base.nullable : base }
        return .any(of: [base, .listed(constants.compactMap { $0 }).orAnything])
    }

    private static func bound(_ schema: inout EventSchema, _ call: SchemaCall) {
        let isNumber = !schema.kinds.isDisjoint(with: [.number, .integer])
        switch call.method {
        case "min": if isNumber { schema.minimum = call.number(0) } else { schema.minimumLength = call.count(0) }
        case "max": if isNumber { schema.maximum = call.number(0) } else { schema.maximumLength = call.count(0) }
        case "length": (schema.minimumLength, schema.maximumLength) = (call.count(0), call.count(0))
        case "greater": schema.minimum = call.number(0)
        case "less": schema.maximum = call.number(0)
        case "positive": schema.minimum = 0
        case "negative": schema.maximum = 0
        default: (schema.minimum, schema.maximum) = (0, 65_535)
        }
    }
}
