import Findings
import SourceText

/// A line of source with carets under what is meant, cut to the width at hand.
struct ExcerptLines {
    /// One scalar as shown, and the columns it takes.
    private struct Cell {
        let text: String
        let width: Int
    }

    private static let tabWidth = 2
    /// Lines longer than this, in scalars, are looked at around the highlight only.
    private static let scanLimit = 4_000

    private let cells: [Cell]
    private let highlight: Range<Int>

    init(_ excerpt: Excerpt) {
        let scalars = excerpt.text.unicodeScalars
        let indentation = scalars.prefix { $0 == " " || $0 == "\t" }.count
        let skipped = max(min(indentation, excerpt.highlight.lowerBound), excerpt.highlight.lowerBound - 500)
        var previous: Unicode.Scalar?
        var cells: [Cell] = []
        for scalar in scalars.dropFirst(skipped).prefix(ExcerptLines.scanLimit) {
            cells.append(ExcerptLines.cell(scalar, after: previous))
            previous = scalar
        }
        self.cells = cells
        let lower = min(max(excerpt.highlight.lowerBound - skipped, 0), cells.count)
        let upper = min(max(excerpt.highlight.upperBound - skipped, lower), cells.count)
        highlight = lower..<upper
    }

    /// The source line and the line of carets, each no wider than `width`; empty when there is nothing to show.
    func lines(number: Int, ink: Ink, width: Int, glyphs: Glyphs) -> [StyledLine] {
        guard cells.contains(where: { $0.text != " " }) else { return [] }
        let gutter = "\(number) \(glyphs.gutter) "
        let window = window(columns: max(width - gutter.displayWidth, 8), ellipsis: glyphs.ellipsis.displayWidth)
        var source = StyledLine(gutter, .faint)
        var carets = StyledLine(String(repeating: " ", count: String(number).count + 1) + glyphs.gutter + " ", .faint)
        if window.lowerBound > 0 {
            source.append(glyphs.ellipsis, .faint)
            carets.pad(to: source.width)
        }
        source.append(text(window))
        carets.append(String(repeating: " ", count: columns(window.clamped(to: 0..<highlight.lowerBound))))
        let marked = columns(window.clamped(to: highlight))
        carets.append(String(repeating: "^", count: max(marked, 1)), ink)
        if window.upperBound < cells.count { source.append(glyphs.ellipsis, .faint) }
        return [source, carets]
    }

    /// The cells to show: from the start when the highlight's begin is in sight there, else from a little before it.
    private func window(columns limit: Int, ellipsis: Int) -> Range<Int> {
        guard columns(0..<cells.count) > limit else { return 0..<cells.count }
        var start = 0
        if columns(0..<highlight.upperBound) > limit - ellipsis {
            var lead = limit / 4
            start = highlight.lowerBound
            while start > 0, lead >= cells[start - 1].width {
                start -= 1
                lead -= cells[start].width
            }
        }
        var room = limit - ellipsis - (start > 0 ? ellipsis : 0)
        var end = start
        while end < cells.count, cells[end].width <= room {
            room -= cells[end].width
            end += 1
        }
        return start..<end
    }

    private func columns(_ range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }

    private func text(_ range: Range<Int>) -> String { cells[range].map(\.text).joined() }

    private static func cell(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Cell {
        if scalar == "\t" { return Cell(text: String(repeating: " ", count: tabWidth), width: tabWidth) }
        guard scalar.isVisible(after: previous) else {
            return Cell(text: scalar.spelled, width: scalar.spelled.utf8.count)
        }
        return Cell(text: String(scalar), width: scalar.value == 0xFE0F ? 0 : scalar.displayWidth)
    }
}
