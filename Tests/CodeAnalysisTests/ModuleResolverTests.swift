import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

@Suite("Where imports lead")
struct ModuleResolverTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let specifier: String
        let target: String
        var from = "src/a.js"
        var names: [String] = []
        var files: [String: String] = [:]
        var code = ""
        var layers: [String] = []
        var testDescription: String { "\(specifier) from \(from)" }
    }

    @Test(arguments: [
        Case(specifier: "./b", target: "src/b.js", files: ["src/b.js": ""]),
        Case(specifier: "./b", target: "src/b/index.js", files: ["src/b/index.js": ""]),
        Case(specifier: "./b", target: "src/b.js", files: ["src/b.js": "", "src/b/index.js": "", "src/b.ts": ""]),
        Case(specifier: "./b", target: "src/b.ts", from: "src/a.ts", files: ["src/b.js": "", "src/b.ts": ""]),
        Case(specifier: "./b.js", target: "src/b.ts", from: "src/a.ts", files: ["src/b.ts": ""]),
        Case(specifier: "./b.mjs", target: "src/b.mts", from: "src/a.mts", files: ["src/b.mts": ""]),
        Case(specifier: "./b.jsx", target: "src/b.tsx", files: ["src/b.tsx": ""]),
        Case(specifier: "./b.service", target: "src/b.service.ts", from: "src/a.ts", files: ["src/b.service.ts": ""]),
        Case(specifier: "..", target: "index.js", files: ["index.js": ""]),
        Case(specifier: "./data", target: "data src/data.json", files: ["src/data.json": "{}"]),
        Case(specifier: "./query.graphql", target: "data src/query.graphql", files: ["src/query.graphql": ""]),
        Case(specifier: "./b", target: "missing", files: ["src/b.d.ts": ""]),
        Case(specifier: "../../b", target: "missing"),
        Case(specifier: "./lib", target: "src/lib/main.js", files: [
            "src/lib/package.json": #"{"main": "main"}"#, "src/lib/main.js": "", "src/lib/index.js": "",
        ]),
        Case(specifier: "node:fs/promises", target: "external fs/promises"),
        Case(specifier: "path", target: "external path", files: ["path.js": "", "tsconfig.json": #"{"compilerOptions":{"baseUrl":"."}}"#]),
        Case(specifier: "mysql2/promise", target: "external mysql2/promise", files: ["node_modules/mysql2/promise.js": ""]),
        Case(specifier: "./node_modules/x", target: "missing", from: "a.js", files: ["node_modules/x/index.js": ""]),
        Case(specifier: "/opt/nodejs/util", target: "layers/one/nodejs/util.js", files: ["layers/one/nodejs/util.js": ""], layers: ["layers/one"]),
        Case(specifier: "/opt/nodejs/util", target: "layers/one/util.js", files: ["layers/one/util.js": ""], layers: ["layers/one"]),
        Case(specifier: "/opt/nodejs/node_modules/@a/b", target: "external @a/b"),
        Case(specifier: "/var/task/b", target: "src/b.js", files: ["src/b.js": ""], code: "src"),
        Case(specifier: "/etc/passwd", target: "missing"),
    ])
    func nodeFollowsPaths(_ value: Case) throws { try check(value, .javaScript) }

    @Test(arguments: [
        Case(specifier: "@lib/x", target: "src/lib/x.ts", from: "src/a.ts", files: [
            "tsconfig.json": "{ // comment\n \"compilerOptions\": {\"baseUrl\": \"src\", \"paths\": {\"@lib/*\": [\"lib/*\"],}},}",
            "src/lib/x.ts": "",
        ]),
        Case(specifier: "@x", target: "shared/x/index.ts", from: "src/a.ts", files: [
            "tsconfig.json": #"{"extends": "./tsconfig.base"}"#,
            "tsconfig.base.json": #"{"compilerOptions": {"paths": {"@x": ["./nowhere", "./shared/x"]}}}"#, "shared/x/index.ts": "",
        ]),
        Case(specifier: "@a/b/c", target: "two/c.ts", from: "src/a.ts", files: [
            "tsconfig.json": #"{"compilerOptions": {"paths": {"@a/*": ["one/*"], "@a/b/*": ["two/*"]}}}"#, "one/b/c.ts": "", "two/c.ts": "",
        ]),
        Case(specifier: "lib/x", target: "lib/x.ts", from: "src/a.ts", files: [
            "tsconfig.json": #"{"compilerOptions": {"baseUrl": "."}}"#, "lib/x.ts": "",
        ]),
        Case(specifier: "lodash", target: "external lodash", from: "src/a.ts", files: [
            "tsconfig.json": #"{"extends": "./tsconfig.json", "compilerOptions": {"baseUrl": "."}}"#,
        ]),
    ])
    func typeScriptFollowsItsSettings(_ value: Case) throws { try check(value, .typeScript) }

    @Test(arguments: [
        Case(specifier: "#db", target: "src/db.js", files: ["package.json": ##"{"imports": {"#db": "./src/db.js"}}"##, "src/db.js": ""]),
        Case(specifier: "#lib/x", target: "lib/x.js", files: [
            "package.json": ##"{"imports": {"#lib/*": {"default": "./lib/*.js"}}}"##, "lib/x.js": "",
        ]),
        Case(specifier: "#none", target: "missing", files: ["package.json": "{}"]),
        Case(specifier: "@shop/common", target: "packages/common/src/index.ts", from: "services/a/h.ts", files: [
            "package.json": #"{"workspaces": ["packages/*"]}"#,
            "packages/common/package.json": #"{"name": "@shop/common", "main": "dist/index.js"}"#, "packages/common/src/index.ts": "",
        ]),
        Case(specifier: "@shop/common/log", target: "packages/common/src/log.ts", from: "services/a/h.ts", files: [
            "pnpm-workspace.yaml": "packages:\n  - 'packages/**'\n", "package.json": "{}",
            "packages/common/package.json": #"{"name": "@shop/common", "exports": {"./*": {"import": "./dist/*.js"}}}"#,
            "packages/common/src/log.ts": "",
        ]),
        Case(specifier: "common", target: "lib/common/index.js", from: "svc/h.js", files: [
            "svc/package.json": #"{"dependencies": {"common": "file:../lib/common"}}"#,
            "lib/common/package.json": #"{"name": "common"}"#, "lib/common/index.js": "",
        ]),
        Case(specifier: "self/x", target: "x.js", files: ["package.json": #"{"name": "self", "exports": {"./x": "./x.js"}}"#, "x.js": ""]),
    ])
    func packagesOfTheTreeAreFiles(_ value: Case) throws { try check(value, .javaScript) }

    @Test(arguments: [
        Case(specifier: "util", target: "src/util.py", from: "src/app.py", files: ["src/util.py": ""], code: "src"),
        Case(specifier: "a.b.c", target: "a/b/c.py + a/__init__.py", from: "app.py", files: ["a/__init__.py": "", "a/b/c.py": ""]),
        Case(specifier: "a.b", target: "a/b/__init__.py", from: "app.py", files: ["a/b/__init__.py": "", "a/b.py": ""]),
        Case(specifier: "a", target: "a/__init__.py + a/x.py", from: "app.py", names: ["x", "y"], files: ["a/__init__.py": "", "a/x.py": ""]),
        Case(specifier: "a", target: "namespace b.c=a/b/c.py x=a/x.py + a/x.py", from: "app.py", names: ["x"], files: ["a/x.py": "", "a/b/c.py": ""]),
        Case(specifier: ".", target: "a/__init__.py + a/m.py", from: "a/b.py", names: ["m"], files: ["a/__init__.py": "", "a/m.py": ""]),
        Case(specifier: "..models.order", target: "models/order.py", from: "handlers/a.py", files: ["models/order.py": ""]),
        Case(specifier: "...x", target: "missing", from: "a/b.py"),
        Case(specifier: "a.nothing", target: "missing", from: "app.py", files: ["a/__init__.py": ""]),
        Case(specifier: "os.path", target: "external os.path", from: "app.py"),
        Case(specifier: "queue", target: "external queue", from: "src/handlers/app.py", files: ["src/handlers/queue.py": ""]),
        Case(specifier: "queue", target: "queue.py", from: "app.py", files: ["queue.py": ""]),
        Case(specifier: "google.cloud", target: "external google.cloud", from: "app.py", files: ["google/notes.txt": ""]),
        Case(specifier: "requests", target: "external requests", from: "app.py", files: ["requests/__init__.py": "", "requests-2.1.dist-info/RECORD": ""]),
        Case(specifier: "pika", target: "external pika", from: "app.py", files: ["pika/__init__.py": "__version__ = '1.3'", "requests-2.1.dist-info/RECORD": ""]),
        Case(specifier: "yaml", target: "external yaml", from: "app.py", files: ["yaml/__init__.py": "", "PyYAML-6.0.dist-info/top_level.txt": "_yaml\nyaml\n"]),
        Case(specifier: "six", target: "external six", from: "app.py", files: ["six.py": "", "six_of-1.0.dist-info/RECORD": "six.py,sha256=x,1\n"]),
        Case(specifier: "shop", target: "shop/__init__.py", from: "app.py", files: ["shop/__init__.py": "x = 1", "requests-2.1.dist-info/RECORD": ""]),
        Case(specifier: "helpers", target: "layer/python/helpers.py", from: "src/app.py", files: ["layer/python/helpers.py": ""], code: "src", layers: ["layer"]),
        Case(specifier: "lib.x", target: "src/lib/x.py", from: "src/handlers/a.py", files: ["src/lib/x.py": ""]),
    ])
    func pythonFollowsDottedNames(_ value: Case) throws { try check(value, .python) }

    @Test(arguments: [
        Case(specifier: "shop/internal/db", target: "folder internal/db/a.go internal/db/b.go", from: "cmd/x/main.go", files: [
            "go.mod": "module shop // the shop\n", "internal/db/b.go": "", "internal/db/a.go": "", "internal/db/a_test.go": "",
        ]),
        Case(specifier: "shop/none", target: "missing", from: "main.go", files: ["go.mod": "module shop"]),
        Case(specifier: "shopping/x", target: "external shopping/x", from: "main.go", files: ["go.mod": "module shop", "ping/x/a.go": ""]),
        Case(specifier: "example.org/lib/x", target: "folder lib/x/a.go", from: "svc/main.go", files: [
            "svc/go.mod": "module svc\nreplace (\n\texample.org/lib => ../lib\n)\n", "lib/x/a.go": "",
        ]),
        Case(specifier: "github.com/me/shop/store", target: "folder shop/store/a.go", from: "shop/main.go", files: ["shop/store/a.go": ""]),
        Case(specifier: "database/sql", target: "external database/sql", from: "main.go"),
    ])
    func goFollowsItsModule(_ value: Case) throws { try check(value, .go) }

    @Test(arguments: [
        Case(specifier: "shop.db.Store", target: "src/main/java/shop/db/Store.java", files: ["src/main/java/shop/db/Store.java": ""]),
        Case(specifier: "shop.db.Store.Key", target: "src/main/java/shop/db/Store.java", files: ["src/main/java/shop/db/Store.java": ""]),
        Case(specifier: "shop.db.*", target: "folder src/main/java/shop/db/Store.java", files: ["src/main/java/shop/db/Store.java": ""]),
        Case(specifier: "core.Thing", target: "core/src/main/java/core/Thing.java", files: ["pom.xml": "", "core/src/main/java/core/Thing.java": ""]),
        Case(specifier: "java.util.*", target: "external java.util.*"),
    ])
    func javaFollowsQualifiedNames(_ value: Case) throws {
        var value = value
        value.from = "src/main/java/shop/api/Handler.java"
        value.files[value.from] = "// the door\npackage shop.api;\nclass Handler {}"
        try check(value, .java)
    }

    @Test(arguments: ["a/", "../", ".", "a.", "./a/", "@"])
    func absurdSpecifiersEnd(_ part: String) throws {
        for language in CodeLanguage.allCases {
            let text = String(repeating: part, count: 100_000)
            _ = try target(Case(specifier: text, target: "", names: [text], files: ["src/a.js": ""]), language)
        }
    }

    private func check(_ value: Case, _ language: CodeLanguage) throws {
        #expect(try target(value, language) == value.target)
    }

    private func target(_ value: Case, _ language: CodeLanguage) throws -> String {
        let files = CodeFiles(InMemoryFileSource(value.files))
        let root = try #require(RelativePath(value.code))
        let roots = CodeRoots(code: root, manifest: .root, layers: value.layers.compactMap { RelativePath($0) })
        let from = try #require(RelativePath(value.from))
        let found = ModuleResolver(files).resolve(value.specifier, names: value.names, from: from, as: language, roots: roots)
        return text(found.target) + (found.besides.isEmpty ? "" : " + " + found.besides.map(\.description).joined(separator: " "))
    }

    private func text(_ target: ModuleTarget) -> String {
        switch target {
        case .file(let path): path.description
        case .folder(let paths): "folder " + paths.map(\.description).joined(separator: " ")
        case .namespace(let modules):
            "namespace " + modules.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        case .external(let name): "external " + name
        case .data(let path): "data \(path)"
        case .missing: "missing"
        case .computed: "computed"
        }
    }
}
