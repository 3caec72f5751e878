/// Fields of `marshmallow`'s schemas; the classes that hold them are read where they are declared.
///
/// Source: https://marshmallow.readthedocs.io/en/stable/marshmallow.fields.html
enum MarshmallowSchema {
    static func schema(_ call: SchemaCall) -> EventSchema? {
        guard var schema = made(call) else { return nil }
        schema.isOptional = call.argument(named: "required")?.isTrue != true
        if call.argument(named: "allow_none")?.isTrue == true { schema = schema.nullable }
        for test in tests(call) { add(test, to: &schema) }
        return schema
    }

    private static func made(_ call: SchemaCall) -> EventSchema? {
        switch call.method {
        case "Str", "String": return EventSchema(.text)
        case "Int", "Integer", "TimeDelta": return EventSchema(.integer)
        case "Float", "Decimal", "Number": return EventSchema(.number)
        case "Bool", "Boolean": return converted(EventSchema(.boolean))
        case "UUID": return .text(.uuid)
        case "Email": return .text(.email)
        case "Url", "URL": return .text(.uri)
        case "IP", "IPv4", "IPInterface", "IPv4Interface": return .text(.ipv4)
        case "IPv6", "IPv6Interface": return .text(.ipv6)
        case "DateTime", "NaiveDateTime", "AwareDateTime": return moment(.dateTime)
        case "Date": return moment(.date)
        case "Time": return moment(.time)
        case "List", "Tuple": return .list(of: call.argument(0).map { call.reader.part($0) })
        case "Dict", "Mapping":
            guard let values = call.argument(named: "values") else { return .object([]) }
            return .object([], others: .matching(call.reader.part(values)))
        case "Nested", "Pluck", "Enum", "Function", "Method": return .unread
        case "Constant": return EventSchema.listed([call.argument(0)?.constant].compactMap { $0 }).orAnything
        case "Raw", "Field": return .anything
        default: return nil
        }
    }

    private static func converted(_ schema: EventSchema) -> EventSchema {
        var schema = schema
        schema.isConverted = true
        return schema
    }

    /// The library gives a moment, which spells digits; what came may be written in several ways.
    private static func moment(_ format: EventSchema.Format) -> EventSchema {
        var schema = EventSchema.text(format)
        schema.extra = .word
        return converted(schema)
    }

    // MARK: validate=

    private static func tests(_ call: SchemaCall) -> [SchemaCall] {
        guard let value = call.argument(named: "validate") else { return [] }
        let listed = call.reader.elements(of: value)
        return (listed.isEmpty ? [value] : listed).flatMap { test -> [SchemaCall] in
            test.references.compactMap { reference in
                guard case .object(let id) = reference, case .external(let api) = call.reader.heap.kind(of: id) else { return nil }
                return SchemaCall(api, call.reader.heap[id], call.reader)
            }
        }
    }

    private static func add(_ test: SchemaCall, to schema: inout EventSchema) {
        switch test.method {
        case "Length":
            schema.minimumLength = length(test, "min", 0) ?? length(test, "equal", 2)
            schema.maximumLength = length(test, "max", 1) ?? length(test, "equal", 2)
        case "Range":
            schema.minimum = (test.argument(named: "min") ?? test.argument(0))?.number
            schema.maximum = (test.argument(named: "max") ?? test.argument(1))?.number
        case "OneOf": schema.values = test.reader.constants(of: test.argument(named: "choices") ?? test.argument(0))
        case "Equal": schema.values = [(test.argument(named: "comparable") ?? test.argument(0))?.constant].compactMap { $0 }
        case "Regexp":
            guard let pattern = (test.argument(named: "regex") ?? test.argument(0))?.pattern else { return }
            schema.pattern = EventSchema.Pattern(text: pattern.text, flags: pattern.flags, isAtStart: true)
        case "Email": schema.format = .email
        case "URL": schema.format = .uri
        default: return
        }
    }

    private static func length(_ test: SchemaCall, _ name: String, _ position: Int) -> Int? {
        (test.argument(named: name) ?? test.argument(position))?.number.flatMap { Int(exactly: $0) }
    }
}
