import Findings
import Testing

@Suite struct FingerprintTests {
    /// FNV-1a 128 of the bytes 61 00: the published value of "a" is d228cb696f1a8caf78912b704e4a8964, and one more
    /// step over the separator leads to this.
    @Test func followsFNV1a() {
        var fingerprint = Fingerprint()
        fingerprint.combine("a")
        #expect(fingerprint.hexadecimal == "0880954519ab1be95aa0733055b70e0c")
    }

    @Test func keepsPartsApart() {
        var left = Fingerprint()
        left.combine("ab")
        left.combine("c")
        var right = Fingerprint()
        right.combine("a")
        right.combine("bc")
        #expect(left.hexadecimal != right.hexadecimal)
    }
}
