/// Schemas of `voluptuous`, where types, constants, lists and dictionaries stand for what they accept.
///
/// Source: https://alecthomas.github.io/voluptuous/docs/_build/html/voluptuous.html
enum VoluptuousSchema {
    static func schema(_ call: SchemaCall) -> EventSchema? {
        switch call.method {
        case "Schema": return schema(call, others: others(call))
        case "All", "And": return all(call)
        case "Any", "Or", "Union": return .any(of: call.arguments.map { part($0, call) })
        case "In": return EventSchema.listed(call.reader.constants(of: call.argument(0))).orAnything
        case "Maybe": return part(call.argument(0), call).nullable
        case "Coerce": return part(call.argument(0), call)
        case "Length": return length(call)
        case "Range", "Clamp": return range(call)
        case "Match": return matching(call)
        case "Email", "FqdnUrl": return .text(call.method == "Email" ? .email : .uri)
        case "Url": return .text(.uri)
        case "Datetime": return .text(.dateTime)
        case "Date": return .text(.date)
        case "Boolean": return converted(.boolean)
        default: return .unread
        }
    }

    private static func converted(_ kinds: EventSchema.Kinds) -> EventSchema {
        var schema = EventSchema(kinds)
        schema.isConverted = true
        return schema
    }

    /// Fields that are not described are refused unless `extra` says otherwise.
    private static func others(_ call: SchemaCall) -> EventSchema.Others {
        let extra = call.argument(named: "extra") ?? call.argument(2)
        for case .api(let name) in extra?.references ?? [] {
            if name.hasSuffix("ALLOW_EXTRA") { return .kept }
            if name.hasSuffix("REMOVE_EXTRA") { return .dropped }
        }
        return .refused
    }

    private static func schema(_ call: SchemaCall, others: EventSchema.Others) -> EventSchema {
        var schema = part(call.argument(0), call)
        if schema.describesObject { schema.others = others }
        return schema
    }

    /// A type, a constant, a list or a dictionary in the place of a schema.
    private static func part(_ value: AbstractValue?, _ call: SchemaCall, depth: Int = 0) -> EventSchema {
        guard let value, depth < EventSchema.depthLimit else { return .unread }
        if let constant = value.constant { return .listed([constant]) }
        guard value.references.count == 1 else { return .unread }
        switch value.references[0] {
        case .api(let name): return types[name] ?? .unread
        case .object(let id):
            let object = call.reader.heap[id]
            switch object.kind {
            case .record:
                let fields = object.fieldOrder.map { EventSchema.Field($0, part(object.fields[$0], call, depth: depth + 1)) }
                return .object(fields, others: object.rest.isEmpty ? .refused : .matching(.unread))
            case .list: return .list(of: .any(of: call.reader.elements(of: value).map { part($0, call, depth: depth + 1) }))
            case .external, .instance: return call.reader.part(value)
            }
        case .closure, .classValue, .module: return .unread
        }
    }

    private static let types: [String: EventSchema] = [
        "str": EventSchema(.text), "int": EventSchema(.integer), "float": EventSchema(.number), "bool": EventSchema(.boolean),
        "dict": .object([]), "list": .list(of: nil), "object": .anything,
    ]

    private static func all(_ call: SchemaCall) -> EventSchema {
        var schema = EventSchema.anything
        for argument in call.arguments { schema.formIntersection(part(argument, call)) }
        return schema
    }

    private static func length(_ call: SchemaCall) -> EventSchema {
        var schema = EventSchema.anything
        schema.minimumLength = (call.argument(named: "min") ?? call.argument(0))?.number.flatMap { Int(exactly: $0) }
        schema.maximumLength = (call.argument(named: "max") ?? call.argument(1))?.number.flatMap { Int(exactly: $0) }
        return schema
    }

    private static func range(_ call: SchemaCall) -> EventSchema {
        var schema = EventSchema.anything
        schema.minimum = (call.argument(named: "min") ?? call.argument(0))?.number
        schema.maximum = (call.argument(named: "max") ?? call.argument(1))?.number
        return schema
    }

    private static func matching(_ call: SchemaCall) -> EventSchema {
        var schema = EventSchema(.text)
        if let pattern = call.argument(0)?.pattern {
            schema.pattern = EventSchema.Pattern(text: pattern.text, flags: pattern.flags, isAtStart: true)
        }
        return schema
    }
}
