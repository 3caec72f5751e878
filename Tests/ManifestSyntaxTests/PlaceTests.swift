import Foundation
import ManifestSyntax
import SourceText
import Testing

/// Keys, values and parts of strings stand exactly where their places say.
@Suite struct PlaceTests {
    private func text(_ document: ManifestDocument, _ node: ManifestNode?) -> String? {
        node.map { document.file.text(in: $0.place.span) }
    }

    @Test func placesValuesKeysTagsAndComments() throws {
        let document = parse(
            "# é top\na: !Sub \"x\" # c\n'b' : {c: [1, two ]}\nd:\n  - e: f\n    g: |\n      t\n\n  - !Ref h\ni:\n")
        let root = try #require(document.roots.first)
        #expect(text(document, root["a"]) == "\"x\"")
        #expect(root["a"]?.tagPlace.map { document.file.text(in: $0.span) } == "!Sub")
        #expect(root.member("b").map { document.file.text(in: $0.keyPlace.span) } == "'b'")
        #expect(text(document, root["b"]) == "{c: [1, two ]}")
        #expect(text(document, root["b"]?["c"]?.elements.last) == "two")
        #expect(text(document, root["d"]) == "- e: f\n    g: |\n      t\n\n  - !Ref h")
        #expect(text(document, root["d"]?.elements.first) == "e: f\n    g: |\n      t")
        #expect(text(document, root["d"]?.elements.first?["g"]) == "|\n      t")
        #expect(root["i"]?.place.span == ByteSpan(document.file.bytes.count - 1, document.file.bytes.count - 1))
        #expect(text(document, root)?.hasPrefix("a: !Sub") == true)
        #expect(document.comments.map { document.file.text(in: $0) } == ["# é top", "# c"])
        #expect(root["d"]?.style == .block && root["b"]?.style == .flow && root["a"]?.style == .doubleQuoted)
    }

    @Test func placesAnAliasAtItsAnchor() {
        let document = parse("a: &x yes\nb: *x\nc: {<<: {k: v}}\n")
        #expect(document.roots.first?["b"]?.place == document.roots.first?["a"]?.place)
        #expect(document.roots.first?["c"]?.member("k")?.isMerged == true)
    }

    @Test(arguments: [
        ("a: plain text", "text", "text"), ("a: 'it''s here'", "s here", "s here"), ("a: 'it''s'", "'", "''"),
        ("a: \"x\\u00e9y\"", "é", "\\u00e9"), ("a: \"x\\ty\"", "x\ty", "x\\ty"), ("a: \"one\n  two\"", "e t", "e\n  t"),
        ("a: one\n  two", "two", "two"), ("a: \"x\\\n  y\"", "xy", "x\\\n  y"), ("a: \"x\\\n  y\"", "x", "x"),
        ("a: |\n  one\n  two\n", "one\n", "one\n"), ("a: |\n  one\n  two\n", "e\nt", "e\n  t"),
        ("a: >\n  one\n  two\n", "two", "two"), ("a: >\n  one\n  two\n", "one two", "one\n  two"),
        ("a: |\r\n  one\r\n  two\r\n", "two", "two"), ("a: |\n    ${self:x}\n", "${self:x}", "${self:x}"),
        ("a: \"\\ud83d\\ude00!\"", "😀", "\\ud83d\\ude00"), ("é: \"ü${x}\"", "${x}", "${x}"),
    ])
    func placesPartsOfStrings(_ source: String, _ part: String, _ written: String) throws {
        let document = parse(source)
        guard case .string(let scalar) = document.roots.first?.members.first?.value.content else {
            Issue.record("no string in \(source)")
            return
        }
        let range = try #require(scalar.value.range(of: part))
        let lower = scalar.value.utf8.distance(from: scalar.value.startIndex, to: range.lowerBound)
        let span = scalar.span(ofDecoded: lower..<(lower + part.utf8.count))
        #expect(document.file.text(in: span) == written)
    }
}
