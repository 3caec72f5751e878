import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

@Suite("Python lowering: functions and classes")
struct PythonDefinitionTests {
    @Test(arguments: [
        ("def f(): pass", "f = fn f() { }"), ("def f(a, b=1, *c, d, e=2, **g): return a, b",
            "f = fn f(a, b = 1, ...c, named d, named e = 2, ...named g) { return [a, b]; }"),
        ("def f(a, /, b, *, c): pass", "f = fn f(a, b, named c) { }"), ("async def f(): await a", "f = async fn f() { await @a; }"),
        ("def f(): yield 1", "f = generator fn f() { yield 1; }"), ("def f():\n  lambda: (yield)", "f = fn f() { generator fn () { return yield; }; }"),
        ("def f(a: int, *b: str, **c: A): pass", "f = fn f(a: @int, ...b: @str, ...named c: @A) { }"),
        ("def f(a: A = 1): pass", "f = fn f(a: @A = 1) { }"), ("@a\n@b.c(1)\ndef f(): pass", "f = #@a #@b.c(1) fn f() { }"),
        ("def f((a, b)): return a", "f = fn f([a, b]) { return a; }"),
    ])
    func functionsHaveTheirForm(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test(arguments: [
        ("A", "@A"), ("a.A", "@a.A"), ("Optional[A]", "@A"), ("typing.Optional[a.A]", "@a.A"), ("A | None", "@A"), ("None | A", "@A"),
        ("Union[None, A, B]", "opaque(@A, @B)"), ("List[A]", "@List<@A>"), ("dict[str, A]", "@dict<@str, @A>"), ("'A'", "@A"), ("'Optional[a.A]'", "@a.A"),
        ("'A | None'", "@A"), ("Annotated[A, 1]", "@A"), ("None", "null"), ("Callable[[A], B]", "@Callable<[@A], @B>"), ("Literal['a', 1]", "@Literal<'a', 1>"), ("Annotated[A, g(1)]", "@A<@g(1)>"),
    ])
    func annotationsNameTheClass(type: String, expected: String) throws {
        #expect(try python("def f(a: \(type)): pass") == "f = fn f(a: \(expected)) { }")
        let lowered = try module("def f() -> \(type): pass", .python)
        #expect(lowered.functions.last?.returnType.map { ModuleText(lowered).text($0) } == expected)
    }

    @Test func namesArgumentsMayUse() throws {
        let lowered = try module("def f(a, /, b, *c, d): pass", .python)
        #expect(lowered.functions.last?.parameters.map(\.name) == [nil, "b", nil, "d"])
    }

    @Test func membersHaveTheirKind() throws {
        let text = """
            class A(B, c.D, metaclass=M):
              "doc"
              x = 1
              y: int = 2
              z: ClassVar[str] = 'z'
              w: Optional[W]
              def __init__(self): self.v = 1
              def m(self): return A
              @staticmethod
              def s(): pass
              @classmethod
              def k(cls): pass
              @property
              def p(self): pass
              @p.setter
              def p(self, value): pass
              @retry(3)
              async def r(self): pass
              class N: pass
            """
        let expected = """
            A' = class A < @B, @c.D { static x = 1; y: @int = 2; static z: @str = 'z'; w: @W; \
            init = fn __init__(self) { self.v = 1; }; m = fn m(self) { return A'; }; static s = fn s() { }; \
            static k = fn k(cls) { }; get p = fn p(self) { }; set p = fn p(self, value) { }; \
            r = #@retry(3) async fn r(self) { }; static N = class N { }; }
            """
        let lowered = try module(text, .python)
        #expect(ModuleText(lowered).text == expected)
        #expect(
            lowered.functions.dropFirst().map(\.receiver) == [
                .firstParameter, .firstParameter, .none, .classAsFirstParameter, .firstParameter, .firstParameter, .firstParameter,
            ])
        #expect(Set(lowered.functions.dropFirst().map { $0.ofClass?.index }) == [0])
    }

    @Test func aClassBodyMayUseItsOwnNames() throws {
        let text = "class A:\n  x = 1\n  y = x + z\n  if x:\n    def f(self): return x\n  g(y)\n"
        let expected = """
            x = 1
            y = add(x, @z)
            if x
              f = fn f(self) { return @x; }
            @g(y)
            A = class A { static x = 1; static y = add(x, @z); f = fn f(self) { return @x; }; }
            """
        #expect(try python(text) == expected)
    }

    @Test func aClassBodyReadsTheOuterNameBeforeItsOwn() throws {
        #expect(try python("x = 1\nclass A:\n  x = x\n") == "x = 1\nA = class A { static x = x; }")
    }

    @Test func decoratorsAndNesting() throws {
        let text = "@dataclass\nclass A(Generic[T]):\n  a, b = 1, 2\n"
        let lowered = try module(text, .python)
        #expect(ModuleText(lowered).text == "[a, b] = [1, 2]\nA = class A < @Generic<@T> { static a = a; static b = b; }")
        #expect(lowered.classes.first?.decorators.map { ModuleText(lowered).text($0) } == ["@dataclass"])
    }
}

@Suite("Python lowering: names and imports")
struct PythonNamesTests {
    private func imports(_ text: String) throws -> [String] {
        try module(text, .python).imports.map { value in
            (value.specifier ?? "?") + (value.names.isEmpty ? "" : " \(value.names.joined(separator: ","))")
                + (value.isDynamic ? " dynamic" : "") + (value.isTypeOnly ? " types" : "")
        }
    }

    @Test(arguments: [
        ("import a", "a = import('a')", ["a"]), ("import a.b.c", "a = import('a')", ["a", "a.b.c"]),
        ("import a.b as x", "x = import('a.b')", ["a.b"]), ("import a, b", "a = import('a')\nb = import('b')", ["a", "b"]),
        ("from x import y as z, w", "z = import('x').y\nw = import('x').w", ["x y,w"]),
        ("from . import a", "a = import('.').a", [". a"]), ("from ..p.m import b", "b = import('..p.m').b", ["..p.m b"]),
        ("from x import *", "", ["x"]), ("from x import (\n  a, # note\n  b,\n)", "a = import('x').a\nb = import('x').b", ["x a,b"]),
        ("from __future__ import annotations", "annotations = import('__future__').annotations", ["__future__ annotations"]),
        ("try:\n  import a\nexcept ImportError:\n  a = None", "try\n  a = import('a')\ncatch @ImportError\n  a = null", ["a"]),
        ("def f():\n  import a\n  a", "f = fn f() { a = import('a'); a; }", ["a dynamic"]),
        ("if TYPE_CHECKING:\n  import a\nimport b", "if @TYPE_CHECKING\n  a = import('a')\nb = import('b')", ["a types", "b"]),
        ("if typing.TYPE_CHECKING:\n  import a\nelse:\n  a = 1", "if @typing.TYPE_CHECKING\n  a = import('a')\nelse\n  a = 1", ["a types"]),
    ])
    func importsBindNames(text: String, expected: String, table: [String]) throws {
        #expect(try python(text) == expected)
        #expect(try imports(text) == table)
    }

    @Test func starImportsAreNoted() throws {
        let lowered = try module("from x import *\nfrom y import a", .python)
        #expect(lowered.starImports.map { lowered[$0].specifier } == ["x"])
    }

    @Test func moduleLevelNamesAreExported() throws {
        let text = """
            import a.b
            from c import d as e
            f = 1
            g, (h, *i) = j
            for k in l: pass
            with m as n: pass
            def o():
              global p
              p = q = 1
            class r: s = 1
            if t: u = 1
            try: pass
            except v as w: pass
            match x:
              case [y, {'k': z}]: pass
            [aa for aa in bb if (cc := aa)]
            dd += 1
            del ee
            """
        #expect(
            try module(text, .python).exports.keys.sorted() == [
                "a", "cc", "dd", "e", "ee", "f", "g", "h", "i", "k", "n", "o", "p", "r", "u", "w", "y", "z",
            ])
    }

    @Test(arguments: [
        ("def f():\n  return g()\ndef g(): pass", "f = fn f() { return g'(); }\ng' = fn g() { }"),
        ("x = 1\ndef f():\n  x\n  x = 2", "x = 1\nf = fn f() { x; x = 2; }"),
        ("def f():\n  global x\n  x = 2\nx", "f = fn f() { x' = 2; }\nx'"),
        ("def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  return g", "f = fn f() { x' = 1; g = fn g() { x' = 2; }; return g; }"),
        ("def f(x):\n  return lambda y: x + y", "f = fn f(x') { return fn (y) { return add(x', y); }; }"),
        ("def f(x=x): pass\nx = 1", "f = fn f(x = x) { }\nx = 1"),
        ("x = 1\n[x for x in x]\nx", "x = 1\n(x for x of x)\nx"),
        ("class A:\n  x = 1\n  def f(self): return x", "A = class A { static x = 1; f = fn f(self) { return @x; }; }"),
        ("def f():\n  if (n := g()): return n", "f = fn f() { if (n = @g()); return n; }"),
        ("def f(e):\n  for r in e: h(r)\n  with o() as w: w\n  try: pass\n  except E as x: x",
            "f = fn f(e) { for r of e; @h(r); using @o(); w = @o(); w; try; catch @E as x; x; }"),
    ])
    func namesHaveTheirScope(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test func anOuterNameAndAComprehensionsAreTwo() throws {
        let lowered = try module("x = 1\n[x for x in x]", .python)
        #expect(lowered.variables.map(\.name) == ["x", "x"])
    }
}
