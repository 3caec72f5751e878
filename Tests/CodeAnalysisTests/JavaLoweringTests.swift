import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

/// A Java text as the intermediate representation's text.
private func java(_ text: String) throws -> String { ModuleText(try module(text, .java)).text }

/// The body of a method of two parameters.
private func body(_ text: String) throws -> String {
    let lowered = try java("class C { Object f(T a, T b) {\n\(text)\n} }")
    let start = try #require(lowered.firstRange(of: " { ", of: "f = fn")).upperBound
    return String(lowered[start...].dropLast(" }; }".count))
}

extension String {
    fileprivate func firstRange(of part: String, of before: String) -> Range<String.Index>? {
        firstRange(of: before).flatMap { self[$0.upperBound...].firstRange(of: part) }
    }
}

@Suite("Java lowering: expressions and statements")
struct JavaBodyTests {
    @Test(arguments: [
        ("1_000L", "1000"), ("0x1F", "31"), ("0b11", "3"), ("017", "15"), ("1.5e1", "15"), ("1e1f", "10"), ("'a'", "'a'"),
        (#"'\u0041'"#, "'A'"), (#""a\n\101\"""#, "'a\nA\"'"), ("\"\"", "''"), ("null", "null"), ("true", "true"), ("a.b.c", "a.b.c"),
        ("a[0]", "a[0]"), ("a.g(1, b)", "a.g(1, b)"), ("(a)", "a"), ("-a", "negate(a)"), ("!a", "not(a)"), ("~a", "bitwiseNot(a)"),
        ("a + b", "add(a, b)"), ("a % b", "remainder(a, b)"), ("a && b || a", "or(and(a, b), a)"), ("a >>> b", "bitwise(a, b)"),
        ("a <= b", "less(a, b)"), ("a != b", "notEqual(a, b)"), ("a ? b : 1", "(a ? b : 1)"), ("(T) a", "cast(a, @T)"), ("(int) a", "cast(a, @int)"),
        ("(List<T>) a", "cast(a, seq(@T, @List))"), ("a = b", "(a = b)"), ("a += 1", "(a = add(a, 1))"), ("a++", "(a = add(a, 1))"), ("--a", "(a = subtract(a, 1))"),
        ("new T(a)", "new @T(a)"), ("new ArrayList<T>()", "new @ArrayList()"), ("new p.q.T()", "new import('p.q.T')()"), ("p.q.T.f(a)", "import('p.q.T').f(a)"),
        ("new int[]{1, 2}", "[1, 2]"), ("new byte[a]", "seq(opaque(a), [])"), ("T.class", "@T"), ("this", "this"), ("super.f(a)", "super.f(a)"),
        ("a instanceof T", "instance(a, @T)"), ("a instanceof T t && t.b()", "and(and(instance(a, @T), seq((t = cast(a, @T)), true)), t.b())"),
        ("a instanceof P(T x, var y)", "and(and(instance(a, @P), seq((x = opaque(a)), true)), seq((y = opaque(a)), true))"),
        ("x -> x + 1", "fn (x) { return add(x, 1); }"), ("(x, y) -> { return x; }", "fn (x, y) { return x; }"), ("(T x) -> a", "fn (x: @T) { return a'; }"),
        ("a::g", "fn (...) { return a'.g(...); }"), ("T::new", "fn (...) { return new @T(...); }"),
        ("T::g", "fn (, ...) { return (opaque() ? @T.g(, ...) : .g(...)); }"), ("String[]::new", "fn (...) { return []; }"),
        ("new T() { int x = 1; void g() { h(x); } }", "new class  < @T { x: @int = fn () { return 1; }(); g = fn g() { this.h(this.x); }; }()"),
        ("switch (a) { case 1, 2 -> b; default -> 3; }", "fn () { choose a'; case 1, 2; return b'; case ; return 3; }()"),
        ("switch (a) { case T t when t.x -> t; case null -> 1; default -> { yield 2; } }",
            "fn () { block;  = a'; choose ; case and(and(instance(, @T), seq((t = cast(, @T)), true)), t.x); return t; case equal(, null); return 1; case ; return 2; }()"),
    ])
    func expressionsHaveTheirForm(text: String, expected: String) throws {
        let lowered = withoutHidden(try body("return \(text);"))
        #expect(lowered == "return \(expected);")
    }

    /// Variables without a name are numbered, which no test is about.
    private func withoutHidden(_ text: String) -> String { text.replacing(/_\d+'?/, with: "") }

    @Test func blocksOfTextLoseWhatIndentsThem() throws {
        let text = "class C { String s = \"\"\"\n    SELECT a\\\n     FROM b\n      WHERE \\\"c\\\" = '\\t'  \n    \"\"\"; }"
        #expect(try java(text) == "C = class C { s: @String = 'SELECT a FROM b\n  WHERE \"c\" = '\t'\n'; }")
    }

    @Test(arguments: [
        ("a = 1;", "a = 1;"), ("a.x = 1;", "a.x = 1;"), ("a[0] = b;", "a[0] = b;"), ("a.x |= 1;", "a.x = bitwise(a.x, 1);"), ("a.x--;", "a.x = subtract(a.x, 1);"),
        ("int x;", "x: @int;"), ("T x = a, y;", "x: @T = a; y: @T;"), ("var x = a;", "x = a;"), ("final T x = a;", "x: @T = a;"), ("return;", "return;"),
        ("throw a;", "raise a;"), ("{ a.g(); }", "block; a.g();"), ("assert a != null;", "opaque(notEqual(a, null));"),
        ("if (a) a.g(); else if (b) { a.h(); } else a.i();", "if a; a.g(); else; if b; a.h(); else; a.i();"), ("while (a) { break; }", "while a; leave;"),
        ("do { continue; } while (a);", "do while a; next;"), ("for (;;) {}", "while ;"), ("L: while (a) break L;", "while a; leave;"),
        ("for (int i = 0, j = 1; i < 3; i++, j--) a.g(i);", "block; i: @int = 0; j: @int = 1; while less(i, 3); (i = add(i, 1)), (j = subtract(j, 1)); a.g(i);"),
        ("for (T x : a) x.g();", "for x of a; x: @T = x; x.g();"), ("for (var x : a) {}", "for x of a;"), ("synchronized (a) { b.g(); }", "block; a; b.g();"),
        ("try { a.g(); } catch (X | Y e) { e.h(); } finally { b.i(); }", "try; a.g(); catch @X, @Y as e; e.h(); finally; b.i();"),
        ("try (T x = a.g(); b) { x.h(); }", "block; x: @T = a.g(); using x, b; x.h();"),
        ("switch (a) { case 1: case 2: b.g(); break; case 3: b.h(); default: b.i(); }",
            "choose a; case 1 falls through; case 2; b.g(); leave; case 3 falls through; b.h(); case ; b.i();"),
        ("switch (a) { case \"x\" -> b.g(); case null, default -> throw b; }", "choose a; case 'x'; b.g(); case ; raise b;"),
        ("class L { int x; } new L();", "L = class L { x: @int; }; new L();"), ("record R(int x) {}", "R = class R { x: @int; x = fn x() { return this.x; }; init = fn R(x: @int) { this.x = x; }; };"),
    ])
    func statementsHaveTheirForm(text: String, expected: String) throws {
        #expect(try body(text) == expected)
    }
}

@Suite("Java lowering: declarations")
struct JavaDeclarationTests {
    @Test(arguments: [
        ("class C { int x = 1; C(int x) { this.x = x; } int g() { return x; } }",
            "C = class C { x: @int = 1; init = fn C(x: @int) { this.x = x; }; g = fn g() { return this.x; }; }"),
        ("class C extends B implements I<T>, J { C() { this(1); } C(int i) { super(i); } C(T t) { g(t); } }",
            "C = class C < @B, seq(@T, @I), @J { init = fn C() { this.<init>(1); }; init = fn C(i: @int) { super(i); }; "
                + "init = fn C(t: @T) { super(); this.g(t); }; }"),
        ("class C { static final String A = \"a\"; static int n = f(); static { n = 2; } static int f() { return n; } int g() { return f() + A; } }",
            "C' = class C { static A: @String; static n: @int; static f = fn f() { return C'.n; }; g = fn g() { return add(C'.f(), C'.A); }; }\n"
                + "C'.A: @String = 'a'\nC'.n: @int = C'.f()\nfn () { C'.n = 2; }()"),
        ("class C { static class D { int x; D d; } class E { int y = x; } int x; D d = new D(); }",
            "C = class C { static D; static E; x: @int; d: C.D = new C.D(); }\nC.D = class D { x: @int; d: C.D; }\nC.E = class E { y: @int = this.this$0.x; }"),
        ("class C { int x; Runnable r() { return new Runnable() { public void run() { x = 1; C.this.x = 2; g(); } }; } void g() {} }",
            "C = class C { x: @int; r = fn r() { return new class  < @Runnable { run = fn run() { this.this$0.x = 1; this.this$0.x = 2; this.this$0.g(); }; }(); }; "
                + "g = fn g() { }; }"),
        ("enum E { A(1) { int f() { return 2; } }, B; final int n; E(int n) { this.n = n; } int f() { return n; } }",
            "E = class E < @Enum { static A; static B; n: @int; init = fn E(n: @int) { this.n = n; }; f = fn f() { return this.n; }; }\n"
                + "E.A = new class  < E { f = fn f() { return 2; }; }(1)\nE.B = new E()"),
        ("record P(@J(\"x_y\") String x, int y) { P { check(x); } String x() { return x; } }",
            "P = class P { #@J('x_y') x: @String; y: @int; y = fn y() { return this.y; }; init = fn P(x: @String, y: @int) { @check(x); this.x = x; this.y = y; }; "
                + "x = fn x() { return this.x; }; }"),
        ("interface I extends J { int K = 1; void f(); default int g() { return K; } static int h() { return 2; } }",
            "I' = interface I < @J { static K: @int; g = fn g() { return I'.K; }; static h = fn h() { return 2; }; }\nI'.K: @int = 1"),
        ("class C<T extends A> { T x; <U> U f(T t, U... u) { return u; } }", "C = class C { x; f = fn f(t, ...u) { return u; }; }"),
        ("import a.b.C; import static a.b.D.f; import java.util.*; class X { void g() { f(C.h()); } }",
            "C' = import('a.b.C')\nf' = import('a.b.D.f')\nX = class X { g = fn g() { f'(C'.h()); }; }"),
        ("@A(x = 1) class C { @B @D({\"p\", \"q\"}) int x; }", "C = class C { #@B #@D(['p', 'q']) x: @int; }"),
    ])
    func declarationsHaveTheirForm(text: String, expected: String) throws {
        let lowered = try java(text)
        #expect(lowered == expected)
    }

    @Test func classesOfTheFileAreItsExports() throws {
        let lowered = try module("package p.q;\nimport a.*;\nimport static b.C.*;\nclass A {}\ninterface B { class D {} }", .java)
        #expect(lowered.packageName == "p.q")
        #expect(lowered.exports.keys.sorted() == ["A", "B"])
        #expect(lowered.starImports.map { lowered[$0].specifier } == ["a.*", "b.C.*"])
    }

    /// A name means the variable of the innermost block or class that has it.
    @Test func namesAreHiddenFromTheInside() throws {
        let text = "class C { int x; void f(int y) { int x = 1; g(x); Runnable r = new R() { int y; void run() { g(x, y); } }; } }"
        #expect(try java(text).contains("this.h") == false)
        #expect(try java(text).contains("g(x', this.y)"))
    }

    @Test(arguments: ["class", "class C {", "class C { int f( { return 1; }", "import ;", "class C { void f() { a.b( ; switch (x) { case", "new T() {{{", "\"\"\"", "enum E { A("])
    func brokenTextIsReadAsFarAsItGoes(_ text: String) throws {
        let lowered = try module(text, .java)
        #expect(!lowered.syntaxErrors.isEmpty)
        _ = ModuleText(lowered).text
    }
}
