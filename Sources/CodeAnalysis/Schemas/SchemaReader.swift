/// Reads the schemas that a program has put together, from the objects that hold them.
struct SchemaReader {
    let heap: Heap
    private let memory = Memory()

    init(heap: Heap) { self.heap = heap }

    /// What was read so far, so that each object is read once, however often others refer to it, itself among them.
    private final class Memory {
        var known: [HeapObject.ID: EventSchema?] = [:]
        var depth = 0
    }

    /// How deep schemas are followed; chains of calls count too.
    private static let depthLimit = 128

    /// The schema that a value is; `nil` when it is none that is known.
    func schema(of value: AbstractValue) -> EventSchema? {
        let found = value.references.compactMap { reference -> EventSchema? in
            if case .object(let id) = reference { schema(of: id) } else { nil }
        }
        guard !found.isEmpty else { return nil }
        let whole = EventSchema(anyOf: found)
        return whole.isOfBearableSize ? EventSchema.any(of: found) : .unread
    }

    private func schema(of id: HeapObject.ID) -> EventSchema? {
        if let known = memory.known[id] { return known }
        guard memory.depth < Self.depthLimit else { return .unread }
        // A schema that refers to itself is not followed again.
        memory.known[id] = .some(.unread)
        memory.depth += 1
        var schema = schema(of: heap[id])
        memory.depth -= 1
        if schema?.isOfBearableSize == false { schema = .unread }
        memory.known[id] = .some(schema)
        return schema
    }

    /// The schema that a value is within another one: what is not known there asks for something all the same.
    func part(_ value: AbstractValue?) -> EventSchema {
        guard let value else { return .anything }
        return schema(of: value) ?? .unread
    }

    private func schema(of object: HeapObject) -> EventSchema? {
        guard case .external(let api) = object.kind else { return nil }
        let call = SchemaCall(api, object, self)
        for library in Self.libraries where library.prefixes.contains(where: { call.path.hasPrefix($0) }) {
            return library.read(call)
        }
        return nil
    }

    private struct Library: Sendable {
        let prefixes: [String]
        let read: @Sendable (SchemaCall) -> EventSchema?
    }

    private static let libraries = [
        Library(prefixes: ["zod", "@aws-lambda-powertools/parser"], read: ZodSchema.schema),
        Library(prefixes: ["joi", "@hapi/joi", "@middy/joi"], read: JoiSchema.schema),
        Library(prefixes: ["yup"], read: YupSchema.schema),
        Library(prefixes: ["marshmallow.", "flask_marshmallow", "webargs.fields"], read: MarshmallowSchema.schema),
        Library(prefixes: ["voluptuous."], read: VoluptuousSchema.schema),
    ]

    /// The fields of an object literal, each as a schema of the library that is being read.
    func fields(of value: AbstractValue?) -> [EventSchema.Field] {
        var fields: [EventSchema.Field] = []
        for case .object(let id) in value?.references ?? [] {
            for name in heap[id].fieldOrder.prefix(EventSchema.fieldLimit) where !fields.contains(where: { $0.name == name }) {
                fields.append(EventSchema.Field(name, part(heap[id].fields[name])))
            }
        }
        return fields
    }

    /// The elements of a list literal.
    func elements(of value: AbstractValue?) -> [AbstractValue] {
        var elements: [AbstractValue] = []
        for case .object(let id) in value?.references ?? [] {
            switch heap.kind(of: id) {
            case .list, .record: elements += heap[id].fieldOrder.compactMap { heap[id].fields[$0] }
            case .instance, .external: continue
            }
            if !heap[id].rest.isEmpty { elements.append(heap[id].rest) }
        }
        return elements
    }

    /// The constants of a list literal; empty when one of them is not known.
    func constants(of value: AbstractValue?) -> [Constant] {
        let elements = elements(of: value)
        let constants = elements.compactMap(\.constant)
        return constants.count == elements.count ? constants : []
    }
}

/// A call of a library that makes a schema or adds to one.
struct SchemaCall {
    /// What was called, by its path without the last `()`.
    let path: String
    /// The name that was called.
    let method: String
    /// What it was called with.
    let arguments: [AbstractValue]
    private let names: [String?]
    /// What it was called on.
    let receiver: AbstractValue
    let reader: SchemaReader

    init(_ api: String, _ object: HeapObject, _ reader: SchemaReader) {
        path = api.hasSuffix("()") ? String(api.dropLast(2)) : api
        method = String(APIPath.name(path))
        arguments = object.arguments
        names = object.argumentNames
        receiver = object.receiver
        self.reader = reader
    }

    /// The schema it was called on; `nil` when it starts one.
    var base: EventSchema? { reader.schema(of: receiver) }

    /// The argument at a position that has no name.
    func argument(_ position: Int) -> AbstractValue? {
        let positional = arguments.indices.filter { $0 >= names.count || names[$0] == nil }
        return position < positional.count ? arguments[positional[position]] : nil
    }

    /// The argument of a name.
    func argument(named name: String) -> AbstractValue? {
        names.firstIndex { $0 == name }.flatMap { $0 < arguments.count ? arguments[$0] : nil }
    }

    /// The number that the argument at a position is.
    func number(_ position: Int) -> Double? { argument(position)?.number }

    /// The whole number that the argument at a position is.
    func count(_ position: Int) -> Int? { number(position).flatMap { Int(exactly: $0) } }

    /// The field of an options object at a position.
    func option(_ name: String, of position: Int) -> AbstractValue? {
        for case .object(let id) in argument(position)?.references ?? [] {
            if let value = reader.heap[id].fields[name] { return value }
        }
        return nil
    }
}

extension AbstractValue {
    /// The one number it is.
    var number: Double? { if case .number(let number)? = constant { number } else { nil } }
    /// Whether it is certainly true.
    var isTrue: Bool { constant == .boolean(true) }
    /// The one regular expression it is, or the text of one.
    var pattern: EventSchema.Pattern? {
        switch constant {
        case .pattern(let text, let flags)?: EventSchema.Pattern(text: text, flags: flags)
        case .string(let text)?: EventSchema.Pattern(text: text, flags: "")
        default: nil
        }
    }
}
