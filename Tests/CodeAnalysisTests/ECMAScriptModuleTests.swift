import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

@Suite("ECMAScript: modules and types")
struct ECMAScriptModuleTests {
    private func lowered(_ text: String, _ language: CodeLanguage = .typeScript) throws -> String {
        ModuleText(try module(text, language)).text
    }

    @Test("imports of every form", arguments: [
        ("import d, { a as b, c } from './x'",
            "d = import('./x').default\nb = import('./x').a\nc = import('./x').c"),
        ("import * as ns from 'ns'", "ns = import('ns')"),
        ("import 'side'", "import('side')"),
        ("import x = require('legacy')", "x = import('legacy')"),
        ("import Al = A.B", "Al = @A.B"),
        ("const { exec: run } = require('child_process')", "{exec: run} = import('child_process')"),
        ("const x = require(`fs`)", "x = import('fs')"),
        ("require(base + '/y')", "import(add(@base, '/y'))"),
        ("import('x').then(y => y)", "import('x').then(fn (y) { return y; })"),
        ("require.resolve('q')", "@require.resolve('q')"),
    ])
    func imports(source: String, expected: String) throws {
        #expect(try lowered(source) == expected)
    }

    @Test("imports say what is taken, when it is loaded, and whether it is types only")
    func importTable() throws {
        let module = try module(
            """
            import d, { a as b, type T } from './x'
            import type { E } from 'aws-lambda'
            const top = require('top')
            function f() { return require('inner') }
            """, .typeScript)
        let table = module.imports.map { "\($0.specifier ?? "?") \($0.names) \($0.isDynamic) \($0.isTypeOnly)" }
        #expect(
            table.sorted() == [
                "./x [\"T\"] false true", "./x [\"default\", \"a\"] false false", "aws-lambda [\"E\"] false true",
                "inner [] true false", "top [] false false",
            ])
    }

    @Test("exports name their variables")
    func exports() throws {
        let module = try module(
            """
            export const handler = async () => {}, other = 1;
            export function f() {}
            export class C {}
            export default class extends Base {}
            const local = 1; export { local as renamed, missing };
            export { q as w } from './y'; export * from './z'; export * as zz from './zz';
            export enum Color { Red, Green = 5, Blue, S = 'x' }
            export type { T } from './t'; export interface Shape { id: string }
            """, .typeScript)
        #expect(
            module.exports.keys.sorted() == [
                "C", "Color", "Shape", "T", "default", "f", "handler", "missing", "other", "renamed", "w", "zz",
            ])
        #expect(module.exports["renamed"].map { module[$0].name } == "local")
        #expect(module.starImports.map { module[$0].specifier } == ["./z"])
        let text = ModuleText(module).text
        #expect(text.contains("= import('./y').q") && text.contains("= import('./zz')"))
        #expect(text.contains("Color = {Red: 0, Green: 5, Blue: 6, S: 'x'}"))
    }

    @Test("default exports and `export =`", arguments: [
        ("export default async function handler(e) {}", "handler = async fn handler(e) { }"),
        ("export = foo", "@module.exports = @foo"),
    ])
    func defaultExports(source: String, expected: String) throws {
        #expect(try lowered(source) == expected)
    }

    @Test("the types of parameters", arguments: [
        ("a: APIGatewayProxyEvent", "@APIGatewayProxyEvent"), ("a: aws.Event", "@aws.Event"), ("a: A<B>", "@A<@B>"),
        ("a: A | null | undefined", "@A"), ("a?: string", "@string"), ("a: A[]", "@Array<@A>"), ("a: [A, B]", "@Array<opaque(@A, @B)>"), ("a: Promise<A>", "@A"),
        ("a: () => void", "@Function"), ("a: 'x' | 'y'", "opaque('x', 'y')"),
        ("a: { body: string, n?: number }", "interface  { body: @string; n: @number; }"), ("a: Partial<A> & B", "@A"),
    ])
    func types(parameter: String, expected: String) throws {
        #expect(try lowered("function f(\(parameter)) {}") == "f = fn f(a: \(expected)) { }")
    }

    @Test("types are shapes, other names, or what a schema says; a value of the same name goes before")
    func typeDeclarations() throws {
        let text = try lowered(
            """
            interface Shape extends Other<X> { id: string; name?: string | null; list: Item[]; fn(): void }
            type Alias = { x: number }
            type U = Shape & Alias
            const Order = z.object({}); type Order = z.infer<typeof Order>
            type OrderType = z.infer<typeof Order>
            """)
        #expect(
            text == """
                Shape = interface Shape < @Other<@X> { id: @string; name: @string; list: @Array<@Item>; fn: @Function; }
                Alias = interface Alias { x: @number; }
                U = Shape
                Order = @z.object({})
                OrderType = @z.infer(Order)
                """)
    }

    @Test("casts keep their value; overloads and ambient declarations leave nothing")
    func erased() throws {
        let text = try lowered(
            """
            declare const GLOBAL: string; declare module 'm' { const x: number }
            function over(a: string): void;
            function over(this: Foo, a: any) { return a!.b as unknown as T }
            const c = { a: 1 } as const; const s = { a: 1 } satisfies Cfg; const y = <Foo>x; GLOBAL
            """)
        #expect(
            text == """
                over = fn over(a: @any) { return cast(cast(a.b, @unknown), @T); }
                c = {a: 1}
                s = {a: 1}
                y = cast(@x, @Foo)
                @GLOBAL
                """)
    }

    @Test("decorated classes, and parameters that are fields")
    func decorators() throws {
        let text = try lowered(
            """
            @Controller('x')
            class Svc<T extends Shape> {
              constructor(private readonly db: Db, plain: string) { this.y = 1 }
              @Get(':id') async get(@Param('id') id: string, t: T) { return this.db.find<T>(id) }
            }
            """)
        #expect(
            text == "Svc = class Svc { db: @Db; init = fn constructor(db: @Db, plain: @string) { this.db = db; this.y = 1; }; "
                + "#@Get(':id') get = #@Get(':id') async fn get(id: @string, t: @Shape) { return this.db.find(id); }; }")
        let module = try module("@A('x') class B { m(@P() p) {} }", .typeScript)
        #expect(module.classes.map(\.decorators.count) == [1])
        #expect(module.functions.last?.parameters.map(\.decorators.count) == [1])
    }

    @Test("a namespace is a block and a record of what it exports")
    func namespaces() throws {
        #expect(
            try lowered("namespace N.M { const h = 2; export const v = h }")
                == "block\n  h = 2\n  v = h\n  N = {M: {v: v}}")
    }
}
