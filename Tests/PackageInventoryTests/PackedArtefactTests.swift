import PackageInventory
import SourceText
import TestSupport
import Testing

@Suite("Archives that are deployed")
struct PackedArtefactTests {
    typealias File = ZipWriter.File

    private func file(_ name: String, _ text: String) -> File { File(name, Array(text.utf8), isDeflated: true) }

    private func read(_ bytes: [UInt8], named name: String = "build/a.zip", _ entries: ArtefactEntries = ArtefactEntries()) throws -> Artefact {
        let path = try #require(RelativePath(name))
        return try #require(ArtefactReader.read(path, entries: entries, files: InMemoryFileSource(bytes: [name: bytes])))
    }

    private func names(_ artefact: Artefact) -> [String] { artefact.packages.map { "\($0.name)@\($0.version)" } }

    private func jar(_ group: String, _ artifacts: String..., manifest: String? = nil) -> [UInt8] {
        let properties = artifacts.map {
            file("META-INF/maven/\(group)/\($0)/pom.properties", "#Made\nversion=1.2.3\ngroupId=\(group)\nartifactId=\($0)\n")
        }
        return ZipWriter.bytes(properties + [file("x/A.class", "x")] + (manifest.map { [file("META-INF/MANIFEST.MF", $0)] } ?? []))
    }

    @Test func everyLanguageSaysWhatItUnpacked() throws {
        let zip = ZipWriter.bytes([
            file("index.js", "exports.handler = async () => 1\n"),
            file("node_modules/lodash/package.json", #"{"name": "lodash", "version": "4.17.20"}"#),
            file("python/urllib3-1.26.4.dist-info/METADATA", "Name: urllib3\nVersion: 1.26.4\n\n"),
            file("vendor/bundle/ruby/3.3.0/specifications/rack-2.0.1.gemspec", "  s.name = \"rack\".freeze\n  s.version = \"2.0.1\"\n"),
            file("vendor/composer/installed.json", #"{"packages": [{"name": "guzzlehttp/psr7", "version": "1.8.0"}]}"#),
            file("App.deps.json", #"{"libraries": {"App/1.0.0": {"type": "project"}, "Newtonsoft.Json/12.0.1": {"type": "package"}}}"#),
        ])
        let artefact = try read(zip)
        #expect(artefact.isWhole)
        #expect(
            Set(names(artefact)) == [
                "lodash@4.17.20", "urllib3@1.26.4", "rack@2.0.1", "guzzlehttp/psr7@1.8.0", "Newtonsoft.Json@12.0.1",
            ])
        #expect(artefact.packages.first { $0.name == "lodash" }?.location == "node_modules/lodash")
        #expect(artefact.packages.allSatisfy { $0.place == SourcePlace(wholeOf: RelativePath("build/a.zip") ?? .root) })
    }

    @Test func jarsWithinJarsAreRead() throws {
        let boot = ZipWriter.bytes([
            File("BOOT-INF/lib/log4j-core-1.2.3.jar", jar("org.apache.logging.log4j", "log4j-core")),
            File("BOOT-INF/lib/shaded.jar", jar("g", "a", "b")),
        ])
        let artefact = try read(ZipWriter.bytes([File("lib/app.jar", boot)]))
        #expect(Set(names(artefact)) == ["org.apache.logging.log4j:log4j-core@1.2.3", "g:a@1.2.3", "g:b@1.2.3"])
        #expect(artefact.packages.first?.location?.hasPrefix("lib/app.jar!/BOOT-INF/lib/") == true)
        #expect(artefact.isWhole)
    }

    @Test(arguments: [
        ("spring-web-5.3.17.jar", "Implementation-Title: spring-web\nAutomatic-Module-Name: spring.web\n", "org.springframework:spring-web@5.3.17"),
        ("spring-boot-2.6.5.jar", "Automatic-Module-Name: spring.boot\n", "org.springframework.boot:spring-boot@2.6.5"),
        ("jackson-databind-2.9.8.jar", "Bundle-SymbolicName: com.fasterxml.jackson.core.jackson-data\n bind;singleton:=true\n", "com.fasterxml.jackson.core:jackson-databind@2.9.8"),
        ("x-1.0.jar", "Implementation-Vendor-Id: org.example.group\n", "org.example.group:x@1.0"),
    ])
    func aManifestAndANameSayWhichJarItIs(name: String, manifest: String, expected: String) throws {
        let artefact = try read(ZipWriter.bytes([File("lib/\(name)", jar("", manifest: "Manifest-Version: 1.0\n" + manifest))]))
        #expect(names(artefact) == [expected])
    }

    /// An organisation in the place of the group would be a name that no advisory knows.
    @Test(arguments: ["", "Implementation-Vendor-Id: org.apache\nBundle-SymbolicName: org.apache.logging.log4j.core\n", "Implementation-Vendor-Id: org.apache\n"])
    func aJarThatLeavesItsGroupOpenIsNotGuessed(manifest: String) throws {
        let artefact = try read(ZipWriter.bytes([File("lib/log4j-core-2.14.1.jar", jar("", manifest: manifest))]))
        #expect(artefact.packages.isEmpty)
        #expect(artefact.unread.map(\.path) == ["lib/log4j-core-2.14.1.jar"])
    }

    @Test func whatIsNoZipFileIsUnscannable() throws {
        #expect(try read(Array("zip".utf8)).unscannable != nil)
        #expect(try read([0x50, 0x4B, 3, 4, 9]).unscannable != nil)
        #expect(try read(Array("zip".utf8), named: "a.tar.gz").unscannable != nil)
        #expect(ArtefactReader.read(.root, entries: ArtefactEntries(), files: InMemoryFileSource([:]))?.packages.isEmpty != false)
        #expect(ArtefactReader.read(RelativePath("none.zip") ?? .root, entries: ArtefactEntries(), files: InMemoryFileSource([:])) == nil)
    }

    @Test func whatIsEncryptedIsNotEmpty() throws {
        let text = Array(#"{"name": "a", "version": "1.0.0"}"#.utf8)
        let artefact = try read(ZipWriter.bytes([File("node_modules/a/package.json", text, isEncrypted: true)]))
        #expect(artefact.unread == [Artefact.Part(path: "node_modules/a/package.json", kind: .unreadable, reason: "it is encrypted")])
        #expect(!artefact.isWhole)
    }

    @Test func bombsAreRefused() throws {
        let claimed = ZipWriter.bytes([File("node_modules/a/package.json", [1, 2, 3], isDeflated: true, claimedSize: 1 << 30)])
        #expect(try read(claimed).unscannable != nil)
        var nested = jar("g", "deep")
        for _ in 0..<6 { nested = ZipWriter.bytes([File("inner.jar", nested)]) }
        let artefact = try read(nested)
        #expect(artefact.packages.isEmpty && artefact.unread.map(\.kind) == [.limit])
    }

    @Test func metadataThatCannotBeReadIsTold() throws {
        let zip = ZipWriter.bytes([file("node_modules/a/package.json", #"{"name": "a", "vers"#), file("node_modules/b/package.json", #"{"type": "module"}"#)])
        #expect(try read(zip).unread.map(\.path) == ["node_modules/a/package.json"])
    }

    @Test func namesThatLeadOutAreNoFilesOfIt() throws {
        let text = #"{"name": "a", "version": "1.0.0"}"#
        let artefact = try read(ZipWriter.bytes([file("../node_modules/a/package.json", text), file("/node_modules/b/package.json", text)]))
        #expect(artefact.packages.isEmpty)
    }

    @Test func aProgramWithoutItsModulesIsUnscannable() throws {
        let zip = ZipWriter.bytes([File("bootstrap", [0x7F] + Array("ELF".utf8) + [UInt8](repeating: 0, count: 200)), file("run.sh", "#!/bin/sh\n")])
        #expect(try read(zip).unread.map(\.path) == ["bootstrap"])
        #expect(try read(ZipWriter.bytes([file("bootstrap", "#!/bin/sh\nexec ./app\n")])).isWhole)
    }

    /// What a plugin takes the metadata from still says its version in its code.
    @Test func packagesOfPythonAreKnownWithoutTheirMetadata() throws {
        let artefact = try read(
            ZipWriter.bytes([
                file("requests/__init__.py", "from .__version__ import __version__\n"), file("requests/__version__.py", "__version__ = '2.25.0'\n"),
                file("yaml/__init__.py", "x = 1\n"), file("flask/readme.txt", "no package"), file("shop/requests/__init__.py", "__version__ = '1'\n"),
            ]))
        #expect(names(artefact) == ["requests@2.25.0"])
        #expect(artefact.unread.map(\.path) == ["yaml"])
    }

    /// What browsers get is no code of the function.
    @Test func scriptsThatNodeDoesNotRunAreData() throws {
        let zip = ZipWriter.bytes([file("static/jquery.min.js", "var a = __commonJS({})\n"), file("index.js", "var a = __commonJS({})\n")])
        #expect(try read(zip).isWhole)
        var entries = ArtefactEntries()
        (entries.paths, entries.scriptFolders) = (["index"], [""])
        #expect(try read(zip, entries).unread.map(\.path) == ["index.js"])
    }

    @Test func mutantsNeverTrap() throws {
        let zip = ZipWriter.bytes([
            File("lib/a.jar", jar("g", "a", manifest: "Bundle-SymbolicName: x\n")), file("index.js", "// node_modules/a/index.js\nvar x = __commonJS({})\n"),
            file("node_modules/lodash/package.json", #"{"name": "lodash", "version": "4.17.20"}"#), file("x.dist-info/METADATA", "Name: x\nVersion: 1\n"),
            File("bootstrap", [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 12) + [0xFF] + Array(" Go buildinf:".utf8) + [8, 2] + [UInt8](repeating: 1, count: 80)),
        ])
        var entries = ArtefactEntries()
        entries.scriptFolders = [""]
        var random = SplitMix64(seed: 6)
        for _ in 0..<3_000 {
            var mutant = zip
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                mutant[Int.random(in: 0..<mutant.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { mutant.removeLast(Int.random(in: 0..<40, using: &random)) }
            let artefact = try read(mutant, entries)
            #expect(artefact.packages.count <= 4)
        }
    }
}
