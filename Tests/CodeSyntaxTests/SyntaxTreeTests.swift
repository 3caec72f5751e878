import SourceText
import Testing

@testable import CodeSyntax

@Suite("Syntax trees")
struct SyntaxTreeTests {
    enum Kind: String, CaseIterable {
        case callExpression = "call_expression"
        case call, identifier, string, async
        case binaryExpression = "binary_expression"
    }

    private func tree(_ text: String, _ language: CodeLanguage) throws -> SyntaxTree {
        let path = try #require(RelativePath("file"))
        return SyntaxTree(parsing: SourceFile(path: path, text: text), as: language)
    }

    private func texts(of kind: Kind, in tree: SyntaxTree) -> [String] {
        let vocabulary = SyntaxVocabulary<Kind>(tree.language)
        return tree.nodes.filter { vocabulary[$0] == kind }.map { tree.file.text(in: $0.span) }
    }

    @Test(arguments: [
        (CodeLanguage.javaScript, "é(); run(x)", Kind.callExpression, ["é()", "run(x)"]),
        (.typeScript, "run<string>(x as any)", .callExpression, ["run<string>(x as any)"]),
        (.tsx, "const a = <b>{run()}</b>", .callExpression, ["run()"]),
        (.python, "run(x)\n", .call, ["run(x)"]),
        (.go, "package p\nfunc f() { run(x) }\n", .callExpression, ["run(x)"]),
    ])
    func kindsHaveTheirPlaces(language: CodeLanguage, text: String, kind: Kind, expected: [String]) throws {
        let tree = try tree(text, language)
        #expect(texts(of: kind, in: tree) == expected)
        #expect(tree.errors.isEmpty)
    }

    @Test func operatorsAndKeywordsStayAndPunctuationGoes() throws {
        let tree = try tree("async function f() { return a + (b) }", .javaScript)
        let vocabulary = SyntaxVocabulary<Kind>(.javaScript)
        #expect(tree.nodes.contains { vocabulary[$0] == .async })
        let sum = try #require(tree.nodes.indices.first { vocabulary[tree.nodes[$0]] == .binaryExpression })
        let sumID = SyntaxNode.ID(sum)
        #expect(tree.child(.operator, of: sumID).map(tree.text(of:)) == "+")
        #expect(tree.child(.right, of: sumID).map(tree.text(of:)) == "(b)")
        #expect(!tree.nodes.contains { tree.file.text(in: $0.span) == ")" })
    }

    @Test func childrenOfANodeAreItsOwn() throws {
        let tree = try tree("f(1, g(2), 3)", .javaScript)
        let arguments = try #require(tree.nodes.firstIndex { $0.field == .arguments })
        #expect(tree.children(of: SyntaxNode.ID(arguments)).map(tree.text(of:)) == ["1", "g(2)", "3"])
    }

    @Test func brokenTextKeepsWhatCouldBeRead() throws {
        let tree = try tree("const a = ;\nrun(x)\n", .javaScript)
        #expect(!tree.errors.isEmpty)
        #expect(texts(of: .callExpression, in: tree) == ["run(x)"])
    }

    @Test(arguments: CodeLanguage.allCases)
    func nestingIsCut(language: CodeLanguage) throws {
        let tree = try tree(String(repeating: "(", count: 20_000) + String(repeating: ")", count: 20_000), language)
        #expect(tree.isCut || !tree.errors.isEmpty)
        #expect(tree.nodes.count < SyntaxTree.nodeLimit)
    }

    @Test(arguments: CodeLanguage.allCases)
    func noBytesMakeItTrap(language: CodeLanguage) throws {
        let seeds = ["", "\u{FEFF}", "\0\0", "'''", "`${", "\"\\", "/*", "f\"{x!r:{y}}\"", "<a>{...b}</a>"]
        for seed in seeds {
            let tree = try tree(seed, language)
            #expect(!tree.nodes.isEmpty)
        }
        let path = try #require(RelativePath("file"))
        let invalid = SourceFile(path: path, bytes: [0xFF, 0xFE, 0x28, 0xC3, 0x0A])
        #expect(!SyntaxTree(parsing: invalid, as: language).nodes.isEmpty)
    }

    /// The lexer of Python looks for the brace up to the end of the file, and again behind every one.
    @Test func aTextThatIsReadOverAndOverIsCut() throws {
        let tree = try tree("x = '" + String(repeating: "\\N{ab", count: 160_000), .python)
        #expect(tree.isCut)
    }

    @Test func aLongTextIsReadWhole() throws {
        let text = (0..<20_000).map { "def f\($0)(a, b=None):\n    return {'a': a, 'b': [b, \"\($0)\"]}\n" }.joined()
        let tree = try tree(text, .python)
        #expect(!tree.isCut)
        #expect(tree.errors.isEmpty)
    }
}
