import CodeSyntax
import SourceText
import Testing

@testable import CodeAnalysis

@Suite("ECMAScript: mutated sources")
struct ECMAScriptMutationTests {
    static let sources: [(String, CodeLanguage)] = [
        (
            """
            const {exec: run, ...o} = require(`child_process`), s = 'a\\x41\\u{1F600}\\\\' + /a[/]\\/b/gi;
            exports.handler = async (event, {id = 3} = {}, ...m) => { for (const [k,, v] of Object.entries(event)) {
              switch (k) { case 'a': case 0x1F: run(`ls ${v?.x?.[1]}`); break; default: l: { break l } } }
              try { await f() } catch ({ e }) { throw e } finally { n ||= 1_0n; n++ } return <A b="c" {...d}>t{e}</A> };
            class A extends f(B) { #p = 1; static { this.q = 1 } get v() { return this.#p } *it() { yield* x } [k]() {} }
            """, .javaScript
        ),
        (
            """
            import d, { a as b, type T } from './x'; import * as n from 'n'; import r = require('r'); import Q = n.B;
            export { b as c }; export * from 'z'; export * as y from 'y'; export default class<T extends Q> extends B<T> {}
            @C('x') export class S { @I() private readonly f?: F<X> = 1; constructor(private db: Db, @P() q?: string) {}
              @G(':id') async get(a: { b: string }[], c: A | null): Promise<A> { return <T>this.db.find<T>(a!) as any } }
            export enum E { A, B = 3, C }; namespace N.M { export const v = 1 } type U = z.infer<typeof V>;
            interface I extends J<K>, L.M { a?: 'x' | 'y'; m(): void; [k: string]: any } export = foo;
            """, .typeScript
        ),
    ]

    @Test("no mutant traps", arguments: 0..<2)
    func mutants(index: Int) throws {
        let (source, language) = ECMAScriptMutationTests.sources[index]
        let original = Array(source.utf8)
        var random = Seeded(state: 0x9E37_79B9_7F4A_7C15 &+ UInt64(index))
        let other: CodeLanguage = language == .typeScript ? .tsx : .javaScript
        for round in 0..<1500 {
            var bytes = original
            for _ in 0...Int(random.next() % 4) { mutate(&bytes, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            let module = try module(text, round % 4 == 0 ? other : language)
            _ = ModuleText(module).text
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
        guard bytes.count > 40 else { return }
        let start = Int(random.next() % UInt64(bytes.count - 20))
        let range = start..<(start + 1 + Int(random.next() % 19))
        switch random.next() % 3 {
        case 0: bytes.removeSubrange(range)
        case 1: bytes.insert(contentsOf: Array(bytes[range]), at: Int(random.next() % UInt64(bytes.count)))
        default: bytes[start] = Array("(){}[]<>`'\"$;,.=*#@\\/é\n".utf8)[Int(random.next() % 24)]
        }
    }
}

/// A small generator whose every run gives the same numbers.
private struct Seeded {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
