import ManifestReading
extension VariableParser {
    /// The variable at the opening mark; `nil`, with the position where it was, when none starts here.
    mutating func readExpression(nesting: Int) -> VariableExpression? {
        guard nesting < maxNesting else {
            isTooDeep = true
            return nil
        }
        let start = position
        let firstHidden = hidden.count
        position += syntax.opening.count
        skipSpaces()
        guard let head = readHead() else {
            position = start
            return nil
        }
        var sources = [readReference(head, nesting: nesting)]
        while !isUnterminated, !isTooDeep, position < bytes.count, bytes[position] == UInt8(ascii: ",") {
            position += 1
            sources.append(readSource(nesting: nesting))
        }
        guard !isTooDeep, !isUnterminated, isAt(syntax.closing) else {
            isUnterminated = true
            position = start
            return nil
        }
        position += syntax.closing.count
        let range = start..<position
        let written = written(range, without: hidden[firstHidden...])
        return VariableExpression(range: range, written: written, sources: sources)
    }

    /// The name of a source that is followed by `:` or `(`; `nil`, with the position where it was, for anything else,
    /// such as `${Resource.Arn}`, `${!Literal}`, `${AWS::Region}` and the variables of IAM policies.
    private mutating func readHead() -> String? {
        var end = position
        while end < bytes.count, bytes[end].isVariableName { end += 1 }
        guard end > position, bytes[position].isASCIILetter, end < bytes.count else { return nil }
        let isCall = bytes[end] == UInt8(ascii: "(")
        guard isCall || bytes[end] == UInt8(ascii: ":") else { return nil }
        let name = String(decoding: bytes[position..<end], as: UTF8.self)
        // `output::stage:…` leaves the application out; any other `::` is CloudFormation's.
        if !isCall, end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: ":"), name != "output" { return nil }
        guard !Self.foreignNames.contains(name), !name.contains(".") || Self.takesRegion(name) else { return nil }
        position = end
        return name
    }

    /// Names that mean something to CloudWatch and AWS IoT and pass through.
    private static let foreignNames: Set<String> = ["PROP", "iot", "LABEL"]

    private static func takesRegion(_ name: String) -> Bool {
        name.hasPrefix("cf.") || name.hasPrefix("ssm.") || name.hasPrefix("s3.")
    }

    private mutating func readReference(_ type: String, nesting: Int) -> VariableSource {
        var arguments: [VariableTemplate]?
        if position < bytes.count, bytes[position] == UInt8(ascii: "(") { arguments = readArguments(nesting: nesting) }
        skipSpaces()
        guard position < bytes.count else {
            isUnterminated = true
            return .invalid
        }
        var address: VariableTemplate?
        if bytes[position] == UInt8(ascii: ":") {
            position += 1
            address = readTemplate(endingAt: [UInt8(ascii: ",")], nesting: nesting)
        }
        if isAtEndOfSource { return .reference(type: type, arguments: arguments, address: address) }
        _ = readTemplate(endingAt: [UInt8(ascii: ",")], nesting: nesting)
        return .invalid
    }

    private mutating func readArguments(nesting: Int) -> [VariableTemplate] {
        var arguments: [VariableTemplate] = []
        repeat {
            position += 1
            let ends = [UInt8(ascii: ","), UInt8(ascii: ")")]
            arguments.append(readArgument(endingAt: ends, nesting: nesting))
        } while !isUnterminated && !isTooDeep && position < bytes.count && bytes[position] == UInt8(ascii: ",")
        if position < bytes.count, bytes[position] == UInt8(ascii: ")") {
            position += 1
        } else {
            isUnterminated = true
        }
        return arguments
    }

    private mutating func readArgument(endingAt ends: [UInt8], nesting: Int) -> VariableTemplate {
        skipSpaces()
        guard position < bytes.count, bytes[position].isQuote else {
            return readTemplate(endingAt: ends, closesAtMark: false, nesting: nesting)
        }
        let (text, _) = readQuoted(nesting: nesting)
        skipSpaces()
        return text
    }

    private mutating func readSource(nesting: Int) -> VariableSource {
        skipSpaces()
        guard position < bytes.count else {
            isUnterminated = true
            return .invalid
        }
        if bytes[position].isQuote { return readQuotedSource(nesting: nesting) }
        if isAt(syntax.opening) { return readNestedSource(nesting: nesting) }
        if let head = readHead() { return readReference(head, nesting: nesting) }
        let word = readTemplate(endingAt: [UInt8(ascii: ",")], nesting: nesting)
        return Self.literal(word)
    }

    /// A fallback that is a variable in marks of its own: `${opt:a, ${self:b}}`.
    private mutating func readNestedSource(nesting: Int) -> VariableSource {
        let start = position
        let text = readTemplate(endingAt: [UInt8(ascii: ",")], nesting: nesting)
        return .text(text, start..<position)
    }

    private mutating func readQuotedSource(nesting: Int) -> VariableSource {
        let (text, range) = readQuoted(nesting: nesting)
        skipSpaces()
        if isAtEndOfSource { return .text(text, range) }
        _ = readTemplate(endingAt: [UInt8(ascii: ",")], nesting: nesting)
        return .invalid
    }

    private var isAtEndOfSource: Bool {
        position >= bytes.count || bytes[position] == UInt8(ascii: ",") || isAt(syntax.closing)
    }

    private static func literal(_ word: VariableTemplate) -> VariableSource {
        guard word.parts.count == 1, case .literal(let text) = word.parts[0] else { return .invalid }
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            guard let number = Double(text), number.isFinite else { return .invalid }
            return .number(number, text: text)
        }
    }

    mutating func skipSpaces() {
        while position < bytes.count, bytes[position].isSpace { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isVariableName: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".")
    }

    var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
}
