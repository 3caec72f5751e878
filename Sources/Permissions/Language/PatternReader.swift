/// Reads the text of a pattern into tokens, in one pass.
struct PatternReader {
    let notation: WildcardPattern.Notation
    let ignoresCase: Bool
    private(set) var text = ""
    private(set) var tokens: [PatternToken] = []

    init(notation: WildcardPattern.Notation, ignoresCase: Bool) {
        self.notation = notation
        self.ignoresCase = ignoresCase
    }

    mutating func read(_ piece: WildcardPattern.Piece) {
        switch piece {
        case .text(let text):
            self.text += text
            read(Array(text.unicodeScalars))
        case .opaque(let name):
            text += "${" + name + "}"
            append(.opaqueStart, Array(name.unicodeScalars)[...])
        }
    }

    private mutating func read(_ scalars: [Unicode.Scalar]) {
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "$", notation.contains(.variables), let end = Self.variableEnd(scalars, from: index) {
                readVariable(scalars[(index + 2)..<end])
                index = end + 1
                continue
            }
            tokens.append(token(scalar))
            index += 1
        }
    }

    private func token(_ scalar: Unicode.Scalar) -> PatternToken {
        guard notation.contains(.wildcards), scalar == "*" || scalar == "?" else { return literal(scalar) }
        return scalar == "*" ? .anyRun : .anyOne
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternToken {
        guard ignoresCase, scalar.isASCII else { return PatternToken(scalar) }
        return PatternToken(Unicode.Scalar(UInt8(scalar.value).asciiLowercased))
    }

    private mutating func readVariable(_ name: ArraySlice<Unicode.Scalar>) {
        if name.count == 1, let only = name.first, only == "*" || only == "?" || only == "$" {
            tokens.append(PatternToken(only))
        } else {
            append(.variableStart, name)
        }
    }

    private mutating func append(_ start: PatternToken, _ name: ArraySlice<Unicode.Scalar>) {
        tokens.append(start)
        tokens += name.map { PatternToken(ofVariable: $0) }
        tokens.append(.variableEnd)
    }

    /// Where the brace closes that a `${` opens. Looking stops at the next `$`, so that no text is looked through twice.
    private static func variableEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard start + 2 < scalars.count, scalars[start + 1] == "{" else { return nil }
        // The one `$` that may stand inside.
        if scalars[start + 2] == "$" {
            return start + 3 < scalars.count && scalars[start + 3] == "}" ? start + 3 : nil
        }
        var index = start + 2
        while index < scalars.count, scalars[index] != "$", scalars[index] != "{" {
            if scalars[index] == "}" { return index > start + 2 ? index : nil }
            index += 1
        }
        return nil
    }
}
