/// One escape of a double-quoted scalar, YAML 1.2.2 section 5.7, which includes those of JSON.
struct QuotedEscape {
    /// What the escape stands for.
    let scalar: Unicode.Scalar
    /// The offset just past the escape.
    let end: Int

    /// Reads the escape whose backslash stands at `start`; `nil` when it is none.
    init?(at start: Int, in text: ManifestText) {
        let letter = text.byte(start + 1)
        if let digits = Self.digitCount[letter] {
            self.init(digits: digits, at: start, in: text)
        } else if let value = Self.named[letter], start + 1 < text.end {
            self.init(scalar: value, end: start + 2)
        } else {
            return nil
        }
    }

    private init(scalar: Unicode.Scalar, end: Int) {
        self.scalar = scalar
        self.end = end
    }

    private init?(digits: Int, at start: Int, in text: ManifestText) {
        guard let value = Self.hex(digits, at: start + 2, in: text) else { return nil }
        if let plain = Unicode.Scalar(value) {
            self.init(scalar: plain, end: start + 2 + digits)
            return
        }
        // JSON writes what lies beyond the basic plane as two surrogates.
        guard (0xD800..<0xDC00).contains(value), text.byte(start + 6) == .backslash,
            text.byte(start + 7) == UInt8(ascii: "u"), let low = Self.hex(4, at: start + 8, in: text),
            (0xDC00..<0xE000).contains(low),
            let joined = Unicode.Scalar(0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00))
        else { return nil }
        self.init(scalar: joined, end: start + 12)
    }

    private static func hex(_ digits: Int, at start: Int, in text: ManifestText) -> UInt32? {
        var value: UInt32 = 0
        for offset in start..<(start + digits) {
            guard let digit = text.byte(offset).hexValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static let digitCount: [UInt8: Int] = [
        UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8,
    ]

    private static let named: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t",
        .tab: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", .space: " ", .doubleQuote: "\"",
        UInt8(ascii: "/"): "/", .backslash: "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
        UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
    ]
}
