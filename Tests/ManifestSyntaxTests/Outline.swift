import ManifestSyntax
import SourceText

/// A tree as one line of text, so that tests show what they expect.
func outline(_ node: ManifestNode) -> String {
    let tag = node.tag.map { $0 + " " } ?? ""
    switch node.content {
    case .missing: return tag + "?"
    case .null: return tag + "null"
    case .bool(let value): return tag + "\(value)"
    case .number(_, let text): return tag + text
    case .string(let text): return tag + quoted(text.value)
    case .sequence(let elements): return tag + "[" + elements.map(outline).joined(separator: ", ") + "]"
    case .mapping(let members):
        let parts = members.map { ($0.isMerged ? "<" : "") + $0.key + ": " + outline($0.value) }
        return tag + "{" + parts.joined(separator: ", ") + "}"
    }
}

private func quoted(_ text: String) -> String {
    "'" + text.replacing("\n", with: "\\n").replacing("\t", with: "\\t").replacing("\r", with: "\\r") + "'"
}

func parse(_ text: String, _ language: ManifestLanguage = .yaml, limits: ManifestLimits = .standard) -> ManifestDocument
{
    parse(bytes: Array(text.utf8), language, limits: limits)
}

func parse(
    bytes: [UInt8], _ language: ManifestLanguage = .yaml, limits: ManifestLimits = .standard
) -> ManifestDocument {
    .parse(SourceFile(path: RelativePath("serverless.yml") ?? .root, bytes: bytes), language: language, limits: limits)
}

/// Every document's outline, then the issues' lines and messages.
func outline(_ document: ManifestDocument) -> String {
    (document.roots.map(outline)
        + document.issues.map { "\(document.file.position(at: $0.place.span.lowerBound).line): \($0.message)" })
        .joined(separator: "\n")
}
