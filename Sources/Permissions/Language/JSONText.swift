/// Writes values as JSON.
/// Source: https://www.rfc-editor.org/rfc/rfc8259
struct JSONText {
    let isCompact: Bool
    private(set) var result = ""
    private var depth = 0

    init(isCompact: Bool) { self.isCompact = isCompact }

    mutating func write(_ value: PolicyValue) {
        switch value {
        case .null: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .number(let text): result += text
        case .text(let pieces): write(WildcardPattern(pieces, reading: []).text)
        case .unknown(let reason): write(reason)
        case .list(let elements): write(elements, "[", "]") { $0.write($1) }
        case .map(let members):
            write(members, "{", "}") { text, member in
                text.write(member.key)
                text.result += text.isCompact ? ":" : ": "
                text.write(member.value)
            }
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], _ open: String, _ close: String, _ writeOne: (inout JSONText, Element) -> Void
    ) {
        result += open
        depth += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { result += "," }
            breakLine()
            writeOne(&self, element)
        }
        depth -= 1
        if !elements.isEmpty { breakLine() }
        result += close
    }

    private mutating func breakLine() {
        guard !isCompact else { return }
        result += "\n" + String(repeating: " ", count: depth * 2)
    }

    private mutating func write(_ text: String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}
