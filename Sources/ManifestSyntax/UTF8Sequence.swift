/// The shape of UTF-8, RFC 3629 section 4.
enum UTF8Sequence {
    /// The length of the well-formed sequence at an offset, 1 to 4 bytes; 0 when there is none.
    static func length(at offset: Int, in bytes: [UInt8]) -> Int {
        let lead = bytes[offset]
        if lead < 0x80 { return 1 }
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
        for next in bytes[(offset + 2)..<(offset + length)] where next & 0xC0 != 0x80 { return 0 }
        return length
    }
}
