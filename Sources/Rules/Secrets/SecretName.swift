/// What the name of a variable says about its value.
struct SecretName {
    /// How the name speaks of secrets.
    enum Kind {
        /// A password, which people choose: plain words count.
        case password
        /// A key, token or secret, which machines make: its text must look made.
        case token
    }

    /// What the value is; `nil` when the name promises no secret.
    let kind: Kind?

    private static let passwords: Set<String> = ["password", "passwd", "pwd", "passphrase", "pass", "passcode", "pw"]
    private static let tokens: Set<String> = [
        "secret", "secrets", "token", "apikey", "credential", "credentials", "accesskey", "privatekey", "secretkey",
        "authkey", "signingkey", "masterkey", "encryptionkey", "authtoken", "clientsecret", "apitoken", "bearer", "jwt",
        "hmac", "apisecret",
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
        "validity", "stage", "env", "environment", "column", "attribute", "property", "index", "separator",
    ]

    /// Reads a name.
    init(_ name: String) {
        let words = SecretName.words(of: name)
        guard let last = words.last, !SecretName.descriptors.contains(last), !words.contains("public"),
            !words.contains("publishable")
        else {
            kind = nil
            return
        }
        if words.contains(where: SecretName.passwords.contains) {
            kind = .password
        } else if words.contains(where: SecretName.tokens.contains) || SecretName.endsInKey(words) {
            kind = .token
        } else {
            kind = nil
        }
    }

    /// `API_KEY`, `STRIPE_KEY`; a `KEY` alone says nothing.
    private static func endsInKey(_ words: [String]) -> Bool {
        guard words.last == "key" || words.last == "keys", let owner = words.dropLast().last else { return false }
        return keyOwners.contains(owner)
    }

    /// The words of `DB_PASSWORD`, `dbPassword`, `db-password`, in lower case.
    static func words(of name: String) -> [String] {
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
