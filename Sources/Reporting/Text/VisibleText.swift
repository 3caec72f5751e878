extension String {
    /// The longest piece of the input's own text that a line of a report for people shows, in Unicode scalars.
    static let visibleLimit = 2_000

    /// The text as people may safely see it: control characters, line breaks, and characters that are invisible or
    /// reorder their neighbours are spelled `\u{…}`; text beyond the limit is cut with an ellipsis.
    ///
    /// Source: https://www.unicode.org/reports/tr36/ and https://trojansource.codes
    package var visible: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) && utf8.count <= String.visibleLimit { return self }
        var shown = ""
        var count = 0
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            guard count < String.visibleLimit else { return shown + "…" }
            shown += scalar.isVisible(after: previous) ? String(Character(scalar)) : scalar.spelled
            previous = scalar
            count += 1
        }
        return shown
    }

    /// The same text with every run of line breaks, tabs and spaces made one space, for prose that is wrapped anew.
    var unwrapped: String {
        if isUnwrapped { return self }
        return split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }).joined(separator: " ")
    }
}

extension String {
    /// Whether it is known to have nothing but single spaces between its words.
    private var isUnwrapped: Bool {
        var previous = UInt8(ascii: " ")
        for byte in utf8 {
            guard byte > 0x20 && byte < 0x7F || byte == 0x20 && previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20
    }
}

extension Unicode.Scalar {
    /// Whether a person sees this scalar where it stands and it moves nothing else.
    func isVisible(after previous: Unicode.Scalar?) -> Bool {
        if value < 0x7F { return value >= 0x20 }
        // The emoji variation selector is invisible by design and harmless behind an emoji.
        if value == 0xFE0F { return previous?.properties.isEmoji == true }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        case .spaceSeparator: return value == 0x3000
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }

    /// The scalar's number, as Swift spells it in a string literal.
    var spelled: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}
