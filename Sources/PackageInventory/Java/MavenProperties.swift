/// Replaces `${name}` in a project's texts.
struct MavenProperties {
    private var values: [String: String] = [:]

    /// The longest text that is made, and how deep properties may lead to others.
    private static let (longest, depth) = (4096, 16)

    mutating func set(_ name: String, _ value: String) { values[name] = value }

    /// The text with every property replaced; `nil` when one is not known or leads in a circle.
    func expand(_ text: String) -> String? { expand(text, depth: 0) }

    private func expand(_ text: String, depth: Int) -> String? {
        guard text.contains("${") else { return text }
        guard depth < Self.depth else { return nil }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}"), let value = values[String(rest[..<end])],
                let expanded = expand(value, depth: depth + 1)
            else { return nil }
            result += expanded
            rest = rest[rest.index(after: end)...]
            guard result.utf8.count <= Self.longest else { return nil }
        }
        return result + rest
    }
}
