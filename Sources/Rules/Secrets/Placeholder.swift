/// Texts that stand where a secret will be, or that only look like one.
enum Placeholder {
    private static let words: Set<String> = [
        "changeme", "change", "replaceme", "replace", "placeholder", "example", "dummy", "fake", "todo", "tbd", "none",
        "null", "nil", "undefined", "redacted", "hidden", "your", "yours", "insert", "enter", "here", "secret",
        "password", "token", "mypassword", "mysecret", "mytoken", "apikey", "default", "empty", "foo", "bar", "baz",
        "foobar", "sample", "notset", "unset", "xxx", "na", "value", "string",
    ]

    /// Words that make a text a placeholder wherever they stand in it.
    private static let tellingWords: Set<String> = [
        "changeme", "replaceme", "placeholder", "example", "dummy", "fake", "todo", "redacted", "your", "insert",
        "replace", "sample",
    ]

    /// Text that no generated secret has by chance and no person chooses for one.
    private static let fragments = ["example", "placeholder", "changeme", "change_me", "replaceme", "xxxxx", "redacted"]

    /// Whether a whole value stands for something else.
    static func isPlaceholder(_ text: String) -> Bool {
        let lower = text.lowercased()
        if lower.isEmpty || isTemplate(lower) || isFiller(Array(lower.utf8)[...]) { return true }
        let words = lower.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.allSatisfy(Self.words.contains) { return true }
        return words.contains(where: tellingWords.contains) || fragments.contains(where: lower.contains)
    }

    /// Whether the body of a token is made up: AWS's documentation ends its keys in `EXAMPLE`.
    static func isPlaceholder(body: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: body, as: UTF8.self).lowercased()
        return isFiller(body) || text.contains("example") || text.contains("xxxxx") || text.contains("placeholder")
            || text.contains("changeme") || text.contains("1234567890") || text.contains("abcdefghij")
    }

    /// `<key>`, `{{key}}`, `%KEY%`, `$KEY`, `__KEY__`, `[key]`.
    private static func isTemplate(_ text: String) -> Bool {
        let pairs = [("<", ">"), ("{", "}"), ("%", "%"), ("[", "]"), ("__", "__"), ("(", ")")]
        return pairs.contains { text.count > 2 && text.hasPrefix($0.0) && text.hasSuffix($0.1) }
            || text.hasPrefix("$") || text.contains("{{") || text.contains("${")
    }

    /// Three different characters or fewer: `xxxx`, `****`, `0000`.
    private static func isFiller(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count >= 3 && Set(bytes).count <= 2 || bytes.allSatisfy { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ".") }
    }
}
