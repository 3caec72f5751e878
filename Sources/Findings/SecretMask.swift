/// Texts that are known to be secrets, to be masked wherever they occur.
package struct SecretMask: Sendable {
    /// What stands for a secret; always as long, so that it does not tell the secret's length.
    package static let symbol = "********"
    /// Shorter texts are masked only where they are known to stand: they occur by chance, in bytes.
    package static let shortest = 6
    /// The longest stretch that is compared, in bytes; the rest of a longer text is masked only where it stands.
    package static let longest = 4096

    private struct Known {
        let bytes: [UInt8]
        /// Letters alone: may be a word of anybody's sentence, so it counts as a whole word of the user's text only.
        let isWord: Bool
        /// The longest other one that this one starts with, by index.
        let parent: Int?
    }

    /// Sorted, each once.
    private var known: [Known] = []
    /// The stretch of `known` with the same start, by their first `shortest` bytes as a number.
    private var stretches: [UInt64: Range<Int>] = [:]
    /// Whether one of them starts with two bytes, by these as a number: almost no place of a text is looked up further.
    private var beginnings: [Bool] = []

    /// Makes a mask of texts; those that are too short are left out.
    package init(_ texts: Set<String> = []) {
        let usable = Set(texts.lazy.map { Array($0.utf8.prefix(SecretMask.longest)) })
            .filter { $0.count >= SecretMask.shortest }.sorted { $0.lexicographicallyPrecedes($1) }
        var parents: [Int] = []
        for (index, bytes) in usable.enumerated() {
            while let parent = parents.last, !bytes.starts(with: usable[parent]) { parents.removeLast() }
            known.append(
                Known(bytes: bytes, isWord: bytes.allSatisfy(SecretMask.isLetter), parent: parents.last))
            parents.append(index)
            let start = SecretMask.start(of: bytes[...], at: 0)
            if beginnings.isEmpty { beginnings = [Bool](repeating: false, count: 1 << 16) }
            beginnings[SecretMask.beginning(start)] = true
            stretches[start] = (stretches[start]?.lowerBound ?? index)..<(index + 1)
        }
    }

    /// Whether there is nothing to mask.
    package var isEmpty: Bool { known.isEmpty }

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
        var start = SecretMask.start(of: bytes, at: offset)
        while true {
            if isProse, bytes[offset] == UInt8(ascii: "`") { isQuoted.toggle() }
            let length = length(at: offset, in: bytes, from: start, takesWords: isQuoted)
            if let length { found.append(offset..<(offset + length)) }
            offset += length ?? 1
            guard offset + SecretMask.shortest <= bytes.endIndex else { return found }
            if length == nil {
                start = (start << 8 | UInt64(bytes[offset + SecretMask.shortest - 1])) & SecretMask.startMask
            } else {
                start = SecretMask.start(of: bytes, at: offset)
            }
        }
    }

    private func length(
        at offset: Int, in bytes: ArraySlice<UInt8>, from start: UInt64, takesWords: Bool
    ) -> Int? {
        guard beginnings[SecretMask.beginning(start)], let stretch = stretches[start] else { return nil }
        let last = lastBefore(bytes[offset...], in: stretch)
        // Whatever the bytes start with is that one itself or something that it starts with.
        var next = last.index
        while let index = next {
            let candidate = known[index]
            let length = candidate.bytes.count
            if length <= last.shared,
                !candidate.isWord || takesWords && SecretMask.isWhole(offset..<(offset + length), in: bytes)
            {
                return length
            }
            next = candidate.parent
        }
        return nil
    }

    /// The last of a stretch that is not sorted behind the bytes, and how many bytes they share. What both ends of the
    /// search share is not compared again, so that many texts with one start cost no more than one.
    private func lastBefore(_ bytes: ArraySlice<UInt8>, in stretch: Range<Int>) -> (index: Int?, shared: Int) {
        var (low, high) = (stretch.lowerBound, stretch.upperBound)
        var (sharedBelow, sharedAbove) = (SecretMask.shortest, SecretMask.shortest)
        while low < high {
            let middle = (low + high) / 2
            let candidate = known[middle].bytes
            var shared = min(sharedBelow, sharedAbove)
            let end = min(candidate.count, bytes.count)
            while shared < end, candidate[shared] == bytes[bytes.startIndex + shared] { shared += 1 }
            let isBefore =
                shared == candidate.count
                || shared < bytes.count && candidate[shared] < bytes[bytes.startIndex + shared]
            if isBefore { (low, sharedBelow) = (middle + 1, shared) } else { (high, sharedAbove) = (middle, shared) }
        }
        return low > stretch.lowerBound ? (low - 1, sharedBelow) : (nil, 0)
    }

    private static func isWhole(_ range: Range<Int>, in bytes: ArraySlice<UInt8>) -> Bool {
        (range.lowerBound == bytes.startIndex || !isLetter(bytes[range.lowerBound - 1]))
            && (range.upperBound == bytes.endIndex || !isLetter(bytes[range.upperBound]))
    }

    private static let startMask: UInt64 = (1 << (8 * UInt64(shortest))) - 1

    /// The first two of the bytes that a number stands for.
    private static func beginning(_ start: UInt64) -> Int { Int(start >> (8 * UInt64(shortest - 2))) }

    /// The first `shortest` bytes as a number.
    private static func start(of bytes: ArraySlice<UInt8>, at offset: Int) -> UInt64 {
        bytes[offset..<(offset + shortest)].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
