import ManifestSyntax
import SourceText
import Testing

/// Half a file yields half a tree, and says where and why.
@Suite struct RecoveryTests {
    @Test(arguments: [
        ("a: 1\nb: \"open\nc: 3\n", "{a: 1, b: 'open', c: 3}", 2),
        ("a: \"open\nb: \"x\" # y\nc: 3\n", "{a: 'open', b: 'x', c: 3}", 1),
        ("f:\n  a: [x, y\n  b: 2\nc: 3\n", "{f: {a: ['x', 'y'], b: 2}, c: 3}", 2),
        ("f:\n  a: {x: 1\n  b: 2\nc: 3\n", "{f: {a: {x: 1}, b: 2}, c: 3}", 2),
        (
            "functions:\n  a:\n    handler: x\n   b:\n    handler: y\nc: 1\n",
            "{functions: {a: {handler: 'x'}, b: {handler: 'y'}}, c: 1}", 4
        ),
        (
            "functions:\n    a:\n      handler: x\n  b:\n      handler: y\nc: 1\n",
            "{functions: {a: {handler: 'x'}, b: {handler: 'y'}}, c: 1}", 4
        ),
        ("a:\n  handler: x\n    timeout: 6\nb: 1\n", "{a: {handler: 'x', timeout: 6}, b: 1}", 3),
        ("functions:\n  garbage\n  a:\n    handler: x\n", "{functions: {a: {handler: 'x'}}}", 3),
        ("a:\n  b\nc: 1\n", "{a: 'b', c: 1}", 0),
        ("a: 1\nhandl\nb: 2\n", "{a: 1, b: 2}", 2),
        ("a:\n  handler:foo\n  b: 1\n", "{a: {b: 1}}", 3),
        ("a: 1\nhandler:foo\nb: 1\n", "{a: 1, b: 1}", 2),
        ("d: foo: bar\ne: 1\n", "{d: 'foo: bar', e: 1}", 1),
        ("a:\n\tb: 1\n\tc: 2\nd: 3\n", "{a: {b: 1, c: 2}, d: 3}", 2),
        ("a: @x\nb: `y`\nc: %z\n", "{a: '@x', b: '`y`', c: '%z'}", 1),
        ("a: [${self:x}, b]\nc: 1\n", "{a: ['${self:x}', 'b'], c: 1}", 1),
        ("a: \"x\" y\nb: 1\n", "{a: 'x', b: 1}", 1),
        ("a: *nope\nb: 1\n", "{a: ?, b: 1}", 1),
        ("a: \"\\d\"\nb: 1\n", "{a: '\\d', b: 1}", 1),
        ("a: [1 2, 3}\nb: 1\n", "{a: ['1 2', 3], b: 1}", 1),
        ("a: ['1' '2']\nb: 1\n", "{a: ['1', '2'], b: 1}", 1),
        ("a:\n  - x\n  y: 1\n  - z\nb: 1\n", "{a: ['x', 'z'], b: 1}", 3),
        ("a:\n  x: 1\n  - y\n  z: 2\nb: 1\n", "{a: {x: 1, z: 2}, b: 1}", 3),
        ("a: |x\n  text\nb: 1\n", "{a: 'text\\n', b: 1}", 1),
        ("junk\na: 1\nb: 2\n", "{a: 1, b: 2}", 2),
        ("a: 1\n}\nb: 2\n", "{a: 1, b: 2}", 2),
        ("<<: text\na: 1\n", "{<<: 'text', a: 1}", 1),
        ("a: &\nb: !\n", "{a: null, b: ! ''}", 1),
        ("a: {b: c", "{a: {b: 'c'}}", 1), ("a: [", "{a: []}", 1), ("a: \"", "{a: ''}", 1),
        ("a: !Sub", "{a: !Sub null}", 0),
        ("- a\n  - b: 1\n- c\n", "[[{b: 1}], 'c']", 2),
    ])
    func keepsWhatIsWhole(_ text: String, _ expected: String, _ line: Int) {
        let document = parse(text)
        #expect(document.roots.map(outline).joined(separator: "\n") == expected)
        let first = document.issues.first { $0.isPartial }
        #expect(
            (first.map { document.file.position(at: $0.place.span.lowerBound).line } ?? 0) == line, "\(document.issues)"
        )
        #expect(TreeInvariants.violation(in: document) == nil)
    }

    @Test func notesDuplicateKeysAndKeepsBoth() {
        let document = parse("a: 1\nb: 2\na: 3\n")
        #expect(outline(document) == "{a: 1, b: 2, a: 3}\n3: the key `a` stands twice in this mapping")
        #expect(document.issues.map(\.isPartial) == [false])
        #expect(document.roots.first?["a"]?.scalarText == "3")
        #expect(parse("{\"a\": 1, \"a\": 2}", .json).issues.map(\.kind) == [.duplicateKey])
        let many = (0..<20).map { "k\($0): 1\n" }.joined() + "k3: 2\n"
        #expect(parse(many).issues.map(\.kind) == [.duplicateKey])
    }

    @Test func placesBytesThatAreNotUTF8() {
        let document = parse(bytes: Array("a: 1\nb: x".utf8) + [0xFF] + Array("y\nc: 3\n".utf8))
        #expect(document.issues.map(\.kind) == [.notUTF8])
        #expect(document.issues.first?.place.span == ByteSpan(9, 10))
        #expect(document.roots.first?["c"]?.scalarText == "3")
        #expect(document.roots.first?["b"].map { document.file.text(in: $0.place.span) } == "x\u{FFFD}y")
        #expect(parse(bytes: [0xFF, 0xFE, 0x61, 0x00]).issues.map(\.kind) == [.notUTF8])
    }

    @Test(arguments: [
        ("{\"a\": [1, 2,], // c\n \"b\": {}}", "{a: [1, 2], b: {}}", "a comma stands after the last value"),
        ("{\"a\": 1 \"b\": 2}", "{a: 1, b: 2}", "`,` is missing before this value"),
        ("{'a': 1}", "{a: 1}", "a string stands in single quotes"), ("{a: 1}", "{a: 1}", "a key is not quoted"),
        ("{\"a\": ", "{a: ?}", "a value is missing after `:`"),
        ("{\"a\"", "{a: ?}", "`:` and a value are missing after the key"),
        ("{\"a\": \"x\n\"b\": 1}", "{a: 'x', b: 1}", "a string is not closed on its line"),
        ("{\"a\": 01}", "{a: '01'}", "a word that is not quoted is no JSON value"), ("[1] x", "[1]", "unexpected text after the value"),
        ("", "", "the file holds no JSON value"), ("[1, 2", "[1, 2]", "`[` is not closed"),
        ("[\"\\q\"]", "['\\q']", "`\\q` is no escape of JSON"),
        ("[1}", "[1]", "`}` closes what was opened by another bracket"),
        ("[1.5e3, -0, true, null, \"\\ud83d\\ude00\"]", "[1.5e3, -0, true, null, '😀']", nil as String?),
    ])
    func readsBrokenJSON(_ text: String, _ expected: String, _ message: String?) {
        let document = parse(text, .json)
        #expect(document.roots.map(outline).joined() == expected)
        #expect(
            message.map { expected in document.issues.contains { $0.message == expected } } ?? document.issues.isEmpty,
            "\(document.issues.map(\.message))")
        #expect(TreeInvariants.violation(in: document) == nil)
    }

    /// A value may be a secret, and messages end in logs.
    @Test(arguments: [
        "a: {p: ${env:P, 'TEXT'}}", "a: [${env:P, 'TEXT'}]", "a: \"TEXT\nb: 1", "a: 'TEXT", "a: \"TEXT", "a: *TEXT",
        "a: &TEXT [*TEXT]", "a: \"x\" TEXT", "a: |TEXT\n  x", "a: > TEXT\n  x", "a: @TEXT", "a: `TEXT`", "a: %TEXT",
        "a: TEXT: TEXT", "a: !Foo TEXT: x", "a: 1\nTEXT", "a: 1\nb:TEXT", "a: 1\n  TEXT", "a:\n  - x\n  TEXT",
        "a:\n  - x\n TEXT", "a: [1 TEXT, 2}", "a: ['1' TEXT]", "a: {b: 1} TEXT", "a: [x, y\nTEXT", "a: \"\\qTEXT\"",
        "a:\n\tb: TEXT", "a: - TEXT", "a: ? TEXT", "a: {b: TEXT", "a: ]TEXT", "TEXT\na: 1", "a:\n  b: 1\n c: TEXT",
        "a: \"b\nTEXT\"", "- TEXT\na: 1", "<<: TEXT\na: 1", "a: !<TEXT", "%TEXT\n---\na: 1",
    ])
    func quotesNoValueOfYAML(_ text: String) { expectNoMarker(text, .yaml) }

    @Test(arguments: [
        "{\"a\": TEXT}", "{\"a\": 'TEXT'}", "{\"a\": \"TEXT\n}", "{\"a\": \"\\qTEXT\"}", "{\"a\": 1} TEXT", "{\"a\" TEXT}",
        "{\"a\": 1, TEXT}", "[TEXT", "[\"TEXT}", "TEXT", "{\"a\": \"x\" TEXT}", "{\"a\": `TEXT`}", "[1 TEXT]",
    ])
    func quotesNoValueOfJSON(_ text: String) { expectNoMarker(text, .json) }

    private func expectNoMarker(_ text: String, _ format: ManifestLanguage) {
        let marker = "Kestrel99Vq7"
        let issues = parse(text.replacing("TEXT", with: marker), format).issues
        for text in issues.flatMap({ [$0.message, $0.help ?? ""] }) { #expect(!text.contains("estrel"), "\(text)") }
    }
}
