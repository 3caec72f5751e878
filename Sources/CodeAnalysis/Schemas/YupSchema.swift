/// Schemas of `yup`.
///
/// Source: https://github.com/jquense/yup
enum YupSchema {
    static func schema(_ call: SchemaCall) -> EventSchema? {
        if let base = call.base { return changed(base, call) }
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
        // Other fields stay unless somebody says otherwise.
        case "object": return .object(call.reader.fields(of: call.argument(0)))
        case "array": return .list(of: call.argument(0).map { call.reader.part($0) })
        case "tuple": return .list(of: .any(of: call.reader.elements(of: call.argument(0)).map { call.reader.part($0) }))
        case "mixed": return .anything
        case "lazy", "ref": return .unread
        default: return nil
        }
    }

    private static func converted(_ schema: EventSchema) -> EventSchema {
        var schema = schema
        schema.isConverted = true
        return schema
    }

    private static func changed(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        var schema = base
        switch call.method {
        case "required", "defined": return schema.required
        case "optional", "notRequired", "default": return schema.optional
        case "nullable": return schema.nullable
        case "oneOf": schema.values = call.reader.constants(of: call.argument(0))
        case "integer": schema.kinds = .integer
        case "min", "max", "length", "moreThan", "lessThan", "positive", "negative": bound(&schema, call)
        case "email": schema.format = .email
        case "uuid": schema.format = .uuid
        case "url": schema.format = .uri
        case "datetime": schema.format = .dateTime
        case "matches": schema.pattern = matched(call) ?? schema.pattern
        case "of": schema.elements = [call.reader.part(call.argument(0))]
        case "shape": for field in call.reader.fields(of: call.argument(0)) { schema.set(field.name, field.schema) }
        case "noUnknown", "exact": schema.others = call.argument(0)?.constant == .boolean(false) ? schema.others : .refused
        case "stripUnknown": schema.others = .dropped
        case "pick": schema.fields = schema.fields.filter { call.reader.constants(of: call.argument(0)).contains(.string($0.name)) }
        case "omit": schema.fields = schema.fields.filter { !call.reader.constants(of: call.argument(0)).contains(.string($0.name)) }
        case "transform": if let function = call.argument(0) { schema.transforms.append(function) }
        case "when", "concat": schema.isUnread = true
        default: break
        }
        return schema
    }

    /// An empty text may be let through although it does not match: it spells nothing.
    private static func matched(_ call: SchemaCall) -> EventSchema.Pattern? { call.argument(0)?.pattern }

    private static func bound(_ schema: inout EventSchema, _ call: SchemaCall) {
        let isNumber = !schema.kinds.isDisjoint(with: [.number, .integer])
        switch call.method {
        case "min": if isNumber { schema.minimum = call.number(0) } else { schema.minimumLength = call.count(0) }
        case "max": if isNumber { schema.maximum = call.number(0) } else { schema.maximumLength = call.count(0) }
        case "length": (schema.minimumLength, schema.maximumLength) = (call.count(0), call.count(0))
        case "moreThan": schema.minimum = call.number(0)
        case "lessThan": schema.maximum = call.number(0)
        case "positive": schema.minimum = 0
        default: schema.maximum = 0
        }
    }
}
