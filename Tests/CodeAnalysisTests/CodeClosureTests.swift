import CodeAnalysis
import SourceText
import Testing

@Suite("Closures of handlers")
struct CodeClosureTests {
    private static let shop = [
        "a.js": """
            const { run } = require('./lib/db')
            const chalk = require('chalk'), fs = require('node:fs')
            import('./late.js')
            require(process.env.PLUGIN)
            require('./gone')
            exports.h = run
            """,
        "b.js": "const db = require('./lib/db')\nconst s3 = require('@aws-sdk/client-s3/dist')\n",
        "lib/db.js": "const a = require('../a')\nconst { sql } = require('chalk')\nconst t = require('./table.json')\nrequire('./x.min')\n",
        "lib/table.json": "{}", "lib/x.min.js": "", "late.js": "", "unused.js": "",
    ]

    @Test func everyHandlerHasItsOwn() async throws {
        let result = try await load(Self.shop, ["a.js", "b.js"])
        #expect(result.closures[0].files.map(\.description) == ["a.js", "late.js", "lib/db.js"])
        #expect(result.closures[1].files.map(\.description) == ["a.js", "b.js", "late.js", "lib/db.js"])
        #expect(result.program.units.count == 4)
    }

    @Test func whatIsAskedForBesidesIsKept() async throws {
        let closure = try await load(Self.shop, ["b.js"]).closures[0]
        #expect(closure.externals.map(\.module) == ["@aws-sdk/client-s3/dist", "chalk", "fs"])
        #expect(closure.externals.map(\.package) == ["@aws-sdk/client-s3", "chalk", "fs"])
        #expect(closure.externals.map(\.isStandard) == [false, false, true])
        #expect(closure.externals.map(\.place.path.description) == ["b.js", "a.js", "a.js"])
        #expect(closure.data.map(\.description) == ["lib/table.json"])
        #expect(closure.skipped.map(\.path.description) == ["lib/x.min.js"])
        #expect(closure.missingImports.map(\.specifier) == ["./gone"])
        #expect(closure.computedImports.map(\.path.description) == ["a.js"])
        #expect(!closure.isCut)
    }

    @Test func typesAreNotRun() async throws {
        let files = ["a.ts": "import type { T } from './t'\nimport { f } from './f'\n", "t.ts": "", "f.ts": "export * from './g'\n", "g.ts": ""]
        let result = try await load(files, ["a.ts"])
        #expect(result.closures[0].files.map(\.description) == ["a.ts", "f.ts", "g.ts"])
    }

    @Test func pythonsModulesBringTheirPackages() async throws {
        let files = [
            "app.py": "import shop.db.store\nfrom shop import mail, other\nfrom tools import text\nimport boto3.session\n",
            "shop/__init__.py": "", "shop/db/__init__.py": "from . import names\n", "shop/db/names.py": "", "shop/db/store.py": "",
            "shop/mail.py": "", "shop/unused.py": "", "tools/text.py": "",
        ]
        let result = try await load(files, ["app.py"])
        #expect(
            result.closures[0].files.map(\.description) == [
                "app.py", "shop/__init__.py", "shop/db/__init__.py", "shop/db/names.py", "shop/db/store.py", "shop/mail.py",
                "tools/text.py",
            ])
        #expect(result.closures[0].externals.filter { !$0.isStandard }.map(\.package) == ["boto3", "boto3"])
        let package = try #require(RelativePath("shop/__init__.py"))
        let unit = try #require(result.program[package])
        #expect(unit.submodules.keys.sorted() == ["db", "mail", "unused"])
    }

    @Test func longChainsAreCutWhereTheLimitSays() async throws {
        let files = Dictionary(uniqueKeysWithValues: (0..<30).map { ("f\($0).js", "require('./f\($0 + 1)')\n") })
        let result = try await load(files, ["f0.js"], limits: ProgramLoader.Limits(files: 10))
        #expect(result.closures[0].files.count == 10)
        #expect(result.closures[0].isCut)
    }

    private func load(
        _ files: [String: String], _ entries: [String], limits: ProgramLoader.Limits = ProgramLoader.Limits()
    ) async throws -> ProgramLoader.Result {
        let loader = ProgramLoader(CodeFiles(InMemoryFileSource(files)), limits: limits)
        return await loader.load(
            try entries.map { .init(file: try #require(RelativePath($0)), roots: CodeRoots(code: .root)) })
    }
}
