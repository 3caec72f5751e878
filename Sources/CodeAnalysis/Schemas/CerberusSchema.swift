/// Schemas of `cerberus`: dictionaries of fields, each with its rules.
///
/// Source: https://docs.python-cerberus.org/validation-rules.html
enum CerberusSchema {
    /// What a dictionary of fields says; `nil` when it is none.
    static func schema(_ document: SchemaDocument) -> EventSchema? {
        guard case .map = document else { return nil }
        return object(document, depth: 0)
    }

    /// Fields that are not described are refused unless the validator is told otherwise.
    private static func object(_ document: SchemaDocument, depth: Int) -> EventSchema {
        .object(document.members.map { EventSchema.Field($0.key, field($0.value, depth: depth + 1)) }, others: .refused)
    }

    private static let kinds: [String: EventSchema.Kinds] = [
        "string": .text, "integer": .integer, "float": .number, "number": .number, "boolean": .boolean, "dict": .object, "list": .list,
        "datetime": .text, "date": .text,
    ]

    private static func field(_ rules: SchemaDocument, depth: Int) -> EventSchema {
        guard depth < SchemaDocument.depthLimit, case .map = rules else { return .unread }
        var schema = EventSchema()
        for name in rules["type"]?.strings ?? [] { schema.kinds.formUnion(kinds[name] ?? []) }
        schema.isOptional = rules["required"]?.boolean != true
        if rules["nullable"]?.boolean == true { schema = schema.nullable }
        if let allowed = rules["allowed"]?.elements, !allowed.isEmpty {
            let constants = allowed.compactMap(\.constant)
            // Of a list the elements are meant.
            if schema.kinds.contains(.list) { schema.elements = [EventSchema.listed(constants).orAnything] } else if constants.count == allowed.count {
                schema.values = constants
            }
        }
        // The library puts the end of the text behind every expression, and matches from its start.
        if let text = rules["regex"]?.string { schema.pattern = EventSchema.Pattern(text: text.hasSuffix("$") ? text : text + "$", flags: "", isAtStart: true) }
        schema.minimumLength = rules["minlength"]?.number.flatMap { Int(exactly: $0) }
        schema.maximumLength = rules["maxlength"]?.number.flatMap { Int(exactly: $0) }
        schema.minimum = rules["min"]?.number
        schema.maximum = rules["max"]?.number
        if rules["coerce"] != nil { schema.isConverted = true }
        readParts(rules, &schema, depth)
        return schema
    }

    private static func readParts(_ rules: SchemaDocument, _ schema: inout EventSchema, _ depth: Int) {
        guard let inner = rules["schema"] else { return }
        if schema.kinds.contains(.list) {
            schema.elements = [field(inner, depth: depth + 1)]
        } else {
            let described = object(inner, depth: depth + 1)
            schema.fields = described.fields
            schema.others = rules["allow_unknown"]?.boolean == true ? .kept : .refused
        }
    }
}
