/// A JSON Schema as data, its members in the order people read them in.
package indirect enum SchemaNode: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as it is to be written.
    case number(String)
    case string(String)
    case list([SchemaNode])
    case map([Member])

    /// A key with its value.
    package struct Member: Sendable, Hashable {
        /// The key.
        package let key: String
        /// The value.
        package let value: SchemaNode

        init(_ key: String, _ value: SchemaNode) {
            self.key = key
            self.value = value
        }
    }
}

/// The drafts that schemas are written in; the raw values are what people type after `--draft`.
package enum SchemaDraft: String, Sendable, Hashable, CaseIterable {
    /// What a REST API of API Gateway reads: http://json-schema.org/draft-04/schema
    case draft04 = "04"
    /// https://json-schema.org/draft/2020-12/schema
    case draft2020 = "2020-12"

    /// What `$schema` says.
    var address: String {
        switch self {
        case .draft04: "http://json-schema.org/draft-04/schema#"
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        }
    }
}
