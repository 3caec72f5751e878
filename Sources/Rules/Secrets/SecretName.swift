/// What the name of a variable says about its value.
struct SecretName {
    /// How the name speaks of secrets.
    enum Kind {
        /// A password, which people choose: plain words count.
        case password
        /// A key, token or secret, which machines make: its text must look made.
        case token
        /// Something that may be a secret or not: only text that looks drawn at random counts.
        case vague
    }

    /// What the value is; `nil` when the name promises no secret.
    let kind: Kind?
    /// Whether the value is only a hash of the secret.
    let isOfHash: Bool
    /// Whether the value is about a secret rather than one: its name, its place, its length.
    let isAboutSecret: Bool

    private static let passwords: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "pass", "passcode", "pw", "mnemonic",
    ]
    private static let tokens: Set<String> = [
        "secret", "secrets", "token", "apikey", "credential", "credentials", "accesskey", "privatekey", "secretkey",
        "authkey", "signingkey", "masterkey", "encryptionkey", "authtoken", "clientsecret", "apitoken", "bearer", "jwt",
        "hmac", "apisecret", "creds", "cred", "prvkey", "privkey", "pat", "salt",
    ]
    /// Endings of words that are written together: `dbpassword`, `mysecret`.
    private static let endings = ["password", "passwd", "passphrase", "secret", "token", "apikey"]
    /// Words that are written together with a short word for a password: `dbpass`, `mysqlpw`.
    private static let passwordOwners: Set<String> = [
        "db", "database", "mysql", "mssql", "sql", "postgres", "pg", "psql", "mongo", "mongodb", "redis", "rds", "docdb",
        "user", "admin", "root", "smtp", "mail", "ftp", "sftp", "ldap", "app", "api", "my", "master",
    ]
    /// Last words that only hint at a secret.
    private static let hints: Set<String> = [
        "auth", "authorization", "key", "keys", "signature", "sas", "otp", "totp", "pin", "verify",
    ]
    /// Words before a `key` that is none to be kept.
    private static let openKeys: Set<String> = [
        "partition", "sort", "primary", "foreign", "hash", "range", "object", "s3", "cache", "kms", "cmk", "map",
        "group", "row", "index", "lookup", "routing", "idempotency", "dedupe", "bucket", "site", "pub", "measurement",
        "sns", "sqs",
    ]
    /// Last words that tell copies of one secret apart, or say nothing.
    private static let copies: Set<String> = [
        "dev", "development", "prod", "production", "staging", "test", "testing", "qa", "uat", "live", "sandbox", "old",
        "new", "primary", "secondary", "backup", "current", "previous", "main", "default", "v1", "v2", "v3", "value",
    ]
    /// Words that say the value is encrypted.
    private static let sealed: Set<String> = ["encrypted", "ciphertext", "sealed", "cipher", "enc"]
    /// Last words that say the value is a hash.
    private static let hashes: Set<String> = [
        "hash", "hashed", "digest", "checksum", "md5", "sha1", "sha256", "sha512", "bcrypt", "argon2", "fingerprint",
    ]
    /// Words that make a following `key` a secret.
    private static let keyOwners: Set<String> = [
        "api", "access", "private", "secret", "auth", "signing", "master", "encryption", "crypto", "service", "app",
        "account", "shared", "session", "cookie", "license", "jwt", "admin", "ssh", "aes", "hmac", "stripe", "sendgrid",
        "mailgun", "twilio", "openai", "algolia", "datadog", "storage",
    ]
    /// Last words that say the value is about a secret rather than one.
    private static let descriptors: Set<String> = [
        "name", "names", "arn", "id", "ids", "path", "url", "uri", "endpoint", "host", "table", "bucket", "queue",
        "topic", "prefix", "suffix", "expiry", "expires", "expiration", "ttl", "length", "size", "min", "max", "type",
        "algorithm", "alg", "header", "field", "file", "filename", "region", "version", "alias", "enabled", "required",
        "issuer", "audience", "duration", "timeout", "policy", "count", "limit", "param", "parameter", "location",
        "provider", "store", "manager", "lifetime", "rotation", "days", "hours", "minutes", "seconds", "interval",
        "class", "function", "lambda", "format", "label", "ref", "reference", "source", "mode", "strategy", "service",
        "dir", "directory", "attempts", "scope", "scopes", "kid", "domain", "user", "username", "email", "date", "age",
        "validity", "regex", "regexp", "pattern", "template", "hint", "message", "subject", "rule", "rules",
        "strength", "complexity", "flow", "method", "link", "page", "route", "redirect", "callback", "cookie",
        "claim", "claims", "group", "role", "status", "state", "event", "events", "handler", "layer", "stream",
        "schema", "model", "sender", "channel", "plugin", "module", "driver", "backend", "bits", "rounds",
        "iterations", "history", "minimum", "maximum", "threshold", "capacity", "cache", "title", "placeholder",
        "flag", "text", "port", "rate", "through", "level", "stage", "env", "environment", "column", "attribute", "property", "index", "separator",
    ]

    /// Reads a name.
    init(_ name: String) {
        var words = SecretName.words(of: name)
        while words.count > 1, let last = words.last, SecretName.copies.contains(last) || last.allSatisfy(\.isNumber) {
            words.removeLast()
        }
        isOfHash = words.last.map(SecretName.hashes.contains) ?? false
        if isOfHash { words.removeLast() }
        words = words.map(SecretName.withoutNumber)
        let isAbout = words.last.map(SecretName.descriptors.contains) ?? true
        let isOpen = words.contains { ["public", "publishable"].contains($0) || SecretName.sealed.contains($0) }
        isAboutSecret = isAbout
        kind = isAbout || isOpen ? nil : SecretName.kind(of: words)
    }

    private static func kind(of words: [String]) -> Kind? {
        if words.contains(where: isPassword) { return .password }
        if words.contains(where: { tokens.contains($0) || endings.contains(where: $0.hasSuffix) }) || endsInKey(words) {
            return .token
        }
        guard let last = words.last, hints.contains(last), words.count >= 2 else { return nil }
        return openKeys.contains(words[words.count - 2]) ? nil : .vague
    }

    private static func isPassword(_ word: String) -> Bool {
        if passwords.contains(word) || word.hasSuffix("password") || word.hasSuffix("passwd") { return true }
        return ["pass", "pwd", "pw"].contains { word.hasSuffix($0) && passwordOwners.contains(String(word.dropLast($0.count))) }
    }

    /// A word without the number at its end that tells copies apart: `password2`.
    private static func withoutNumber(_ word: String) -> String {
        guard let last = word.lastIndex(where: { !$0.isNumber }), !openKeys.contains(word) else { return word }
        return String(word[...last])
    }

    /// `API_KEY`, `STRIPE_KEY`, `signingkey`; a `KEY` alone says nothing.
    private static func endsInKey(_ words: [String]) -> Bool {
        guard let last = words.last, last.hasSuffix("key") || last == "keys" else { return false }
        if last != "key", last != "keys" { return keyOwners.contains(String(last.dropLast(3))) }
        return words.dropLast().last.map(keyOwners.contains) ?? false
    }

    /// The words of `DB_PASSWORD`, `dbPassword`, `db-password`, in lower case.
    static func words(of name: String) -> [String] {
        name.utf8.allSatisfy { $0 < 0x80 } ? asciiWords(of: name.utf8) : unicodeWords(of: name)
    }

    /// Nearly every name is ASCII, and names are looked at by the hundred thousand.
    private static func asciiWords(of name: String.UTF8View) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var isAfterLower = false
        for byte in name {
            let isUpper = (0x41...0x5A).contains(byte)
            let isLower = (0x61...0x7A).contains(byte)
            let isPart = isUpper || isLower || (0x30...0x39).contains(byte)
            if !isPart || isUpper && isAfterLower, !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
            if isPart { word.append(isUpper ? byte | 0x20 : byte) }
            isAfterLower = isLower
        }
        return word.isEmpty ? words : words + [String(decoding: word, as: UTF8.self)]
    }

    private static func unicodeWords(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character?
        for character in name {
            let startsWord = character.isUppercase && (previous?.isLowercase ?? false)
            if !character.isLetter && !character.isNumber || startsWord {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            previous = character
        }
        return word.isEmpty ? words : words + [word]
    }
}
