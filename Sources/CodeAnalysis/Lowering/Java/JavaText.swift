/// Texts as Java writes them.
enum JavaText {
    /// The text of a string or of a block of text.
    static func string(_ literal: String) -> String {
        if literal.hasPrefix("\"\"\"") { return block(literal) }
        return inner(literal, quote: UInt8(ascii: "\""))
    }

    /// The text that a character literal stands for: joined with a text it is one character of it.
    static func character(_ literal: String) -> String { inner(literal, quote: UInt8(ascii: "'")) }

    private static func inner(_ literal: String, quote: UInt8) -> String {
        let isClosed = literal.utf8.count > 1 && literal.utf8.last == quote
        let bytes = literal.utf8.dropFirst().dropLast(isClosed ? 1 : 0)
        return String(decoding: resolved(bytes), as: UTF8.self)
    }

    // MARK: Blocks of text

    /// A block's text without the indentation that all its lines share.
    /// Source: https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.6
    private static func block(_ literal: String) -> String {
        let isClosed = literal.utf8.count >= 6 && literal.hasSuffix("\"\"\"")
        let body = literal.dropFirst(3).dropLast(isClosed ? 3 : 0)
        var lines = body.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.dropFirst()
        // The line of the closing quotes counts for the indentation too.
        let counted = lines.filter { !isBlank($0) } + (lines.last.map { isBlank($0) ? [$0] : [] } ?? [])
        let indentation = counted.map { $0.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
        lines = lines.map { isBlank($0) ? "" : trimmed($0.dropFirst(indentation)) }[...]
        return String(decoding: resolved(lines.joined(separator: "\n").utf8[...]), as: UTF8.self)
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }

    private static func trimmed(_ line: Substring) -> Substring {
        guard let last = line.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return line[...last]
    }

    // MARK: Escapes

    private static func resolved(_ text: Substring.UTF8View) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") { result += escape(&rest) } else { result.append(byte) }
        }
        return result
    }

    private static func escape(_ rest: inout Substring.UTF8View) -> [UInt8] {
        guard let letter = rest.popFirst() else { return [] }
        switch letter {
        case UInt8(ascii: "u"): return unicode(&rest)
        case 0x30...0x37:
            let more = rest.prefix(letter < 0x34 ? 2 : 1).prefix { (0x30...0x37).contains($0) }
            rest.removeFirst(more.count)
            let value = more.reduce(UInt32(letter - 0x30)) { $0 * 8 + UInt32($1 - 0x30) }
            return encoded(value)
        // A line break after a backslash joins the lines of a block.
        case 0x0A: return []
        default: return [control(letter)]
        }
    }

    private static func unicode(_ rest: inout Substring.UTF8View) -> [UInt8] {
        while rest.first == UInt8(ascii: "u") { rest.removeFirst() }
        let digits = String(decoding: rest.prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, let value = UInt32(digits, radix: 16) else { return [UInt8(ascii: "u")] }
        rest.removeFirst(4)
        return encoded(value)
    }

    private static func encoded(_ value: UInt32) -> [UInt8] {
        Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
    }

    private static func control(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "s"): 0x20
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// The value of a number: `1_000L`, `0xFF`, `017`, `1e3f`.
    static func number(_ literal: String) -> Double? {
        let isHexadecimal = literal.hasPrefix("0x") || literal.hasPrefix("0X")
        guard let last = literal.last else { return nil }
        let suffixes = isHexadecimal ? "lL" : "lLfFdD"
        guard suffixes.contains(last), literal.utf8.count > 1 else { return NumberLiteral.value(of: literal) }
        return NumberLiteral.value(of: String(literal.dropLast()))
    }
}
