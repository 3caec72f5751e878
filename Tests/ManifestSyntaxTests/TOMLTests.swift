import ManifestSyntax
import SourceText
import TestSupport
import Testing

@Suite("TOML")
struct TOMLTests {
    private func parse(_ text: String) -> ManifestDocument {
        ManifestDocument.parse(toml: SourceFile(path: .root, text: text))
    }

    /// The tree as text: strings in quotes, numbers as written, tables in braces.
    private func outline(_ node: ManifestNode?) -> String {
        guard let node else { return "nothing" }
        switch node.content {
        case .missing: return "missing"
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .number(_, let text): return text
        case .string(let text): return text.value.debugDescription
        case .sequence(let elements): return "[" + elements.map(outline).joined(separator: ", ") + "]"
        case .mapping(let members):
            return "{" + members.map { "\($0.key): \(outline($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    @Test(arguments: [
        ("a = 1\nb.c = 2\n\"b\".'d e' = true", "{a: 1, b: {c: 2, d e: true}}"),
        ("[a]\nx = 1\n[a.b]\ny = 2\n[c]\n", "{a: {x: 1, b: {y: 2}}, c: {}}"),
        ("[a.b]\ny = 2\n[a]\nx = 1", "{a: {b: {y: 2}, x: 1}}"),
        ("[[p]]\nn = 1\n[p.q]\nr = 2\n[[p]]\n[[p.s]]\nt = 3\n[[p.s]]", "{p: [{n: 1, q: {r: 2}}, {s: [{t: 3}, {}]}]}"),
        ("a = [1, 2, # c\n  [3],\n]\nb = {x = 1, y.z = 2}", "{a: [1, 2, [3]], b: {x: 1, y: {z: 2}}}"),
        ("a = \"x\\ty\\u00E9\\\"\"\nb = 'c:\\no'", #"{a: "x\ty\u{00E9}\"", b: "c:\\no"}"#),
        ("a = \"\"\"\nx\ny \\\n   z\"\"\"\"\nb = '''\n\\'''", #"{a: "x\ny z\"", b: "\\"}"#),
        ("a = [\n  'x==1',\n  \"y=2\",\n]\nb = 1", #"{a: ["x==1", "y=2"], b: 1}"#),
        ("a = 1_000\nb = 0xFF\nc = -1.5e3\nd = +inf\ne = nan", "{a: 1_000, b: 0xFF, c: -1.5e3, d: +inf, e: nan}"),
        (
            "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00\nc = 07:32:00",
            #"{a: "1979-05-27T07:32:00Z", b: "1979-05-27 07:32:00", c: "07:32:00"}"#
        ),
        ("\u{FEFF}a = 1\r\n[b]\r\nc = 2\r\n", "{a: 1, b: {c: 2}}"),
        ("", "{}"),
    ])
    func everyNotationIsRead(text: String, tree: String) {
        let document = parse(text)
        #expect(document.issues.isEmpty)
        #expect(outline(document.roots.first).replacing("\u{E9}", with: #"\u{00E9}"#) == tree)
    }

    @Test(arguments: [
        ("a = \nb = 2", "{a: missing, b: 2}"), ("a = \"x\nb = 2", #"{a: "x", b: 2}"#), ("= 1\nb = 2", "{b: 2}"),
        ("a 1\nb = 2", "{b: 2}"), ("a = [1, 2\nb = 2", "{a: [1, 2], b: 2}"),
        ("a = [\"x\"\n[[b]]\nc = 1", #"{a: ["x"], b: [{c: 1}]}"#),
        ("a = {x = 1\n[b]\nc = 1", "{a: {x: 1}, b: {c: 1}}"), ("[a\nb = 1", "{a: {b: 1}}"),
        ("a = 1 2\nb = 2", "{a: 1, b: 2}"),
        ("a = 1\n[a]\nb = 1\n[c]\nd = 1", "{a: 1, c: {d: 1}}"), ("a = bare\nb = 2", #"{a: "bare", b: 2}"#),
        ("a = \"\"\"x\ny", #"{a: "x\ny"}"#), ("a = \"\\q\"", #"{a: "\\q"}"#),
    ])
    func whatIsBrokenIsToldAndTheRestIsRead(text: String, tree: String) {
        let document = parse(text)
        #expect(document.issues.contains { $0.kind == .syntax })
        #expect(outline(document.roots.first) == tree)
    }

    @Test func placesAreExact() throws {
        let text =
            "[[package]]\nname = \"a\\tb\" # c\nlist = [ 1,\n 2 ]\n[package.dependencies]\nx = '*'\n\n[[package]]\n"
        let document = parse(text)
        let package = try #require(document.roots.first?["package"]?.elements.first)
        let whole = document.file.text(in: package.place.span)
        #expect(whole.hasPrefix("[[package]]\nname") && whole.hasSuffix("x = '*'"))
        #expect(document.file.text(in: package["name"]?.place.span ?? ByteSpan(0, 0)) == #""a\tb""#)
        #expect(document.file.text(in: package["list"]?.place.span ?? ByteSpan(0, 0)) == "[ 1,\n 2 ]")
        #expect(document.file.text(in: package.member("name")?.keyPlace.span ?? ByteSpan(0, 0)) == "name")
        #expect(document.comments.map { document.file.text(in: $0) } == ["# c"])
        guard case .string(let name)? = package["name"]?.content else { return }
        #expect(document.file.text(in: name.span(ofDecoded: 1..<2)) == "\\t")
    }

    @Test func whatStandsTwiceIsNoted() {
        let document = parse("a = 1\na = 2\n[b]\n[b]\nc = 1")
        #expect(document.issues.map(\.kind) == [.duplicateKey, .duplicateKey])
        #expect(document.roots.first?["a"]?.scalarText == "2")
        #expect(document.roots.first?["b"]?["c"]?.scalarText == "1")
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "[", count: 10_000)
        #expect(parse("a = " + deep).issues.contains { $0.kind == .limit })
        let dotted = Array(repeating: "a", count: 10_000).joined(separator: ".")
        #expect(parse(dotted + " = 1").issues.contains { $0.kind == .limit })
        #expect(parse("[\(dotted)]\nx = 1").issues.contains { $0.kind == .limit })
        // Depth from headers, keys and values adds up.
        let half = Array(repeating: "a", count: 25).joined(separator: ".")
        #expect(parse("[\(half)]\n\(half) = 1").issues.contains { $0.kind == .limit })
    }

    @Test(arguments: 0..<4) func survivesMutation(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("\"'[]{}=.,#\\\n\r\t a1-_\u{E9}".utf8)
        let base = "[a.b]\nc = \"x\\n\" # d\ne = [1, {f = 'g'}]\n[[h]]\ni = \"\"\"\nj\"\"\"\n[h.k]\nl = 1979-05-27\n"
        for _ in 0..<400 {
            var bytes = Array(base.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 4))
                default: bytes[at] = UInt8.random(in: 0...255, using: &random)
                }
                if bytes.isEmpty { bytes = [0x61] }
            }
            let document = ManifestDocument.parse(toml: SourceFile(path: .root, bytes: bytes))
            let violation = TreeInvariants.violation(in: document)
            if let violation { Issue.record("\(violation)\n\(document.file.text.debugDescription)") }
        }
    }
}
