/// A hash of the file in which a registry publishes a package, as a list has it.
///
/// Hashes of anything else are left out, since whoever hashes the file would find another: Go's `h1:` is of a tree,
/// NuGet's of the contents without the signature, Yarn's `checksum` of an archive that it packs itself.
package struct PackageHash: Sendable, Hashable, Comparable {
    /// How it is computed.
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case md5, sha1, sha256, sha384, sha512

        /// The length of such a hash in bytes.
        var length: Int {
            switch self {
            case .md5: 16
            case .sha1: 20
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    /// How it is computed.
    package let algorithm: Algorithm
    /// The hash, as lower-case hexadecimal digits.
    package let hexadecimal: String

    /// Takes hexadecimal digits; `nil` when they are not as many as the algorithm makes.
    init?(_ algorithm: Algorithm, hexadecimal text: some StringProtocol) {
        let digits = text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) ? $0 | 0x20 : $0 }
        guard digits.count == 2 * algorithm.length, digits.allSatisfy(Self.isDigit) else { return nil }
        self.algorithm = algorithm
        hexadecimal = String(decoding: digits, as: UTF8.self)
    }

    /// Reads `sha256:` or `sha256=` and hexadecimal digits; `nil` for anything else.
    init?(prefixed text: some StringProtocol) {
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }),
            let algorithm = Algorithm(rawValue: String(text[..<separator]))
        else { return nil }
        self.init(algorithm, hexadecimal: text[text.index(after: separator)...])
    }

    package static func < (left: PackageHash, right: PackageHash) -> Bool {
        (left.algorithm.length, left.hexadecimal) < (right.algorithm.length, right.hexadecimal)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension PackageHash {
    /// The hashes of Subresource Integrity text: words such as `sha512-…` in Base64.
    ///
    /// Source: <https://www.w3.org/TR/SRI/#integrity-metadata-description>
    static func all(inIntegrity text: String) -> [PackageHash] {
        text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }.compactMap { word in
            guard let dash = word.firstIndex(of: UInt8(ascii: "-")),
                let algorithm = Algorithm(rawValue: String(Substring(word[..<dash])))
            else { return nil }
            let encoded = word[word.index(after: dash)...].prefix { $0 != UInt8(ascii: "?") }
            return Base64.decoded(encoded).flatMap { PackageHash(algorithm, hexadecimal: Base64.hexadecimal($0)) }
        }
    }
}

/// Base64 as hashes are written in it.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4648#section-4>
private enum Base64 {
    /// `nil` for text with any other character.
    static func decoded(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text where byte != UInt8(ascii: "=") {
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            bits &= (1 << count) - 1
        }
        return bytes
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
