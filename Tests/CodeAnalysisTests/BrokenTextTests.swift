import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

@Suite("Lowering broken text")
struct BrokenTextTests {
    /// A generator whose numbers are the same in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test func whatCanBeReadOfBrokenPythonIsThere() throws {
        let lowered = try module("import os\ndef f(event:\n  os.system(event)\nx = 1\n", .python)
        #expect(!lowered.syntaxErrors.isEmpty)
        #expect(lowered.imports.map(\.specifier) == ["os"])
        #expect(ModuleText(lowered).text.contains("os.system(@event)"))
    }

    @Test(arguments: ["(", "[", "not ", "f(", "{1:", "lambda: ", "a.b().", "-", "x if ", "def f():\n "])
    func deepPythonIsCutAndStillLowered(piece: String) throws {
        let lowered = try module(String(repeating: piece, count: 5000), .python)
        #expect(lowered.functions.count >= 1)
    }

    static let python = [
        """
        from __future__ import annotations
        import os, a.b as c
        from ..x import (y as z, *)
        @dec(1)
        class A(B, metaclass=M):
            x: Optional["A"] = None
            @p.setter
            async def f(self, /, a=1, *b, c: int | None = 2, **d) -> "List[A]":
                global g; nonlocal h
                with open(f"{a!r:>{b}}") as i, j: yield from k
                try: raise E from e
                except (F, G) as e: del e, a[1:2]
                else: assert a < b < c, "m" f'{n}'
                finally: return super().f(*b, **d)
                match a:
                    case {"k": [x, *_], **r} if x: pass
                    case P(1, q=-2) | None as w: continue
                    case _: o += lambda v, *u: [v for v in u if (t := v)]
        print >>f, 'x' % 1
        if TYPE_CHECKING: from q import r
        elif s: __import__("a.b")
        """
    ]

    @Test(arguments: python)
    func mutatedPythonDoesNotTrap(source: String) throws {
        try mutate(source, .python)
    }

    @Test(arguments: ["f(", "[", "T{", "-", "a.b().", "func() { ", "if a { ", "switch { case a: ", "*", "a + "])
    func deepGoIsCutAndStillLowered(piece: String) throws {
        let text = "package p\nfunc f() { x = " + String(repeating: piece, count: 5000)
        #expect(try module(text, .go).functions.count >= 1)
    }

    static let go = [
        """
        package main
        import ( . "a"; e "b/v2"; _ "c" )
        const ( A, B = iota, 'x'; C, D )
        type T[K any] struct { *E; n, m map[string][]K `tag` }
        type I interface { M(x int) (y error); J | ~int }
        func (t *T[K]) M(a, b int, c ...string) (n int, err error) {
            defer func() { recover() }()
            x, y := []T{{n: 1}}, &e.F{"k": -1.5e3, 2: `raw`}
            for k, v := range x { go v.f(k...) }
            for i := 0; i < len(y[1:2]); i++ { continue L }
            switch z := y.(type) { case nil, *T: fallthrough; default: z <- <-c }
            select { case v, ok := <-t.ch: return; default: }
            if w := f[int](x.(T)); w != nil && !t.b { t.n += 1 } else if true { goto L }
            L: return make([]int, 3), "\\x41\\u00e9\\n"
        }
        """
    ]

    @Test(arguments: go)
    func mutatedGoDoesNotTrap(source: String) throws {
        try mutate(source, .go)
    }

    private func mutate(_ source: String, _ language: CodeLanguage) throws {
        var random = Seeded(state: 0x9E37_79B9_7F4A_7C15)
        let path = try #require(RelativePath("file"))
        let original = Array(source.utf8)
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, original, &random) }
            let lowered = CodeModule(lowering: SourceFile(path: path, bytes: bytes), as: language)
            #expect(!lowered.functions.isEmpty)
        }
    }

    private func change(_ bytes: inout [UInt8], _ original: [UInt8], _ random: inout Seeded) {
        guard let place = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(place + Int.random(in: 1...20, using: &random), bytes.count))
        case 2: bytes.insert(contentsOf: Array("()[]{}:'\"\\\n\t*@".utf8).shuffled(using: &random).prefix(3), at: place)
        default:
            let start = Int.random(in: 0..<original.count, using: &random)
            bytes.insert(contentsOf: original[start..<min(start + 30, original.count)], at: place)
        }
    }
}
