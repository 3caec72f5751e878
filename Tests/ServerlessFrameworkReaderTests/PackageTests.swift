import ApplicationModel
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
