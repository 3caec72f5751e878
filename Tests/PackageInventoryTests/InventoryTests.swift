import PackageInventory
import SourceText
import Testing

@Suite("Which lists hold for a folder")
struct InventoryTests {
    private func inventory(_ files: [String: String], _ folders: String...) -> Inventory {
        Inventory.read(folders.compactMap { RelativePath($0) }, files: InMemoryFileSource(files))
    }

    private func paths(_ inventory: Inventory, _ folder: String) -> [String] {
        inventory.lists(for: RelativePath(folder) ?? .root).map { inventory.lists[$0].path.description }
    }

    @Test(arguments: [
        ("package-lock.json", "package-lock.json"), ("a/yarn.lock", "yarn.lock"),
        ("requirements-dev.txt", "requirements.txt"),
        ("requirements/base.txt", "requirements.txt"), ("src/Shop.csproj", "*.csproj"),
        ("pylock.dev.toml", "pylock.toml"),
        ("gems.locked", "Gemfile.lock"),
    ])
    func kindsAreKnownByName(path: String, kind: String) throws {
        #expect(PackageListKind(path: try #require(RelativePath(path)))?.rawValue == kind)
    }

    @Test func otherFilesListNoPackages() throws {
        for path in ["lock.json", "notes.txt", "requirements.md", "yarn.lock.bak"] {
            #expect(PackageListKind(path: try #require(RelativePath(path))) == nil)
        }
    }

    @Test func theNearestLockfileUpwardsHolds() {
        let files = [
            "package.json": "{}", "package-lock.json": "{}", "services/a/package.json": "{}",
            "services/b/package.json": "{}", "services/b/yarn.lock": "", "services/b/requirements.txt": "x==1",
        ]
        let inventory = inventory(files, "services/a", "services/b/src")
        #expect(paths(inventory, "services/a") == ["package-lock.json"])
        #expect(paths(inventory, "services/b/src") == ["services/b/requirements.txt", "services/b/yarn.lock"])
        #expect(paths(inventory, "elsewhere") == [])
    }

    @Test func aManifestCountsWithoutALockfile() {
        let inventory = inventory(
            ["a/package.json": #"{"dependencies": {"x": "1.0.0"}}"#, "a/go.mod": "module m\n", "a/go.sum": ""], "a")
        #expect(paths(inventory, "a") == ["a/go.mod", "a/package.json"])
        #expect(inventory.lists.map(\.isLocked) == [true, false])
    }

    @Test func whatAnotherListIncludesIsReadOnce() {
        let inventory = inventory(
            ["requirements.txt": "-r requirements-base.txt\n", "requirements-base.txt": "x==1\n"], "")
        #expect(paths(inventory, "") == ["requirements.txt"])
        #expect(inventory.lists[0].packages.map(\.name) == ["x"])
    }

    @Test func listsThatIncludeEachOtherDoNotBothVanish() {
        let inventory = inventory(
            [
                "requirements-a.txt": "-r requirements-b.txt\nx==1\n",
                "requirements-b.txt": "-r requirements-a.txt\ny==1\n",
            ], "")
        #expect(paths(inventory, "") == ["requirements-a.txt"])
        #expect(Set(inventory.lists[0].packages.map(\.name)) == ["x", "y"])
    }

    @Test func whatAnotherFolderIncludesStaysForItsOwn() {
        let inventory = inventory(
            ["a/requirements.txt": "-r ../b/requirements.txt\n", "b/requirements.txt": "x==1\n"], "a", "b")
        #expect(paths(inventory, "b") == ["b/requirements.txt"])
    }
}
