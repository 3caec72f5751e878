/// The tag of a struct's field: what the field is called outside, and what must hold of it.
///
/// Source: https://pkg.go.dev/reflect#StructTag, https://pkg.go.dev/github.com/go-playground/validator/v10
struct GoFieldTag {
    /// Its name in JSON and its like; `nil` where it keeps its own.
    let name: String?
    /// Whether it is left out.
    let isIgnored: Bool
    /// What the framework makes sure of when it fills the struct.
    let binding: Guarantees
    /// What a validator makes sure of.
    let validation: Guarantees

    init(_ text: String) {
        let names = ["json", "dynamodbav", "form", "uri", "query", "param", "xml", "yaml", "mapstructure", "schema"].lazy
            .compactMap { Self.value(of: $0, in: text) }.map { String($0.prefix { $0 != "," }) }
        let first = names.first { !$0.isEmpty }
        name = first == "-" ? nil : first
        isIgnored = Self.value(of: "json", in: text) == "-"
        binding = Self.guarantees(of: Self.value(of: "binding", in: text) ?? "")
        validation = Self.guarantees(of: Self.value(of: "validate", in: text) ?? "").union(binding)
    }

    private static func value(of key: String, in text: String) -> String? {
        let mark = "\(key):\""
        var rest = text[...]
        while let found = rest.firstRange(of: mark) {
            // `json:` must not be the end of another key.
            let isWhole = found.lowerBound == text.startIndex || text[text.index(before: found.lowerBound)] == " "
            if isWhole { return String(text[found.upperBound...].prefix { $0 != "\"" }) }
            rest = rest[found.upperBound...]
        }
        return nil
    }

    private static func guarantees(of rules: String) -> Guarantees {
        // What stands behind `dive` is about elements.
        let own = rules.split(separator: ",").prefix { $0 != "dive" }
        return own.reduce(into: []) { $0.formUnion(guarantee(of: $1)) }
    }

    private static func guarantee(of rule: Substring) -> Guarantees {
        // One of several tests proves neither.
        if rule.contains("|") { return [] }
        switch rule.prefix(while: { $0 != "=" }) {
        case "uuid", "uuid3", "uuid4", "uuid5", "uuid_rfc4122", "uuid4_rfc4122", "alphanum", "alpha", "hexadecimal", "mongodb", "ulid", "md5", "sha256":
            return [.word, .pathComponent, .singleLine]
        case "number", "numeric": return .number
        case "boolean": return .boolean
        case "oneof", "eq": return .listed
        case "len", "max", "lte", "lt": return .bounded
        case "email", "url", "uri", "http_url", "hostname", "fqdn", "ip", "ipv4", "ipv6", "e164", "datetime", "iso3166_1_alpha2", "iso4217", "semver":
            return [.validated, .singleLine]
        default: return []
        }
    }
}
