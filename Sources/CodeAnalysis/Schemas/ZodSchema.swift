/// Schemas of `zod`, and those that Powertools for AWS Lambda (TypeScript) builds with it.
///
/// Source: https://zod.dev/api
enum ZodSchema {
    static func schema(_ call: SchemaCall) -> EventSchema? {
        guard let base = call.base else { return made(call) }
        return changed(base, call)
    }

    // MARK: What starts a schema

    private static func made(_ call: SchemaCall) -> EventSchema? {
        guard var schema = start(call) else { return nil }
        // Text that a number is made of is one.
        if call.path.contains(".coerce.") { schema.isConverted = schema.kinds != EventSchema.Kinds.number }
        return schema
    }

    private static let kinds: [String: EventSchema.Kinds] = [
        "string": .text, "number": .number, "int": .integer, "int32": .integer, "bigint": .integer, "float32": .number, "float64": .number,
        "boolean": .boolean, "null": .null, "undefined": .null, "void": .null, "nan": .number,
    ]

    private static let texts: [String: EventSchema.Format] = [
        "email": .email, "uuid": .uuid, "guid": .uuid, "uuidv4": .uuid, "uuidv6": .uuid, "uuidv7": .uuid, "url": .uri, "httpUrl": .uri,
        "datetime": .dateTime, "date": .date, "time": .time, "hostname": .hostname, "ipv4": .ipv4, "ipv6": .ipv6, "ip": .ipv6,
    ]

    /// Texts of letters, digits, `_` and `-`.
    private static let words: Set<String> = ["cuid", "cuid2", "ulid", "nanoid", "base64url", "hex", "xid", "ksuid"]

    private static func start(_ call: SchemaCall) -> EventSchema? {
        switch call.method {
        case "date" where !call.path.hasSuffix("iso.date"): return instant
        case "email", "uuid", "guid", "uuidv4", "uuidv6", "uuidv7", "url", "httpUrl", "datetime", "date", "time", "hostname", "ipv4", "ipv6":
            return texts[call.method].map(EventSchema.text)
        case "literal": return literal(call)
        case "enum", "nativeEnum": return .listed(call.reader.constants(of: call.argument(0))).orAnything
        case "object", "strictObject", "looseObject": return object(call)
        case "array", "set": return .list(of: call.argument(0).map { call.reader.part($0) })
        case "tuple": return .list(of: .any(of: call.reader.elements(of: call.argument(0)).map { call.reader.part($0) }))
        case "record", "map", "partialRecord": return record(call)
        case "union", "xor": return .any(of: call.reader.elements(of: call.argument(0)).map { call.reader.part($0) })
        case "discriminatedUnion": return .any(of: call.reader.elements(of: call.argument(1)).map { call.reader.part($0) })
        case "intersection": return both(call.reader.part(call.argument(0)), call.argument(1), call)
        case "any", "unknown": return .anything
        case "optional", "nullable", "nullish": return changed(call.reader.part(call.argument(0)), call)
        case "stringbool": return converted(.boolean)
        case "preprocess":
            var schema = call.reader.part(call.argument(1))
            schema.isConverted = true
            return schema
        case "pipe": return call.reader.part(call.argument(1))
        case "JSONStringified": return jsonText(call)
        case "base64", "base64url", "cuid", "cuid2", "ulid", "nanoid", "hex", "xid", "ksuid", "jwt": return word(call.method)
        default: return kinds[call.method].map { EventSchema($0) } ?? named(call)
        }
    }

    /// A schema that the library brings along, such as `APIGatewayProxyEventSchema`, describes what surrounds the part that matters.
    private static func named(_ call: SchemaCall) -> EventSchema? {
        call.receiver.references.contains { if case .api(let api) = $0 { api.hasSuffix("Schema") } else { false } } ? changed(.object([]), call) : nil
    }

    private static let instant: EventSchema = {
        var schema = EventSchema.text(.dateTime)
        schema.extra = .word
        schema.isConverted = true
        return schema
    }()

    private static func converted(_ kinds: EventSchema.Kinds) -> EventSchema {
        var schema = EventSchema(kinds)
        schema.isConverted = true
        return schema
    }

    private static func word(_ name: String) -> EventSchema {
        var schema = EventSchema(.text)
        schema.extra = words.contains(name) ? [.word, .pathComponent, .singleLine] : [.singleLine]
        return schema
    }

    private static func literal(_ call: SchemaCall) -> EventSchema {
        if let constant = call.argument(0)?.constant { return .listed([constant]) }
        return EventSchema.listed(call.reader.constants(of: call.argument(0))).orAnything
    }

    private static func object(_ call: SchemaCall) -> EventSchema {
        let others: EventSchema.Others =
            switch call.method {
            case "strictObject": .refused
            case "looseObject": .kept
            default: .dropped
            }
        return .object(call.reader.fields(of: call.argument(0)), others: others)
    }

    private static func record(_ call: SchemaCall) -> EventSchema {
        .object([], others: .matching(call.reader.part(call.argument(1) ?? call.argument(0))))
    }

    /// Text that holds JSON which fits a schema; the library gives what it holds.
    private static func jsonText(_ call: SchemaCall) -> EventSchema {
        var schema = call.reader.part(call.argument(0))
        schema.coding = "json"
        return schema
    }

    // MARK: What adds to one

    private static func changed(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        var schema = base
        switch call.method {
        case "optional", "exactOptional", "nullish", "default", "prefault", "catch":
            if call.method == "nullish" { schema = schema.nullable }
            if call.method == "catch" { schema.isConverted = true }
            return schema.optional
        case "nullable": return schema.nullable
        case "nonoptional": return schema.required
        case "int", "safe": schema.kinds = call.method == "int" ? .integer : schema.kinds
        case "min", "max", "length", "nonempty", "size": bound(&schema, call)
        case "gt", "gte", "positive", "nonnegative": schema.minimum = call.number(0) ?? 0
        case "lt", "lte", "negative", "nonpositive": schema.maximum = call.number(0) ?? 0
        case "finite", "multipleOf", "step", "describe", "brand", "refine", "superRefine", "check", "meta", "readonly", "trim", "toLowerCase",
            "toUpperCase", "normalize", "startsWith", "endsWith", "includes", "lowercase", "uppercase", "register", "clone", "overwrite", "title":
            return schema
        case "regex": schema.pattern = call.argument(0)?.pattern ?? schema.pattern
        case "transform", "pipe": change(&schema, call)
        case "array": return .list(of: schema)
        case "or": return .any(of: [schema, call.reader.part(call.argument(0))])
        case "and": return both(schema, call.argument(0), call)
        case "email", "uuid", "guid", "url", "datetime", "date", "time", "ip", "ipv4", "ipv6": schema.format = texts[call.method]
        case "cuid", "cuid2", "ulid", "nanoid", "base64url", "base64", "jwt", "hex", "emoji", "cidr", "duration":
            schema.extra.formUnion(word(call.method).extra)
        default: return changedObject(schema, call)
        }
        return schema
    }

    private static func bound(_ schema: inout EventSchema, _ call: SchemaCall) {
        let isNumber = !schema.kinds.isDisjoint(with: [.number, .integer])
        switch call.method {
        case "min": if isNumber { schema.minimum = call.number(0) } else { schema.minimumLength = call.count(0) }
        case "max": if isNumber { schema.maximum = call.number(0) } else { schema.maximumLength = call.count(0) }
        case "length", "size":
            schema.minimumLength = call.count(0)
            schema.maximumLength = call.count(0)
        default: schema.minimumLength = 1
        }
    }

    private static func change(_ schema: inout EventSchema, _ call: SchemaCall) {
        if call.method == "pipe" {
            schema.results.append(call.reader.part(call.argument(0)))
        } else if let function = call.argument(0) {
            schema.transforms.append(function)
        }
    }

    private static func both(_ first: EventSchema, _ second: AbstractValue?, _ call: SchemaCall) -> EventSchema {
        var schema = first
        schema.formIntersection(call.reader.part(second))
        return schema
    }

    private static func changedObject(_ base: EventSchema, _ call: SchemaCall) -> EventSchema {
        var schema = base
        switch call.method {
        case "strict": schema.others = .refused
        case "passthrough", "loose": schema.others = .kept
        case "strip": schema.others = .dropped
        case "catchall": schema.others = .matching(call.reader.part(call.argument(0)))
        case "extend", "safeExtend", "augment": for field in call.reader.fields(of: call.argument(0)) { schema.set(field.name, field.schema) }
        case "merge":
            let other = call.reader.part(call.argument(0))
            for field in other.fields { schema.set(field.name, field.schema) }
            schema.others = other.others
        case "pick": schema.fields = schema.fields.filter { names(call).contains($0.name) }
        case "omit": schema.fields = schema.fields.filter { !names(call).contains($0.name) }
        case "partial", "deepPartial": schema.fields = schema.fields.map { EventSchema.Field($0.name, $0.schema.optional) }
        case "required": schema.fields = schema.fields.map { EventSchema.Field($0.name, $0.schema.required) }
        case "unwrap", "removeDefault", "innerType": break
        default: schema.isUnread = true
        }
        return schema
    }

    private static func names(_ call: SchemaCall) -> Set<String> {
        Set((call.argument(0)?.references ?? []).flatMap { reference -> [String] in
            if case .object(let id) = reference { call.reader.heap[id].fieldOrder } else { [] }
        })
    }
}

extension EventSchema {
    /// A list of values, or a schema of which nothing could be read where the list is empty.
    var orAnything: EventSchema { values.isEmpty ? .unread : self }
}
