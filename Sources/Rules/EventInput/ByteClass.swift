/// The bytes that one character of a pattern may be.
struct ByteClass {
    /// One bit for each byte.
    private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// No byte.
    init() {}

    /// One byte.
    init(_ byte: UInt8) { insert(byte) }

    /// Any byte but line breaks: `.`.
    static let anything = ByteClass(0x0A).union(ByteClass(0x0D)).inverted

    /// What an escape stands for; a byte that stands for itself.
    init(escaped byte: UInt8) {
        self.init()
        let isNegated = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        switch byte | 0x20 {
        case UInt8(ascii: "d"): insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
        case UInt8(ascii: "w"):
            for range in [UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z")] { insert(range) }
            insert(UInt8(ascii: "_"))
        case UInt8(ascii: "s"):
            insert(0x09...0x0D)
            insert(0x20)
        default:
            let controls: [UInt8: UInt8] = [UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B]
            insert(controls[byte] ?? byte)
            return
        }
        if isNegated { self = inverted }
    }

    mutating func insert(_ byte: UInt8) {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: bits.0 |= bit
        case 1: bits.1 |= bit
        case 2: bits.2 |= bit
        default: bits.3 |= bit
        }
    }

    mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

    /// The bytes of either.
    func union(_ other: ByteClass) -> ByteClass {
        var all = self
        all.bits = (bits.0 | other.bits.0, bits.1 | other.bits.1, bits.2 | other.bits.2, bits.3 | other.bits.3)
        return all
    }

    /// All other bytes.
    var inverted: ByteClass {
        var other = self
        other.bits = (~bits.0, ~bits.1, ~bits.2, ~bits.3)
        return other
    }

    /// Whether some byte is in both.
    func meets(_ other: ByteClass) -> Bool {
        bits.0 & other.bits.0 | bits.1 & other.bits.1 | bits.2 & other.bits.2 | bits.3 & other.bits.3 != 0
    }
}
