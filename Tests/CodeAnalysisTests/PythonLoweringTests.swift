import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

/// A Python text as the intermediate representation's text.
func python(_ text: String) throws -> String { ModuleText(try module(text, .python)).text }

@Suite("Python lowering: expressions")
struct PythonExpressionTests {
    @Test(arguments: [
        ("None", "null"), ("True", "true"), ("False", "false"), ("...", "@Ellipsis"),
        ("0x1F", "31"), ("0o17", "15"), ("0b101", "5"), ("1_000", "1000"), ("1.5e1", "15"), ("3j", "3"), (".5", "0.5"),
        ("10L", "10"), ("a.b.c", "@a.b.c"), ("a[0]", "@a[0]"), ("a[1:2]", "@a[1:2:]"), ("a[:]", "@a[:]"),
        ("a[1, 2]", "@a[[1, 2]]"), ("a[1:2, 3]", "@a[[opaque(1, 2), 3]]"), ("(a)", "@a"), ("a, b", "[@a, @b]"),
        ("*a, b", "[...@a, @b]"), ("[]", "[]"), ("[1, *a]", "[1, ...@a]"), ("{1, 2}", "[1, 2]"),
        ("()", "[]"), ("(1,)", "[1]"), ("{}", "{}"), ("{'a': 1, b: 2, **c}", "{a: 1, [@b]: 2, ...@c}"),
        ("f(1, *a, k=2, **b)", "@f(1, ...@a, k=2, =...@b)"), ("f(x for x in y)", "@f((x for x of @y))"),
        ("a + b", "add(@a, @b)"), ("a % b", "remainder(@a, @b)"), ("a // b", "divide(@a, @b)"),
        ("a ** b", "power(@a, @b)"), ("a | b", "bitwise(@a, @b)"), ("a @ b", "bitwise(@a, @b)"),
        ("a and b or c", "or(and(@a, @b), @c)"), ("not a", "not(@a)"), ("-a", "negate(@a)"), ("+a", "plus(@a)"),
        ("~a", "bitwiseNot(@a)"), ("a < b", "less(@a, @b)"), ("a >= b", "greater(@a, @b)"),
        ("a < b < c", "and(less(@a, @b), less(@b, @c))"), ("a in b", "contained(@a, @b)"),
        ("a not in b", "notContained(@a, @b)"), ("a is b", "equal(@a, @b)"), ("a is not b", "notEqual(@a, @b)"),
        ("a <> b", "notEqual(@a, @b)"), ("a if b else c", "(@b ? @a : @c)"), ("await a", "await @a"),
        ("lambda: 1", "fn () { return 1; }"), ("lambda x, *y, z=a, **k: x", "fn (x, ...y, named z = @a, ...named k) { return x; }"),
        ("(yield)", "yield"), ("(yield a, b)", "yield [@a, @b]"), ("(yield from a)", "yield opaque(@a)"),
        ("[x for x in a if x if y]", "(x for x of @a if x if @y)"), ("{x: y for x, y in a}", "(x: y for [x, y] of @a)"),
        ("{x for y in a for x in y}", "(x for y of @a for x of y)"), ("[x async for x in a]", "(x for x of @a)"),
        ("f(a)(b)", "@f(@a)(@b)"), ("print(a)", "@print(@a)"),
    ])
    func expressionsHaveTheirForm(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test(arguments: [
        (#"'a' "b" '''c'''"#, "'abc'"), (#"'\n\t\\\'\x41\101\u00e9\U0001F600'"#, "'\n\t\\'AAé😀'"), (#"r'\n'"#, #"'\n'"#),
        (#"b'\x41\u0041'"#, #"'A\u0041'"#), (#"u'x'"#, "'x'"), (#"Rb'\x'"#, #"'\x'"#), ("'a\\\nb'", "'ab'"), (#"'\q'"#, #"'\q'"#),
        (#"'\N{DASH}\x4'"#, #"'\#u{FFFD}\x4'"#), ("'{{'", "'{{'"), ("f'{{x}}'", "'{x}'"), ("f'a{b}c'", "`a${@b}c`"),
        ("f'{a!r}'", "`${@repr(@a)}`"), ("f'{a!s}'", "`${@a}`"), ("f'{a:>{b}}'", "`${@format(@a, `>${@b}`)}`"),
        ("f'{a:.2f}'", "`${@format(@a, '.2f')}`"), ("f'{a=}'", "`${@a}`"), ("'x' f'{a}' 'y'", "`x${@a}y`"),
        ("f'{f\"{a}\"}'", "`${`${@a}`}`"), ("rf'\\d{a}'", "`\\d${@a}`"), ("f'''{a\n}'''", "`${@a}`"), ("''", "''"),
        ("'%s' % a", "remainder('%s', @a)"), ("'{}'.format(a)", "'{}'.format(@a)"),
    ])
    func stringsHaveTheirText(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test func aLongChainOfComparisonsStaysFlat() throws {
        let text = "a" + String(repeating: " < a", count: 1000)
        #expect(try python(text).hasPrefix("opaque(@a, @a"))
    }

    @Test func aGlobalSuperIsTheSuperclass() throws {
        #expect(try python("super().f(a)\nsuper(A, self).f\nsuper(a)") == "super.f(@a)\nsuper.f\n@super(@a)")
    }

    @Test(arguments: [
        ("importlib.import_module('a.b')", "import('a.b')"), ("import_module('a')", "import('a')"),
        ("importlib.import_module(a)", "import(@a)"), ("__import__('os').system(x)", "import('os').system(@x)"),
        ("__import__('a.b')", "import('a')"), ("__import__(f'{x}')", "import(`${@x}`)"),
    ])
    func modulesAreImportedByCalls(text: String, expected: String) throws {
        let lowered = try module(text, .python)
        #expect(ModuleText(lowered).text == expected)
        #expect(lowered.imports.filter { !$0.isDynamic }.isEmpty)
    }
}
