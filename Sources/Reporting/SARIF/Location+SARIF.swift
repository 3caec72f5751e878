import Findings
import SourceText

extension Location {
    /// The place as a SARIF `physicalLocation`: the region with the masked text in it, and, within one line, that line.
    var sarifPhysicalLocation: JSONValue {
        .present([
            ("artifactLocation", place.path.sarifLocation),
            (
                "region",
                .object([
                    ("startLine", .int(start.line)), ("startColumn", .int(start.column)), ("endLine", .int(end.line)),
                    ("endColumn", .int(end.column)), ("byteOffset", .int(place.span.lowerBound)),
                    ("byteLength", .int(place.span.count)), ("snippet", text(excerpt.highlighted)),
                ])
            ),
            ("contextRegion", contextRegion),
        ])
    }

    /// A context has to be larger than its region, which one line is only of a region within it.
    private var contextRegion: JSONValue? {
        guard start.line == end.line, excerpt.text != excerpt.highlighted else { return nil }
        return .object([
            ("startLine", .int(start.line)), ("endLine", .int(start.line)), ("snippet", text(excerpt.text)),
        ])
    }

    private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }
}

extension Excerpt {
    /// The characters to point at; those outside the line do not count.
    var highlighted: String {
        let scalars = text.unicodeScalars
        let range = highlight.clamped(to: 0..<scalars.count)
        return String(String.UnicodeScalarView(scalars.dropFirst(range.lowerBound).prefix(range.count)))
    }
}

extension RelativePath {
    /// The path as a SARIF `artifactLocation` below the scanned directory.
    var sarifLocation: JSONValue {
        .object([("uri", .string(sarifURI)), ("uriBaseId", .string(SARIFReporter.root))])
    }

    /// The path as a relative reference: every byte that RFC 3986 does not call unreserved is percent-encoded, `/`
    /// excepted.
    var sarifURI: String {
        guard self != .root else { return "." }
        return description.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }.joined()
    }
}

extension Severity {
    /// The SARIF `level`.
    var sarifLevel: String {
        switch self {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low: "note"
        }
    }

    /// The score that code scanning services sort by, within their band of this name.
    /// Source: https://docs.github.com/code-security/reference/code-scanning/sarif-support-for-code-scanning
    var sarifScore: String {
        switch self {
        case .critical: "9.5"
        case .high: "8.0"
        case .medium: "5.5"
        case .low: "2.5"
        }
    }
}

extension String {
    /// The text as a SARIF plain text message: line breaks kept, what deceives spelled out, and what a viewer would
    /// take for a link or a placeholder made literal.
    /// Source: SARIF 2.1.0 §3.11.5 and §3.11.6
    var sarifMessage: String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }
        let text = lines.joined(separator: "\n").withLiteralPlaceholders
        guard text.contains("](") else { return text }
        return text.map { $0 == "[" || $0 == "]" ? "\\\($0)" : String($0) }.joined()
    }

    /// `{0}` becomes `{{0}}`. Other braces stay as they are: only digits make a placeholder, and viewers that know
    /// nothing of doubling would show `${{self:custom}}`.
    private var withLiteralPlaceholders: String {
        var text = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            let digits = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isNumber }
            let isPlaceholder = !digits.isEmpty && rest[digits.endIndex...].first == "}"
            text += isPlaceholder ? "{{\(digits)}}" : "{\(digits)"
            rest = rest[digits.endIndex...].dropFirst(isPlaceholder ? 1 : 0)
        }
        return text + rest
    }
}
