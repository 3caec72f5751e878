import CodeAnalysis
import SourceText
import Testing

/// Damaged programs are read without a trap, whatever is left of them.
@Suite struct AnalysisMutationTests {
    private static let programs: [(file: String, text: String)] = [
        (
            "handler.js",
            """
            const { exec: run, ...rest } = require('child_process');
            const table = new Map([['a', 1]]);
            class Base { constructor(x) { this.x = x } get y() { return this.x } static z = { k: [1, 2] } }
            class Store extends Base { save = async (v) => { await super.y; this.v = { ...v, n: [...v.list] }; return this } }
            const wrap = (f) => function (...a) { try { return f.apply(this, a) } catch (e) { throw e } finally { table.clear() } };
            function* each(l) { for (const i of l) yield* i }
            exports.handler = wrap(async ({ body, headers: { a = 'b' } = {} }, context, callback) => {
              const data = JSON.parse(body || '{}');
              if (!/^[a-z]+$/.test(data.name) && table.has(a)) return callback(null, `x ${data.name}`);
              switch (data.kind) { case 'a': case 'b': run(data.name); break; default: new Store(data).save(data) }
              for (let i = 0; i < data.n; i++) data.items?.map((x, j) => x[j] ?? run(x)).filter(Boolean);
              return [...each(Object.entries(data))].reduce((s, [k, v]) => s + k + v, '');
            });
            """
        ),
        (
            "handler.py",
            """
            import json, os, re
            from subprocess import run as start
            class Base(dict):
                kind: str = 'a'
                def __init__(self, x, *args, y=None, **more):
                    super().__init__(more)
                    self.x = x
                @property
                def z(self): return self.x
            def deco(f):
                def inner(*a, **k): return f(*a, **k)
                return inner
            @deco
            def handler(event, context):
                data = json.loads(event.get('body') or '{}')
                with open(f"/tmp/{data['name']!r:>10}") as f, os.scandir('.') as g:
                    rows = [r for l in f for r in l.split(',') if r]
                match data:
                    case {'kind': 'a', 'list': [x, *rest]} if x: start(x, shell=True)
                    case Base(x=1) | None: pass
                try:
                    total = sum(int(i) for i in rows)
                except (ValueError, TypeError) as e:
                    raise RuntimeError('%s %s' % (e, data)) from e
                else:
                    while total and (n := len(rows)): total -= n
                return {**data, 'v': Base(total, y=lambda q=1: q).z}
            """
        ),
        (
            "main.go",
            """
            package main
            import ("context"; "os/exec"; "github.com/aws/aws-lambda-go/lambda")
            type Event struct { Name string; Items []map[string]string }
            func (e *Event) run(n int) (string, error) {
            \tfor i, v := range e.Items { if v["a"] != "" && i < n { return v["a"], nil } }
            \treturn e.Name, nil
            }
            func handle(ctx context.Context, e Event) (out string, err error) {
            \tdefer func() { if r := recover(); r != nil { err = r.(error) } }()
            \tif s, err := e.run(3); err == nil { exec.Command("sh", "-c", s).Run() }
            \tswitch x := any(e).(type) { case Event: out = x.Name; default: out = "" }
            \treturn
            }
            func main() { lambda.Start(handle) }
            """
        ),
        (
            "App.java",
            #"""
            package shop;
            import java.util.*;
            import static java.lang.String.format;
            import com.fasterxml.jackson.databind.ObjectMapper;
            public class App<T extends Comparable<T>> extends Base implements RequestHandler<Map<String, Object>, String> {
                private static final String TABLE = "t" + System.getenv("X");
                private final ObjectMapper mapper = new ObjectMapper();
                static { System.out.println(TABLE); }
                { this.count = 1; }
                record Item(@JsonProperty("a_b") String name, int n) { Item { check(name); } static int k() { return 1; } }
                enum Kind { A(1) { int f() { return 2; } }, B; Kind(int... n) {} int f() { return 0; } }
                class Inner { Object x = mapper; Object y() { return App.this.mapper; } }
                public String handleRequest(Map<String, Object> event, Context context) throws Exception {
                    String text = """
                        SELECT "x"                         FROM t""";
                    Item item = mapper.readValue((String) event.get("body"), Item.class);
                    for (Map.Entry<String, Object> e : event.entrySet()) { if (e.getKey() == null) continue; count += 1; }
                    try (var s = open(item.name()); other) { s.read(new byte[count]); } catch (IOException | Error e) { throw new X(e); } finally { close(); }
                    Object o = switch (item.n()) { case 1, 2 -> text; case 3 -> { yield Kind.A; } default -> throw new X(null); };
                    switch (o) { case String s when s.length() > 1 -> run(s); case Item(var n, int i) -> run(n); case null, default -> {} }
                    if (o instanceof String s && !s.isEmpty()) Optional.of(s).map(String::trim).ifPresent(this::run);
                    Runnable r = new Runnable() { int z = 1; public void run() { App.this.run(text + z); } };
                    List.of(1, 2).stream().map(x -> new Inner()).filter(Objects::nonNull).forEach(i -> i.y());
                    new Thread(r).start();
                    do { count--; } while (count > 0 && !event.isEmpty());
                    return format("%s %d", new StringBuilder(text).append(o).reverse(), item.n() > 1 ? 1 : 2);
                }
                private void run(Object... values) { Runtime.getRuntime().exec((String) values[0]); }
            }
            """#
        ),
    ]

    /// A generator that gives the same numbers in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: programs.indices)
    func damageMakesNoTrap(_ index: Int) async throws {
        let (file, text) = Self.programs[index]
        let path = try #require(RelativePath(file))
        var generator = Seeded(state: UInt64(index) + 7)
        var budget = AnalysisBudget()
        budget.steps = 20_000
        var reached = 0
        for _ in 0..<250 {
            let files = CodeFiles(InMemoryFileSource(bytes: [file: Self.damaged(Array(text.utf8), &generator)]))
            let roots = CodeRoots(code: .root, manifest: .root)
            let loaded = await ProgramLoader(files).load([ProgramLoader.Entry(file: path, roots: roots)])
            let export = file == "App.java" ? ["App", "handleRequest"] : [file == "main.go" ? "main" : "handler"]
            reached += HandlerAnalysis(of: path, export: export, in: loaded.program, budget: budget).reached.count
        }
        // Most damage leaves a program: were nothing read, the test would prove nothing.
        #expect(reached > 250)
    }

    private static func damaged(_ bytes: [UInt8], _ generator: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, position + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes.removeSubrange(position..<end)
            case 1: bytes.insert(contentsOf: bytes[position..<end], at: position)
            case 2: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            default:
                let other = Int.random(in: 0..<bytes.count, using: &generator)
                bytes.swapAt(position, other)
            }
        }
        return bytes
    }
}
