import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

/// A handler's program from files in memory, read as it would run.
func analysis(
    _ files: [String: String], _ export: [String] = ["handler"], entry: String? = nil
) async throws -> HandlerAnalysis {
    let name = try #require(entry ?? files.keys.sorted().first)
    let path = try #require(RelativePath(name))
    let codeFiles = CodeFiles(InMemoryFileSource(files))
    let loaded = await ProgramLoader(codeFiles).load([ProgramLoader.Entry(file: path, roots: CodeRoots(code: .root, manifest: .root))])
    return HandlerAnalysis(of: path, export: export, in: loaded.program)
}

/// What comes from the event into the calls of an API, as `event.body.name`, sorted.
func flows(_ analysis: HandlerAnalysis, into api: String, without safe: Guarantees = []) -> [String] {
    let calls = analysis.calls.filter { $0.apis.contains(api) }
    let origins = calls.flatMap { call in
        call.arguments.flatMap { analysis.origins(in: $0.value, at: call) }
    }
    return Set(origins.filter { $0.guarantees.isDisjoint(with: safe.union(.harmless)) }.map(\.path.description)).sorted()
}

@Suite("Flows through programs")
struct FlowTests {
    private static let sql = "mysql.createConnection().query"

    /// Every way in which people write the same handler.
    private static let idioms: [(String, String, [String])] = [
        ("handler.js", "exports.handler = async (event) => { @ }", ["handler"]),
        ("handler.js", "module.exports.handler = async (event) => { @ }", ["handler"]),
        ("handler.js", "module.exports.hello = (event, context, callback) => { @ }", ["hello"]),
        ("handler.js", "exports.createUser = async function (evt) { const event = evt; @ }", ["createUser"]),
        ("handler.mjs", "export const handler = async (event) => { @ }", ["handler"]),
        ("handler.ts", "import { APIGatewayProxyEvent } from 'aws-lambda'\nexport const handler = async (event: APIGatewayProxyEvent): Promise<void> => { @ }", ["handler"]),
        ("handler.js", "const middy = require('@middy/core');\nconst base = async (event) => { @ };\nmodule.exports.handler = middy(base)", ["handler"]),
        ("handler.js", "module.exports = { handler }\nasync function handler(event) { @ }", ["handler"]),
        ("handler.js", "class H { constructor() { this.c = 1 } async run(event) { @ } }\nconst h = new H();\nexports.handler = h.run.bind(h)", ["handler"]),
        ("handler.js", "const wrap = (f) => async (e, c) => { try { return await f(e, c) } catch (x) { throw x } };\nexports.handler = wrap(async (event) => { @ })", ["handler"]),
    ]

    @Test(arguments: idioms.indices)
    func everyIdiomOfAHandlerIsFollowed(_ index: Int) async throws {
        let (file, text, export) = Self.idioms[index]
        let body = """
            const connection = mysql.createConnection({});
            const id = JSON.parse(event.body).id;
            connection.query("SELECT * FROM users WHERE id = '" + id + "'");
            """
        let isModule = file.hasSuffix("mjs") || file.hasSuffix("ts")
        let head = isModule ? "import mysql from 'mysql'\n" : "const mysql = require('mysql')\n"
        let result = try await analysis([file: head + text.replacing("@", with: body)], export)
        #expect(result.isExportFound)
        #expect(flows(result, into: Self.sql) == ["event.body.id"])
    }

    /// The parameters' names decide nothing, and a function that is no handler gets no event.
    @Test(arguments: ["event, context", "evt, ctx", "event, _context", "e, c"])
    func pythonHandlersAreThoseThatTheManifestNames(_ parameters: String) async throws {
        let first = parameters.split(separator: ",").first ?? "event"
        let text = """
            import os

            def helper(event, context):
                os.system("rm " + event["path"])

            def handler(\(parameters)):
                os.system("ls " + \(first)["queryStringParameters"]["dir"])
            """
        let result = try await analysis(["app.py": text])
        #expect(flows(result, into: "os.system") == ["event.queryStringParameters.dir"])
    }
}
