/// A value to be written into a manifest.
package indirect enum ManifestLiteral: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as it is to be written.
    case number(String)
    case string(String)
    case sequence([ManifestLiteral])
    case mapping([Member])
    /// A value with an explicit tag such as `!Ref`; the tag has no meaning in JSON and is refused there.
    case tagged(String, ManifestLiteral)
    /// A member's value or an element with lines of comments above it, each with its `#`; they are left out where brackets
    /// stand around them, and in JSON.
    case commented([String], ManifestLiteral)

    /// A key and its value.
    package struct Member: Sendable, Hashable {
        /// The key, unquoted.
        package let key: String
        /// The value.
        package let value: ManifestLiteral

        /// Makes a member.
        package init(_ key: String, _ value: ManifestLiteral) {
            self.key = key
            self.value = value
        }
    }
}
