import SourceText

/// A line of a requirements file once continued lines are joined.
struct RequirementLine {
    /// The text without its comment, continuations joined by a space.
    let text: String
    /// The bytes of all of it.
    let span: ByteSpan
    /// What the comment says, in the line and in the lines of comment below it.
    var comment: String
}

/// Splits a requirements file as pip does.
///
/// Source: <https://pip.pypa.io/en/stable/reference/requirements-file-format/>
enum RequirementLines {
    static func read(_ file: SourceFile) -> [RequirementLine] {
        var lines: [RequirementLine] = []
        var parts: [TextLine] = []
        for line in TextLines(file) {
            let trimmed = line.trimmed
            if trimmed.hasPrefix("#") {
                // A comment ends a continued line.
                flush(&parts, into: &lines)
                note(trimmed, in: &lines)
                continue
            }
            let isContinued = trimmed.bytes.last == UInt8(ascii: "\\")
            parts.append(
                isContinued ? trimmed.part(trimmed.span.lowerBound, trimmed.span.upperBound - 1).trimmed : trimmed)
            if !isContinued { flush(&parts, into: &lines) }
        }
        flush(&parts, into: &lines)
        return lines
    }

    private static func note(_ line: TextLine, in lines: inout [RequirementLine]) {
        guard let last = lines.indices.last else {
            lines.append(RequirementLine(text: "", span: ByteSpan(0, 0), comment: line.text))
            return
        }
        lines[last].comment += "\n" + line.text
    }

    private static func flush(_ parts: inout [TextLine], into lines: inout [RequirementLine]) {
        let filled = parts.filter { !$0.isEmpty }
        parts = []
        guard let first = filled.first, let last = filled.last else { return }
        let (code, comment) = split(last)
        let text = (filled.dropLast().map(\.text) + [code.text]).joined(separator: " ")
        lines.append(
            RequirementLine(text: text, span: ByteSpan(first.span.lowerBound, code.span.upperBound), comment: comment))
    }

    /// A comment starts with `#` behind a blank.
    private static func split(_ line: TextLine) -> (TextLine, String) {
        let bytes = line.bytes
        for offset in bytes.indices.dropFirst() where bytes[offset] == UInt8(ascii: "#") && bytes[offset - 1].isBlank {
            return (line.part(bytes.startIndex, offset).trimmed, line.part(offset, bytes.endIndex).text)
        }
        return (line, "")
    }
}
