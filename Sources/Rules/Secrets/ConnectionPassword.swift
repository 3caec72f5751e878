/// A password inside an address or connection string: `scheme://user:password@host`, `Password=…;`.
struct ConnectionPassword {
    /// What holds it, with its article.
    let carrier: String

    /// Finds a password that is written out; `nil` when there is none, or only a placeholder or a reference.
    init?(in text: String) {
        if ConnectionPassword.isInAddress(text) {
            carrier = "an address with a password"
        } else if ConnectionPassword.isInField(text) {
            carrier = "a connection string with a password"
        } else {
            return nil
        }
    }

    private static func isInAddress(_ text: String) -> Bool {
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            rest = rest[mark.upperBound...]
            let authority = rest.prefix { !"/?# \t\n\"'".contains($0) }
            guard let at = authority.lastIndex(of: "@") else { continue }
            let credentials = authority[..<at]
            guard let colon = credentials.firstIndex(of: ":") else { continue }
            let password = String(credentials[credentials.index(after: colon)...])
            if isWritten(password), !isLocal(authority[authority.index(after: at)...], password) { return true }
        }
        return false
    }

    /// A database on the developer's own machine with a password that everybody knows.
    private static func isLocal(_ host: Substring, _ password: String) -> Bool {
        let known = ["postgres", "root", "admin", "guest", "test", "local", "password", "dev", "user", "mysql", "redis"]
        return NetworkHost(host).scope == .local && known.contains(password.lowercased())
    }

    private static func isInField(_ text: String) -> Bool {
        guard text.contains(";") || text.hasPrefix("jdbc:") || text.contains("host=") || text.contains("Host=") else {
            return false
        }
        return text.split { $0 == ";" || $0 == "&" || $0 == "?" || $0 == " " }.contains { field in
            guard let equals = field.firstIndex(of: "=") else { return false }
            let name = field[..<equals].lowercased().filter { !$0.isWhitespace && $0 != "_" }
            let value = String(field[field.index(after: equals)...])
            let names = ["password", "pwd", "accountkey", "sharedaccesskey", "secret"]
            return names.contains(name) && isWritten(value)
        }
    }

    /// U+FFFC stands for a part that only the deployment knows.
    private static func isWritten(_ password: String) -> Bool {
        !password.contains("\u{FFFC}") && !Placeholder.isPlaceholder(password)
    }
}
