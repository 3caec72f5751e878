import PackageInventory
import SourceText
import Testing

@Suite("package-lock.json and npm-shrinkwrap.json")
struct NPMLockTests {
    private let flat = """
        {"name": "shop", "lockfileVersion": 3, "packages": {
          "": {"name": "shop", "workspaces": ["packages/*"],
               "dependencies": {"a": "^1.0.0", "text": "npm:left-pad@^1.0.0", "tool": "file:packages/tool"},
               "devDependencies": {"t": "^9"}, "optionalDependencies": {"fs": "1"}},
          "node_modules/a": {"version": "1.0.1", "resolved": "https://registry.npmjs.org/a/-/a-1.0.1.tgz",
               "integrity": "sha512-x", "dependencies": {"b": "^2.0.0", "c": "1"}},
          "node_modules/a/node_modules/b": {"version": "2.5.0", "hasInstallScript": true},
          "node_modules/b": {"version": "1.9.0", "dev": true},
          "node_modules/c": {"version": "1.0.0", "inBundle": true, "dependencies": {"b": "*"}},
          "node_modules/text": {"name": "left-pad", "version": "1.3.0"},
          "node_modules/t": {"version": "9.0.0", "dev": true, "dependencies": {"b": "1"}},
          "node_modules/fs": {"version": "1.0.0", "optional": true},
          "node_modules/g": {"version": "0.1.0", "resolved": "git+ssh://git@github.com/o/g.git#abc"},
          "node_modules/u": {"version": "3.0.0", "resolved": "https://example.com/u.tgz"},
          "node_modules/tool": {"resolved": "packages/tool", "link": true},
          "packages/tool": {"version": "0.0.1", "dependencies": {"u": "https://example.com/u.tgz", "b": "^1"}}
        }}
        """

    @Test func eachFolderIsAPackage() {
        let list = read(flat, .npmLock)
        #expect(list.issues.isEmpty)
        #expect(list.isLocked && list.knowsRequirements)
        #expect(
            list.names == [
                "a@1.0.1", "b@2.5.0", "b@1.9.0", "c@1.0.0", "left-pad@1.3.0", "t@9.0.0", "fs@1.0.0", "g@0.1.0",
                "u@3.0.0",
                "tool@0.0.1",
            ])
        #expect(list.packages[1].location == "node_modules/a/node_modules/b")
        #expect(list.packages[1].hasInstallScript && list.packages[0].hasIntegrity)
        #expect(list.first("left-pad")?.alias == "text")
        #expect(list.first("c")?.scopes == .bundled)
        #expect(list.first("fs")?.scopes == .optional)
        #expect(list.packages[2].scopes == .dev)
    }

    @Test func anEntrysPlaceIsItsKeyAndItsValue() {
        let list = read(flat, .npmLock)
        let file = SourceFile(path: list.path, text: flat)
        #expect(file.text(in: list.packages[2].place.span) == #""node_modules/b": {"version": "1.9.0", "dev": true}"#)
        #expect(file.text(in: list.importers[0].requirements[0].place?.span ?? ByteSpan(0, 0)) == #""a": "^1.0.0""#)
    }

    @Test func requirementsAreMetFromTheNearestFolder() {
        let list = read(flat, .npmLock)
        #expect(list.dependencies(of: "a") == ["b@2.5.0", "c@1.0.0"])
        #expect(list.dependencies(of: "c") == ["b@1.9.0"])
        #expect(list.direct() == ["a@1.0.1", "left-pad@1.3.0", "tool@0.0.1", "fs@1.0.0", "t@9.0.0"])
        #expect(list.direct("packages/tool") == ["u@3.0.0", "b@1.9.0"])
    }

    @Test func whatNoRegistryHasIsToldApart() {
        let list = read(flat, .npmLock)
        #expect(list.first("g")?.source == .git("git+ssh://git@github.com/o/g.git#abc"))
        #expect(list.first("u")?.source == .url("https://example.com/u.tgz"))
        #expect(list.first("tool")?.source == .workspace("packages/tool"))
        #expect(list.first("a")?.isFromRegistry == true && list.first("u")?.isFromRegistry == false)
    }

    private let nested = """
        {"lockfileVersion": 1, "requires": true, "dependencies": {
          "a": {"version": "1.0.0", "resolved": "./cache/a.tgz", "requires": {"b": "^2"}, "dependencies": {
            "b": {"version": "2.0.0", "dev": true}}},
          "b": {"version": "1.0.0", "requires": {"a": "1"}},
          "x": {"version": "npm:real@4.0.0"},
          "g": {"version": "git+https://github.com/o/g.git#abc", "from": "o/g"},
          "p": {"version": "file:../p"}
        }}
        """

    @Test func versionOneNestsFolders() {
        let list = read(
            nested, .npmShrinkwrap, beside: ["package.json": #"{"dependencies": {"a": "^1", "x": "npm:real@4"}}"#])
        #expect(
            list.names == [
                "a@1.0.0", "b@2.0.0", "b@1.0.0", "real@4.0.0", "g@git+https://github.com/o/g.git#abc", "p@file:../p",
            ])
        #expect(list.dependencies(of: "a") == ["b@2.0.0"])
        #expect(list.packages[1].location == "node_modules/a/node_modules/b")
        #expect(list.first("a")?.source == .registry("./cache/a.tgz"))
        #expect(list.first("g")?.source == .git("git+https://github.com/o/g.git#abc"))
        #expect(list.first("p")?.isFromRegistry == false)
        #expect(list.direct() == ["a@1.0.0", "real@4.0.0"])
        #expect(list.importers[0].requirements[0].place?.path.description == "package.json")
    }

    @Test func withoutAManifestWhatNobodyNeedsIsDirect() {
        let text = """
            {"lockfileVersion": 1, "dependencies": {
              "a": {"version": "1.0.0", "requires": {"b": "^2"}}, "b": {"version": "1.0.0"}}}
            """
        let list = read(text, .npmLock)
        #expect(list.importers.map(\.isInferred) == [true])
        #expect(list.direct() == ["a@1.0.0"])
    }

    @Test func halfAFileGivesHalfAList() {
        let half = String(flat.prefix(flat.count / 2))
        let list = read(half, .npmLock)
        #expect(list.names.prefix(3) == ["a@1.0.1", "b@2.5.0", "b@1.9.0"])
        #expect(!list.issues.isEmpty)
    }

    @Test func theWayFromTheProjectIsTheShortest() {
        let list = read(flat, .npmLock)
        let graph = PackageGraph(list)
        #expect(graph.shortestPath(to: 1)?.packages == [0, 1])
        #expect(graph.shortestPath(to: 1)?.importer == 0)
        // Through the workspace's member, which is an importer of its own.
        #expect(graph.shortestPath(to: 8)?.packages == [8])
        #expect(graph.shortestPath(to: 7) == nil)
        #expect(graph.shortestPath(to: 99) == nil)
    }

    @Test func anImportLoadsWhatItLeadsTo() {
        let list = read(flat, .npmLock)
        let graph = PackageGraph(list)
        let names = { (indices: [Int]) in indices.map { list.names[$0] } }
        #expect(names(graph.closure(of: ["a"], from: 0)) == ["a@1.0.1", "b@2.5.0", "b@1.9.0", "c@1.0.0"])
        #expect(names(graph.closure(of: ["text"], from: 0)) == ["left-pad@1.3.0"])
        // Never asked for, but the folder has it.
        #expect(names(graph.closure(of: ["b"], from: 0)) == ["b@1.9.0"])
        #expect(graph.closure(of: ["nothing"], from: 0).isEmpty)
    }
}
