package import ApplicationModel

/// Reads a JSON Schema of any draft as far as it says something of one value by itself.
///
/// Source: https://json-schema.org/draft/2020-12/json-schema-validation
struct JSONSchemaReader {
    /// How many schemas are read.
    private static let limit = 4_000

    private let root: SchemaDocument
    /// Whether the library holds texts against `format`.
    private let checksFormats: Bool
    private var count = 0
    private var followed: Set<String> = []

    private init(_ root: SchemaDocument, checksFormats: Bool) {
        self.root = root
        self.checksFormats = checksFormats
    }

    /// What a document says; `nil` when it is no schema.
    static func schema(_ document: SchemaDocument, checksFormats: Bool = true) -> EventSchema? {
        guard case .map = document else { return nil }
        var reader = JSONSchemaReader(document, checksFormats: checksFormats)
        return reader.read(document, depth: 0)
    }

    private mutating func read(_ document: SchemaDocument, depth: Int) -> EventSchema {
        count += 1
        guard count < Self.limit, depth < SchemaDocument.depthLimit, !document.isUnknown else { return .unread }
        if document.boolean == true { return .anything }
        guard case .map = document else { return .unread }
        if let reference = document["$ref"] { return referenced(reference, besides: document, depth) }
        var schema = EventSchema(kinds(document))
        readValues(document, &schema)
        readText(document, &schema)
        readNumbers(document, &schema)
        readList(document, &schema, depth)
        readObject(document, &schema, depth)
        combine(document, &schema, depth)
        return schema
    }

    private mutating func referenced(_ reference: SchemaDocument, besides document: SchemaDocument, _ depth: Int) -> EventSchema {
        guard let text = reference.string, let target = resolve(text), followed.insert(text).inserted else { return .unread }
        defer { followed.remove(text) }
        return read(target, depth: depth + 1)
    }

    /// A pointer into the same document: `#/$defs/name`.
    private func resolve(_ reference: String) -> SchemaDocument? {
        guard reference.hasPrefix("#") else { return nil }
        var part: SchemaDocument? = root
        for token in reference.dropFirst().split(separator: "/") {
            part = part?[String(token).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
        return part
    }

    // MARK: Keywords

    private func kinds(_ document: SchemaDocument) -> EventSchema.Kinds {
        guard let types = document["type"]?.strings else { return [] }
        var kinds: EventSchema.Kinds = []
        for name in types { kinds.formUnion(Self.kinds[name] ?? []) }
        if document["nullable"]?.boolean == true, !kinds.isEmpty { kinds.insert(.null) }
        return kinds
    }

    private static let kinds: [String: EventSchema.Kinds] = [
        "string": .text, "number": .number, "integer": .integer, "boolean": .boolean, "null": .null, "array": .list, "object": .object,
    ]

    private func readValues(_ document: SchemaDocument, _ schema: inout EventSchema) {
        if let values = document["enum"]?.elements { schema.values = values.compactMap(\.constant) }
        if let value = document["const"]?.constant { schema.values = [value] }
        // A value that is an object could hold anything.
        if let values = document["enum"]?.elements, schema.values.count != values.count { schema.values = [] }
    }

    private func readText(_ document: SchemaDocument, _ schema: inout EventSchema) {
        schema.minimumLength = document["minLength"]?.number.flatMap { Int(exactly: $0) }
        schema.maximumLength = document["maxLength"]?.number.flatMap { Int(exactly: $0) }
        if let pattern = document["pattern"]?.string { schema.pattern = EventSchema.Pattern(text: pattern, flags: "") }
        if case .pattern(let text, let flags)? = document["pattern"]?.constant {
            schema.pattern = EventSchema.Pattern(text: text, flags: flags)
        }
        if checksFormats { schema.format = document["format"]?.string.flatMap(EventSchema.Format.init(rawValue:)) }
    }

    private func readNumbers(_ document: SchemaDocument, _ schema: inout EventSchema) {
        schema.minimum = document["minimum"]?.number ?? document["exclusiveMinimum"]?.number
        schema.maximum = document["maximum"]?.number ?? document["exclusiveMaximum"]?.number
    }

    private mutating func readList(_ document: SchemaDocument, _ schema: inout EventSchema, _ depth: Int) {
        if let least = document["minItems"]?.number { schema.minimumLength = Int(exactly: least) }
        if let most = document["maxItems"]?.number { schema.maximumLength = Int(exactly: most) }
        guard let items = document["items"] else { return }
        switch items {
        case .list(let tuple): schema.elements = [.any(of: tuple.map { read($0, depth: depth + 1) })]
        default: schema.elements = [read(items, depth: depth + 1)]
        }
    }

    private mutating func readObject(_ document: SchemaDocument, _ schema: inout EventSchema, _ depth: Int) {
        let required = Set(document["required"]?.elements.compactMap(\.string) ?? [])
        for member in document["properties"]?.members ?? [] {
            var field = read(member.value, depth: depth + 1)
            // Draft 3 says so at the field itself.
            field.isOptional = !required.contains(member.key) && member.value["required"]?.boolean != true
            schema.set(member.key, field)
        }
        guard let others = document["additionalProperties"] ?? document["unevaluatedProperties"] else { return }
        if others.boolean == false {
            schema.others = document["patternProperties"] == nil ? .refused : .matching(.unread)
        } else if case .map = others {
            schema.others = .matching(read(others, depth: depth + 1))
        }
    }

    private mutating func combine(_ document: SchemaDocument, _ schema: inout EventSchema, _ depth: Int) {
        for part in document["allOf"]?.elements ?? [] { schema.formIntersection(read(part, depth: depth + 1)) }
        let choices = document["anyOf"]?.elements ?? document["oneOf"]?.elements ?? []
        if !choices.isEmpty { schema.alternatives = choices.map { read($0, depth: depth + 1) } }
    }
}

extension EventSchema {
    /// Asks for what another schema asks for as well.
    mutating func formIntersection(_ other: EventSchema) {
        if kinds.isEmpty { kinds = other.kinds } else if !other.kinds.isEmpty { kinds.formIntersection(other.kinds) }
        if values.isEmpty { values = other.values }
        for field in other.fields {
            guard let index = fields.firstIndex(where: { $0.name == field.name }) else {
                fields.append(field)
                continue
            }
            let isOptional = fields[index].schema.isOptional && field.schema.isOptional
            fields[index].schema.formIntersection(field.schema)
            fields[index].schema.isOptional = isOptional
        }
        if others == .kept { others = other.others }
        if elements.isEmpty { elements = other.elements }
        if alternatives.isEmpty { alternatives = other.alternatives }
        format = format ?? other.format
        pattern = pattern ?? other.pattern
        minimum = minimum ?? other.minimum
        maximum = maximum ?? other.maximum
        minimumLength = minimumLength ?? other.minimumLength
        maximumLength = maximumLength ?? other.maximumLength
        extra.formUnion(other.extra)
        isUnread = isUnread || other.isUnread
        isConverted = isConverted || other.isConverted
        model = model ?? other.model
    }

    /// The schema that a manifest holds; `nil` when it is not written there.
    package init?(of document: Value) {
        guard let schema = JSONSchemaReader.schema(SchemaDocument(document), checksFormats: false) else { return nil }
        self = schema
    }
}
