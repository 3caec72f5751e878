/// The numbers and dates of TOML 1.0.
///
/// Source: <https://toml.io/en/v1.0.0#integer> and the sections behind it.
enum TOMLNumber {
    /// The value of a number with its underscores and prefixes; `nil` when the text is none.
    static func value(of text: ArraySlice<UInt8>) -> Double? {
        guard text.count <= 400, let first = text.first,
            first.isDigit || first == .dash || first == UInt8(ascii: "+") || first == 0x69 || first == 0x6E
        else { return nil }
        let digits = text.filter { $0 != UInt8(ascii: "_") }
        let body = digits.first == .dash || digits.first == UInt8(ascii: "+") ? digits.dropFirst() : digits[...]
        if body.elementsEqual("inf".utf8) { return digits.first == .dash ? -.infinity : .infinity }
        if body.elementsEqual("nan".utf8) { return .nan }
        guard let lead = body.first, lead.isDigit else { return nil }
        if body.count > 2, lead == 0x30, let radix = radix(body.dropFirst().first) {
            return integer(body.dropFirst(2), radix: radix)
        }
        return isDecimal(body) ? Double(String(decoding: digits, as: UTF8.self)) : nil
    }

    private static func radix(_ letter: UInt8?) -> UInt32? {
        switch letter {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private static func integer(_ digits: ArraySlice<UInt8>, radix: UInt32) -> Double? {
        var value = 0.0
        for byte in digits {
            guard let digit = byte.hexValue, digit < radix else { return nil }
            value = value * Double(radix) + Double(digit)
        }
        return value
    }

    private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text.drop { $0.isDigit }
        if rest.first == .dot {
            rest = rest.dropFirst()
            guard rest.first?.isDigit == true else { return false }
            rest = rest.drop { $0.isDigit }
        }
        guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return rest.isEmpty }
        rest = rest.dropFirst()
        if rest.first == .dash || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0.isDigit }
    }

    /// Whether a text has the shape of a date (`1979-05-27…`) or of a time (`07:32…`).
    static func isDateOrTime(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text.prefix(10))
        let isTime = bytes.count >= 5 && bytes[0].isDigit && bytes[1].isDigit && bytes[2] == .colon && bytes[3].isDigit
        let isDate =
            bytes.count == 10 && bytes[..<4].allSatisfy(\.isDigit) && bytes[4] == .dash && bytes[7] == .dash
            && bytes[5].isDigit && bytes[6].isDigit && bytes[8].isDigit && bytes[9].isDigit
        return isTime || isDate
    }
}
