/// Texts as Go writes them.
enum GoText {
    /// The name that a package most likely has: the last part of its path without version, `go-` and `-go`.
    static func packageName(ofPath path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard var name = parts.last else { return path }
        if parts.count > 1, isVersion(name) { name = parts[parts.count - 2] }
        if let dot = name.lastIndex(of: "."), isVersion(String(name[name.index(after: dot)...])) {
            name = String(name[..<dot])
        }
        if name.hasPrefix("go-") { name = String(name.dropFirst(3)) }
        if name.hasSuffix("-go") { name = String(name.dropLast(3)) }
        return name
    }

    private static func isVersion(_ text: String) -> Bool {
        text.utf8.count > 1 && text.hasPrefix("v") && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The text of a string literal of either kind.
    static func string(_ literal: String) -> String {
        guard let quote = literal.utf8.first else { return "" }
        let isClosed = literal.utf8.count > 1 && literal.utf8.last == quote
        let inner = literal.utf8.dropFirst().dropLast(isClosed ? 1 : 0)
        if quote == UInt8(ascii: "`") { return String(decoding: inner.filter { $0 != 0x0D }, as: UTF8.self) }
        return String(decoding: resolved(inner), as: UTF8.self)
    }

    /// The number that a rune literal stands for.
    static func rune(_ literal: String) -> Double? {
        let inner = literal.utf8.dropFirst().dropLast()
        return String(decoding: resolved(inner), as: UTF8.self).unicodeScalars.first.map { Double($0.value) }
    }

    private static func resolved(_ text: Substring.UTF8View) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                result += escape(&rest)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// What follows a backslash; `\x` and octal numbers are bytes, the others characters.
    private static func escape(_ rest: inout Substring.UTF8View) -> [UInt8] {
        guard let letter = rest.popFirst() else { return [] }
        switch letter {
        case UInt8(ascii: "x"): return number(&rest, 2, radix: 16).map { [UInt8(truncatingIfNeeded: $0)] } ?? [letter]
        case UInt8(ascii: "u"): return number(&rest, 4, radix: 16).map(encoded) ?? [letter]
        case UInt8(ascii: "U"): return number(&rest, 8, radix: 16).map(encoded) ?? [letter]
        case 0x30...0x37:
            let value = number(&rest, 2, radix: 8).map { UInt32(letter - 0x30) * 64 + $0 }
            return [value.map { UInt8(truncatingIfNeeded: $0) } ?? letter]
        default: return [control(letter)]
        }
    }

    private static func number(_ rest: inout Substring.UTF8View, _ count: Int, radix: Int) -> UInt32? {
        let digits = String(decoding: rest.prefix(count), as: UTF8.self)
        guard digits.utf8.count == count, let value = UInt32(digits, radix: radix) else { return nil }
        rest.removeFirst(count)
        return value
    }

    private static func encoded(_ value: UInt32) -> [UInt8] {
        Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
    }

    private static func control(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: letter
        }
    }
}
