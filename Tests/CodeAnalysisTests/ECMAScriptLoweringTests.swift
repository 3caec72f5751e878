import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

/// What a file is lowered to, as text.
private func lowered(_ text: String, _ language: CodeLanguage = .javaScript) throws -> String {
    ModuleText(try module(text, language)).text
}

@Suite("ECMAScript: statements and expressions")
struct ECMAScriptLoweringTests {
    @Test("values and operators", arguments: [
        (#"s = 'a\n\x41B\u{1F600}\uD83D\uDE00\'\<'"#, "@s = 'a\nAB😀😀'<'"),
        ("s = 'a\\\nb'", "@s = 'ab'"),
        ("n = [0x1F, 1_000, 10n, .5, 1e3, 0b11, 0o17, 017]", "@n = [31, 1000, 10, 0.5, 1000, 3, 15, 15]"),
        ("r = /a\\/b[/]/gi", "@r = /a\\/b[/]/gi"),
        ("t = tag`a${1}b`", "@t = @tag(`a${1}b`, 1)"),
        ("l = [1,,2, ...z,]", "@l = [1, null, 2, ...@z]"),
        ("f(null, undefined, true)", "@f(null, null, true)"),
        ("a?.b?.[c]?.(1, ...d)", "@a.b[@c](1, ...@d)"),
        ("a ?? b", "coalesce(@a, @b)"),
        ("a ||= b", "@a = or(@a, @b)"),
        ("a.b += 1", "@a.b = add(@a.b, 1)"),
        ("i--", "@i = subtract(@i, 1)"),
        ("x = a ? b : c", "@x = (@a ? @b : @c)"),
        ("delete a.b; typeof a; void 0", "delete(@a.b)\ntypeName(@a)\nvoid(0)"),
        ("('x' in y) && a instanceof B", "and(contained('x', @y), instance(@a, @B))"),
        ("(a, b)", "seq(@a, @b)"),
        ("import.meta.url", "@import.meta.url"),
        ("new A(1).b", "new @A(1).b"),
        ("[a, b = 2, ...c] = d", "[@a, @b = 2, ...@c] = @d"),
        ("({ a, b: q.w, ['k' + 1]: e, ...f } = g)", "{a: @a, b: @q.w, [add('k', 1)]: @e, ...@f} = @g"),
    ])
    func expressions(source: String, expected: String) throws {
        #expect(try lowered(source) == expected)
    }

    @Test("object literals keep names, computed keys, methods and accessors")
    func records() throws {
        let text = try lowered(
            "o = { a, 'c-d': 2, [e]: 3, ['f']: 4, 5: 5, m() { return this }, get g() { return 1 }, ...rest, fn: () => {} }")
        #expect(
            text == "@o = {a: @a, c-d: 2, [@e]: 3, f: 4, 5: 5, m: fn m() { return this; }, "
                + "g: fn g() { return 1; }(), ...@rest, fn: fn fn() { }}")
    }

    @Test("loops, choices and errors", arguments: [
        ("for (const [i, v] of e) f(v)", "for [i, v] of @e\n  @f(v)"),
        ("for (const k in e) f(k)", "for k in @e\n  @f(k)"),
        ("for (let i = 0; i < 3; i++) f(i)", "block\n  i = 0\n  while less(i, 3); (i = add(i, 1))\n    @f(i)"),
        ("for (;;) f()", "while \n  @f()"),
        ("do { f() } while (x)", "do while @x\n  @f()"),
        ("if (a) { b() } else if (c) d(); else e()", "if @a\n  @b()\nelse\n  if @c\n    @d()\n  else\n    @e()"),
        (
            "switch (a) { case 1: case 2: f(); case 3: g(); break; default: h() }",
            "choose @a\n  case 1 falls through\n  case 2 falls through\n    @f()\n  case 3\n    @g()\n    leave\n  case \n    @h()"
        ),
        (
            "try { a() } catch ({ m }) { b(m) } finally { c() }",
            "try\n  @a()\ncatch  as {m: m}\n  @b(m)\nfinally\n  @c()"
        ),
        ("throw new Error('x')", "raise new @Error('x')"),
        ("out: for (;;) { break out }", "while \n  leave"),
        ("here: { break here }", "choose \n  case \n    leave"),
        ("with (o) f()", "using @o\n  @f()"),
    ])
    func statements(source: String, expected: String) throws {
        #expect(try lowered(source) == expected)
    }

    @Test("functions: asynchronous, generating, arrows, parameters of every form", arguments: [
        ("f = async (a, { b: c = 3, ...r }, d = () => {}, ...m) => a",
            "@f = async fn f(a, {b: c = 3, ...r}, d = fn d() { }, ...m) { return a; }"),
        ("f = x => ({ x })", "@f = fn f(x) { return {x: x}; }"),
        ("async function* g() { yield* x; yield 1; await y }",
            "g = async generator fn g() { yield @x[opaque()]; yield 1; await @y; }"),
        ("exports.h = function () {}", "@exports.h = fn h() { }"),
        ("f = function fact(k) { return fact(k - 1) }",
            "@f = (fact' = fn fact(k) { return fact'(subtract(k, 1)); })"),
    ])
    func functions(source: String, expected: String) throws {
        #expect(try lowered(source) == expected)
    }

    @Test("classes: fields, private names, accessors, static blocks, expressions as bases")
    func classes() throws {
        let text = try lowered(
            """
            class A extends mixin(B) {
              #p = 1; static s = 2; static { this.q = 1 }
              constructor() { super(); this.#p = 2 }
              get v() { return this.#p } static async m() {} *it() {} [Symbol.iterator]() {} arrow = () => this.v
            }
            """)
        #expect(
            text == "A = class A < @mixin(@B) { #p = 1; static s = 2; static  = fn () { this.q = 1; }(); "
                + "init = fn constructor() { super(); this.#p = 2; }; get v = fn v() { return this.#p; }; "
                + "static m = async fn m() { }; it = generator fn it() { }; "
                + "[Symbol.iterator] = fn [Symbol.iterator]() { }; arrow = fn arrow() { return this.v; }; }")
    }

    @Test("JSX is a call of its tag, attributes and children")
    func elements() throws {
        let text = try lowered("e = <div className=\"a\" {...p} flag>hi {name}<Foo.Bar x={y}/>{/* c */}<>z</></div>")
        #expect(
            text == "@e = @JSX('div', {className: 'a', ...@p, flag: true}, 'hi ', @name, @JSX(@Foo.Bar, {x: @y}), "
                + "@JSX('', {}, 'z'))")
    }

    // MARK: Scopes

    @Test("functions may use what is declared further down, and capture it")
    func hoisting() throws {
        let text = try lowered("f();\nfunction f() { return later + v }\nconst later = 1;\nif (x) { var v = 2 }")
        #expect(text == "f = fn f() { return add(later', v'); }\nf()\nlater' = 1\nif @x\n  v' = 2")
    }

    @Test("blocks, parameters and catch clauses hide outer names")
    func shadowing() throws {
        let module = try module("let a = 1; { let a = 2; f(a) } function g(a) { return a } try {} catch (a) { h(a) }", .javaScript)
        #expect(module.variables.filter { $0.name == "a" }.count == 4)
        #expect(module.variables.allSatisfy { !$0.isCaptured })
    }

    @Test("a declared `require` loads nothing, unless createRequire made it")
    func shadowedRequire() throws {
        #expect(try module("function f(require) { require('x') }", .javaScript).imports.isEmpty)
        let made = try module(
            "import { createRequire } from 'module'; const require = createRequire(import.meta.url); require('x')", .javaScript)
        #expect(made.imports.compactMap(\.specifier) == ["module", "x"])
    }

    // MARK: Broken files

    @Test("what can be read of a broken file is read")
    func broken() throws {
        let module = try module("const a = require('a');\nfunction f() { g(a) }\nconst = ;\nexports.h = (e => f(e);\nlast()", .javaScript)
        let text = ModuleText(module).text
        #expect(!module.syntaxErrors.isEmpty)
        #expect(text.contains("a' = import('a')") && text.contains("f' = fn f() { @g(a'); }"))
    }

    @Test("deep nesting and long chains are cut, and nothing traps", arguments: [
        String(repeating: "(", count: 5000), String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
        "x = " + Array(repeating: "'a'", count: 5000).joined(separator: " + "),
        "x" + String(repeating: ".a()", count: 5000),
        String(repeating: "{", count: 2000), String(repeating: "x => ", count: 2000) + "1",
        String(repeating: "if (a) ", count: 2000) + "b", String(repeating: "class A { m() { ", count: 500),
        String(repeating: "<a>", count: 2000), String(repeating: "`${", count: 1000),
        "x = {a: " + String(repeating: "{a: ", count: 2000),
    ])
    func deep(source: String) throws {
        for language in [CodeLanguage.javaScript, .tsx] { _ = try module(source, language) }
    }
}
