import PackageInventory
import SourceText
import TestSupport
import Testing

@Suite("Bundles")
struct BundleTests {
    /// Long enough a line for nobody to have written it.
    private static let minified = "var a=1;" + String(repeating: "f(x,y);", count: 2_000)

    private func read(_ text: String, beside files: [String: String] = [:]) -> Artefact {
        BundledScript.read(SourceFile(path: RelativePath("dist/order.js") ?? .root, text: text), files: InMemoryFileSource(files))
    }

    private func names(_ artefact: Artefact) -> [String] { artefact.packages.map { "\($0.name)@\($0.version)" } }

    @Test func minifiedCodeAloneSaysNothing() {
        #expect(read(Self.minified).unscannable != nil)
        #expect(read("exports.handler = async () => 1\n").unscannable == nil)
    }

    @Test func licencesAloneAreNotAllOfIt() {
        let legal = """

            /*! Bundled license information:

            safe-buffer/index.js:
              (*! safe-buffer. MIT License. *)

            @scope/kept/lib/a.js:
              (** kept *)
            */
            """
        let artefact = read(Self.minified + legal)
        #expect(names(artefact) == ["safe-buffer@", "@scope/kept@"])
        #expect(artefact.unscannable != nil)
    }

    @Test func whatLiesBesideNamesTheModules() {
        let meta = #"""
            {"inputs": {"node_modules/uuid/index.js": {}, "node_modules/other/index.js": {}},
             "outputs": {"dist/order.js": {"inputs": {"node_modules/uuid/index.js": {}}}, "dist/b.js": {"inputs": {}}}}
            """#
        #expect(names(read(Self.minified, beside: ["dist/order.meta.json": meta])) == ["uuid@"])
        let stats = #"{"modules": [{"name": "./src/a.js + 2 modules", "modules": [{"name": "./node_modules/ms/index.js"}]}], "children": []}"#
        #expect(names(read(Self.minified, beside: ["dist/stats.json": stats])) == ["ms@"])
        let map = #"{"version": 3, "sources": ["../node_modules/.pnpm/ms@2.1.3/node_modules/ms/index.js", "../src/a.ts"]}"#
        let mapped = read(Self.minified, beside: ["dist/order.js.map": map])
        #expect(names(mapped) == ["ms@2.1.3"] && mapped.unscannable == nil)
    }

    /// `{"version":3,"sources":["../node_modules/ms/index.js"]}`
    @Test func aMapInTheScriptIsRead() {
        let text = Self.minified + "\n//# sourceMappingURL=data:application/json;base64,"
            + "eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIi4uL25vZGVfbW9kdWxlcy9tcy9pbmRleC5qcyJdfQ==\n"
        #expect(names(read(text)) == ["ms@"])
        #expect(read(Self.minified + "\n//# sourceMappingURL=data:application/json;base64,%%%%\n").unscannable != nil)
    }

    @Test func archivesOfYarnSayTheVersion() {
        let text = """
            // pnp:/x/.yarn/cache/lodash-npm-4.17.20-c31774a2dd-b31afa09739b.zip/node_modules/lodash/lodash.js
            // .yarn/cache/@s-x-npm-1.0.0-beta.1-c31774a2dd-8.zip/node_modules/@s/x/index.js
            """
        #expect(names(read(text)) == ["lodash@4.17.20", "@s/x@1.0.0-beta.1"])
    }

    @Test func mutantsNeverTrap() {
        let parts = ["// node_modules/a/b.js", "/*! x v1.0.0 */", "//# sourceMappingURL=data:application/json;base64,eyJzIjp9", "\n", "node_modules", "__commonJS", ".zip/", "-npm-", "@", "/", "\"", "é"]
        var random = SplitMix64(seed: 11)
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined()
            let artefact = read(text, beside: ["dist/order.js.map": text, "dist/meta.json": "{\"inputs\": {\"\(text)\": 1}}"])
            #expect(artefact.packages.allSatisfy { !$0.name.isEmpty })
        }
    }
}
