import SourceText

/// The value of an `Authorization` header.
enum HTTPCredentials {
    /// How much of a header is decoded.
    private static let lengthLimit = 4096

    /// The scheme whose credentials are written out in a text; `nil` when it is no such header.
    static func scheme(of text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: " ")) else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count == 2, parts[1].utf8.count <= lengthLimit else { return nil }
        let credentials = String(parts[1])
        return switch parts[0].lowercased() {
        case "basic": isUserAndPassword(credentials) ? "Basic" : nil
        case "bearer", "token", "apikey", "api-key": isToken(credentials) ? String(parts[0]) : nil
        default: nil
        }
    }

    private static func isToken(_ text: String) -> Bool {
        if text.hasPrefix("eyJ") { return SecretGuess.isSignedToken(text) }
        return text.utf8.count >= 16 && SecretGuess.isMade(text) && text.contains(where: \.isNumber)
            && !text.contains("\u{FFFC}") && !Placeholder.isPlaceholder(text) && !SecretReferenceText.isReference(text)
    }

    private static func isUserAndPassword(_ text: String) -> Bool {
        guard text.utf8.count % 4 == 0, let bytes = Base64.decoded(text.utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        let isText = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        let password = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
        return isText && !password.isEmpty && !Placeholder.isPlaceholder(password)
    }
}
