import CodeAnalysis
import SourceText
import Testing

@Suite("From handlers to programs")
struct ProgramLoaderTests {
    @Test func theHandlersFileIsLoadedWithoutImports() async throws {
        let result = try await load(["a.js": "exports.h = 1"], ["a.js"])
        #expect(result.closures.map { $0.files.map(\.description) } == [["a.js"]])
        #expect(result.program.units.count == 1)
        #expect(result.issues.isEmpty)
    }

    @Test func whatIsNoSourceIsNamedAndNotLowered() async throws {
        let result = try await load(["a.min.js": "x"], ["a.min.js", "gone.js"])
        #expect(result.program.units.isEmpty)
        #expect(result.closures.map { $0.skipped.map(\.kind) } == [[.minified], [nil]])
    }

    @Test func filesOfAPackageInGoBelongTogether() async throws {
        let files = ["main.go": "package main\n", "db.go": "package main\n", "db_test.go": "package main\n"]
        let result = try await load(files, ["main.go"])
        #expect(result.closures[0].files.map(\.description) == ["db.go", "main.go"])
        let path = try #require(RelativePath("main.go"))
        let unit = try #require(result.program[path])
        #expect(unit.siblings.map(\.description) == ["db.go"])
    }

    @Test func limitsCutAndSaySo() async throws {
        let files = ["main.go": "package main\n", "a.go": "package main\n", "b.go": "package main\n"]
        for limits in [ProgramLoader.Limits(files: 2), ProgramLoader.Limits(bytes: 30)] {
            let result = try await load(files, ["main.go"], limits: limits)
            #expect(result.closures[0].isCut)
            #expect(result.closures[0].files.count == 2)
            #expect(result.issues.map(\.kind) == [.limit])
        }
    }

    func load(
        _ files: [String: String], _ entries: [String], limits: ProgramLoader.Limits = ProgramLoader.Limits()
    ) async throws -> ProgramLoader.Result {
        let loader = ProgramLoader(CodeFiles(InMemoryFileSource(files)), limits: limits)
        return await loader.load(
            try entries.map { .init(file: try #require(RelativePath($0)), roots: CodeRoots(code: .root)) })
    }
}
