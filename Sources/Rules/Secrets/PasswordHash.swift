/// What is made from a password and does not give it back: it can be guessed at offline, but opens nothing by itself.
enum PasswordHash {
    /// What to call it, with its article.
    static let description = "the hash of a password"

    /// How hashes for storing passwords start.
    private static let marks = [
        "$2a$", "$2b$", "$2y$", "$argon2", "$1$", "$5$", "$6$", "$apr1$", "$pbkdf2", "$scrypt$", "$7$", "{SSHA", "{SHA",
        "pbkdf2_sha", "pbkdf2:sha", "scrypt:",
    ]

    /// Whether a text says itself that it is a hash.
    static func isMarked(_ text: String) -> Bool {
        guard text.utf8.count >= 20 else { return false }
        // A user's name may stand in front, as in `.htpasswd`.
        let hash = text.hasPrefix("$") || text.hasPrefix("{") ? text[...] : text.drop { $0 != "$" }
        let candidates = [text[...], hash]
        return candidates.contains { text in
            text.utf8.count >= 20 && !text.contains(" ") && marks.contains(where: text.hasPrefix)
        }
    }

    /// Whether a text, by a name that says so, is the digest of something.
    static func isDigest(_ text: String) -> Bool {
        let isHexadecimal = text.utf8.allSatisfy(TokenShape.Alphabet.hex.contains)
        if isHexadecimal { return [32, 40, 56, 64, 96, 128].contains(text.utf8.count) }
        return text.utf8.count >= 24 && text.utf8.allSatisfy(TokenShape.Alphabet.base64.contains)
            && SecretGuess.isStrong(text)
    }
}

/// Text that is encrypted, so that only the holder of another key can read it.
enum Ciphertext {
    /// The first bytes of what KMS encrypts, in base64.
    private static let marks = ["AQICAH", "AQECAH", "vault:v", "ENC[", "gAAAAA", "age-encryption.org/"]

    /// Whether a text is encrypted, by its first characters.
    static func isCiphertext(_ text: String) -> Bool {
        text.utf8.count >= 24 && marks.contains(where: text.hasPrefix)
    }
}
