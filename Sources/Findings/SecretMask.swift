/// Texts that are known to be secrets, to be masked wherever they occur.
package struct SecretMask: Sendable {
    /// What stands for a secret; always as long, so that it does not tell the secret's length.
    package static let symbol = "********"
    /// Shorter texts are masked only where they are known to stand: they occur by chance, in bytes.
    package static let shortest = 6
    /// The longest stretch that is compared, in bytes; the rest of a longer text is masked only where it stands.
    package static let longest = 4096
    private static let countLimit = 4096

    private struct Known {
        let bytes: [UInt8]
        /// Letters alone: may be a word of anybody's sentence, so it counts as a whole word of the user's text only.
        let isWord: Bool
    }

    /// By their first two bytes, the longest first.
    private var known: [Int: [Known]] = [:]

    /// Makes a mask of texts; those that are too short are left out.
    package init(_ texts: Set<String> = []) {
        let usable = texts.filter { $0.utf8.count >= SecretMask.shortest }.sorted().prefix(SecretMask.countLimit)
        for text in usable {
            let bytes = Array(text.utf8.prefix(SecretMask.longest))
            let isWord = bytes.allSatisfy(SecretMask.isLetter)
            known[SecretMask.start(of: bytes[...], at: 0), default: []].append(Known(bytes: bytes, isWord: isWord))
        }
        known = known.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }

    /// The user's text without the secrets in it.
    package func masked(_ text: String) -> String { masked(text, isProse: false) }

    /// A sentence without the secrets in it: words are masked where they stand in backticks.
    package func maskedProse(_ text: String) -> String { masked(text, isProse: true) }

    /// Whether a secret stands in the text.
    package func finds(in text: String) -> Bool { !ranges(in: Array(text.utf8)[...], isProse: false).isEmpty }

    /// Where secrets stand in the user's bytes, as sorted ranges of their indices.
    package func ranges(in bytes: ArraySlice<UInt8>) -> [Range<Int>] { ranges(in: bytes, isProse: false) }

    private func masked(_ text: String, isProse: Bool) -> String {
        guard !known.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let ranges = ranges(in: bytes[...], isProse: isProse)
        guard !ranges.isEmpty else { return text }
        var result: [UInt8] = []
        var offset = 0
        for range in ranges {
            result += bytes[offset..<range.lowerBound]
            result += SecretMask.symbol.utf8
            offset = range.upperBound
        }
        return String(decoding: result + bytes[offset...], as: UTF8.self)
    }

    private func ranges(in bytes: ArraySlice<UInt8>, isProse: Bool) -> [Range<Int>] {
        guard !known.isEmpty, bytes.count >= SecretMask.shortest else { return [] }
        var found: [Range<Int>] = []
        var isQuoted = !isProse
        var offset = bytes.startIndex
        while offset + 1 < bytes.endIndex {
            if isProse, bytes[offset] == UInt8(ascii: "`") { isQuoted.toggle() }
            if let length = length(at: offset, in: bytes, takesWords: isQuoted) {
                found.append(offset..<(offset + length))
                offset += length
            } else {
                offset += 1
            }
        }
        return found
    }

    private func length(at offset: Int, in bytes: ArraySlice<UInt8>, takesWords: Bool) -> Int? {
        known[SecretMask.start(of: bytes, at: offset)]?.first { candidate in
            let end = offset + candidate.bytes.count
            guard end <= bytes.endIndex, bytes[offset..<end].elementsEqual(candidate.bytes) else { return false }
            guard candidate.isWord else { return true }
            let isWhole =
                (offset == bytes.startIndex || !SecretMask.isLetter(bytes[offset - 1]))
                && (end == bytes.endIndex || !SecretMask.isLetter(bytes[end]))
            return takesWords && isWhole
        }?.bytes.count
    }

    private static func start(of bytes: ArraySlice<UInt8>, at offset: Int) -> Int {
        Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
