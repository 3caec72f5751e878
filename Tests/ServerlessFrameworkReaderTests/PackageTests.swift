import ApplicationModel
import Testing

@Suite struct PackageTests {
    @Test(arguments: [
        ("", "", "sharedService"),
        ("", "package: {individually: true}", "individual"),
        ("package: {individually: true}", "", "individual"),
        ("package: {individually: false}", "package: {individually: true}", "sharedService"),
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
}
