import Scanning
import SourceText
import Testing

@Suite struct DiscoveryTests {
    private func found(_ files: [String: String], at path: RelativePath = .root, excluding: [String] = []) -> [String] {
        let discovery = Discovery(
            files: InMemoryFileSource(files), readers: Scan.standardReaders, excluded: excluding.map(GlobPattern.init))
        return discovery.manifests(at: [path]).manifests.map(\.description)
    }

    @Test func findsEveryServiceOfAMonorepo() {
        let manifests = found([
            "serverless.yml": "", "services/a/serverless.yaml": "", "services/b/serverless.json": "",
            "services/b/config.yml": "", "packages/c/d/serverless.ts": "",
        ])
        #expect(
            manifests == [
                "packages/c/d/serverless.ts", "serverless.yml", "services/a/serverless.yaml",
                "services/b/serverless.json",
            ])
    }

    @Test func skipsWhatIsFetchedOrBuilt() {
        #expect(
            found([
                "node_modules/x/serverless.yml": "", ".serverless/serverless.yml": "", ".git/serverless.yml": "",
                "a/node_modules/serverless.yml": "",
            ]).isEmpty)
    }

    @Test func followsGitignoreWithNegationAnchorsAndNesting() {
        let manifests = found([
            ".gitignore": "/out/\ntmp\n*.bak/\n!keep.bak/\n# serverless.yml\n", "out/serverless.yml": "",
            "a/out/serverless.yml": "", "a/tmp/serverless.yml": "", "x.bak/serverless.yml": "",
            "keep.bak/serverless.yml": "", "b/.gitignore": "serverless.yml\n", "b/serverless.yml": "",
        ])
        #expect(manifests == ["a/out/serverless.yml", "keep.bak/serverless.yml"])
    }

    @Test func namesTheManifestsThatGitignoreHides() {
        let files = InMemoryFileSource([
            "a/.gitignore": "serverless.yml\n", "a/serverless.yml": "", "b/serverless.yml": "", "c/serverless.yml": "",
        ])
        let discovery = Discovery(files: files, readers: Scan.standardReaders, excluded: [GlobPattern("c/*")])
        let result = discovery.manifests(at: [.root])
        #expect(result.manifests.map(\.description) == ["b/serverless.yml"])
        #expect(result.issues.map(\.kind) == [.notEvaluated])
        #expect(result.issues.map(\.place.path.description) == ["a/serverless.yml"])
        #expect(result.issues.allSatisfy { !$0.isPartial })
    }

    @Test func notesAnIgnoreFileWithTooManyPatterns() {
        let patterns = (0...1_000).map { "x\($0)\n" }.joined()
        let files = InMemoryFileSource([".gitignore": patterns, "x999/serverless.yml": "", "x1000/serverless.yml": ""])
        let discovery = Discovery(files: files, readers: Scan.standardReaders, excluded: [])
        let result = discovery.manifests(at: [.root])
        #expect(result.manifests.map(\.description) == ["x1000/serverless.yml"])
        #expect(result.issues.map(\.kind) == [.limit])
    }

    @Test func takesANamedFileWhateverItsName() throws {
        let path = try #require(RelativePath("deploy/prod.yml"))
        #expect(found(["deploy/prod.yml": ""], at: path) == ["deploy/prod.yml"])
    }

    @Test func leavesExcludedPathsOut() {
        #expect(found(["a/serverless.yml": "", "b/serverless.yml": ""], excluding: ["b"]) == ["a/serverless.yml"])
    }

    @Test func reportsAPathThatDoesNotExist() throws {
        let discovery = Discovery(files: InMemoryFileSource([:]), readers: Scan.standardReaders, excluded: [])
        let result = discovery.manifests(at: [try #require(RelativePath("gone"))])
        #expect(result.issues.map(\.kind) == [.missingFile])
    }
}
