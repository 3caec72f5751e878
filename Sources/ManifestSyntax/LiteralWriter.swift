/// Writes literals as YAML or JSON text.
struct LiteralWriter {
    let language: ManifestLanguage
    let lineBreak: String
    /// The number of spaces of one level.
    let step: Int
    /// How far the dashes of a list stand behind the key in the line above.
    let dashStep: Int
    /// The quotes around texts that could stand without.
    private(set) var quotes: ManifestNode.Style = .plain

    init(language: ManifestLanguage, lineBreak: String, step: Int, dashStep: Int? = nil) {
        self.language = language
        self.lineBreak = lineBreak
        self.step = step
        self.dashStep = dashStep ?? step
    }

    /// The same, with the quotes of a text for those that take its place: its author likes quotes where it could stand without.
    func quoting(like node: ManifestNode, wherePlain isChosen: Bool = true) -> LiteralWriter {
        guard [.singleQuoted, .doubleQuoted].contains(node.style), !isChosen || isPlain(node.string ?? "", inFlow: false) else { return unquoting }
        var writer = self
        writer.quotes = node.style
        return writer
    }

    /// The same, with quotes only where texts need them.
    private var unquoting: LiteralWriter {
        var writer = self
        writer.quotes = .plain
        return writer
    }

    /// On one line: a scalar, or a collection in brackets.
    func inline(_ literal: ManifestLiteral, style: ManifestNode.Style = .plain, inFlow: Bool) -> String {
        switch literal {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): string(text, style: style == .plain ? quotes : style, inFlow: inFlow)
        case .sequence(let elements):
            "[" + elements.map { inline($0, inFlow: true) }.joined(separator: ", ") + "]"
        case .mapping(let members):
            "{"
                + members.map { key($0.key, inFlow: true) + ": " + unquoting.inline($0.value, inFlow: true) }.joined(
                    separator: ", ") + "}"
        case .tagged(let tag, let value): tag + " " + unquoting.inline(value, inFlow: inFlow)
        case .commented(_, let value): inline(value, style: style, inFlow: inFlow)
        }
    }

    /// In brackets over several lines, the last of which starts at `column`; functions of CloudFormation stay on one.
    func indented(_ literal: ManifestLiteral, column: Int) -> String {
        guard isBlock(literal), !isFunction(literal) else { return inline(literal, inFlow: true) }
        let inner = column + step
        let texts: [String]
        let (opening, closing): (String, String)
        switch literal {
        case .mapping(let members):
            (opening, closing) = ("{", "}")
            texts = members.map { key($0.key, inFlow: true) + ": " + indented($0.value, column: inner) }
        case .sequence(let elements) where elements.contains(where: isBlock):
            (opening, closing) = ("[", "]")
            texts = elements.map { indented($0, column: inner) }
        case .commented(_, let value): return indented(value, column: column)
        default: return inline(literal, inFlow: true)
        }
        let lead = lineBreak + String(repeating: " ", count: inner)
        return opening + texts.map { lead + $0 }.joined(separator: ",") + lineBreak + String(repeating: " ", count: column) + closing
    }

    private func isFunction(_ literal: ManifestLiteral) -> Bool {
        guard case .mapping(let members) = literal, members.count == 1, let key = members.first?.key else { return false }
        return key == "Ref" || key.hasPrefix("Fn::")
    }

    func key(_ text: String, style: ManifestNode.Style = .plain, inFlow: Bool) -> String {
        string(text, style: style, inFlow: inFlow)
    }

    /// What follows a key's colon: the value on the same line, or the lines of a block one level below `column`.
    func afterKey(_ literal: ManifestLiteral, column: Int) -> String {
        isBlock(literal) ? blockAfter(literal, column: column + (isList(literal) ? dashStep : step)) : " " + inline(literal, inFlow: false)
    }

    /// The lines of a block collection; the first one is not indented.
    func block(_ literal: ManifestLiteral, column: Int) -> String {
        let separator = lineBreak + String(repeating: " ", count: column)
        switch literal {
        case .sequence(let elements) where !elements.isEmpty:
            return elements.map { element($0, column: column) }.joined(separator: separator)
        case .mapping(let members) where !members.isEmpty:
            return members.map { unquoting.member($0.key, $0.value, column: column) }.joined(separator: separator)
        case .commented(_, let value): return block(value, column: column)
        default: return inline(literal, inFlow: false)
        }
    }

    func element(_ literal: ManifestLiteral, column: Int) -> String {
        if case .commented(let comments, let value) = literal { return lines(comments, column: column) + element(value, column: column) }
        if case .tagged = literal, isBlock(literal) { return "-" + blockAfter(literal, column: column + 2) }
        return "- " + block(literal, column: column + 2)
    }

    func member(_ name: String, _ value: ManifestLiteral, column: Int) -> String {
        if case .commented(let comments, let value) = value { return lines(comments, column: column) + member(name, value, column: column) }
        return key(name, inFlow: false) + ":" + afterKey(value, column: column)
    }

    /// Whether a literal is written over several lines.
    func isBlock(_ literal: ManifestLiteral) -> Bool {
        switch literal {
        case .sequence(let elements): !elements.isEmpty
        case .mapping(let members): !members.isEmpty
        case .tagged(_, let value), .commented(_, let value): isBlock(value)
        case .null, .bool, .number, .string: false
        }
    }

    private func isList(_ literal: ManifestLiteral) -> Bool {
        switch literal {
        case .sequence: true
        case .tagged(_, let value), .commented(_, let value): isList(value)
        case .null, .bool, .number, .string, .mapping: false
        }
    }

    /// Whole lines, each with the indentation of the one behind it.
    private func lines(_ texts: [String], column: Int) -> String {
        texts.map { $0 + lineBreak + String(repeating: " ", count: column) }.joined()
    }

    private func blockAfter(_ literal: ManifestLiteral, column: Int) -> String {
        if case .tagged(let tag, let value) = literal { return " " + tag + blockAfter(value, column: column) }
        return lineBreak + String(repeating: " ", count: column) + block(literal, column: column)
    }
}

extension LiteralWriter {
    private func string(_ text: String, style: ManifestNode.Style, inFlow: Bool) -> String {
        if language == .json || !isPrintable(text) || style == .doubleQuoted { return doubleQuoted(text) }
        if style != .singleQuoted, isPlain(text, inFlow: inFlow) { return text }
        return "'" + text.replacing("'", with: "''") + "'"
    }

    private func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x2028 && $0.value != 0x2029
                && $0.value != 0xFEFF
        }
    }

    /// Whether a text reads as this very string when nothing quotes it, to readers of YAML 1.1 as well.
    private func isPlain(_ text: String, inFlow: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, !first.isBlank, !last.isBlank, last != .colon else {
            return false
        }
        if CoreSchema.value(of: bytes) != nil || first.isDigit && !text.contains(where: \.isLetter) { return false }
        if ["yes", "no", "on", "off", "y", "n", "<<", "="].contains(text.lowercased()) { return false }
        if "-?:,[]{}#&*!|>'\"%@`=+.~".utf8.contains(first) { return false }
        if inFlow, bytes.contains(where: \.isFlowIndicator) { return false }
        return !text.contains(": ") && !text.contains(" #")
    }

    private func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where !isPrintable(String(scalar)):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
