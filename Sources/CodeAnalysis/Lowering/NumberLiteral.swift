/// Numbers as Python and Go write them.
enum NumberLiteral {
    /// The value of a literal: `1_000`, `0xff`, `0o17`, `0b1`, `1e3`, `0x1p-2`, `5L`; of an imaginary one its size.
    static func value(of text: String) -> Double? {
        let digits = text.lowercased().filter { $0 != "_" }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            return whole(digits.dropFirst(2), radix: radix) ?? Double(digits)
        }
        let hasSuffix = digits.last == "j" || digits.last == "l" || digits.last == "i"
        let decimal = hasSuffix ? String(digits.dropLast()) : digits
        let isOldOctal = decimal.count > 1 && decimal.hasPrefix("0") && !hasSuffix
        return (isOldOctal ? whole(decimal.dropFirst(), radix: 8) : nil) ?? Double(decimal)
    }

    /// A whole number of any length; digits beyond a double's precision are rounded.
    private static func whole(_ digits: Substring, radix: Int) -> Double? {
        var value = 0.0
        for digit in digits where digit != "l" && digit != "i" {
            guard let number = digit.hexDigitValue, number < radix else { return nil }
            value = value * Double(radix) + Double(number)
        }
        return value
    }
}
