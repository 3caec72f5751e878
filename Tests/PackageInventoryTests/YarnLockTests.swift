import PackageInventory
import SourceText
import Testing

@Suite("yarn.lock")
struct YarnLockTests {
    private let classic = """
        # yarn lockfile v1


        "@s/a@^1.0.0", "@s/a@~1.1.0":
          version "1.1.4"
          resolved "https://registry.yarnpkg.com/@s/a/-/a-1.1.4.tgz#0123456789012345678901234567890123456789"
          integrity sha512-abc==
          dependencies:
            b "^2.0.0"
            "@s/c" "1 || 2"
          optionalDependencies:
            fsevents "*"

        b@^2.0.0:
          version "2.0.1"

        "@s/c@1 || 2":
          version "2.0.0"

        "p@npm:real@^3":
          version "3.0.0"

        g@o/g:
          version "0.1.0"
          resolved "https://codeload.github.com/o/g/tar.gz/abc"
          dependencies:
            b "^2.0.0"
        """

    @Test func versionOneIsReadByLine() {
        let manifest = #"{"dependencies": {"@s/a": "^1.0.0", "p": "npm:real@^3"}, "devDependencies": {"g": "o/g"}}"#
        let list = read(classic, .yarnLock, beside: ["package.json": manifest])
        #expect(list.issues.isEmpty)
        #expect(list.names == ["@s/a@1.1.4", "b@2.0.1", "@s/c@2.0.0", "real@3.0.0", "g@0.1.0"])
        #expect(list.dependencies(of: "@s/a") == ["b@2.0.1", "@s/c@2.0.0", "fsevents missing"])
        #expect(list.first("@s/a")?.hasIntegrity == true)
        #expect(list.first("real")?.alias == "p")
        #expect(list.first("g")?.source == .git("https://codeload.github.com/o/g/tar.gz/abc"))
        #expect(list.direct() == ["@s/a@1.1.4", "real@3.0.0", "g@0.1.0"])
        // Reached by development alone; `b` is reached by both.
        #expect(list.first("g")?.scopes == .dev && list.first("b")?.scopes == [])
    }

    @Test func anEntrysPlaceIsItsBlock() {
        let list = read(classic, .yarnLock)
        let file = SourceFile(path: list.path, text: classic)
        #expect(file.text(in: list.packages[1].place.span) == "b@^2.0.0:\n  version \"2.0.1\"")
        #expect(list.direct() == ["@s/a@1.1.4", "real@3.0.0", "g@0.1.0"])
    }

    @Test func membersOfTheWorkspaceAreImporters() {
        let list = read(
            classic, .yarnLock,
            beside: [
                "package.json": #"{"workspaces": ["packages/*"]}"#,
                "packages/web/package.json": #"{"name": "web", "dependencies": {"b": "^2.0.0"}}"#,
                "packages/web/node_modules/x/package.json": "{}",
            ])
        #expect(list.importers.map(\.folder) == ["", "packages/web"])
        #expect(list.direct("packages/web") == ["b@2.0.1"])
    }

    private let berry = """
        __metadata:
          version: 8

        "a@npm:^1.0.0, a@npm:^1.1.0":
          version: 1.1.0
          resolution: "a@npm:1.1.0"
          dependencies:
            b: "npm:^2.0.0"
            fs: ^2
          dependenciesMeta:
            fs:
              optional: true
          checksum: 10c0/abc
          languageName: node
          linkType: hard

        "b@npm:^2.0.0":
          version: 2.0.0
          resolution: "b@npm:2.0.0"

        "b@patch:b@npm%3A^2.0.0#./b.patch":
          version: 2.0.0
          resolution: "b@patch:b@npm%3A2.0.0#./b.patch::version=2.0.0"

        "fs@npm:^2":
          version: 2.3.0
          resolution: "fs@npm:2.3.0"

        "g@https://github.com/o/g.git":
          version: 0.1.0
          resolution: "g@https://github.com/o/g.git#commit=abc"

        "old@npm:real@^1":
          version: 1.0.0
          resolution: "real@npm:1.0.0"

        "shop@workspace:.":
          version: 0.0.0-use.local
          resolution: "shop@workspace:."
          dependencies:
            a: "npm:^1.0.0"
            g: "https://github.com/o/g.git"
            web: "workspace:*"

        "web@workspace:*, web@workspace:packages/web":
          version: 0.0.0-use.local
          resolution: "web@workspace:packages/web"
          dependencies:
            b: "patch:b@npm%3A^2.0.0#./b.patch"
        """

    @Test func laterVersionsAreYAML() {
        let list = read(
            berry, .yarnLock, beside: ["package.json": #"{"devDependencies": {"g": "https://github.com/o/g.git"}}"#])
        #expect(list.issues.isEmpty)
        #expect(
            list.names == [
                "a@1.1.0", "b@2.0.0", "fs@2.3.0", "g@0.1.0", "real@1.0.0", "shop@0.0.0-use.local",
                "web@0.0.0-use.local",
            ])
        #expect(list.dependencies(of: "a") == ["b@2.0.0", "fs@2.3.0"])
        #expect(list.first("a")?.requirements.map(\.scope) == [.runtime, .optional])
        #expect(list.first("real")?.alias == "old")
        #expect(list.first("g")?.source == .git("https://github.com/o/g.git#commit=abc"))
        #expect(list.importers.map(\.folder) == ["", "packages/web"])
        // A patch stands for the package that it changes.
        #expect(list.direct("packages/web") == ["b@2.0.0"])
        #expect(list.first("g")?.scopes == .dev)
    }

    @Test func linesThatAreNoneOfItsAreTold() {
        let list = read("<<<<<<< HEAD\n" + classic, .yarnLock)
        #expect(list.issues.count == 1)
        #expect(list.packages.count == 5)
    }
}
