import Findings

/// What a literal value is, by its shape and by the name it is given to.
struct SecretGuess: Hashable {
    /// What it is, with its article, as the end of a sentence; never the text.
    let what: String
    /// How much it opens.
    let severity: Severity
    /// How sure that is.
    let confidence: Confidence
    /// Whether it is a word that many people choose, which may as well stand for something else.
    let isWord: Bool

    /// How much of a value is looked at; longer ones are documents.
    static let lengthLimit = 65_536

    /// Judges a value; `nil` when it is no secret. U+FFFC stands for parts that are not known. What its author hides is
    /// no name of something else.
    init?(_ text: String, name: String, isHidden: Bool = false) {
        guard text.utf8.count <= SecretGuess.lengthLimit, !text.isEmpty else { return nil }
        let fields = EmbeddedFields(text)
        // What stands around the fields of a record is no secret, whatever the record is called.
        let whole = { fields.isJSON ? nil : SecretGuess.named(text, SecretName(name)) }
        let hidden = { isHidden ? SecretGuess.hidden(text, SecretName(name)) : nil }
        guard let guess = SecretGuess.shaped(text) ?? fields.secret ?? whole() ?? hidden() else { return nil }
        self = guess
    }

    private init(_ what: String, _ confidence: Confidence, severity: Severity? = nil, isWord: Bool = false) {
        self.what = what
        self.confidence = confidence
        self.severity = severity ?? (confidence == .high ? .high : .medium)
        self.isWord = isWord
    }

    private static func shaped(_ text: String) -> SecretGuess? {
        let bytes = Array(text.utf8)
        if let (shape, match) = TokenShape.first(in: bytes) {
            return SecretGuess(shape.name, match == .certain ? .high : .medium, severity: shape.isTest ? .low : nil)
        }
        if isPrivateKey(text) { return SecretGuess("a private key", .high) }
        if isSignedToken(text) { return SecretGuess("a signed token (JWT)", .high) }
        if PasswordHash.isMarked(text) { return SecretGuess(PasswordHash.description, .low, severity: .low) }
        if let scheme = HTTPCredentials.scheme(of: text) { return SecretGuess("credentials for HTTP (\(scheme))", .high) }
        if let password = ConnectionPassword(in: text) {
            return SecretGuess(password.carrier, password.isWord ? .low : .high, severity: password.isWord ? .medium : nil)
        }
        return AddressQuery.hasCredential(in: text) ? SecretGuess("an address with a key in its query", .high) : nil
    }

    private static func isPrivateKey(_ text: String) -> Bool {
        guard text.utf8.count > 24, text.utf8.contains(UInt8(ascii: "-")) else { return false }
        return text.contains("-----BEGIN ") && text.contains("PRIVATE KEY")
    }

    /// Three parts of base64url, of which the first two are JSON objects.
    static func isSignedToken(_ text: String) -> Bool {
        guard text.hasPrefix("eyJ") else { return false }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].hasPrefix("eyJ"), parts[2].utf8.count >= 16 else { return false }
        return text.utf8.allSatisfy { TokenShape.Alphabet.dotted.contains($0) }
    }

    /// Judges text by what its name promises.
    static func named(_ text: String, _ name: SecretName) -> SecretGuess? {
        guard let kind = name.kind, text.utf8.count >= 4, !Ciphertext.isCiphertext(text) else { return nil }
        if name.isOfHash {
            return PasswordHash.isDigest(text) ? SecretGuess(PasswordHash.description, .low, severity: .low) : nil
        }
        if text.contains("\u{FFFC}") { return written(in: text, kind) }
        if kind != .vague, DictionaryPassword.isWord(text, asPassword: kind == .password) {
            return SecretGuess(
                kind == .password ? "a password that everybody tries" : "a secret that everybody tries", .low,
                severity: .medium, isWord: true)
        }
        guard !Placeholder.isPlaceholder(text) else { return nil }
        if kind == .token, SecretReferenceText.isRandomIdentifier(text) {
            return SecretGuess("an identifier that may be a key", .low, severity: .low)
        }
        let takesSentences = kind == .password && text.contains(" ")
        guard takesSentences || !SecretReferenceText.isReference(text) else { return nil }
        switch kind {
        case .password:
            return SecretGuess("a password", isMade(text) ? .high : .medium)
        case .token:
            guard isMade(text), text.utf8.count >= 8 else { return nil }
            return SecretGuess("a key or token", isStrong(text) ? .high : .medium)
        case .vague:
            return isStrong(text) ? SecretGuess("what looks like a key", .medium) : nil
        }
    }

    /// Judges the default of a hidden parameter that reads like a name: `poc-token-42` is what callers must send.
    private static func hidden(_ text: String, _ name: SecretName) -> SecretGuess? {
        guard name.kind == .password || name.kind == .token, !name.isOfHash, isMade(text), text.utf8.count >= 8 else { return nil }
        let isElsewhere = text.contains("/") || text.contains(":") || text.contains("\u{FFFC}")
        return isElsewhere || Placeholder.isPlaceholder(text) ? nil : SecretGuess("a key or token", .medium)
    }

    /// The part of a secret that is written out, when the rest of it is only known to the deployment.
    private static func written(in text: String, _ kind: SecretName.Kind) -> SecretGuess? {
        guard kind != .vague, !SecretReferenceText.isReference(text.replacing("\u{FFFC}", with: "x")) else { return nil }
        let isWritten = text.split(separator: "\u{FFFC}").contains { piece in
            let piece = String(piece.drop { "-_.:/@ ".contains($0) })
            return piece.utf8.count >= 8 && isMade(piece) && !Placeholder.isPlaceholder(piece)
                && !SecretReferenceText.isReference(piece)
        }
        return isWritten ? SecretGuess("a part of a secret", .medium) : nil
    }

    /// Whether a text mixes what words and names do not: digits among letters, or letter cases, or signs.
    static func isMade(_ text: String) -> Bool {
        let hasDigit = text.contains(where: \.isNumber)
        let hasLetter = text.contains(where: \.isLetter)
        let changesCase = text.contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
        let hasSign = text.contains { "!@#$%^&*()+=~?".contains($0) }
        return hasLetter && (hasDigit || hasSign || changesCase && text.utf8.count >= 16)
    }

    /// Whether a text is made, long, and as mixed as chance would have it.
    static func isStrong(_ text: String) -> Bool {
        let isLong = text.utf8.count >= 16 || text.utf8.count >= 12 && text.contains(where: \.isUppercase)
        return isLong && isMade(text) && text.contains(where: \.isNumber) && entropy(of: text) >= 3.2
    }

    /// Shannon's entropy in bits per byte.
    private static func entropy(of text: String) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in text.utf8 { counts[Int(byte)] += 1 }
        let total = Double(text.utf8.count)
        return counts.reduce(0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / total
            return sum - share * share.binaryLogarithm
        }
    }
}

extension Double {
    /// The logarithm to base 2 of a positive number, good to a thousandth, without the C library.
    fileprivate var binaryLogarithm: Double {
        var result = Double(exponent)
        var rest = significand
        var step = 0.5
        while step > 0.000_5 {
            rest *= rest
            if rest >= 2 {
                rest /= 2
                result += step
            }
            step /= 2
        }
        return result
    }
}
