import CodeAnalysis

/// Writes a schema as JSON Schema, with a bound for everything that could be without end.
struct SchemaWriter {
    /// What is written where the code says no bound; see `Documentation/Schemas.md`.
    enum Bound {
        static let characters = 1_024
        static let items = 100
        static let members = 100
        static let integer = "2147483647"
        static let number = "1000000000000"
    }

    let draft: SchemaDraft
    /// Whether objects are closed: what they are may then only have fields that are described.
    let closes: Bool
    /// Whether a text must not be shown, for texts of a field.
    let hides: @Sendable (_ text: String, _ field: String) -> Bool
    /// The parts whose values are texts, whatever the program makes of them: what stands in an address or a header.
    private static let textual: Set<String> = [
        "queryStringParameters", "pathParameters", "headers", "multiValueQueryStringParameters", "multiValueHeaders", "stageVariables",
    ]

    func node(_ schema: EventSchema, field: String = "", isTextual: Bool = false, depth: Int = 0) -> [SchemaNode.Member] {
        guard depth < 24 else { return [] }
        if let coding = schema.coding { return encoded(schema, coding, field, depth) }
        if !schema.values.isEmpty, let listed = listed(schema, field) { return listed }
        if !schema.alternatives.isEmpty {
            return [.init("anyOf", .list(schema.alternatives.map { .map(node($0, field: field, isTextual: isTextual, depth: depth + 1)) }))]
        }
        if schema.describesObject { return object(schema, field, isTextual, depth) }
        if schema.kinds.contains(.list) { return list(schema, field, isTextual, depth) }
        return scalar(schema, isTextual)
    }

    // MARK: Texts that hold something else

    private func encoded(_ schema: EventSchema, _ coding: String, _ field: String, _ depth: Int) -> [SchemaNode.Member] {
        var members: [SchemaNode.Member] = [.init("type", .string("string"))]
        guard coding == "json", draft == .draft2020 else { return members }
        var inner = schema
        inner.coding = nil
        members.append(.init("contentMediaType", .string("application/json")))
        members.append(.init("contentSchema", .map(node(inner, field: field, depth: depth + 1))))
        return members
    }

    // MARK: Values

    private func listed(_ schema: EventSchema, _ field: String) -> [SchemaNode.Member]? {
        let values = schema.values.compactMap(literal)
        let isSecret = schema.values.contains { if case .string(let text) = $0 { hides(text, field) } else { false } }
        guard values.count == schema.values.count, !isSecret else { return nil }
        if values.count == 1, draft == .draft2020 { return [.init("const", values[0])] }
        return [.init("enum", .list(values))]
    }

    private func literal(_ constant: Constant) -> SchemaNode? {
        switch constant {
        case .string(let text): .string(text)
        case .number(let number): .number(Self.text(number))
        case .boolean(let value): .bool(value)
        case .null: .null
        case .pattern, .environment: nil
        }
    }

    private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

    // MARK: Objects and lists

    private func object(_ schema: EventSchema, _ field: String, _ isTextual: Bool, _ depth: Int) -> [SchemaNode.Member] {
        var members = [type(schema.kinds.union(.object))]
        if !schema.fields.isEmpty {
            let fields = schema.fields.map { part in
                let isText = isTextual || Self.textual.contains(part.name) && depth == 0
                return SchemaNode.Member(part.name, .map(node(part.schema, field: part.name, isTextual: isText, depth: depth + 1)))
            }
            members.append(.init("properties", .map(fields)))
            let required = schema.fields.filter { !$0.schema.isOptional }.map { SchemaNode.string($0.name) }
            if !required.isEmpty { members.append(.init("required", .list(required))) }
        }
        switch schema.others {
        case .matching(let others):
            members.append(.init("additionalProperties", .map(node(others, field: field, isTextual: isTextual, depth: depth + 1))))
            members.append(.init("maxProperties", .number("\(Bound.members)")))
        case .kept: if closes { members.append(.init("maxProperties", .number("\(Bound.members)"))) }
        case .dropped, .refused: if closes { members.append(.init("additionalProperties", .bool(false))) }
        }
        return members
    }

    private func list(_ schema: EventSchema, _ field: String, _ isTextual: Bool, _ depth: Int) -> [SchemaNode.Member] {
        var members = [type(schema.kinds)]
        let element = schema.elements.first ?? .anything
        members.append(.init("items", .map(node(element, field: field, isTextual: isTextual, depth: depth + 1))))
        if let least = schema.minimumLength { members.append(.init("minItems", .number("\(least)"))) }
        members.append(.init("maxItems", .number("\(schema.maximumLength ?? Bound.items)")))
        return members
    }

    // MARK: Texts and numbers

    private func scalar(_ schema: EventSchema, _ isTextual: Bool) -> [SchemaNode.Member] {
        let kinds = schema.kinds.isEmpty ? (isTextual ? .text : [.text, .number, .boolean]) : schema.kinds
        if isTextual, !kinds.isDisjoint(with: [.number, .integer, .boolean]), !kinds.contains(.text) { return spelled(kinds) }
        var members = [type(kinds)]
        if kinds.contains(.text) { members += text(schema) }
        if !kinds.isDisjoint(with: [.number, .integer]) {
            let bound = kinds.contains(.number) ? Bound.number : Bound.integer
            members.append(.init("minimum", .number(schema.minimum.map(Self.text) ?? "-" + bound)))
            members.append(.init("maximum", .number(schema.maximum.map(Self.text) ?? bound)))
        }
        return members
    }

    /// A number or a truth value as a part of an address has it.
    private func spelled(_ kinds: EventSchema.Kinds) -> [SchemaNode.Member] {
        if kinds == .boolean { return [.init("enum", .list([.string("true"), .string("false")]))] }
        let pattern = kinds.contains(.number) ? "^-?[0-9]{1,15}(\\.[0-9]{1,15})?$" : "^-?[0-9]{1,15}$"
        return [.init("type", .string("string")), .init("pattern", .string(pattern))]
    }

    private func text(_ schema: EventSchema) -> [SchemaNode.Member] {
        var members: [SchemaNode.Member] = []
        if let least = schema.minimumLength, least > 0 { members.append(.init("minLength", .number("\(least)"))) }
        members.append(.init("maxLength", .number("\(schema.maximumLength ?? Self.length(of: schema.format))")))
        if let format = schema.format { members.append(.init("format", .string(format.rawValue))) }
        if let pattern = schema.portablePattern { members.append(.init("pattern", .string(pattern))) }
        return members
    }

    private static func length(of format: EventSchema.Format?) -> Int {
        switch format {
        case .uuid: 36
        case .email: 254
        case .hostname: 253
        case .date, .time, .dateTime, .ipv4, .ipv6: 64
        case .uri: 2_048
        case nil: Bound.characters
        }
    }

    private static let names: [(EventSchema.Kinds, String)] = [
        (.object, "object"), (.list, "array"), (.text, "string"), (.number, "number"), (.integer, "integer"), (.boolean, "boolean"), (.null, "null"),
    ]

    private func type(_ kinds: EventSchema.Kinds) -> SchemaNode.Member {
        let names = Self.names.filter { kinds.contains($0.0) }.map { SchemaNode.string($0.1) }
        return .init("type", names.count == 1 ? names[0] : .list(names))
    }
}

extension EventSchema {
    /// The expression that a text matches, where every draft's readers understand it the same way.
    fileprivate var portablePattern: String? {
        guard let pattern else { return format == .uuid ? "^[0-9a-fA-F-]{36}$" : nil }
        guard pattern.flags.allSatisfy({ $0 == "u" || $0 == "g" }), !["\\A", "\\Z", "\\z", "(?P", "(?i", "(?<", "\\p"].contains(where: pattern.text.contains)
        else { return nil }
        return pattern.text
    }
}

extension InferredSchema {
    /// The schema as JSON Schema; enumerations of what `hides` holds for a secret are left out.
    package func document(_ draft: SchemaDraft, hides: @escaping @Sendable (_ text: String, _ field: String) -> Bool = { _, _ in false }) -> SchemaNode {
        let writer = SchemaWriter(draft: draft, closes: isChosen, hides: hides)
        return .map([.init("$schema", .string(draft.address))] + writer.node(schema))
    }
}
