import ApplicationModel
import CloudFormationReader
import CodeAnalysis
import ManifestReading
import ServerlessFrameworkReader
import SourceText
import Testing

@Suite("From the manifest's handler to a file")
struct HandlerLocatorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let handler: String
        let location: String
        var runtime = "nodejs20.x"
        var files: [String: String] = [:]
        /// Lines of a template's properties, such as `CodeUri: src/`.
        var properties = ""
        var testDescription: String { "\(handler) of \(properties.isEmpty ? "a service" : properties)" }
    }

    @Test(arguments: [
        Case(handler: "handler.hello", location: "handler.js hello", files: ["handler.js": ""]),
        Case(handler: "./handler.hello", location: "handler.js hello", files: ["handler.js": ""]),
        Case(handler: "src/a/handler.api.get", location: "src/a/handler.js api.get", files: ["src/a/handler.js": ""]),
        Case(handler: "v1.2/handler.hello", location: "v1.2/handler.ts hello", files: ["v1.2/handler.ts": ""]),
        Case(handler: "h.x", location: "h.js x", files: ["h.js": "", "h.mjs": "", "h.cjs": ""]),
        Case(handler: "h.x", location: "h.mjs x", files: ["h.mjs": "", "h.cjs": ""]),
        Case(handler: "h.x", location: "h.ts x", files: ["h.js": "", "h.ts": ""]),
        Case(handler: "h.x", location: "h/index.js x", files: ["h/index.js": ""]),
        Case(handler: "dist/h.x", location: "src/h.ts x", files: ["src/h.ts": "", "dist/h.js": ""]),
        Case(handler: "dist/src/h.x", location: "src/h.ts x", files: ["src/h.ts": ""]),
        Case(handler: ".build/a/h.x", location: "a/h.ts x", files: ["a/h.ts": ""]),
        Case(handler: "lib/h.x", location: "lib/h.js x", files: ["lib/h.js": "", "src/h.js": ""]),
        Case(handler: ".webpack/service/src/h.x", location: "src/h.js x", files: ["src/h.js": ""]),
        Case(handler: "_optimize/h.x", location: "h.js x", files: ["h.js": ""]),
        Case(handler: "generated/h.x", location: "code/h.ts x", files: [
            "tsconfig.json": #"{"compilerOptions": {"outDir": "generated", "rootDir": "code"}}"#, "code/h.ts": "", "generated/x.txt": "",
        ]),
        Case(handler: "h.x", location: "missing h.js src/h.js", files: ["other.js": ""]),
        Case(handler: "index.x", location: "a bundle index.js", files: ["index.js": "var __defProp = Object.defineProperty;\n"]),
        Case(handler: "dist/index.x", location: "lambda/index.ts x", files: [
            "dist/index.js": "var __defProp = Object.defineProperty;\n", "lambda/index.ts": "", "lambda/db.ts": "",
            "dist/index.js.map": #"{"sources": ["../node_modules/a/index.js", "../lambda/db.ts", "../lambda/index.ts"]}"#,
        ]),
        Case(handler: "node_modules/datadog/handler.handler", location: "because its handler `node_modules/datadog/handler.handler` is part of a package"),
        Case(handler: "src/a/h.x", location: "src/a/h.py x", runtime: "python3.12", files: ["src/a/h.py": "", "src/a/h.js": ""]),
        Case(handler: "src.a.h.x", location: "src/a/h.py x", runtime: "python3.12", files: ["src/a/h.py": ""]),
        Case(handler: "a.x", location: "a/__init__.py x", runtime: "python3.12", files: ["a/__init__.py": ""]),
        Case(handler: "h.x", location: "missing h.py src/h.py", runtime: "python3.12", files: ["h.js": ""]),
        Case(handler: "h.x", location: "because Ruby is not read", runtime: "ruby3.3", files: ["h.rb": ""]),
    ])
    func servicesNameFiles(_ value: Case) throws {
        let text = """
            service: shop
            provider: {name: aws, runtime: \(value.runtime)}
            functions:
              hello: {handler: "\(value.handler)"}
            """
        var files = value.files
        files["serverless.yml"] = text
        #expect(try located(files, "serverless.yml", ServerlessFrameworkReader()) == value.location)
    }

    @Test(arguments: [
        Case(handler: "app.h", location: "src/app.py h", runtime: "python3.13", files: ["src/app.py": ""], properties: "CodeUri: src/"),
        Case(handler: "app.h", location: "app.py h", runtime: "python3.13", files: ["app.py": ""], properties: "CodeUri: src/app.zip"),
        Case(handler: "app.h", location: "because its code was built elsewhere: `src/app.zip`", runtime: "python3.13", properties: "CodeUri: src/app.zip"),
        Case(handler: "app.h", location: "fn/src/app.ts h", files: ["fn/src/app.ts": ""], properties: "CodeUri: fn/dist"),
        Case(handler: "index.h", location: "lambda/create.ts h", files: ["lambda/create.ts": ""], properties: "CodeUri: dist/lambda/create"),
        Case(handler: "app.h", location: "missing src/app.js app.js src/src/app.js", files: ["src/x.js": ""], properties: "CodeUri: src"),
        Case(handler: "index.h", location: "template.yaml/Fn/index.js h", properties: "InlineCode: 'exports.h = 1'"),
        Case(
            handler: "index.h", location: "template.yaml/Fn/index.js h",
            properties: "InlineCode: {'Fn::Join': ['', ['exports.h = () => \"', {Ref: 'AWS::Region'}, '\"']]}"),
        Case(handler: "com.x.App::go", location: "fn/src/main/java/com/x/App.java App.go", runtime: "java21", files: ["fn/src/main/java/com/x/App.java": ""], properties: "CodeUri: fn"),
        Case(handler: "com.x.App", location: "fn/core/src/main/java/com/x/App.java App.handleRequest", runtime: "java21", files: [
            "fn/core/src/main/java/com/x/App.java": ""
        ], properties: "CodeUri: fn/target/app.jar"),
        Case(handler: "com.x.App$In::go", location: "src/main/java/com/x/App.java App.In.go", runtime: "java21", files: ["src/main/java/com/x/App.java": ""], properties: "CodeUri: ."),
        Case(handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker", location: "src/main/java/com/x/Save.java Save.accept", runtime: "java21", files: [
            "src/main/java/com/x/Save.java": "class Save implements Consumer<String> {}", "src/main/java/com/x/App.java": "",
        ], properties: "Environment: {Variables: {SPRING_CLOUD_FUNCTION_DEFINITION: save}}"),
        Case(handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest", location: "src/main/java/com/x/App.java App.upper.()", runtime: "java21", files: [
            "src/main/java/com/x/App.java": "class App { @Bean Function<String, String> upper() { return s -> s; } }"
        ], properties: "Environment: {Variables: {SPRING_CLOUD_FUNCTION_DEFINITION: upper|lower}}"),
        Case(handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest",
            location: "because its handler `org.springframework.cloud.function.adapter.aws.FunctionInvoker` is part of a package", runtime: "java21", properties: "CodeUri: ."),
        Case(handler: "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest", location: "src/main/java/com/x/Get.java Get.handleRequest", runtime: "java21", files: [
            "src/main/java/com/x/Get.java": "@Named(\"get\") class Get implements RequestHandler<A, B> {}", "src/main/java/com/x/Put.java": "@Named(\"put\") class Put {}",
        ], properties: "Environment: {Variables: {QUARKUS_LAMBDA_HANDLER: get}}"),
        Case(handler: "com.x.App::go", location: "because Kotlin is not read", runtime: "java21", files: ["src/main/kotlin/com/x/App.kt": ""], properties: "CodeUri: ."),
        Case(handler: "bootstrap", location: "fn/main.go main", runtime: "provided.al2023", files: ["fn/main.go": program], properties: "CodeUri: fn/"),
        Case(handler: "bootstrap", location: "fn/cmd/api/main.go main", runtime: "provided.al2023", files: ["fn/cmd/api/main.go": program, "fn/lib.go": "package fn"], properties: "CodeUri: fn/"),
        Case(handler: "bootstrap", location: "because Rust is not read", runtime: "provided.al2023", files: ["fn/Cargo.toml": ""], properties: "CodeUri: fn/"),
        Case(handler: "run.sh", location: "because the script `run.sh` starts it", files: ["fn/run.sh": ""], properties: "CodeUri: fn/"),
    ])
    func templatesNameFolders(_ value: Case) throws {
        #expect(try located(template(value), "template.yaml", CloudFormationReader()) == value.location)
    }

    @Test func entryPointsOfABuildAreItsSources() throws {
        var value = Case(handler: "app.h", location: "", files: ["fn/src/app.ts": "", "fn/src/other.ts": ""], properties: "CodeUri: fn")
        value.files = template(value, rest: "    Metadata: {BuildMethod: esbuild, BuildProperties: {EntryPoints: [src/other.ts, src/app.ts]}}")
        #expect(try located(value.files, "template.yaml", CloudFormationReader()) == "fn/src/app.ts h")
    }

    @Test(arguments: [
        ("bin/hello", "hello/main.go", ["hello/main.go": program, "other/main.go": program]),
        ("bin/hello", "functions/hello/main.go", ["functions/hello/main.go": program, "functions/other/main.go": program]),
        ("bin/greet", "svc/g/run.go", ["svc/g/run.go": program, "o/main.go": program, "Makefile": "build:\n\tgo build -o bin/greet ./svc/g\n"]),
        ("bin/get", "a/get.go", ["a/get.go": program, "a/b.go": program, "Makefile": "build:\n\tcd a && go build -o ../bin/get ./get.go && cd ..\n"]),
        ("hello/main.go", "hello/main.go", ["hello/main.go": program, "other/main.go": program]),
    ])
    func programsOfGoAreFoundByTheirNames(handler: String, file: String, files: [String: String]) throws {
        var files = files
        files["serverless.yml"] = """
            service: shop
            provider: {name: aws, runtime: go1.x}
            functions:
              x: {handler: \(handler)}
            """
        #expect(try located(files, "serverless.yml", ServerlessFrameworkReader()) == file + " main")
    }

    @Test func wrappersOfObserversAreLookedThrough() throws {
        let files = [
            "serverless.yml": """
                service: shop
                provider: {name: aws, runtime: python3.12}
                functions:
                  x: {handler: datadog_lambda.handler.handler, environment: {DD_LAMBDA_HANDLER: src/h.go}}
                """, "src/h.py": "",
        ]
        #expect(try located(files, "serverless.yml", ServerlessFrameworkReader()) == "src/h.py go")
    }

    @Test func applicationsBehindAGatewayInterfaceAreFound() throws {
        let files = [
            "serverless.yml": """
                service: shop
                provider: {name: aws, runtime: python3.12}
                plugins: [serverless-wsgi]
                custom: {wsgi: {app: api/app.application}}
                functions:
                  x: {handler: wsgi_handler.handler}
                """, "api/app.py": "",
        ]
        #expect(try located(files, "serverless.yml", ServerlessFrameworkReader()) == "api/app.py application")
    }

    @Test(arguments: [
        ("nodejs20", "hello", "src/App.ts hello", ["package.json": #"{"main": "/src/App.ts"}"#, "src/App.ts": ""]),
        ("nodejs20", "hello", "index.js hello", ["index.js": ""]),
        ("python312", "hello", "main.py hello", ["main.py": ""]),
        ("go121", "Hello", "fn.go Hello", ["fn.go": "package fn\nfunc Hello(w http.ResponseWriter) {}\n", "b.go": "package fn"]),
    ])
    func otherProvidersNameExports(runtime: String, handler: String, location: String, files: [String: String]) throws {
        var files = files
        files["serverless.yml"] = """
            service: shop
            provider: {name: google, runtime: \(runtime)}
            functions:
              x: {handler: \(handler)}
            """
        #expect(try located(files, "serverless.yml", ServerlessFrameworkReader()) == location)
    }

    @Test func layersOfTheManifestAreRoots() throws {
        let files = [
            "serverless.yml": """
                service: shop
                provider: {name: aws, runtime: nodejs20.x}
                layers: {other: {path: layers/other}, common: {path: layers/common}, gone: {path: layers/gone}}
                functions:
                  x: {handler: h.x, layers: [{Ref: CommonLambdaLayer}]}
                """, "h.js": "", "layers/common/nodejs/a.js": "", "layers/other/nodejs/a.js": "",
        ]
        let handler = try handler(files, "serverless.yml", ServerlessFrameworkReader())
        #expect(handler.roots.layers.map(\.description) == ["layers/common", "layers/other"])
    }

    @Test func whatIsNotFoundIsSaidAtTheManifestsLine() throws {
        let files = ["serverless.yml": "service: s\nprovider: {name: aws, runtime: nodejs20.x}\nfunctions: {x: {handler: a.b}}\n"]
        let issue = try #require(try handler(files, "serverless.yml", ServerlessFrameworkReader()).issue)
        #expect(issue.message == "the handler `a.b` of function `x` was not found; tried `a.js`, `src/a.js`")
        #expect(issue.place.span.lowerBound > 50)
    }

    // MARK: Reading

    private static let program = "package main\n\nfunc main() {}\n"

    private func template(_ value: Case, rest: String = "") -> [String: String] {
        var files = value.files
        files["template.yaml"] = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: \(value.handler)
                  Runtime: \(value.runtime)
                  \(value.properties)
            \(rest)
            """
        return files
    }

    private func located(_ files: [String: String], _ manifest: String, _ reader: any ManifestReader) throws -> String {
        switch try handler(files, manifest, reader).location {
        case .found(let file, let exportPath, _): "\(file) " + exportPath.joined(separator: ".")
        case .missing(let tried): "missing " + tried.joined(separator: " ")
        case .notAnalysed(.notSource(let path, let kind)): "\(kind.words) \(path)"
        case .notAnalysed(let reason): "because " + reason.words
        }
    }

    private func handler(
        _ files: [String: String], _ manifest: String, _ reader: any ManifestReader
    ) throws -> LocatedHandler {
        let source = InMemoryFileSource(files)
        var loader = ManifestLoader(source)
        let path = try #require(RelativePath(manifest))
        let result = reader.read(path, loader: &loader, options: ReadingOptions())
        let application = try #require(result.applications.first)
        return try #require(HandlerLocator(CodeFiles(source)).handlers(of: application).first)
    }
}
