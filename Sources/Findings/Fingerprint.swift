/// A name for a problem that stays the same when lines move: FNV-1a with 128 bits over the parts that make it what it
/// is. It tells problems apart; it does not protect anything.
/// Source: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
package struct Fingerprint: Sendable {
    private var state: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    /// Starts a fingerprint of nothing.
    package init() {}

    /// Adds a part; parts do not run into each other.
    package mutating func combine(_ part: String) {
        for byte in part.utf8 { combine(byte) }
        combine(0)
    }

    /// 32 lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: max(0, 32 - digits.count)) + digits
    }

    private mutating func combine(_ byte: UInt8) {
        state ^= UInt128(byte)
        state = state &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
}
