/// The part of an address behind its question mark.
enum AddressQuery {
    /// Keys that carry credentials where their value looks made; elsewhere they mean other things.
    private static let carriers: Set<String> = ["sig", "signature", "key", "code", "auth", "sas", "hmac"]

    /// Whether a text has a query in which a credential is written out.
    static func hasCredential(in text: String) -> Bool {
        fields(in: text).contains { key, value in
            guard !value.contains("\u{FFFC}"), !Placeholder.isPlaceholder(value) else { return false }
            if carriers.contains(key.lowercased()) { return SecretGuess.isStrong(value) }
            switch SecretName(key).kind {
            case .password: return !SecretReferenceText.isReference(value)
            case .token: return SecretGuess.isMade(value) && value.utf8.count >= 8 && !SecretReferenceText.isReference(value)
            case .vague, nil: return key.lowercased().hasSuffix("signature") && SecretGuess.isStrong(value)
            }
        }
    }

    /// Whether a text has an address with anything before its host or in its query that a report should not repeat.
    static func mayHoldCredentials(_ text: String) -> Bool {
        text.contains("://") && (text.contains("@") || !fields(in: text).isEmpty)
    }

    private static func fields(in text: String) -> [(key: String, value: String)] {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
        return text[mark...].dropFirst().split { "&;#? \t\n\"'<>".contains($0) }.compactMap { field in
            guard let equals = field.firstIndex(of: "="), equals > field.startIndex else { return nil }
            let value = field[field.index(after: equals)...]
            return value.isEmpty ? nil : (String(field[..<equals]), String(value))
        }
    }
}
