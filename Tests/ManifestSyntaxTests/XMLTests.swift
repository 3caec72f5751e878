import ManifestSyntax
import SourceText
import Testing

@Suite("XML")
struct XMLTests {
    private func parse(_ text: String) -> (root: XMLElement?, issues: [SourceIssue]) {
        ManifestDocument.parse(xml: SourceFile(path: .root, text: text))
    }

    /// The elements as text: attributes in parentheses, text in quotes.
    private func outline(_ element: XMLElement?) -> String {
        guard let element else { return "nothing" }
        var parts = element.attributes.map { "(\($0.name)=\($0.value))" }
        if !element.text.isEmpty { parts.append(element.text.debugDescription) }
        parts += element.children.map(outline)
        return ([element.name] + parts).joined(separator: " ") + ";"
    }

    @Test(arguments: [
        ("<a/>", "a;"), ("<?xml version=\"1.0\"?>\n<a b=\"1\" c='2'><d>x</d> <d/></a>", #"a (b=1) (c=2) d "x"; d;;"#),
        ("<p:a xmlns:p=\"u\" p:b=\"1\"/>", "a (p=u) (b=1);"),
        ("<a>&lt;&#65;&#x42;&amp;&unknown;</a>", #"a "<AB&&unknown;";"#),
        ("<a> x <!-- <b> --> <![CDATA[<c>&amp;]]></a>", #"a "x  <c>&amp;";"#),
        ("<!DOCTYPE a [<!ENTITY e \"<b/>\">]><a>&e;</a>", #"a "&e;";"#), ("<a b=\"&quot;\"></a>", "a (b=\");"),
    ])
    func elementsAreRead(text: String, tree: String) {
        let (root, issues) = parse(text)
        #expect(issues.isEmpty)
        #expect(outline(root) == tree)
    }

    @Test(arguments: [
        ("<a><b>x</a>", #"a b "x";;"#), ("<a><b>x", #"a b "x";;"#), ("<a></c></a>", "a;"),
        ("<a><b c=\"1\" <d/></a>", "a b (c=1) d;;;"),
        ("<a>1 < 2</a>", #"a "1  2";"#), ("", "nothing"), ("text", "nothing"),
    ])
    func whatIsBrokenIsToldAndTheRestIsRead(text: String, tree: String) {
        let (root, issues) = parse(text)
        #expect(!issues.isEmpty)
        #expect(outline(root) == tree)
    }

    @Test func placesAreExact() throws {
        let text = "<a>\n <b c=\"1\">x &amp; y</b>\n</a>"
        let file = SourceFile(path: .root, text: text)
        let root = try #require(parse(text).root)
        let inner = try #require(root["b"])
        #expect(file.text(in: root.place.span) == text)
        #expect(file.text(in: inner.place.span) == "<b c=\"1\">x &amp; y</b>")
        #expect(file.text(in: inner.contentPlace.span) == "x &amp; y")
        #expect(file.text(in: inner.attributes[0].place.span) == "c=\"1\"")
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "<a>", count: 20_000) + String(repeating: "</a>", count: 20_000)
        let (root, issues) = parse("<r>" + deep + "<b/></r>")
        #expect(issues.contains { $0.kind == .limit })
        #expect(root?["b"] != nil)
    }

    @Test func everyPrefixIsRead() {
        let text = Array(
            "<?xml?><!DOCTYPE a [<!ENTITY e \"x\">]><a b=\"1\"><!-- c --><d>&lt;<![CDATA[x]]></d></a>".utf8)
        for end in 0...text.count {
            let (root, _) = ManifestDocument.parse(xml: SourceFile(path: .root, bytes: Array(text[..<end])))
            let span = root?.place.span ?? ByteSpan(0, 0)
            #expect(span.upperBound <= end)
        }
    }
}
