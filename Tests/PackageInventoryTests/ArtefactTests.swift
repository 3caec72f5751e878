import PackageInventory
import SourceText
import Testing

@Suite("What is packaged")
struct ArtefactTests {
    @Test func unpackedFoldersSayWhatIsInThem() throws {
        let files = InMemoryFileSource([
            "f/node_modules/a/package.json": #"{"name": "a", "version": "1.0.0", "scripts": {"postinstall": "x"}}"#,
            "f/node_modules/@s/b/package.json": #"{"name": "@s/b", "version": "2.0.0"}"#,
            "f/node_modules/a/node_modules/c/package.json": #"{"name": "c", "version": "3.0.0"}"#,
            "f/node_modules/a/test/package.json": #"{"name": "fixture", "version": "9.9.9"}"#,
            "f/package.json": #"{"name": "own", "version": "0.0.1"}"#,
            "f/Jinja2-3.0.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Jinja2\nVersion: 3.0.0\n\nVersion: 9\n",
            "f/old.egg-info/PKG-INFO": "Name: old\nVersion: 0.1\n",
        ])
        let artefact = try #require(ArtefactReader.read(RelativePath("f") ?? .root, entries: ArtefactEntries(), files: files))
        #expect(artefact.unscannable == nil)
        #expect(
            artefact.packages.map { "\($0.name)@\($0.version)" } == [
                "Jinja2@3.0.0", "@s/b@2.0.0", "a@1.0.0", "c@3.0.0", "old@0.1",
            ])
        #expect(artefact.packages.filter(\.hasInstallScript).map(\.name) == ["a"])
    }

    @Test func bundlesNameTheirModules() {
        let text = """
            /*! jQuery v3.6.0 | (c) OpenJS */
            // node_modules/lodash/lodash.js
            var require_lodash = __commonJS({
            // node_modules/.pnpm/@s+x@1.2.3_y@1/node_modules/@s/x/index.js
              !*** ./node_modules/debug/src/node.js ***!
            // src/handler.ts
            """
        let map =
            #"{"version": 3, "sources": ["../src/a.ts", "../node_modules/uuid/dist/v4.js", "../node_modules/lodash/x.js"]}"#
        let artefact = BundledScript.read(
            SourceFile(path: RelativePath("dist/index.js") ?? .root, text: text),
            files: InMemoryFileSource(["dist/index.js.map": map]))
        #expect(
            artefact.packages.map { "\($0.name)@\($0.version)" } == [
                "jquery@3.6.0", "lodash@", "@s/x@1.2.3", "debug@", "uuid@",
            ])
        #expect(artefact.unscannable == nil)
    }

    @Test func aBundleThatSaysNothingIsNotEmpty() {
        let bundle = SourceFile(path: .root, text: "var a=__commonJS({});" + String(repeating: "x();", count: 9000))
        #expect(BundledScript.read(bundle, files: InMemoryFileSource([:])).unscannable != nil)
        let own = SourceFile(path: .root, text: "exports.handler = async () => 1\n")
        #expect(BundledScript.read(own, files: InMemoryFileSource([:])).unscannable == nil)
    }

    private func binary(_ modules: String, flags: UInt8 = 2) -> [UInt8] {
        func framed(_ bytes: [UInt8]) -> [UInt8] {
            var (length, prefix) = (bytes.count, [UInt8]())
            while length >= 0x80 {
                prefix.append(UInt8(length & 0x7F) | 0x80)
                length >>= 7
            }
            return prefix + [UInt8(length)] + bytes
        }
        let header = [0xFF] + Array(" Go buildinf:".utf8) + [8, flags] + [UInt8](repeating: 0, count: 16)
        let sentinel = [UInt8](repeating: 0x30, count: 16)
        return [UInt8](repeating: 0x7F, count: 64) + header + framed(Array("go1.22.5".utf8))
            + framed(sentinel + Array(modules.utf8) + sentinel)
    }

    @Test func goBinariesListTheirModules() throws {
        let text =
            "path\tm/cmd\nmod\tm\t(devel)\t\ndep\tgolang.org/x/net\tv0.1.0\th1:a=\ndep\ta\tv1.0.0\n=>\tb\tv1.1.0\th1:b=\nbuild\t-compiler=gc\n"
        let artefact = try #require(GoBuildInfo.read(binary(text), at: .root))
        #expect(
            artefact.packages.map { "\($0.name)@\($0.version)" } == [
                "stdlib@1.22.5", "golang.org/x/net@v0.1.0", "b@v1.1.0",
            ])
        #expect(artefact.packages.last?.alias == "a")
        #expect(GoBuildInfo.read(Array("ELF".utf8), at: .root) == nil)
        #expect(GoBuildInfo.read(binary(text, flags: 0), at: .root)?.unscannable != nil)
        #expect(GoBuildInfo.read(binary(""), at: .root)?.unscannable != nil)
    }

    @Test func everyPrefixOfABinaryIsRead() {
        let bytes = binary("dep\ta\tv1.0.0\n")
        for end in 0..<bytes.count {
            let artefact = GoBuildInfo.read(Array(bytes[..<end]), at: .root)
            #expect(artefact?.packages.isEmpty != false)
        }
    }
}
