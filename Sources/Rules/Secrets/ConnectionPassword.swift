/// A password inside an address or connection string: `scheme://user:password@host`, `Password=…;`.
struct ConnectionPassword {
    /// What holds it, with its article.
    let carrier: String
    /// Whether the password is a word that everybody tries.
    let isWord: Bool

    /// Finds a password that is written out; `nil` when there is none, or only a placeholder or a reference.
    init?(in text: String) {
        if let password = ConnectionPassword.inAddress(text) {
            carrier = "an address with a password"
            isWord = DictionaryPassword.isWord(password, asPassword: true)
        } else if let password = ConnectionPassword.inField(text) {
            carrier = "a connection string with a password"
            isWord = DictionaryPassword.isWord(password, asPassword: true)
        } else {
            return nil
        }
    }

    private static func inAddress(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return nil }
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            rest = rest[mark.upperBound...]
            if let password = password(before: rest.prefix { !"/?# \t\n\"'".contains($0) }) { return password }
        }
        // The form of Go's driver for MySQL: `user:password@tcp(host:3306)/database`.
        return text.contains("@tcp(") ? password(before: text.prefix { !" \t\n\"'".contains($0) }) : nil
    }

    private static func password(before authority: Substring) -> String? {
        guard let at = authority.lastIndex(of: "@") else { return nil }
        let credentials = authority[..<at]
        guard let colon = credentials.firstIndex(of: ":") else { return nil }
        let password = String(credentials[credentials.index(after: colon)...])
        let host = authority[authority.index(after: at)...]
        return isWritten(password) && !isLocal(host, password) ? password : nil
    }

    /// A database on the developer's own machine with a password that everybody knows.
    private static func isLocal(_ host: Substring, _ password: String) -> Bool {
        let known = ["postgres", "root", "admin", "guest", "test", "local", "password", "dev", "user", "mysql", "redis"]
        return NetworkHost(host).scope == .local && known.contains(password.lowercased())
    }

    private static func inField(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "=")) else { return nil }
        let marks = [";", "jdbc:", "host=", "Host=", "assword="]
        guard marks.contains(where: text.contains) else { return nil }
        for field in text.split(whereSeparator: { ";&? ".contains($0) }) {
            guard let equals = field.firstIndex(of: "=") else { continue }
            // Arguments of a program have dashes in front.
            let name = field[..<equals].lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
            let value = String(field[field.index(after: equals)...])
            let names = ["password", "pwd", "accountkey", "sharedaccesskey", "secret"]
            if names.contains(name), isWritten(value) { return value }
        }
        return nil
    }

    /// U+FFFC stands for a part that only the deployment knows.
    private static func isWritten(_ password: String) -> Bool {
        guard !password.isEmpty, !password.contains("\u{FFFC}") else { return false }
        return DictionaryPassword.isWord(password, asPassword: true) || !Placeholder.isPlaceholder(password)
    }
}
