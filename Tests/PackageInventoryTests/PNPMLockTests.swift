import PackageInventory
import SourceText
import Testing

@Suite("pnpm-lock.yaml and bun.lock")
struct PNPMLockTests {
    @Test func versionFiveHasPathsForKeys() {
        let list = read(
            """
            lockfileVersion: 5.4
            specifiers:
              a: ^1.0.0
              t: '*'
            dependencies:
              a: 1.0.0_react@17.0.2
              alias: /real/3.0.0
              local: link:../local
            devDependencies:
              t: 2.0.0
            packages:
              /a/1.0.0_react@17.0.2:
                resolution: {integrity: sha512-x}
                requiresBuild: true
                dependencies:
                  '@s/b': 1.0.0
                dev: false
              /@s/b/1.0.0:
                resolution: {integrity: sha512-x}
                dev: false
              /real/3.0.0:
                resolution: {integrity: sha512-x}
                dev: false
              /t/2.0.0:
                resolution: {integrity: sha512-x}
                dev: true
              github.com/o/g/abc:
                resolution: {tarball: https://codeload.github.com/o/g/tar.gz/abc}
                name: g
                version: 0.1.0
                dev: false
            """, .pnpmLock)
        #expect(list.issues.isEmpty)
        #expect(list.names == ["a@1.0.0", "@s/b@1.0.0", "real@3.0.0", "t@2.0.0", "g@0.1.0"])
        #expect(list.first("a")?.hasInstallScript == true)
        #expect(list.dependencies(of: "a") == ["@s/b@1.0.0"])
        #expect(list.direct() == ["a@1.0.0", "real@3.0.0", "local missing", "t@2.0.0"])
        #expect(list.importers[0].requirements.map(\.range) == ["^1.0.0", nil, nil, "*"])
        #expect(list.first("t")?.scopes == .dev)
        #expect(list.first("g")?.source == .git("https://codeload.github.com/o/g/tar.gz/abc"))
    }

    @Test func versionSixHasAnAtSign() {
        let list = read(
            """
            lockfileVersion: '6.0'
            importers:
              .:
                dependencies:
                  a: {specifier: ^1.0.0, version: 1.0.0(react@17.0.2)}
              packages/web:
                dependencies:
                  core: {specifier: workspace:*, version: link:../core}
              packages/core:
                devDependencies:
                  '@s/b': {specifier: 1.0.0, version: 1.0.0}
            packages:
              /a@1.0.0(react@17.0.2):
                resolution: {integrity: sha512-x}
                dependencies:
                  '@s/b': 1.0.0
              /@s/b@1.0.0:
                resolution: {integrity: sha512-x}
            """, .pnpmLock)
        #expect(list.names == ["a@1.0.0", "@s/b@1.0.0", "web@", "core@"])
        #expect(list.dependencies(of: "a") == ["@s/b@1.0.0"])
        #expect(list.direct("packages/web") == ["core@"])
        #expect(list.direct("packages/core") == ["@s/b@1.0.0"])
        #expect(list.first("core")?.source == .workspace("packages/core"))
    }

    @Test func versionNineKeepsEachSetOfPeers() {
        let list = read(
            """
            lockfileVersion: '9.0'
            importers:
              .:
                dependencies:
                  a:
                    specifier: ^1.0.0
                    version: 1.0.0(p@1.0.0)
                devDependencies:
                  t:
                    specifier: ^2
                    version: 2.0.0
            packages:
              a@1.0.0:
                resolution: {integrity: sha512-x}
              p@1.0.0:
                resolution: {integrity: sha512-x}
              p@2.0.0:
                resolution: {integrity: sha512-x}
              t@2.0.0:
                resolution: {integrity: sha512-x}
            snapshots:
              a@1.0.0(p@1.0.0):
                dependencies:
                  p: 1.0.0
              a@1.0.0(p@2.0.0):
                dependencies:
                  p: 2.0.0
              p@1.0.0: {}
              p@2.0.0: {}
              t@2.0.0:
                optional: true
                dependencies:
                  a: 1.0.0(p@2.0.0)
            """, .pnpmLock)
        #expect(list.names == ["a@1.0.0", "a@1.0.0", "p@1.0.0", "p@2.0.0", "t@2.0.0"])
        #expect(list.packages[0].place == list.packages[1].place)
        let graph = PackageGraph(list)
        #expect(graph.closure(of: ["a"], from: 0) == [0, 2])
        #expect(list.packages.map { $0.scopes.contains(.dev) } == [false, true, false, true, true])
        #expect(list.packages[4].scopes.contains(.optional))
    }

    @Test func bunNamesTheWayThroughFolders() {
        let list = read(
            """
            {
              "lockfileVersion": 1,
              "workspaces": {
                "": { "name": "shop", "dependencies": { "a": "^1.0.0", }, "devDependencies": { "t": "1" } },
                "packages/web": { "name": "@s/web", "dependencies": { "b": "^1" } },
              },
              // The packages.
              "packages": {
                "@s/web": ["@s/web@workspace:packages/web"],
                "@s/web/b": ["b@1.5.0", "", {}, "sha512-x"],
                "a": ["a@1.0.0", "", { "dependencies": { "b": "^2.0.0" } }, "sha512-x"],
                "b": ["b@2.0.0", "", {}, "sha512-x"],
                "g": ["g@github:o/g#abc", {}, "o-g-abc"],
                "t": ["real@1.0.0", "", { "dependencies": { "a": "1" } }, "sha512-x"],
              }
            }
            """, .bunLock)
        #expect(list.issues.isEmpty)
        #expect(
            list.names == [
                "@s/web@workspace:packages/web", "b@1.5.0", "a@1.0.0", "b@2.0.0", "g@github:o/g#abc", "real@1.0.0",
            ])
        #expect(list.dependencies(of: "a") == ["b@2.0.0"])
        #expect(list.direct("packages/web") == ["b@1.5.0"])
        #expect(list.direct() == ["a@1.0.0", "real@1.0.0"])
        #expect(list.first("g")?.source == .git("github:o/g#abc"))
        #expect(list.first("real")?.alias == "t" && list.first("real")?.scopes == .dev)
    }

    @Test func aBinaryLockfileIsNoEmptyOne() {
        #expect(read("\u{1}", .bunBinaryLock).issues.map(\.kind) == [.notEvaluated])
    }

    @Test func aManifestAlonePinsWhatItNames() {
        let list = read(
            #"{"name": "x", "dependencies": {"a": "1.2.3", "b": "^1.0.0", "c": "=2.0.0-rc.1", "d": "npm:e@3.0.0", "f": "1.2"}}"#,
            .packageJSON)
        #expect(list.names == ["a@1.2.3", "c@2.0.0-rc.1", "e@3.0.0"])
        #expect(!list.isLocked && !list.knowsRequirements)
        #expect(list.importers[0].requirements.map(\.name) == ["a", "b", "c", "d", "f"])
    }
}
