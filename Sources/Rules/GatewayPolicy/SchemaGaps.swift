import ApplicationModel

/// What a JSON schema leaves open, apart from the length of strings.
/// Source: https://json-schema.org/draft-04/draft-fge-json-schema-validation-00
struct SchemaGaps {
    /// How many schemas deep a body is looked into.
    private static let depthLimit = 24
    /// How many schemas are looked at in all.
    private static let schemaLimit = 2000

    /// Objects that take fields nobody described, each by its path from the body; the body's own path is empty.
    private(set) var openObjects: [String] = []
    /// Arrays of any number of items.
    private(set) var endlessArrays: [String] = []
    /// Numbers without a least or a greatest.
    private(set) var endlessNumbers: [String] = []
    /// Fields of any type at all.
    private(set) var untyped: [String] = []
    /// A part that is not known.
    private(set) var unknown: Value?
    private var seen = 0
    private var followed: Set<String> = []
    private let root: Value

    /// Walks a schema.
    init(_ schema: Value) {
        root = schema
        visit(schema, path: "", depth: 0)
    }

    /// Whether the schema is closed as far as it is known.
    var isEmpty: Bool { openObjects.isEmpty && endlessArrays.isEmpty && endlessNumbers.isEmpty && untyped.isEmpty }

    private mutating func visit(_ schema: Value, path: String, depth: Int) {
        seen += 1
        guard depth < Self.depthLimit, seen < Self.schemaLimit else { return }
        guard schema.isMap else {
            // Text is the name of a schema that the manifest does not declare.
            if schema.isUndetermined || schema.string != nil { unknown = unknown ?? schema }
            return
        }
        let outer = followed
        defer { followed = outer }
        let facets = facets(of: schema)
        judge(facets, path: path)
        for facet in facets { visitParts(of: facet, path: path, depth: depth) }
    }

    private mutating func judge(_ facets: [Value], path: String) {
        let has = { (keys: [String]) in facets.contains { facet in keys.contains { facet[$0] != nil } } }
        guard !has(["enum", "const", "not"]) else { return }
        let types = Set(facets.flatMap { $0["type"]?.oneOrMany ?? [] }.compactMap(\.string))
        let isObject = types.contains("object") || types.isEmpty && has(["properties", "additionalProperties"])
        if isObject, !has(["maxProperties"]), !facets.contains(where: \.closesItsFields) { openObjects.append(path) }
        if types.contains("array"), !has(["maxItems"]) { endlessArrays.append(path) }
        let isBelow = has(["maximum", "exclusiveMaximum"]) && has(["minimum", "exclusiveMinimum"])
        if !types.isDisjoint(with: ["number", "integer"]), !isBelow { endlessNumbers.append(path) }
        let isCombined = has(["anyOf", "oneOf", "allOf", "$ref", "properties", "items"])
        if types.isEmpty, !path.isEmpty, !isCombined, !has(["pattern", "maxLength", "format"]) { untyped.append(path) }
    }

    private mutating func visitParts(of schema: Value, path: String, depth: Int) {
        for member in schema["properties"]?.members ?? [] {
            visit(member.value, path: path.isEmpty ? member.key : path + "." + member.key, depth: depth + 1)
        }
        for item in schema["items"].map({ $0.isMap ? [$0] : $0.elements }) ?? [] {
            visit(item, path: path + "[]", depth: depth + 1)
        }
        for branch in (schema["anyOf"]?.elements ?? []) + (schema["oneOf"]?.elements ?? []) {
            visit(branch, path: path, depth: depth + 1)
        }
    }

    /// A schema with what it refers to and what it demands besides.
    private mutating func facets(of schema: Value) -> [Value] {
        var facets: [Value] = []
        var pending = [schema]
        while let next = pending.popLast(), facets.count < Self.depthLimit {
            facets.append(next)
            pending += next["allOf"]?.elements ?? []
            guard let reference = next["$ref"] else { continue }
            guard let name = reference.string, let target = resolve(name) else {
                unknown = unknown ?? reference
                continue
            }
            if followed.insert(name).inserted { pending.append(target) }
        }
        return facets
    }

    /// A pointer into the same document: `#/definitions/name`.
    private func resolve(_ reference: String) -> Value? {
        guard reference.hasPrefix("#") else { return nil }
        var value: Value? = root
        for token in reference.dropFirst().split(separator: "/") {
            value = value?[String(token).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
        return value
    }
}

extension Value {
    /// Whether a schema says what other fields may be, or that there are none.
    fileprivate var closesItsFields: Bool {
        let others = self["additionalProperties"] ?? self["unevaluatedProperties"]
        return others.map { $0.bool != true && !$0.isNull } ?? false
    }
}
