/// How the text of a string literal is to be read.
struct PythonStringStyle {
    /// More scalars than the longest name of a character has.
    private static let nameLimit = 128

    private let isRaw: Bool
    private let isBytes: Bool
    private let isFormatted: Bool

    /// Reads what stands before and with the opening quote: `rb"`, `F'''`.
    init(prefix: String) {
        let letters = prefix.lowercased()
        isRaw = letters.contains("r")
        isBytes = letters.contains("b")
        isFormatted = letters.contains("f")
    }

    /// The characters that a text within the quotes stands for.
    func resolved(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "\\" || $0 == "{" || $0 == "}" }) else { return text }
        var result = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "\\", !isRaw {
                result.append(contentsOf: escape(&rest))
            } else {
                if isFormatted, scalar == "{" || scalar == "}", rest.first == scalar { rest.removeFirst() }
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// What follows a backslash; one that means nothing stays.
    private func escape(_ rest: inout Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        guard let scalar = rest.popFirst() else { return ["\\"] }
        switch scalar {
        case "\n": return []
        case "\r":
            if rest.first == "\n" { rest.removeFirst() }
            return []
        case "\\", "'", "\"": return [scalar]
        case "0"..."7": return [octal(scalar, &rest)]
        case "x": return number(2, &rest, orElse: scalar)
        case "u" where !isBytes: return number(4, &rest, orElse: scalar)
        case "U" where !isBytes: return number(8, &rest, orElse: scalar)
        case "N" where !isBytes && rest.first == "{": return named(&rest)
        default: return PythonStringStyle.control(scalar).map { [$0] } ?? ["\\", scalar]
        }
    }

    private static func control(_ letter: Unicode.Scalar) -> Unicode.Scalar? {
        switch letter {
        case "a": "\u{7}"
        case "b": "\u{8}"
        case "f": "\u{C}"
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        case "v": "\u{B}"
        default: nil
        }
    }

    private func octal(_ first: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar {
        var value = first.value - 48
        for _ in 0..<2 {
            guard let digit = rest.first, ("0"..."7").contains(digit) else { break }
            value = value * 8 + (digit.value - 48)
            rest.removeFirst()
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private func number(
        _ count: Int, _ rest: inout Substring.UnicodeScalarView, orElse letter: Unicode.Scalar
    ) -> [Unicode.Scalar] {
        let digits = String(Substring(rest.prefix(count)))
        guard digits.utf8.count == count, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(digits, radix: 16)
        else { return ["\\", letter] }
        rest.removeFirst(count)
        return [Unicode.Scalar(value) ?? "\u{FFFD}"]
    }

    /// A character by its Unicode name, which no table here gives: any character of its own.
    private func named(_ rest: inout Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        guard let end = rest.prefix(PythonStringStyle.nameLimit).firstIndex(of: "}") else { return ["\\", "N"] }
        rest = rest[rest.index(after: end)...]
        return ["\u{FFFD}"]
    }
}
