import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

/// A Go text as the intermediate representation's text.
private func go(_ text: String) throws -> String { ModuleText(try module("package p\n" + text, .go)).text }

/// The body of a function of two parameters.
private func body(_ text: String) throws -> String {
    let lowered = try go("func f(a, b T) {\n\(text)\n}")
    let start = try #require(lowered.firstRange(of: " { ")).upperBound
    return String(lowered[start...].dropLast(" }".count))
}

@Suite("Go lowering: expressions and statements")
struct GoBodyTests {
    @Test(arguments: [
        ("1_000", "1000"), ("0x1F", "31"), ("0b11", "3"), ("017", "15"), ("0o17", "15"), ("1.5e1", "15"), ("2i", "2"), ("'a'", "97"),
        (#"'\n'"#, "10"), (#""a\n\x41\101\u00e9\"""#, "'a\nAAé\"'"), ("`a\\n\n`", "'a\\n\n'"), ("\"\"", "''"), ("nil", "null"), ("true", "true"),
        ("a.b.c", "a.b.c"), ("a[0]", "a[0]"), ("a[1:2]", "a[1:2:]"), ("a[:]", "a[:]"), ("a(1, b...)", "a(1, ...b)"), ("(a)", "a"),
        ("-a", "negate(a)"), ("!a", "not(a)"), ("^a", "bitwiseNot(a)"), ("*a", "dereference(a)"), ("&a", "addressOf(a)"), ("<-a", "await a"),
        ("a + b", "add(a, b)"), ("a % b", "remainder(a, b)"), ("a && b || a", "or(and(a, b), a)"), ("a &^ b", "bitwise(a, b)"),
        ("a <= b", "less(a, b)"), ("a != b", "notEqual(a, b)"), ("a.(T)", "cast(a, @T)"), ("[]byte(a)", "cast(a, opaque(@byte))"),
        ("string(a)", "@string(a)"), ("g[int](a)", "@g(a)"), ("func(x int) int { return x + a }", "fn (x: @int) { return add(x, a'); }"),
        ("T{}", "new @T()"), ("T{A: 1, B: b}", "new @T({A: 1, B: b})"), ("T{1, b}", "new @T(1, b)"), ("&p.T{A: 1}", "addressOf(new @p.T({A: 1}))"),
        ("[]int{1, 2}", "[1, 2]"), ("[...]int{1}", "[1]"), ("[]T{{A: 1}, {A: 2}}", "[new @T({A: 1}), new @T({A: 2})]"),
        ("[]*T{{A: 1}}", "[new @T({A: 1})]"), ("map[string]T{\"k\": {A: 1}, a: {}}", "{k: new @T({A: 1}), [a]: new @T()}"),
        ("map[string][]int{\"k\": {1}}", "{k: [1]}"), ("bson.M{\"k\": a}", "new @bson.M({k: a})"), ("L[int]{A: 1}", "new @L({A: 1})"),
        ("struct{A int}{A: 1}", "new class  { A: @int; }({A: 1})"), ("make([]int, 3)", "[]"), ("make(map[string]int)", "{}"),
        ("make(chan T)", "new opaque(@T)()"), ("new(T)", "new @T()"), ("a.b(func() {})", "a.b(fn () { })"),
    ])
    func expressionsHaveTheirForm(text: String, expected: String) throws {
        #expect(try body("return \(text)") == "return \(expected);")
    }

    @Test(arguments: [
        ("a = 1", "a = 1;"), ("a, b = b, a", "[a, b] = [b, a];"), ("a.x = 1", "a.x = 1;"), ("*a = 1", "dereference(a) = 1;"),
        ("a[0], _ = g()", "[a[0], _] = @g();"), ("x, err := g()", "[x, err] = @g();"), ("a += 1", "a = add(a, 1);"),
        ("a.x |= 1", "a.x = bitwise(a.x, 1);"), ("a++", "a = add(a, 1);"), ("a.x--", "a.x = subtract(a.x, 1);"),
        ("var x int", "x: @int;"), ("var x, y int", "x: @int; y: @int;"), ("var x, y = 1, 2", "[x, y] = [1, 2];"), ("var x T = 1", "x: @T = 1;"),
        ("const x = 1", "x = 1;"), ("type X struct{ A int }", "X = class X { A: @int; };"), ("return", "return;"), ("return a, b", "return [a, b];"),
        ("go g(a)", "@g(a);"), ("defer func() { g() }()", "fn () { @g(); }();"), ("a <- b", "a.send(b);"), ("<-a", "await a;"), ("{ a = 1 }", "block; a = 1;"),
        ("if a { g() } else if b { h() } else { i() }", "if a; @g(); else; if b; @h(); else; @i();"),
        ("if x := g(); x != nil { h(x) }", "block; x = @g(); if notEqual(x, null); @h(x);"),
        ("for { break }", "while ; leave;"), ("for a { continue }", "while a; next;"),
        ("for i := 0; i < 3; i++ { g(i) }", "block; i = 0; while less(i, 3); (i = add(i, 1)); @g(i);"),
        ("for ;; {}", "while ;"), ("for k := range a { g(k) }", "for k in a; @g(k);"), ("for range a { g() }", "for _ in a; @g();"),
        ("for _, v := range a { g(v) }", "for v of a; @g(v);"), ("for k, v := range a { g(k, v) }", "for [k, v] of a; @g(k, v);"),
        ("for k, v = range a {}", "for [@k, @v] of a;"), ("for b = range a {}", "for b in a;"), ("L:\nfor a { break L }", "while a; leave;"),
        ("switch a {\ncase 1, 2: g()\nfallthrough\ncase 3: h()\ndefault: i()\n}",
            "choose a; case 1, 2 falls through; @g(); case 3; @h(); case ; @i();"),
        ("switch x := g(); {\ncase x > 1: h(x)\n}", "block; x = @g(); choose ; case greater(x, 1); @h(x);"),
        ("switch v := a.(type) {\ncase string: g(v)\ncase nil, *T: h(v)\ndefault: i(v)\n}",
            "choose ; case instance(a, @string); v = cast(a, @string); @g(v); case equal(a, null), instance(a, @T); v = a; @h(v); "
                + "case ; v = a; @i(v);"),
        ("switch a.(type) {\ncase int: g()\n}", "choose ; case instance(a, @int); @g();"),
        ("select {\ncase v, ok := <-a: g(v)\ncase b <- 1: h()\ncase <-a:\ndefault: i()\n}",
            "choose ; case await a; [v, ok] = await a; @g(v); case b.send(1); @h(); case await a; case ; @i();"),
    ])
    func statementsHaveTheirForm(text: String, expected: String) throws {
        #expect(try body(text) == String(expected.dropLast()) + ";")
    }

    @Test(arguments: [
        ("x := a\nif b { x := x; g(x) }\nx = 1", 4), ("x, y := a, b\nx, z := b, a\ng(x, y, z)", 5),
        ("for i := range a { i := i; g(i) }", 4), ("if x := a; b { g(x) } else { g(x) }", 3),
    ])
    func blocksHaveNamesOfTheirOwn(text: String, count: Int) throws {
        let lowered = try module("package p\nfunc f(a, b T) {\n\(text)\n}", .go)
        #expect(lowered.variables.filter { $0.owner.index == 1 }.count == count)
    }
}

@Suite("Go lowering: declarations")
struct GoDeclarationTests {
    @Test(arguments: [
        ("func f() {}", "f = fn f() { }"), ("func f(a, b int, c ...string) {}", "f = fn f(a: @int, b: @int, ...c: @string) { }"),
        ("func f(int, string) {}", "f = fn f(_: @int, _: @string) { }"), ("func f(x *p.T) {}", "f = fn f(x: @p.T) { }"),
        ("func f() (n int, err error) { n = 1; return }", "f = fn f() { n: @int; err: @error; n = 1; return [n, err]; }"),
        ("func f[T any](x T) T { return x }", "f = fn f(x: @T) { return x; }"), ("var x = f()\nfunc f() {}", "f = fn f() { }\nx = f()"),
        ("func f() { g() }\nfunc g() {}", "f = fn f() { g'(); }\ng' = fn g() { }"),
        ("var x int\nfunc init() { x = 1 }\nfunc init() {}", "x': @int\nfn init() { x' = 1; }()\nfn init() { }()"),
        ("func f(x int) func() int { return func() int { return x } }", "f = fn f(x': @int) { return fn () { return x'; }; }"),
        ("const (\nA = iota\nB\nC = \"c\"\nD\n_ \n)", "A = 0\nB = 1\nC = 'c'\nD = 'c'\n_ = 'c'"),
        ("const A, B = iota, iota + 1", "[A, B] = [0, add(0, 1)]"), ("var (\na = 1\nb int\n)", "a = 1\nb: @int"),
        ("var _ I = T{}", "_: @I = new @T()"),
    ])
    func functionsAndVariablesHaveTheirForm(text: String, expected: String) throws {
        #expect(try go(text) == expected)
    }

    @Test(arguments: [
        ("type T struct {\nA, B int `json:\"a\"`\nC *x.D\nE\n*y.F\nG[int]\n}", "T = class T < @E, @y.F, @G { #'json:\"a\"' A: @int; #'json:\"a\"' B: @int; C: @x.D; }"),
        ("type I interface {\nM(a int) error\nJ\n}", "I = interface I < @J { M; }"), ("type S string", "S = class S < @string { }"),
        ("type A = x.B", "A = @x.B"), ("type (\nX int\nY []X\n)", "X = class X < @int { }\nY = class Y < opaque(X) { }"),
        ("type T[K any] struct { m map[string]K }", "T = class T { m: opaque(@string, @K); }"),
        ("type H func(int) string", "H = class H < opaque() { }"),
    ])
    func typesAreClasses(text: String, expected: String) throws {
        #expect(try go(text) == expected)
    }

    @Test func methodsBelongToTheirType() throws {
        let text = "package p\nfunc (t *T) M(x int) { t.n = x }\nfunc (U[K]) N() {}\ntype T struct { n int }"
        let lowered = try module(text, .go)
        #expect(lowered.looseMethods.mapValues { $0.map { lowered[$0].name } } == ["T": ["M"], "U": ["N"]])
        #expect(ModuleText(lowered).text == "T = class T { n: @int; M = fn M(t: T', x: @int) { t.n = x; }; }".replacing("T'", with: "T"))
        #expect(lowered.functions.dropFirst().map(\.receiver) == [.firstParameter, .firstParameter])
    }

    @Test func resultTypesAreNamed() throws {
        let text = "package p\nfunc f() (*T, error) {}\nfunc g() p.T {}\nfunc h() (x T) {}\nfunc i() {}"
        let lowered = try module(text, .go)
        let types = lowered.functions.dropFirst().map { $0.returnType.map { ModuleText(lowered).text($0) } }
        #expect(types == ["@T", "@p.T", "@T", nil])
    }

    @Test func importsBindTheirPackages() throws {
        let text = """
            package main
            import "fmt"
            import (
                "os/exec"
                e "errors"
                "github.com/a/b/v2"
                "gopkg.in/yaml.v3"
                "github.com/x/go-sqlite3"
                . "strings"
                _ "embed"
            )
            """
        let expected = """
            fmt = import('fmt')
            exec = import('os/exec')
            e = import('errors')
            b = import('github.com/a/b/v2')
            yaml = import('gopkg.in/yaml.v3')
            sqlite3 = import('github.com/x/go-sqlite3')
            import('embed')
            """
        let lowered = try module(text, .go)
        #expect(ModuleText(lowered).text == expected)
        #expect(lowered.packageName == "main")
        #expect(lowered.imports.count == 8)
        #expect(lowered.starImports.map { lowered[$0].specifier } == ["strings"])
        #expect(lowered.exports.isEmpty)
    }

    @Test func aPackageWithoutANameInItsPathHasTheOneThatIsUsed() throws {
        let text = "import \"github.com/aws/jsii-runtime-go\"\nfunc f(x jsii.T) { jsii.String(x) }"
        let expected = "jsii' = import('github.com/aws/jsii-runtime-go')\nf = fn f(x: jsii'.T) { jsii'.String(x); }"
        #expect(try go(text).replacing("jsii'.T", with: "jsii.T") == expected.replacing("jsii'.T", with: "jsii.T"))
    }

    @Test func packageLevelNamesAreExported() throws {
        let text = """
            package p
            import "fmt"
            const ( A = 1; b = 2 )
            var c, d int
            type E struct{}
            type f = E
            func G() { h := 1; fmt.Println(h) }
            func (e E) I() {}
            func init() {}
            var _ = 1
            """
        #expect(try module(text, .go).exports.keys.sorted() == ["A", "E", "G", "b", "c", "d", "f"])
    }

    @Test func whatCanBeReadOfBrokenGoIsThere() throws {
        let lowered = try module("package p\nfunc f() { g(\n}\nfunc h() { os.Exit(1) }\n", .go)
        #expect(!lowered.syntaxErrors.isEmpty)
        #expect(ModuleText(lowered).text.contains("@os.Exit(1)"))
    }
}
