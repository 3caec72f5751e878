/// Texts that name a secret, or something else, instead of being one.
enum SecretReferenceText {
    /// Whether a text is an ARN, a path, an address without a password, a file, a switch, or a name of words.
    static func isReference(_ text: String) -> Bool {
        let lower = text.lowercased()
        if ["true", "false", "yes", "no", "on", "off", "null", "none"].contains(lower) { return true }
        if Double(text) != nil || lower.hasPrefix("arn:") || lower.contains("resolve:") { return true }
        // The ids of Alexa skills and the like.
        if lower.hasPrefix("amzn1.") { return true }
        if lower.contains("://") || isPath(text) || isFile(lower) || isIdentifier(lower) { return true }
        return isNameOfWords(text)
    }

    /// `/prod/db/password`, `prod/db/password`, `./key`, `~/key`.
    private static func isPath(_ text: String) -> Bool {
        guard text.contains("/"), !text.contains("="), !text.contains("+") else { return false }
        let segments = text.split(separator: "/")
        if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("~/") {
            return segments.allSatisfy { $0.utf8.count <= 64 }
        }
        return segments.count >= 2 && segments.allSatisfy { isNameOfWords(String($0)) || isShortWord($0) }
    }

    private static func isFile(_ text: String) -> Bool {
        let endings = [
            ".pem", ".key", ".crt", ".cer", ".json", ".yml", ".yaml", ".txt", ".p12", ".pfx", ".jks", ".env", ".ini",
            ".js", ".ts", ".py", ".handler", ".amazonaws.com", ".com", ".net", ".org", ".io",
        ]
        return endings.contains(where: text.hasSuffix)
    }

    /// A UUID that was drawn at random: it names things, but some services also take it for a key.
    static func isRandomIdentifier(_ text: String) -> Bool {
        let text = text.lowercased()
        guard isIdentifier(text), Set(text).count > 6 else { return false }
        let groups = text.split(separator: "-")
        return groups[2].hasPrefix("4") && "89ab".contains(groups[3].prefix(1))
    }

    /// A UUID names things.
    private static func isIdentifier(_ text: String) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count) == [8, 4, 4, 4, 12]
            && text.utf8.allSatisfy { TokenShape.Alphabet.hex.contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// Words with separators between them: `orders-db-password`, `JwtSigningSecret`, `prod.stripe.key`.
    private static func isNameOfWords(_ text: String) -> Bool {
        let separated = text.split { "-_.:/ ".contains($0) }
        let words = SecretName.words(of: text)
        let sensitive: Set<String> = ["secret", "password", "token", "key", "credentials", "parameter", "name"]
        if separated.count >= 2 {
            let isOneCase = text == text.lowercased() || text == text.uppercased()
            return separated.allSatisfy(isShortWord) && (isOneCase || words.contains(where: sensitive.contains))
        }
        return words.count >= 2 && words.contains(where: sensitive.contains) && text.allSatisfy(\.isLetter)
    }

    /// Letters, or a few digits, or a word with at most two digits at its end: `v2`, `db01`, `prod`.
    private static func isShortWord(_ text: Substring) -> Bool {
        guard text.utf8.count <= 20, text.allSatisfy({ $0.isLetter || $0.isNumber }) else { return false }
        let letters = text.prefix(while: \.isLetter)
        let digits = text.dropFirst(letters.count)
        guard digits.allSatisfy(\.isNumber) else { return false }
        return letters.isEmpty ? digits.count <= 4 : digits.count <= 2
    }
}
