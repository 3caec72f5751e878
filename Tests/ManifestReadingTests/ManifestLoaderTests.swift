import ManifestReading
import ManifestSyntax
import SourceText
import Testing

@Suite struct ManifestLoaderTests {
    private let place = SourcePlace(wholeOf: RelativePath("serverless.yml") ?? .root)

    private func path(_ text: String) throws -> RelativePath { try #require(RelativePath(text)) }

    @Test func parsesByExtensionAndRemembersFiles() throws {
        var loader = ManifestLoader(InMemoryFileSource(["a.yml": "x: 1\n", "b.json": "{\"y\": 2}", "c.txt": "z"]))
        #expect(try loader.load(path("a.yml"), askedAt: place)?.root?["x"]?.scalarText == "1")
        #expect(try loader.load(path("b.json"), askedAt: place)?.root?["y"]?.scalarText == "2")
        let text = try loader.load(path("c.txt"), askedAt: place)
        #expect(text?.file.text == "z" && text?.root == nil)
        #expect(loader.paths.map(\.description) == ["a.yml", "b.json", "c.txt"])
        #expect(loader.issues.isEmpty)
    }

    @Test func reportsWhereTheFileWasAskedFor() throws {
        var loader = ManifestLoader(InMemoryFileSource(["big.yml": "a: 12345"]), maxFileBytes: 4)
        #expect(try loader.load(path("none.yml"), askedAt: place) == nil)
        #expect(try loader.load(path("big.yml"), askedAt: place) == nil)
        #expect(loader.issues.map(\.kind) == [.missingFile, .tooLarge])
        #expect(loader.issues.allSatisfy { $0.place == place && $0.isPartial })
    }

    @Test func namesTheFileThatDiffersInCapitalsAlone() throws {
        var loader = ManifestLoader(InMemoryFileSource(["flows/ship.asl.json": "{}"]))
        #expect(try loader.load(path("flows/Ship.asl.json"), askedAt: place) == nil)
        #expect(try loader.load(path("flows/other.asl.json"), askedAt: place) == nil)
        #expect(loader.issues.first?.help?.contains("`ship.asl.json`") == true)
        #expect(loader.issues.last?.help?.contains("add the file") == true)
    }

    @Test func stopsAtTheLimitOfAllFiles() throws {
        let source = InMemoryFileSource(["a.yml": "a: 1", "b.yml": "b: 2", "c.yml": "c"])
        var loader = ManifestLoader(source, maxTotalBytes: 6)
        #expect(try loader.load(path("a.yml"), askedAt: place) != nil)
        #expect(try loader.load(path("b.yml"), askedAt: place) == nil)
        #expect(try loader.load(path("c.yml"), askedAt: place) != nil)
        #expect(loader.issues.map(\.kind) == [.limit])
    }

    @Test func refusesTextThatIsNotUTF8AtItsOffset() throws {
        var loader = ManifestLoader(InMemoryFileSource(bytes: ["a.txt": [0x61, 0x3A, 0x20, 0xFF]]))
        #expect(try loader.load(path("a.txt"), askedAt: place) == nil)
        #expect(loader.issues.map(\.kind) == [.notUTF8])
        #expect(try loader.issues.first?.place == SourcePlace(path: path("a.txt"), span: ByteSpan(3, 4)))
        #expect(try loader.files[path("a.txt")] != nil)
    }

    @Test func readsAManifestAroundBytesThatAreNotUTF8() throws {
        let bytes = Array("a: 1 # caf".utf8) + [0xE9] + Array("\nb: 2\n".utf8)
        var loader = ManifestLoader(InMemoryFileSource(bytes: ["a.yml": bytes]))
        let file = try loader.load(path("a.yml"), askedAt: place)
        guard case .manifest(let document) = file else {
            Issue.record("not read as a manifest")
            return
        }
        #expect(document.roots.first?.members.map(\.key) == ["a", "b"])
        #expect(loader.issues.map(\.kind) == [.notUTF8])
        #expect(loader.issues.first?.isPartial == true)
    }

    @Test func refusesAManifestInUTF16() throws {
        var loader = ManifestLoader(InMemoryFileSource(bytes: ["a.yml": [0xFF, 0xFE, 0x61, 0x00]]))
        #expect(try loader.load(path("a.yml"), askedAt: place) == nil)
        #expect(loader.issues.map(\.kind) == [.notUTF8])
    }

    @Test func reportsSyntaxOnceHoweverOftenAsked() throws {
        var loader = ManifestLoader(InMemoryFileSource(["a.yml": "a: [1, 2\nb: }"]))
        _ = try loader.load(path("a.yml"), askedAt: place)
        let count = loader.issues.count
        _ = try loader.load(path("a.yml"), askedAt: place)
        #expect(count > 0 && loader.issues.count == count)
    }
}
