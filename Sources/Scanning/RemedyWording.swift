import SourceText

/// Says in the language of a file what rules say in that of most: JSON has no comments and no short forms of functions.
struct RemedyWording {
    private let isJSON: Bool

    /// Looks at how a file begins.
    init(_ file: SourceFile?) {
        let first = file?.bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        isJSON = first == UInt8(ascii: "{")
    }

    /// The remedy as it is to be followed in the file.
    func worded(_ remedy: String) -> String {
        guard isJSON else { return remedy }
        var text = Self.withoutComments(remedy)
        for form in Self.forms { text = Self.replacing(form, in: text) }
        return text
    }

    private static let comment = "`# ringfence: ignore["

    /// `# ringfence: ignore[rule] <reason>` as an entry of the resource's metadata.
    private static func withoutComments(_ remedy: String) -> String {
        guard let start = remedy.firstRange(of: comment), let close = remedy[start.upperBound...].firstRange(of: "]"),
            let end = remedy[close.upperBound...].firstRange(of: "`")
        else { return remedy }
        let rule = remedy[start.upperBound..<close.lowerBound]
        let reason = remedy[close.upperBound..<end.lowerBound].drop { $0 == " " }
        let entry = "`\"ringfence\": {\"ignore\": [{\"rule\": \"\(rule)\", \"reason\": \"\(reason)\"}]}` in the `Metadata` of the resource"
        return remedy[..<start.lowerBound] + entry + remedy[end.upperBound...]
    }

    /// A function's short form with what its argument is made of, and the long form.
    private struct Form: Sendable {
        let mark: String
        let written: @Sendable (Substring) -> String
    }

    private static let forms = [
        Form(mark: "!Ref ") { "{\"Ref\": \"\($0)\"}" },
        Form(mark: "!GetAtt ") { name in
            let parts = name.split(separator: ".", maxSplits: 1)
            return "{\"Fn::GetAtt\": [\(parts.map { "\"\($0)\"" }.joined(separator: ", "))]}"
        },
        Form(mark: "!Sub ") { "{\"Fn::Sub\": \"\($0)\"}" },
    ]

    private static func replacing(_ form: Form, in text: String) -> String {
        var rest = text[...]
        var result = ""
        while let mark = rest.firstRange(of: form.mark) {
            result += rest[..<mark.lowerBound]
            rest = rest[mark.upperBound...]
            let isQuoted = rest.first == "'"
            if isQuoted { rest = rest.dropFirst() }
            let argument = rest.prefix { isQuoted ? $0 != "'" : !" `,;".contains($0) }
            rest = rest.dropFirst(argument.count + (isQuoted ? 1 : 0))
            result += form.written(argument)
        }
        return result + rest
    }
}
