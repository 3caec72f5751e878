import ManifestSyntax
import SourceText
import Testing

/// Texts on which a reader with quadratic time would not come back within minutes; ours reads each in one pass.
@Suite struct HostileTextTests {
    static let texts: [(String, @Sendable (Int) -> String)] = [
        ("unclosed double quotes", { String(repeating: "a: \"x\n", count: $0 / 6) }),
        ("unclosed single quotes", { String(repeating: "- 'x y\n", count: $0 / 7) }),
        ("one unclosed quote", { "a: \"" + String(repeating: "b: 'c'\n", count: $0 / 7) }),
        ("unclosed brackets on lines", { String(repeating: "a: [b\n", count: $0 / 6) }),
        ("unclosed braces on lines", { String(repeating: "- {a: b\n", count: $0 / 8) }),
        ("open brackets", { String(repeating: "[", count: $0) }),
        ("open pairs", { String(repeating: "{a: [", count: $0 / 5) }),
        ("quotes in brackets", { "[" + String(repeating: "\"a\n", count: $0 / 3) }),
        ("long flow list", { "[" + String(repeating: "a, ", count: $0 / 3) + "]" }),
        ("missing commas", { "[" + String(repeating: "'a' ", count: $0 / 4) + "]" }),
        ("duplicate keys on one line", { "{" + String(repeating: "a: 1, ", count: $0 / 6) + "}" }),
        ("duplicate keys", { String(repeating: "a: 1\n", count: $0 / 5) }),
        ("blank lines", { "a: b" + String(repeating: "\n", count: $0) }),
        (
            "blank lines after each value",
            { String(repeating: "a: b" + String(repeating: "\n", count: 100), count: $0 / 104) }
        ),
        ("plain text of many lines", { "a:\n" + String(repeating: "  b c\n", count: $0 / 6) }),
        ("comments", { String(repeating: "# c\n", count: $0 / 4) }),
        ("dashes", { String(repeating: "- ", count: $0 / 2) }),
        ("question marks", { String(repeating: "? ", count: $0 / 2) }),
        ("colons", { String(repeating: ": ", count: $0 / 2) }),
        ("anchors", { String(repeating: "&a ", count: $0 / 3) }),
        ("tags", { String(repeating: "!a ", count: $0 / 3) }),
        ("aliases", { "- &a b\n" + String(repeating: "- *a\n", count: $0 / 5) }),
        ("documents", { String(repeating: "---\n", count: $0 / 4) }),
        ("directives", { String(repeating: "%YAML 1.2\n", count: $0 / 10) }),
        ("block scalar", { "a: |\n" + String(repeating: "  b\n", count: $0 / 4) }),
        ("block scalars", { String(repeating: "- >\n a\n\n", count: $0 / 8) }),
        (
            "falling indentation",
            { size in
                (0..<(size / 300)).map { String(repeating: " ", count: 300 - $0 % 300) + "a: b\n" }.joined()
            }
        ),
        (
            "rising indentation",
            { size in (0..<(size / 300)).map { String(repeating: " ", count: $0 % 600) + "a:\n" }.joined() }
        ),
        ("one long line", { "a: " + String(repeating: "b ", count: $0 / 2) }),
        (
            "long line, then errors",
            {
                String(repeating: "- ", count: 40) + "a: " + String(repeating: "b", count: $0) + "\n"
                    + String(repeating: " x: y\n", count: 200)
            }
        ),
        ("escapes", { "\"" + String(repeating: "\\n", count: $0 / 2) + "\"" }),
        ("bad escapes", { "\"" + String(repeating: "\\q", count: $0 / 2) + "\"" }),
        ("spaces", { String(repeating: " ", count: $0) }), ("tabs", { String(repeating: "\t", count: $0) + "x" }),
        ("returns", { String(repeating: "\r", count: $0) }),
        ("variables", { "[" + String(repeating: "${a", count: $0 / 3) }),
        ("merges", { "a: &a {b: c}\nd:\n" + String(repeating: "  <<: *a\n", count: $0 / 9) }),
        (
            "merges, then keys",
            { "a: &a {b: c}\nd:\n" + String(repeating: "  <<: *a\n", count: $0 / 9) + "  \"<<\": x\n" }
        ),
        ("digits", { "a: " + String(repeating: "9", count: $0) }),
        ("JSON", { "{" + String(repeating: "\"a\": {}, ", count: $0 / 9) }),
        ("comments in JSON", { String(repeating: "/*", count: $0 / 2) }),
    ]

    @Test(arguments: texts.indices) func isReadInOnePass(_ index: Int) {
        let (name, make) = Self.texts[index]
        let text = make(200_000)
        for language in ManifestLanguage.allCases {
            let document = parse(text, language)
            #expect(TreeInvariants.violation(in: document) == nil, "\(name)")
            #expect(document.issues.count <= 2 * ManifestLimits.standard.issues + 2, "\(name)")
            let count = document.roots.map(nodeCount).reduce(0, +)
            #expect(count <= ManifestLimits.standard.expandedNodes + ManifestLimits.standard.nodes, "\(name)")
        }
    }

    private func nodeCount(_ node: ManifestNode) -> Int {
        node.elements.map(nodeCount).reduce(1, +) + node.members.map { nodeCount($0.value) }.reduce(0, +)
    }
}
