/// Resolves the escapes of strings and templates.
struct ECMAScriptText {
    private var units: [UInt16] = []
    private var bytes: ArraySlice<UInt8> = []

    /// Adds what is written between two quotes.
    mutating func append(_ written: ArraySlice<UInt8>) {
        bytes = written
        while let slash = bytes.firstIndex(of: UInt8(ascii: "\\")) {
            units += Array(String(decoding: bytes[..<slash], as: UTF8.self).utf16)
            bytes = bytes[(slash + 1)...]
            escape()
        }
        units += Array(String(decoding: bytes, as: UTF8.self).utf16)
    }

    /// The text; halves of a surrogate pair that stand alone become U+FFFD.
    func finish() -> String { String(decoding: units, as: UTF16.self) }

    private mutating func escape() {
        // A line separator, or any other character of several bytes, stays with the text that follows.
        guard let byte = bytes.first, byte < 0x80 else { return }
        bytes.removeFirst()
        switch byte {
        case UInt8(ascii: "n"): units.append(10)
        case UInt8(ascii: "t"): units.append(9)
        case UInt8(ascii: "r"): units.append(13)
        case UInt8(ascii: "b"): units.append(8)
        case UInt8(ascii: "f"): units.append(12)
        case UInt8(ascii: "v"): units.append(11)
        case UInt8(ascii: "x"): append(hex(2))
        case UInt8(ascii: "u"): unicode()
        case UInt8(ascii: "0")...UInt8(ascii: "7"): octal(byte)
        case 13: if bytes.first == 10 { bytes.removeFirst() }
        case 10: break
        default: units.append(UInt16(byte))
        }
    }

    private mutating func unicode() {
        guard bytes.first == UInt8(ascii: "{") else { return append(hex(4)) }
        bytes.removeFirst()
        append(hex(8))
        if bytes.first == UInt8(ascii: "}") { bytes.removeFirst() }
    }

    private mutating func append(_ value: UInt32) {
        if value <= 0xFFFF {
            units.append(UInt16(value))
        } else if let scalar = Unicode.Scalar(value) {
            units += Array(String(Character(scalar)).utf16)
        }
    }

    private mutating func octal(_ first: UInt8) {
        var value = UInt32(first - UInt8(ascii: "0"))
        while let next = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(next), value < 32 {
            value = value * 8 + UInt32(next - UInt8(ascii: "0"))
            bytes.removeFirst()
        }
        append(value)
    }

    /// Reads up to so many hexadecimal digits.
    private mutating func hex(_ limit: Int) -> UInt32 {
        var value: UInt32 = 0
        var count = 0
        while count < limit, let byte = bytes.first, let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
            value = value << 4 | UInt32(truncatingIfNeeded: digit)
            bytes.removeFirst()
            count += 1
        }
        return value
    }
}
