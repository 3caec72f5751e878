/// Cuts a text into literals and variables in one pass.
///
/// Accepts the union of what Serverless Framework v1 to v4 accept.
/// https://www.serverless.com/framework/docs/guides/variables
struct VariableParser {
    let bytes: [UInt8]
    let syntax: VariableSyntax
    let maxNesting: Int
    var position = 0
    /// The text ended within a variable, so that no framework sees one there.
    var isUnterminated = false
    /// Variables stand in each other deeper than is followed.
    var isTooDeep = false
    /// Where quoted fallbacks stand that must not be shown.
    var hidden: [Range<Int>] = []

    init(_ text: String, syntax: VariableSyntax, maxNesting: Int) {
        bytes = Array(text.utf8)
        self.syntax = syntax
        self.maxNesting = maxNesting
    }

    /// The template of a whole text; `nil` when it holds no variable and no pseudo parameter.
    mutating func parse() -> VariableTemplate? {
        guard bytes.contains(where: { $0 == syntax.opening[0] || $0 == UInt8(ascii: "#") }) else { return nil }
        var builder = TemplateBuilder()
        while position < bytes.count, !isTooDeep { readPiece(into: &builder) }
        let parts = builder.finish()
        if parts.count == 1, case .literal(let text) = parts[0], text.utf8.count == bytes.count { return nil }
        return VariableTemplate(parts: parts)
    }

    private mutating func readPiece(into builder: inout TemplateBuilder) {
        if readEscape(into: &builder) || readPseudoParameter(into: &builder) { return }
        if isAt(syntax.opening), !isUnterminated, let expression = readExpression(nesting: 0) {
            builder.append(.variable(expression))
        } else {
            builder.append(bytes[position])
            position += 1
        }
    }

    /// A backslash before the mark takes its meaning away; two of them are one backslash.
    private mutating func readEscape(into builder: inout TemplateBuilder) -> Bool {
        guard bytes[position] == UInt8(ascii: "\\") else { return false }
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "\\") { end += 1 }
        let count = end - position
        let isBeforeMark = isAt(syntax.opening, offset: end)
        for _ in 0..<(isBeforeMark ? count / 2 : count) { builder.append(UInt8(ascii: "\\")) }
        position = end
        if isBeforeMark, count % 2 == 1 {
            builder.append(contentsOf: syntax.opening)
            position += syntax.opening.count
        }
        return true
    }

    private mutating func readPseudoParameter(into builder: inout TemplateBuilder) -> Bool {
        guard bytes[position] == UInt8(ascii: "$") || bytes[position] == UInt8(ascii: "#"),
            isAt(Self.pseudoPrefix, offset: position + 1)
        else { return false }
        var end = position + 1 + Self.pseudoPrefix.count
        while end < bytes.count, bytes[end].isASCIILetter { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return false }
        builder.append(.pseudoParameter(String(decoding: bytes[(position + 2)..<end], as: UTF8.self)))
        position = end + 1
        return true
    }

    private static let pseudoPrefix = Array("{AWS::".utf8)

    func isAt(_ mark: [UInt8]) -> Bool { isAt(mark, offset: position) }

    func isAt(_ mark: [UInt8], offset: Int) -> Bool {
        guard offset + mark.count <= bytes.count else { return false }
        for index in 0..<mark.count where bytes[offset + index] != mark[index] { return false }
        return true
    }
}

/// Gathers the parts of a template, joining neighbouring literals.
struct TemplateBuilder {
    private var parts: [VariableTemplate.Part] = []
    private var literal: [UInt8] = []

    mutating func append(_ byte: UInt8) { literal.append(byte) }

    mutating func append(contentsOf bytes: some Sequence<UInt8>) { literal.append(contentsOf: bytes) }

    mutating func append(_ part: VariableTemplate.Part) {
        flush()
        parts.append(part)
    }

    mutating func finish() -> [VariableTemplate.Part] {
        flush()
        return parts
    }

    /// The parts without spaces and line breaks around them.
    mutating func finishTrimmed() -> [VariableTemplate.Part] {
        while let last = literal.last, last.isSpace { literal.removeLast() }
        var parts = finish()
        if case .literal(let text)? = parts.first {
            let rest = text.utf8.drop { $0.isSpace }
            parts[0] = .literal(String(decoding: rest, as: UTF8.self))
            if rest.isEmpty { parts.removeFirst() }
        }
        return parts
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        parts.append(.literal(String(decoding: literal, as: UTF8.self)))
        literal.removeAll()
    }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
