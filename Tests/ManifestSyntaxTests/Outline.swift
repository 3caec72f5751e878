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

extension ManifestDocument {
    /// The paths to every node below the roots, merged members left out.
    var ownPaths: [ManifestPath] {
        func below(_ node: ManifestNode, _ steps: [ManifestPath.Step]) -> [[ManifestPath.Step]] {
            let own = node.members.filter { !$0.isMerged }
            return [steps] + own.flatMap { below($0.value, steps + [.key($0.key)]) }
                + node.elements.enumerated().flatMap { below($0.element, steps + [.index($0.offset)]) }
        }
        return roots.enumerated().flatMap { root in
            below(root.element, []).dropFirst().map { ManifestPath($0, document: root.offset) }
        }
    }
}
