import SourceText
import Testing

@Suite struct RelativePathTests {
    @Test(arguments: [
        ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), ("", ""), (".", ""), ("a/b/../..", ""),
    ])
    func normalizes(_ text: String, _ expected: String) {
        #expect(RelativePath(text)?.description == expected)
    }

    @Test(arguments: ["/etc/passwd", "../x", "a/../../x", "a\0b"])
    func refusesWhatLeavesTheRoot(_ text: String) {
        #expect(RelativePath(text) == nil)
    }

    @Test func tellsApartWhatTheFileSystemTellsApart() throws {
        let composed = try #require(RelativePath("caf\u{E9}/a"))
        let decomposed = try #require(RelativePath("cafe\u{301}/a"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(RelativePath("../\u{301}x") == nil)
        #expect(RelativePath("a/../../\u{301}x") == nil)
    }

    @Test func appendsWithinTheRoot() throws {
        let service = try #require(RelativePath("services/orders"))
        #expect(service.appending("../shared.yml")?.description == "services/shared.yml")
        #expect(service.appending("../../../etc/passwd") == nil)
        #expect(service.name == "orders")
        #expect(service.directory.description == "services")
        #expect(service.isWithin(service.directory))
        #expect(!service.isWithin(try #require(RelativePath("services/ord"))))
    }

    @Test(arguments: [("a.YML", "yml"), (".gitignore", ""), ("a.b.json", "json"), ("a", "")])
    func namesTheExtension(_ text: String, _ expected: String) {
        #expect(RelativePath(text)?.fileExtension == expected)
    }
}
