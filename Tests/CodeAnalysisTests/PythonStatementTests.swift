import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

@Suite("Python lowering: statements")
struct PythonStatementTests {
    @Test(arguments: [
        ("a = 1", "a = 1"), ("a = b = c", "a = (b = @c)"), ("a: int = 1", "a: @int = 1"), ("a: int", "a: @int"),
        ("a, b = c", "[a, b] = @c"), ("(a, [b, c]) = d", "[a, [b, c]] = @d"), ("a, *b = c", "[a, ...b] = @c"),
        ("a, *b, d = c", "[a, ...[d, ...b]] = @c"), ("a.b = c", "@a.b = @c"), ("a[b] = c", "@a[@b] = @c"),
        ("a += 1", "a = add(a, 1)"), ("a.b -= 1", "@a.b = subtract(@a.b, 1)"), ("a[0] |= 1", "@a[0] = bitwise(@a[0], 1)"),
        ("a = yield b", "a = yield @b"), ("a = 1, 2", "a = [1, 2]"), ("a = b,", "a = [@b]"), ("(a := b)", "(a = @b)"),
        ("del a, b[0]", "delete(a)\ndelete(@b[0])"), ("del (a, b)", "delete(a)\ndelete(b)"), ("pass", ""),
        ("raise", "raise"), ("raise A(b)", "raise @A(@b)"), ("raise A from b", "raise seq(@b, @A)"),
        ("assert a", "check @a"), ("assert a, f(b)", "check or(@a, seq(@f(@b), false))"),
        ("print 'a', b", "@print('a', @b)"), ("print >>f, b", "@print(@f, @b)"), ("exec 'a'", "@exec('a')"),
        ("type A = B | None", "A = @B"), ("a; b", "@a\n@b"), ("'doc'", "'doc'"),
    ])
    func simpleStatementsHaveTheirForm(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test func branchesNest() throws {
        let text = "if a:\n  b\nelif c: # note\n  d\nelse:\n  e\n"
        #expect(try python(text) == "if @a\n  @b\nelse\n  if @c\n    @d\n  else\n    @e")
    }

    @Test func manyBranchesAreOneChoice() throws {
        let text = "if a: b\n" + String(repeating: "elif c: d\n", count: 100) + "else: e\n"
        let lines = try python(text).split(separator: "\n")
        #expect(lines.prefix(3) == ["choose ", "  case @a", "    @b"])
        #expect(lines.suffix(2) == ["  case ", "    @e"])
    }

    @Test(arguments: [
        ("for a, b in c:\n  a\nelse:\n  b", "for [a, b] of @c\n  a\notherwise\n  b"),
        ("for a.b in 1, 2: pass", "for @a.b of [1, 2]"),
        ("async def f():\n  async for x in y: x", "f = async fn f() { for x of @y; x; }"),
        ("while a:\n  break\nelse:\n  continue", "while @a\n  leave\notherwise\n  next"),
        ("with a as b, c: b", "using @a, @c\n  b = @a\n  b"), ("with (a as b, c as d): d", "using @a, @c\n  b = @a\n  d = @c\n  d"),
        ("with a as (b, c): b", "using @a\n  [b, c] = @a\n  b"), ("with a: pass", "using @a"), ("with (a): b", "using @a\n  @b"),
    ])
    func loopsAndContextsHaveTheirForm(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test func errorsAreCaughtByType() throws {
        let text = """
            try:
              a
            except A as e:
              e
            except (B, c.D) as f:
              f
            except E:
              pass
            except:
              raise
            else:
              b
            finally:
              c
            """
        let expected = """
            try
              @a
            catch @A as e
              e
            catch @B, @c.D as f
              f
            catch @E
            catch 
              raise
            otherwise
              @b
            finally
              @c
            """
        #expect(try python(text) == expected)
    }

    @Test(arguments: [
        ("try: a\nexcept* A as e: e", "try\n  @a\ncatch @A as e\n  e"),
        ("try: a\nexcept* (A, B): b", "try\n  @a\ncatch @A, @B\n  @b"), ("try: a\nexcept A, e: e", "try\n  @a\ncatch @A as e\n  e"),
        ("try: a\nfinally: b", "try\n  @a\nfinally\n  @b"),
    ])
    func otherWaysOfCatching(text: String, expected: String) throws {
        #expect(try python(text) == expected)
    }

    @Test(arguments: [
        ("1", "case 1"), ("-1", "case negate(1)"), ("'a'", "case 'a'"), ("'a' | 'b'", "case 'a', 'b'"), ("None", "case null"),
        ("A.B", "case @A.B"), ("x", "case  as x"), ("_", "case "), ("x if x > 1", "case  as x if greater(x, 1)"),
        ("1 as x", "case 1 as x"), ("[a, b]", "case  as [a, b] if opaque()"), ("a, *b", "case  as [a, ...b] if opaque()"),
        ("[a, *_, b]", "case  as [a, ...[b, ..._]] if opaque()"), ("(a)", "case  as a"), ("(a,)", "case  as [a] if opaque()"),
        ("{'a': x, **r}", "case  as {a: x, ...r} if opaque()"), ("{'a': 'b', 'c': x}", "case  as {a: _, c: x} if opaque('b')"),
        ("{A.B: x}", "case  as {[@A.B]: x} if opaque()"), ("str(x)", "case  as x if instance(@s, @str)"),
        ("a.P()", "case  if instance(@s, @a.P)"), ("P(x, y)", "case  as [x, y] if instance(@s, @P)"),
        ("P(x=0, y=b)", "case  as {x: _, y: b} if and(instance(@s, @P), opaque(0))"),
        ("str() | bytes()", "case  if opaque(instance(@s, @str), instance(@s, @bytes))"),
        ("P() as p", "case  as p if instance(@s, @P)"), ("1+2j", "case opaque(1, 2)"),
    ])
    func casesMatchAndCapture(pattern: String, expected: String) throws {
        #expect(try python("match s:\n  case \(pattern):\n    pass") == "choose @s\n  " + expected)
    }

    @Test func caseBodiesSeeWhatIsCaptured() throws {
        let text = "def f(e):\n  match e, 1:\n    case {'k': v}, 1: return v\n    case _: return None"
        let lowered = try python(text)
        #expect(lowered.contains("choose [e, 1]"))
        #expect(lowered.contains("return v;"))
        #expect(lowered.contains("case ; return null;"))
    }
}
