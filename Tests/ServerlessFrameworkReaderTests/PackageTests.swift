import ApplicationModel
import SourceText
import Testing

@Suite struct PackageTests {
    @Test(arguments: [
        ("", "", "sharedService"),
        ("", "package: {individually: true}", "individual"),
        ("package: {individually: true}", "", "individual"),
        ("package: {individually: false}", "package: {individually: true}", "individual"),
        ("package: {individually: false}", "", "sharedService"),
        ("package: {individually: '${env:IND}'}", "", "sharedService"),
        ("package: {artifact: a.zip}", "", "artifact"),
        ("", "package: {artifact: a.zip}", "artifact"),
        ("package: {individually: true}", "package: {artifact: a.zip}", "individual"),
        ("image: {name: app}", "", "image"),
        ("runtime: nodejs20.x", "plugins: [serverless-esbuild]", "bundler"),
        ("runtime: python3.12", "plugins: [serverless-esbuild]", "sharedService"),
        ("", "plugins: [serverless-python-requirements]", "sharedService"),
        ("runtime: nodejs20.x", "frameworkVersion: '4'\nbuild: {esbuild: true}", "bundler"),
        ("runtime: nodejs20.x", "frameworkVersion: '3'\nbuild: {esbuild: true}", "sharedService"),
        ("runtime: nodejs20.x\nbuild: esbuild", "frameworkVersion: ^4.1.0", "bundler"),
        ("runtime: nodejs20.x", "build: {esbuild: true}", "bundler"),
        ("", "frameworkVersion: '4'\nbuild: {esbuild: true}", "sharedService"),
    ])
    func theMethodIsTheOneThatDecides(function: String, rest: String, method: String) throws {
        #expect(try Reading(function: function, rest: rest).function.package.method.rawValue == method)
    }

    @Test func versionFourBundlesTypeScriptByItself() throws {
        for (version, method) in [("4", FunctionPackage.Method.bundler), ("3", .sharedService)] {
            let reading = try Reading(files: [
                "src/h.ts": "",
                "serverless.yml": """
                service: s
                frameworkVersion: '\(version)'
                provider: {name: aws, runtime: nodejs20.x}
                functions: {hello: {handler: src/h.main}}
                """,
            ])
            #expect(try reading.function.package.method == method)
        }
    }

    @Test func patternsKeepTheFrameworksOrder() throws {
        let reading = try Reading(
            function: "package: {patterns: ['own/**']}",
            rest: "package: {exclude: [a], include: [b], patterns: ['!c']}")
        #expect(try reading.function.package.patterns.compactMap(\.string) == ["!a", "b", "!c", "own/**"])
    }

    @Test(arguments: [
        ("", "", nil as String?),
        ("", "package: {individually: true}", "true"),
        ("package: {individually: true}", "", "true"),
        ("package: {individually: false}", "package: {individually: true}", "true"),
        ("package: {individually: '${env:IND}'}", "", "?"),
        ("", "package: {individually: '${env:IND}'}\nplugins: [serverless-esbuild]", "?"),
        ("", "package: {individually: true}\nplugins: [serverless-webpack]", "true"),
        ("", "plugins: [serverless-webpack]", nil),
        // The framework's own esbuild looks at the service's setting alone.
        ("package: {individually: true}", "frameworkVersion: '4'\nbuild: esbuild", nil),
        ("", "package: {individually: true}\nframeworkVersion: '4'\nbuild: esbuild", "true"),
    ])
    func whetherEachFunctionIsPackedAloneStaysAsWritten(function: String, rest: String, text: String?) throws {
        let reading = try Reading(provider: "runtime: nodejs20.x", function: function, rest: rest)
        #expect(try reading.function.package.individually?.text(placeholder: "?") == text)
    }

    @Test(arguments: [
        ("cloudflare", "script: worker", "individual"),
        ("openwhisk", "sequence: [a, b]", "nothing"),
        ("openwhisk", "handler: me/image\n    runtime: docker", "image"),
        ("openwhisk", "handler: h.main", "sharedService"),
    ])
    func otherCloudsPackInTheirOwnWay(provider: String, function: String, method: String) throws {
        let reading = try Reading(
            "service: s\nprovider: {name: \(provider)}\nfunctions:\n  hello:\n    \(function)\n")
        #expect(try reading.function.package.method.rawValue == method)
    }
}

/// Which list of packages is a function's, and what locks it.
@Suite struct DependencyListTests {
    private func list(handler: String, runtime: String, files: [String: String]) throws -> DependencyList? {
        let manifest = """
            service: shop
            provider: {name: aws, runtime: \(runtime)}
            functions:
              hello: {handler: \(handler)}
            """
        return try Reading(files: files.merging(["app/serverless.yml": manifest]) { $1 }, manifest: "app/serverless.yml")
            .function.package.dependencyList
    }

    @Test func nearestListCounts() throws {
        let files = ["app/package.json": #"{"dependencies": {"a": "1.2.3"}}"#, "app/orders/package.json": #"{"dependencies": {"b": "^1.0.0", "own": "workspace:*"}}"#]
        #expect(try list(handler: "orders/list.handler", runtime: "nodejs24.x", files: files)?.entries.map(\.name) == ["b"])
        #expect(try list(handler: "src/list.handler", runtime: "nodejs24.x", files: files)?.entries.map(\.isExact) == [true])
    }

    @Test func locksOfTheWorkspaceCount() throws {
        let files = ["app/package.json": "{}", "package-lock.json": "{}", "app/yarn.lock": ""]
        let locks = try list(handler: "a.h", runtime: "nodejs24.x", files: files)?.locks.map(\.description)
        #expect(locks == ["app/yarn.lock", "package-lock.json"])
    }

    @Test(arguments: [
        ("requests==2.32.3", true), ("requests>=2", false), ("requests==2.*", false), ("requests", false),
        ("requests[socks]==2.32.3 ; python_version > '3'", true),
    ])
    func requirementsAreRead(line: String, isExact: Bool) throws {
        let text = "# comment\n-r other.txt\n--index-url https://x.example\n\n\(line)\r\n"
        let list = try list(handler: "a.h", runtime: "python3.14", files: ["app/requirements.txt": text])
        #expect(list?.entries.map(\.name) == ["requests"])
        #expect(list?.entries.map(\.isExact) == [isExact])
    }

    @Test func otherLanguagesHaveNone() throws {
        let files = ["app/package.json": #"{"dependencies": {"a": "1"}}"#]
        #expect(try list(handler: "a.h", runtime: "java25", files: files) == nil)
        #expect(try list(handler: "../../a.h", runtime: "nodejs24.x", files: files) == nil)
    }
}
