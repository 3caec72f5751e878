/// A version's bytes and how far they have been read.
struct VersionText {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    /// White space around the version does not count.
    init(_ text: String) { self.init(Array(text.utf8)[...]) }

    init(_ bytes: ArraySlice<UInt8>) {
        var trimmed = bytes.drop(while: \.isVersionSpace)
        while let last = trimmed.last, last.isVersionSpace { trimmed.removeLast() }
        self.bytes = trimmed
        position = trimmed.startIndex
    }

    var isAtEnd: Bool { position >= bytes.endIndex }

    var next: UInt8? { isAtEnd ? nil : bytes[position] }

    /// What has not been read yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// The byte that many places further on.
    func peek(_ distance: Int) -> UInt8? {
        let place = position + distance
        return place < bytes.endIndex ? bytes[place] : nil
    }

    mutating func skip(_ count: Int = 1) { position = Swift.min(position + count, bytes.endIndex) }

    /// Reads a byte that is one of these; letters' case counts.
    mutating func skip(anyOf set: String) -> Bool {
        guard let next, set.utf8.contains(next) else { return false }
        position += 1
        return true
    }

    /// Reads a word whatever the case of its letters; the word is given in lower case.
    mutating func skip(word: String) -> Bool {
        var place = position
        for byte in word.utf8 {
            guard place < bytes.endIndex, bytes[place].asciiLowercased == byte else { return false }
            place += 1
        }
        position = place
        return true
    }

    /// Reads the first of these words that stands here, and says which.
    mutating func skip(firstOf words: [String]) -> String? {
        for word in words where skip(word: word) { return word }
        return nil
    }

    /// Reads the longest run of bytes that fulfil a condition.
    mutating func run(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.endIndex, isPart(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    /// Reads digits; `nil` when none stand here.
    mutating func number() -> Natural? {
        let digits = run(while: \.isASCIIDigit)
        return digits.isEmpty ? nil : Natural(digits)
    }

    /// Reads numbers with dots between them; a dot without a number behind it is left.
    mutating func dottedNumbers() -> [Natural] {
        guard let first = number() else { return [] }
        var numbers: [Natural] = []
        // Most versions have three.
        numbers.reserveCapacity(3)
        numbers.append(first)
        while next == UInt8(ascii: "."), peek(1)?.isASCIIDigit == true {
            position += 1
            if let number = number() { numbers.append(number) }
        }
        return numbers
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isVersionSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
    var asciiUppercased: UInt8 { (0x61...0x7A).contains(self) ? self & 0xDF : self }
}
