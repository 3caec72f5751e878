extension String {
    /// The number of terminal columns the text takes; measures only what `visible` lets through.
    var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        // Lines and signs of our own: telling characters apart takes longer than all the rest.
        if unicodeScalars.allSatisfy({ $0.value < 0x300 || (0x2500...0x25FC).contains($0.value) }) { return unicodeScalars.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The text cut to `width` columns, the last of them an ellipsis when something was cut.
    func truncated(to width: Int, ellipsis: String) -> String {
        guard displayWidth > width else { return self }
        return prefix(columns: max(0, width - ellipsis.displayWidth)) + (width >= ellipsis.displayWidth ? ellipsis : "")
    }

    /// The longest beginning that takes no more than `columns` columns.
    func prefix(columns: Int) -> String {
        var used = 0
        var index = startIndex
        while index < endIndex {
            used += self[index].displayWidth
            if used > columns { break }
            index = self.index(after: index)
        }
        return String(self[..<index])
    }

    /// The text with spaces behind it up to `width` columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}

extension Character {
    /// The number of terminal columns the character takes: 0, 1 or 2.
    var displayWidth: Int {
        var widest = 0
        for scalar in unicodeScalars {
            // A flag is two letters of one column each; the emoji selector widens what it follows.
            if scalar.value == 0xFE0F || scalar.isRegionalIndicator { return 2 }
            widest = max(widest, scalar.displayWidth)
        }
        return widest
    }
}

extension Unicode.Scalar {
    /// The number of terminal columns the scalar takes alone: 0 for marks, 2 for wide and full-width ones.
    ///
    /// Source: https://www.unicode.org/reports/tr11/
    var displayWidth: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if isRegionalIndicator { return 1 }
        if properties.isEmojiPresentation { return 2 }
        return Unicode.Scalar.wideRanges.contains { $0.contains(value) } ? 2 : 1
    }

    /// Whether the scalar is one of the letters that flags are made of.
    var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    /// East Asian Wide and Fullwidth, coarsely: whole blocks, since the gaps in them are unassigned.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
