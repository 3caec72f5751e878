/// Text broken into lines at spaces; text in backticks is marked as the author's own.
struct Prose {
    private struct Word {
        var line = StyledLine()
        var text = ""
    }

    private let words: [Word]

    /// Takes one paragraph, of which every run of white space becomes one space.
    init(_ text: String, _ ink: Ink = .plain) {
        var isCode = false
        words = text.unwrapped.visible.split(separator: " ").map { word in
            var result = Word()
            result.text = String(word)
            for (index, piece) in word.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
                if index > 0 {
                    result.line.append("`", .code)
                    isCode.toggle()
                }
                result.line.append(String(piece), isCode ? .code : ink)
            }
            return result
        }
    }

    /// The lines: the first behind `lead`, the others as far in. A word wider than a line is broken.
    func lines(lead: StyledLine, width: Int) -> [StyledLine] {
        // At least a few columns for text, however deep the indentation.
        let width = max(width, lead.width + 8)
        var lines: [StyledLine] = []
        var current = lead
        for word in words {
            let isFirst = current.width == lead.width
            if !isFirst, current.width + 1 + word.line.width > width {
                lines.append(current)
                current = StyledLine(String(repeating: " ", count: lead.width))
            } else if !isFirst {
                current.append(" ")
            }
            guard lead.width + word.line.width > width else {
                current.append(word.line)
                continue
            }
            current = Prose.broken(word.text, after: current, indentation: lead.width, width: width, into: &lines)
        }
        return lines + [current]
    }

    /// Breaks a word that fits no line.
    private static func broken(
        _ word: String, after start: StyledLine, indentation: Int, width: Int, into lines: inout [StyledLine]
    ) -> StyledLine {
        var current = start
        for character in word {
            if current.width + character.displayWidth > width {
                lines.append(current)
                current = StyledLine(String(repeating: " ", count: indentation))
            }
            current.append(String(character))
        }
        return current
    }
}
