/// Words that stand first on every list of passwords to try.
enum DictionaryPassword {
    private static let words: Set<String> = [
        "password", "passwd", "passw0rd", "p@ssword", "p@ssw0rd", "default", "letmein", "qwerty", "qwertz", "welcome",
        "iloveyou", "monkey", "dragon", "abc123", "hunter2", "guest", "master",
    ]

    /// Of these alone are words such as `mysupersecretkey` made.
    private static let pieces = [
        "password", "secret", "passwd", "super", "shared", "session", "private", "pass", "very", "jwt", "top", "key",
        "the", "our", "my", "db",
    ]

    /// How long a word may be; what is longer is a text.
    private static let lengthLimit = 40

    /// Whether a text is such a word. Numbers alone are only passwords where a password is asked for.
    static func isWord(_ text: String, asPassword: Bool) -> Bool {
        guard text.utf8.count <= lengthLimit else { return false }
        let text = text.lowercased()
        if asPassword {
            let isNumber = text.utf8.count >= 4 && text.utf8.allSatisfy(TokenShape.Alphabet.digits.contains)
            if isNumber || words.contains(text) { return Set(text).count > 1 || text.utf8.count < 8 }
        }
        return text.contains(asPassword ? "pass" : "secret") && isMadeOfPieces(text)
            || asPassword && text.contains("secret") && isMadeOfPieces(text)
    }

    private static func isMadeOfPieces(_ text: String) -> Bool {
        var rest = text[...]
        while !rest.isEmpty {
            guard let piece = pieces.first(where: rest.hasPrefix) else { return false }
            rest = rest.dropFirst(piece.count)
        }
        return true
    }
}
