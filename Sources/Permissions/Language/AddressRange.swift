/// An IP address or a range of them, such as `203.0.113.0/24` or `2001:db8::/32`.
/// Source: https://www.rfc-editor.org/rfc/rfc4632 and https://www.rfc-editor.org/rfc/rfc4291#section-2.2
struct AddressRange: Sendable, Hashable {
    /// Four bytes or sixteen.
    let bytes: [UInt8]
    /// How many bits of the address count.
    let prefix: Int

    /// Reads an address with or without a prefix length; `nil` for other texts.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first, let bytes = Self.bytes(address) else { return nil }
        self.bytes = bytes
        guard parts.count == 2 else {
            prefix = bytes.count * 8
            return
        }
        guard let length = Self.number(parts[1], radix: 10, digits: 3), length <= bytes.count * 8 else { return nil }
        prefix = length
    }

    /// Whether the other range lies within this one; never across the two versions of the protocol.
    func contains(_ other: AddressRange) -> Bool {
        guard bytes.count == other.bytes.count, prefix <= other.prefix else { return false }
        return zip(bytes, other.bytes).enumerated().allSatisfy { index, pair in
            let bits = min(max(prefix - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return pair.0 & mask == pair.1 & mask
        }
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        text.utf8.contains(UInt8(ascii: ":")) ? version6(text) : version4(text)
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { number($0, radix: 10, digits: 3).flatMap { UInt8(exactly: $0) } }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        guard let gap = text.range(ofGap: "::") else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        guard let head = groups(text[..<gap.lowerBound]), let tail = groups(text[gap.upperBound...]) else { return nil }
        let missing = 16 - head.count - tail.count
        return missing >= 2 ? head + [UInt8](repeating: 0, count: missing) + tail : nil
    }

    /// The bytes of groups between colons, the last of which may be an address of version 4.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let embedded = version4(part) else { return nil }
                return bytes + embedded
            }
            guard let group = number(part, radix: 16, digits: 4) else { return nil }
            bytes += [UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
        }
        return bytes
    }

    private static func number(_ text: Substring, radix: Int, digits: Int) -> Int? {
        guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else {
            return nil
        }
        return Int(text, radix: radix)
    }
}

extension Substring {
    fileprivate func range(ofGap gap: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(gap) { return index..<self.index(index, offsetBy: gap.count) }
            index = self.index(after: index)
        }
        return nil
    }
}
