/// The types of plain scalars, YAML 1.2.2 section 10.3.2.
///
/// Differs on purpose from YAML 1.1 (and so from Yams): `yes`, `no`, `on`, `off` are strings, `012` is the decimal 12
/// and `0o14` the octal one, `1:30` and `1_000` and dates are strings. js-yaml 4, which the frameworks use, agrees,
/// save for `1_000`.
enum CoreSchema {
    /// The value of a plain scalar; `nil` when it is a string.
    static func value(of text: some Collection<UInt8>) -> ManifestNode.Content? {
        guard let first = text.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : nil
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return bool(text).map { .bool($0) }
        case UInt8(ascii: "+"), .dash, .dot, 0x30...0x39:
            guard text.count <= 400 else { return nil }
            return number(text).map { .number($0, text: String(decoding: text, as: UTF8.self)) }
        default: return nil
        }
    }

    static func isNull(_ text: some Collection<UInt8>) -> Bool {
        guard text.count <= 4 else { return false }
        return switch String(decoding: text, as: UTF8.self) {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func bool(_ text: some Collection<UInt8>) -> Bool? {
        guard text.count <= 5 else { return nil }
        return switch String(decoding: text, as: UTF8.self) {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// The number a text spells in decimal, `0o` octal, `0x` hexadecimal, exponent, `.inf` or `.nan` form.
    static func number(_ text: some Collection<UInt8>) -> Double? {
        if let integer = prefixedInteger(text) { return integer }
        if let special = special(text) { return special }
        return isDecimal(text) ? Double(String(decoding: text, as: UTF8.self)) : nil
    }

    private static func prefixedInteger(_ text: some Collection<UInt8>) -> Double? {
        guard text.first == 0x30, text.count > 2 else { return nil }
        let radix: UInt32
        switch text.dropFirst().first {
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "x"): radix = 16
        default: return nil
        }
        var value = 0.0
        for byte in text.dropFirst(2) {
            guard let digit = byte.hexValue, digit < radix else { return nil }
            value = value * Double(radix) + Double(digit)
        }
        return value
    }

    private static func special(_ text: some Collection<UInt8>) -> Double? {
        guard text.count <= 5 else { return nil }
        return switch String(decoding: text, as: UTF8.self) {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .infinity
        case "-.inf", "-.Inf", "-.INF": -.infinity
        case ".nan", ".NaN", ".NAN": .nan
        default: nil
        }
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
        var rest = text[...]
        if rest.first == .dash || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(whole.count)
        if rest.first == .dot {
            rest = rest.dropFirst()
            let fraction = rest.prefix { $0.isDigit }
            guard !whole.isEmpty || !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count)
        } else if whole.isEmpty {
            return false
        }
        guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return rest.isEmpty }
        rest = rest.dropFirst()
        if rest.first == .dash || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0.isDigit }
    }
}
