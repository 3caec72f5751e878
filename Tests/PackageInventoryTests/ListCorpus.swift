import PackageInventory

/// Small whole lists of every kind, for breaking.
enum ListCorpus {
    static func texts(of kind: PackageListKind) -> [String] {
        switch kind {
        case .npmLock: [npm, npmNested]
        case .npmShrinkwrap: [npmNested]
        case .yarnLock: [yarn, yarnBerry]
        case .pnpmLock: [pnpm, pnpmNine]
        case .bunLock: [bun]
        case .bunBinaryLock: ["#!/usr/bin/env bun\nbun-lockfile-format-v0\n"]
        case .packageJSON:
            [#"{"name": "x", "dependencies": {"a": "1.0.0", "b": "npm:c@2.0.0", "d": "^1"}, "workspaces": ["p/*"]}"#]
        case .requirements:
            [
                "a[x,y]==1.0 ; python_version > '3' \\\n  --hash=sha256:aa # via b\n-e git+https://x/y.git#egg=b\nc @ https://x/c.whl\n"
            ]
        case .pipfileLock:
            [
                #"{"_meta": {}, "default": {"a": {"version": "==1.0", "hashes": ["x"]}}, "develop": {"b": {"git": "u", "ref": "r"}}}"#
            ]
        case .pipfile: ["[packages]\na = \"==1.0\"\n[dev-packages]\nb = {version = \"==2.0\", extras = [\"x\"]}\n"]
        case .poetryLock: [poetry]
        case .uvLock: [uv]
        case .pdmLock:
            [
                "[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"b>=1; x\"]\n[[package]]\nname = \"b\"\nversion = '2'\n"
            ]
        case .pylock:
            [
                "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\ndependencies = [{name = \"b\"}]\n[[packages]]\nname = \"b\"\nvcs = {type = \"git\", url = \"u\"}\n"
            ]
        case .pyproject:
            ["[project]\nname = \"x\"\ndependencies = [\"a==1\"]\n[tool.poetry.dependencies]\nb = \"1.0\"\n"]
        case .goMod:
            [
                "module m\ngo 1.22\nrequire (\n\ta v1.0.0 // indirect\n\tb v2.0.0\n)\nreplace b => ../b\nreplace a v1.0.0 => c v1.1.0\n"
            ]
        case .goSum: ["a v1.0.0 h1:x=\na v1.0.0/go.mod h1:y=\n"]
        case .pom: [pom]
        case .gradleLock: ["# c\na:b:1.0=compileClasspath,runtimeClasspath\nempty=\n"]
        case .gemfileLock:
            [
                "GIT\n  remote: u\n  revision: r\n  specs:\n    g (1)\n\nGEM\n  remote: u\n  specs:\n    a (1.0-java)\n      b (~> 2)\n    b (2.0)\n\nDEPENDENCIES\n  a!\n"
            ]
        case .composerLock:
            [
                #"{"packages": [{"name": "a/b", "version": "v1", "require": {"c/d": "*"}, "replace": {"e/f": "1"}}], "packages-dev": [{"name": "c/d", "version": "2"}]}"#
            ]
        case .composerJSON:
            [#"{"name": "x/y", "require": {"a/b": "1.0.0", "php": "8"}, "require-dev": {"c/d": "2.0.0"}}"#]
        case .cargoLock:
            [
                "[[package]]\nname = \"x\"\nversion = \"0.1.0\"\ndependencies = [\n \"a 1.0.0 (registry+u)\",\n]\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+u\"\n"
            ]
        case .cargoToml:
            ["[package]\nname = \"x\"\n[dependencies]\na = \"=1.0.0\"\nb = { version = \"=2.0.0\", optional = true }\n"]
        case .nuGetLock:
            [
                #"{"version": 1, "dependencies": {"net8.0": {"A": {"type": "Direct", "resolved": "1.0", "dependencies": {"B": "1"}}, "B": {"type": "Transitive", "resolved": "2.0"}}}}"#
            ]
        case .nuGetProject:
            [
                "<Project><ItemGroup><PackageReference Include=\"A\" Version=\"1.0\"/><PackageReference Include=\"B\"><Version>2</Version></PackageReference></ItemGroup></Project>"
            ]
        case .packageResolved:
            [
                #"{"pins": [{"identity": "a", "kind": "remoteSourceControl", "location": "https://x/a.git", "state": {"revision": "r", "version": "1.0"}}], "version": 2}"#
            ]
        case .mixLock:
            [
                "%{\n  \"a\": {:hex, :a, \"1.0\", \"h\", [:mix], [{:b, \"~> 1\", [hex: :b, optional: false]}], \"hexpm\", \"i\"},\n  \"b\": {:git, \"u\", \"r\", []},\n}\n"
            ]
        case .pubspecLock:
            [
                "packages:\n  a:\n    dependency: \"direct main\"\n    description: {name: a, url: u}\n    source: hosted\n    version: \"1.0.0\"\n"
            ]
        case .pubspec: ["name: x\ndependencies:\n  a: 1.0.0\ndev_dependencies:\n  b: 2.0.0\n"]
        }
    }

    private static let npm = #"""
        {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}},
        "node_modules/a": {"version": "1.0.0", "resolved": "https://x/-/a.tgz", "dependencies": {"b": "^2"}},
        "node_modules/a/node_modules/b": {"version": "2.0.0", "dev": true}, "node_modules/w": {"resolved": "w", "link": true},
        "w": {"name": "w", "version": "1.0.0", "dependencies": {"a": "https://x/a.tgz"}}}}
        """#
    private static let npmNested = #"""
        {"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "requires": {"b": "1"},
        "dependencies": {"b": {"version": "npm:c@1.0.0", "bundled": true}}}, "g": {"version": "git+ssh://x/y.git#z"}}}
        """#
    private static let yarn = """
        # yarn lockfile v1

        "@s/a@^1.0.0", b@x/y:
          version "1.0.0"
          resolved "https://x/a.tgz#aa"
          dependencies:
            c "^2"
          optionalDependencies:
            "@s/d" "*"

        c@^2:
          version "2.0.0"
        """
    private static let yarnBerry = """
        __metadata:
          version: 6
        "a@npm:^1, a@npm:1":
          version: 1.0.0
          resolution: "a@npm:1.0.0"
          dependencies:
            b: ^2
        "b@patch:b@npm%3A^2#x":
          version: 2.0.0
          resolution: "b@patch:b@npm%3A2.0.0#x"
        "w@workspace:.":
          version: 0.0.0
          resolution: "w@workspace:."
        """
    private static let pnpm = """
        lockfileVersion: 5.4
        specifiers: {a: ^1}
        dependencies:
          a: 1.0.0_p@2.0.0
        packages:
          /a/1.0.0_p@2.0.0:
            resolution: {integrity: x}
            dependencies: {'@s/b': 1.0.0}
            dev: false
          /@s/b/1.0.0:
            resolution: {tarball: https://x/b.tgz}
          x.org/u/r/abc:
            resolution: {repo: u, commit: abc, type: git}
            name: g
        """
    private static let pnpmNine = """
        lockfileVersion: '9.0'
        importers:
          .:
            dependencies:
              a: {specifier: ^1, version: 1.0.0(p@2.0.0)}
          w:
            devDependencies:
              x: {specifier: workspace:*, version: link:../x}
        packages:
          a@1.0.0:
            resolution: {integrity: x}
          p@2.0.0:
            resolution: {directory: ../p}
        snapshots:
          a@1.0.0(p@2.0.0):
            dependencies: {p: 2.0.0}
          p@2.0.0: {}
        """
    private static let bun = """
        {"workspaces": {"": {"name": "x", "dependencies": {"a": "1"},}, "w": {"name": "w"}}, // c
         "packages": {"a": ["a@1.0.0", "", {"dependencies": {"b": "1"}}, "sha512-x"], "a/b": ["b@1.0.0", "", {}, "sha512-y"],
         "w": ["w@workspace:w"],}}
        """
    private static let poetry = """
        [[package]]
        name = "a"
        version = "1.0"
        groups = ["main"]
        files = [
            {file = "a.whl", hash = "sha256:x"},
        ]
        [package.dependencies]
        B = {version = ">=1", optional = true}
        [[package]]
        name = "b"
        version = "2.0"
        [package.source]
        type = "git"
        url = "u"
        [metadata.files]
        b = []
        """
    private static let uv = """
        [[package]]
        name = "x"
        version = "0.1"
        source = { editable = "." }
        dependencies = [{ name = "a", version = "1.0" }]
        [package.metadata]
        requires-dist = [{ name = "a", specifier = ">=1" }]
        [[package]]
        name = "a"
        version = "1.0"
        source = { registry = "u" }
        """
    private static let pom = """
        <?xml version="1.0"?><!DOCTYPE p [<!ENTITY e "x">]>
        <project><artifactId>x</artifactId><version>1</version><properties><v>2.0</v></properties>
        <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><version>3</version></dependency></dependencies></dependencyManagement>
        <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version><scope>test</scope></dependency>
        <dependency><groupId>g</groupId><artifactId>m</artifactId><!-- c --></dependency></dependencies></project>
        """
}
