import SourceText

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

    /// Takes bytes; `nil` when they are not as many as the algorithm makes.
    init?(_ algorithm: Algorithm, bytes: [UInt8]) {
        self.init(algorithm, hexadecimal: bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
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
            return Base64.decoded(encoded).flatMap { PackageHash(algorithm, bytes: $0) }
        }
    }
}
