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
        words = text.unwrapped.visible.utf8.split(separator: UInt8(ascii: " ")).map { bytes in
            let word = Substring(bytes)
            var result = Word()
            result.text = String(word)
            guard bytes.contains(UInt8(ascii: "`")) else {
                result.line.append(result.text, isCode ? .code : ink)
                return result
            }
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

    /// The lines: the first behind `lead`, the others as far in or at `hanging`. A word wider than a line is broken.
    func lines(lead: StyledLine, hanging: Int? = nil, width: Int) -> [StyledLine] {
        let indentation = hanging ?? lead.width
        // At least a few columns for text, however deep the indentation.
        let width = max(width, indentation + 8)
        var lines: [StyledLine] = []
        var current = lead
        var isEmpty = true
        for word in words {
            let needed = current.width + (isEmpty ? 0 : 1) + word.line.width
            // A lead may be wider than the other lines' indentation: then even the first word can go below it.
            if needed > width, !isEmpty || current.width > indentation {
                lines.append(current)
                current = StyledLine().indented(by: indentation)
            } else if !isEmpty {
                current.append(" ")
            }
            isEmpty = false
            if current.width + word.line.width > width, indentation + word.line.width > width {
                current = Prose.broken(word.text, after: current, indentation: indentation, width: width, into: &lines)
            } else {
                current.append(word.line)
            }
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
                current = StyledLine().indented(by: indentation)
            }
            current.append(String(character))
        }
        return current
    }
}
