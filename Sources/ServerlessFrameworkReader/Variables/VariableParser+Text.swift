extension VariableParser {
    /// Text with variables in it, up to one of `ends` outside of parentheses and of nested marks, or up to the
    /// closing mark.
    mutating func readTemplate(
        endingAt ends: [UInt8], closesAtMark: Bool = true, nesting: Int
    ) -> VariableTemplate {
        var builder = TemplateBuilder()
        var parentheses = 0
        var foreignMarks = 0
        while position < bytes.count, !isUnterminated, !isTooDeep {
            let byte = bytes[position]
            if foreignMarks == 0, parentheses == 0, ends.contains(byte) { break }
            if isAt(syntax.closing) {
                if foreignMarks == 0, closesAtMark { break }
                foreignMarks = max(0, foreignMarks - 1)
            }
            if isAt(syntax.opening) {
                if let inner = readExpression(nesting: nesting + 1) {
                    builder.append(.variable(inner))
                    continue
                }
                foreignMarks += 1
            }
            parentheses += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") && parentheses > 0 ? -1 : 0
            builder.append(byte)
            position += 1
        }
        if position >= bytes.count { isUnterminated = true }
        return VariableTemplate(parts: builder.finishTrimmed())
    }

    /// A quoted text and the offsets between its quotes; variables in it are filled in.
    mutating func readQuoted(nesting: Int) -> (text: VariableTemplate, range: Range<Int>) {
        let quote = bytes[position]
        position += 1
        let start = position
        var builder = TemplateBuilder()
        while position < bytes.count, bytes[position] != quote, !isUnterminated, !isTooDeep {
            if isAt(syntax.opening), let inner = readExpression(nesting: nesting + 1) {
                builder.append(.variable(inner))
                continue
            }
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
                bytes[position + 1] == quote || bytes[position + 1] == UInt8(ascii: "\\")
            {
                position += 1
            }
            builder.append(bytes[position])
            position += 1
        }
        let range = start..<max(start, min(position, bytes.count))
        position += 1
        if position > bytes.count { isUnterminated = true }
        if !Self.isHarmless(bytes[range]) { hidden.append(range) }
        return (VariableTemplate(parts: builder.finish()), range)
    }

    /// The text of a range for people: shortened, and without quoted text that could be a secret.
    func written(_ range: Range<Int>, without gaps: ArraySlice<Range<Int>>) -> String {
        var shown: [UInt8] = []
        var index = range.lowerBound
        let end = min(range.upperBound, range.lowerBound + Self.maxWrittenBytes)
        for gap in gaps.sorted(by: { $0.lowerBound < $1.lowerBound }) where gap.lowerBound >= index {
            guard gap.lowerBound < end else { break }
            shown.append(contentsOf: bytes[index..<gap.lowerBound])
            shown.append(contentsOf: "…".utf8)
            index = gap.upperBound
        }
        if index < end { shown.append(contentsOf: bytes[index..<end]) }
        if end < range.upperBound, index < range.upperBound { shown.append(contentsOf: "…".utf8) }
        return String(decoding: shown, as: UTF8.self)
    }

    private static let maxWrittenBytes = 200

    /// Whether a quoted fallback is a word that names a stage or a region; anything else may be a secret.
    private static func isHarmless(_ text: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: text, as: UTF8.self)
        return text.isEmpty || stageNames.contains(text) || isRegion(text)
    }

    private static let stageNames: Set<String> = [
        "acc", "alpha", "beta", "ci", "default", "demo", "dev", "develop", "development", "false", "int", "integration",
        "live", "local", "main", "master", "pre", "preprod", "preview", "prod", "production", "qa", "sandbox", "stage",
        "staging", "test", "testing", "true", "uat",
    ]

    private static func isRegion(_ text: String) -> Bool {
        let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (3...4).contains(pieces.count), pieces[0].count == 2, pieces.last?.count == 1 else { return false }
        return pieces.dropLast().allSatisfy { piece in
            !piece.isEmpty && piece.count <= 10 && piece.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        } && pieces.last?.utf8.allSatisfy(\.isASCIIDigit) == true
    }
}
