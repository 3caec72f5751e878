import ApplicationModel
import SourceText

/// A property of a JSON schema that takes a string of any length.
struct UnboundedString {
    /// The property's path from the body, such as `address.street` or `tags[]`; empty for the body itself.
    let path: String
    /// The key of the property, or the schema itself when the body is the string.
    let place: SourcePlace
    /// The schema that needs a bound.
    let schema: Value
}

/// Walks a JSON schema and finds what leaves a string unbounded.
/// Source: https://json-schema.org/draft-04/draft-fge-json-schema-validation-00
struct StringBoundWalk {
    /// How many schemas deep a body is looked into.
    static let depthLimit = 24
    /// How many schemas are looked at in all.
    static let schemaLimit = 2000

    /// The strings without a bound, in the schema's order.
    private(set) var unbounded: [UnboundedString] = []
    /// Parts that are not known.
    private(set) var unknown: [Value] = []
    /// The first schema that the limits kept from being looked at.
    private(set) var unseen: Value?
    private var seen = 0
    /// The references that lead to the schema being looked at: one of them again is a loop, with nothing new behind it.
    private var followed: Set<String> = []
    private let root: Value

    /// Walks a schema.
    init(_ schema: Value) {
        root = schema
        visit(schema, path: "", place: schema.place, depth: 0)
    }

    private mutating func visit(_ schema: Value, path: String, place: SourcePlace, depth: Int) {
        seen += 1
        guard depth < Self.depthLimit, seen < Self.schemaLimit else {
            unseen = unseen ?? schema
            return
        }
        let outer = followed
        defer { followed = outer }
        // Text is the name of a schema that the manifest does not declare.
        if schema.isUndetermined || schema.string != nil { return unknown.append(schema) }
        let facets = facets(of: schema)
        if facets.types.contains("string"), !facets.isBounded {
            unbounded.append(UnboundedString(path: path, place: place, schema: schema))
        }
        for facet in facets.schemas { visitParts(of: facet, path: path, depth: depth) }
        for branch in facets.branches { visit(branch, path: path, place: place, depth: depth + 1) }
    }

    private mutating func visitParts(of schema: Value, path: String, depth: Int) {
        for member in schema["properties"]?.members ?? [] {
            let below = path.isEmpty ? member.key : path + "." + member.key
            visit(member.value, path: below, place: member.keyPlace, depth: depth + 1)
        }
        for member in schema["patternProperties"]?.members ?? [] {
            visit(member.value, path: path + "[\(member.key)]", place: member.keyPlace, depth: depth + 1)
        }
        if let others = schema.member("additionalProperties"), others.value.isMap || others.value.isUndetermined {
            visit(others.value, path: path + "[*]", place: others.keyPlace, depth: depth + 1)
        }
        guard let items = schema.member("items") else { return }
        for item in items.value.isMap ? [items.value] : items.value.elements {
            visit(item, path: path + "[]", place: items.keyPlace, depth: depth + 1)
        }
    }

    /// What a schema, what it refers to and what it combines say together.
    private struct Facets {
        var types: Set<String> = []
        var isBounded = false
        var schemas: [Value] = []
        var branches: [Value] = []
    }

    private mutating func facets(of schema: Value) -> Facets {
        var facets = Facets()
        var pending = [schema]
        var steps = 0
        while let next = pending.popLast(), steps < Self.depthLimit {
            steps += 1
            facets.schemas.append(next)
            facets.types.formUnion((next["type"]?.oneOrMany ?? []).compactMap(\.string))
            facets.isBounded = facets.isBounded || StringBound.exists(in: next)
            facets.branches += (next["anyOf"]?.elements ?? []) + (next["oneOf"]?.elements ?? [])
            pending += next["allOf"]?.elements ?? []
            guard let reference = next["$ref"] else { continue }
            if let name = reference.string, !followed.insert(name).inserted { continue }
            if let target = reference.string.flatMap(resolve) { pending.append(target) } else { unknown.append(reference) }
        }
        unseen = unseen ?? pending.first
        // The branches then carry the bound, or lack it.
        if !facets.branches.isEmpty, facets.branches.allSatisfy({ $0["type"] != nil || $0["$ref"] != nil }) {
            facets.types = []
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

/// What keeps a string short.
enum StringBound {
    /// Formats whose texts cannot be long.
    private static let shortFormats: Set<String> = [
        "date", "time", "date-time", "uuid", "ipv4", "ipv6", "duration",
    ]

    /// Whether a schema's own keywords bound its strings.
    static func exists(in schema: Value) -> Bool {
        if schema["maxLength"].map(isReached) == true || schema["enum"] != nil || schema["const"] != nil { return true }
        if let format = schema["format"]?.string, shortFormats.contains(format) { return true }
        return schema["pattern"].map(isBounding) ?? false
    }

    /// The largest body that API Gateway passes on, in bytes: a greater length keeps nothing out.
    /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
    private static let platformLimit = 10_485_760.0

    private static func isReached(_ length: Value) -> Bool { length.number.map { $0 < platformLimit } ?? true }

    /// An open value may bound or not; the pattern then gets the benefit of the doubt.
    private static func isBounding(_ pattern: Value) -> Bool {
        pattern.string.map(bounds) ?? pattern.isUndetermined
    }

    /// Whether a pattern is anchored at both ends and repeats nothing without limit.
    static func bounds(_ pattern: String) -> Bool {
        guard pattern.hasPrefix("^"), pattern.hasSuffix("$"), !pattern.hasSuffix("\\$") else { return false }
        var depth = 0
        var isInClass = false
        var rest = pattern.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"): _ = rest.popFirst()
            case UInt8(ascii: "]"): isInClass = false
            case _ where isInClass: continue
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "*"), UInt8(ascii: "+"): return false
            case UInt8(ascii: "|") where depth == 0: return false
            case UInt8(ascii: "{"):
                let quantifier = rest.prefix { $0 != UInt8(ascii: "}") }
                if quantifier.last == UInt8(ascii: ",") { return false }
            default: continue
            }
        }
        return true
    }
}
