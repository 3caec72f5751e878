/// Text within XML and HTML.
enum MarkupText {
    /// The text in one line with nothing in it that means something to a reader of XML or HTML, or that hides.
    static func escaped(_ text: String) -> String { entities(text.visible) }

    /// The same for text of several lines, whose breaks stay; a tab becomes four spaces, and nothing is cut.
    static func escapedLines(_ text: String) -> String {
        var lines = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": lines.unicodeScalars.append(scalar)
            case "\t": lines += "    "
            case _ where scalar.isVisible(after: nil): lines.unicodeScalars.append(scalar)
            default: lines += scalar.spelled
            }
        }
        return entities(lines)
    }

    private static func entities(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var escaped = ""
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            escaped += entity(for: scalar, after: previous) ?? String(scalar)
            previous = scalar
        }
        return escaped
    }

    private static func entity(for scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        // XML has no way to write these two.
        case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
        // A build log that prints the text must not take it for a command of its own.
        case "#" where previous == "#": "&#35;"
        case ":" where previous == ":": "&#58;"
        default: nil
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "#"), UInt8(ascii: ":"), 0xEF:
            true
        default: false
        }
    }
}
