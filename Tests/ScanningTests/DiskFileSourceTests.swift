import FoundationEssentials
import Scanning
import SourceText
import Testing

@Suite struct DiskFileSourceTests {
    /// Runs a body with a fresh directory that holds `outside.txt` beside `tree/`.
    private func withRoot(_ body: (String, DiskFileSource) throws -> Void) throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: base + "/tree/sub", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: base) }
        try Data("secret".utf8).write(to: URL(filePath: base + "/outside.txt"))
        try Data("inside".utf8).write(to: URL(filePath: base + "/tree/sub/inside.txt"))
        try body(base, try #require(DiskFileSource(root: base + "/tree")))
    }

    private func path(_ text: String) throws -> RelativePath { try #require(RelativePath(text)) }

    @Test func readsFilesAndDirectories() throws {
        try withRoot { (_: String, files: DiskFileSource) throws in
            #expect(try files.contents(of: path("sub/inside.txt"), limit: 100) == Array("inside".utf8))
            #expect(try files.entries(of: .root) == [FileEntry(name: "sub", kind: .directory)])
            #expect(files.kind(of: try path("sub")) == .directory)
            #expect(files.kind(of: try path("gone")) == nil)
        }
    }

    @Test func replacesAFileWholeOrNotAtAll() throws {
        try withRoot { (base: String, files: DiskFileSource) throws in
            let inside = try path("sub/inside.txt")
            #expect(throws: DiskFileSource.ReplacementError.changed) {
                try files.replace(inside, Array("other".utf8), with: [])
            }
            #expect(try files.contents(of: inside, limit: 100) == Array("inside".utf8))
            try files.replace(inside, Array("inside".utf8), with: Array("new and longer".utf8))
            #expect(try files.contents(of: inside, limit: 100) == Array("new and longer".utf8))
            #expect(try files.entries(of: try path("sub")).map(\.name) == ["inside.txt"])
        }
    }

    @Test func replacesNothingBehindALink() throws {
        try withRoot { (base: String, files: DiskFileSource) throws in
            try FileManager.default.createSymbolicLink(atPath: base + "/tree/leak.txt", withDestinationPath: "../outside.txt")
            try FileManager.default.createSymbolicLink(atPath: base + "/tree/link.txt", withDestinationPath: "sub/inside.txt")
            try FileManager.default.createSymbolicLink(atPath: base + "/tree/way", withDestinationPath: "sub")
            for name in ["leak.txt", "link.txt", "way/inside.txt", "sub", "gone.txt"] {
                #expect(throws: DiskFileSource.ReplacementError.notDirect, "\(name)") {
                    try files.replace(path(name), Array("inside".utf8), with: [])
                }
            }
            #expect(try String(contentsOf: URL(filePath: base + "/outside.txt"), encoding: .utf8) == "secret")
        }
    }

    @Test func refusesLinksThatLeaveTheRoot() throws {
        try withRoot { (base: String, files: DiskFileSource) throws in
            try FileManager.default.createSymbolicLink(
                atPath: base + "/tree/leak.txt", withDestinationPath: "../outside.txt")
            try FileManager.default.createSymbolicLink(atPath: base + "/tree/up", withDestinationPath: "..")
            #expect(throws: FileSourceError.outsideRoot) { try files.contents(of: path("leak.txt"), limit: 100) }
            #expect(throws: FileSourceError.outsideRoot) { try files.contents(of: path("up/outside.txt"), limit: 100) }
            #expect(throws: FileSourceError.outsideRoot) { try files.entries(of: path("up")) }
            #expect(files.kind(of: try path("leak.txt")) == nil)
        }
    }

    @Test func followsLinksWithinTheRootAndSurvivesLoops() throws {
        try withRoot { (base: String, files: DiskFileSource) throws in
            try FileManager.default.createSymbolicLink(
                atPath: base + "/tree/alias.txt", withDestinationPath: "sub/inside.txt")
            try FileManager.default.createSymbolicLink(atPath: base + "/tree/loop", withDestinationPath: "loop")
            #expect(try files.contents(of: path("alias.txt"), limit: 100) == Array("inside".utf8))
            #expect(throws: FileSourceError.self) { try files.contents(of: path("loop"), limit: 100) }
        }
    }

    @Test func refusesLongFilesAndDirectories() throws {
        try withRoot { (_: String, files: DiskFileSource) throws in
            #expect(throws: FileSourceError.tooLarge(limit: 3)) {
                try files.contents(of: path("sub/inside.txt"), limit: 3)
            }
            #expect(throws: FileSourceError.self) { try files.contents(of: path("sub"), limit: 100) }
            #expect(throws: FileSourceError.missing) { try files.contents(of: path("gone"), limit: 100) }
        }
    }
}
