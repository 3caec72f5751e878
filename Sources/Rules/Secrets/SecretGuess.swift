import Findings

/// What a literal value is, by its shape and by the name it is given to.
struct SecretGuess {
    /// What it is, with its article, as the end of a sentence; never the text.
    let what: String
    /// How sure that is.
    let confidence: Confidence
    /// Whether it only opens a test environment.
    let isTest: Bool

    /// How much of a value is looked at; longer ones are documents.
    static let lengthLimit = 65_536

    /// Judges a value; `nil` when it is no secret. U+FFFC stands for parts that are not known.
    init?(_ text: String, name: String) {
        guard text.utf8.count <= SecretGuess.lengthLimit, !text.isEmpty else { return nil }
        guard let guess = SecretGuess.shaped(text) ?? SecretGuess.named(text, name) else { return nil }
        self = guess
    }

    private init(_ what: String, _ confidence: Confidence, isTest: Bool = false) {
        self.what = what
        self.confidence = confidence
        self.isTest = isTest
    }

    private static func shaped(_ text: String) -> SecretGuess? {
        let bytes = Array(text.utf8)
        for shape in TokenShape.all {
            guard let match = shape.match(in: bytes) else { continue }
            return SecretGuess(shape.name, match == .certain ? .high : .medium, isTest: shape.isTest)
        }
        if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") { return SecretGuess("a private key", .high) }
        if isSignedToken(text) { return SecretGuess("a signed token (JWT)", .high) }
        return ConnectionPassword(in: text).map { SecretGuess($0.carrier, .high) }
    }

    /// Three parts of base64url, of which the first two are JSON objects.
    private static func isSignedToken(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ"), parts[1].hasPrefix("eyJ"), parts[2].utf8.count >= 16 else {
            return false
        }
        return text.utf8.allSatisfy { TokenShape.Alphabet.dotted.contains($0) }
    }

    private static func named(_ text: String, _ name: String) -> SecretGuess? {
        guard let kind = SecretName(name).kind, !text.contains("\u{FFFC}"), text.utf8.count >= 4 else { return nil }
        guard !Placeholder.isPlaceholder(text), !SecretReferenceText.isReference(text) else { return nil }
        switch kind {
        case .password:
            return SecretGuess("a password", isMade(text) ? .high : .medium)
        case .token:
            guard isMade(text), text.utf8.count >= 8 else { return nil }
            let isStrong = text.utf8.count >= 16 && entropy(of: text) >= 3.2
            return SecretGuess("a key or token", isStrong ? .high : .medium)
        }
    }

    /// Whether a text mixes what words and names do not: digits among letters, or letter cases, or signs.
    private static func isMade(_ text: String) -> Bool {
        let hasDigit = text.contains(where: \.isNumber)
        let hasLetter = text.contains(where: \.isLetter)
        let changesCase = text.contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
        let hasSign = text.contains { "!@#$%^&*()+=~?".contains($0) }
        return hasLetter && (hasDigit || hasSign || changesCase && text.utf8.count >= 16)
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

/// Texts that name a secret, or something else, instead of being one.
enum SecretReferenceText {
    /// Whether a text is an ARN, a path, an address without a password, a file, a switch, or a name of words.
    static func isReference(_ text: String) -> Bool {
        let lower = text.lowercased()
        if ["true", "false", "yes", "no", "on", "off", "null", "none"].contains(lower) { return true }
        if Double(text) != nil || lower.hasPrefix("arn:") || lower.contains("resolve:") { return true }
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
