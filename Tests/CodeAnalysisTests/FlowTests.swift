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

    /// What an event leaves behind is there for the next one, which reads it before it is written again.
    @Test(arguments: [
        "const state = {};\nexports.handler = async (event) => { lib.take(state.last); state.last = event.body; };",
        "let last;\nexports.handler = async (event) => { lib.take(last); last = event.body; };",
        "const seen = [];\nexports.handler = async (event) => { for (const one of seen) lib.take(one); seen.push(event.body); };",
        "let last; const keep = (value) => { last = value; };\nexports.handler = async (event) => { lib.take(last); keep(event.body); };",
    ])
    func whatIsWrittenAfterItIsReadIsReadAgain(_ text: String) async throws {
        let result = try await analysis(["handler.js": "const lib = require('lib');\n" + text])
        #expect(flows(result, into: "lib.take") == ["event.body"])
    }

    /// Finders of what maps objects to tables give instances of the program's class.
    @Test func modelsAreInstancesOfTheirClass() async throws {
        let text = """
            from pynamodb.models import Model
            from pynamodb.attributes import UnicodeAttribute
            import lib
            class Order(Model):
                id = UnicodeAttribute(hash_key=True)
                state = UnicodeAttribute()
                def spend(self, note):
                    lib.take(note)
                    lib.look(self.state)
            def handler(event, context):
                Order.get(event["id"]).spend(event["note"])
            """
        let result = try await analysis(["handler.py": text])
        #expect(flows(result, into: "lib.take") == ["event.note"])
        #expect(flows(result, into: "lib.look") == ["the answer of pynamodb.models.Model.get.state"])
    }

    /// Go's structs name the fields of events in their own way.
    @Test func fieldsOfEventsAreKnownInGo() async throws {
        let text = """
            package main
            import ("lib"; "github.com/aws/aws-lambda-go/events"; "github.com/aws/aws-lambda-go/lambda")
            func handler(request events.APIGatewayProxyRequest) error {
                lib.Take(request.QueryStringParameters["id"], request.Body)
                return nil
            }
            func main() { lambda.Start(handler) }
            """
        let result = try await analysis(["main.go": text], ["main"])
        #expect(flows(result, into: "lib.Take") == ["event.body", "event.queryStringParameters.id"])
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

    /// Bodies of a handler that hand a part of the event to `sink`, and which part it is; none where something on the way
    /// makes it harmless.
    private static let ecmaScript: [(String, [String])] = [
        ("sink(event.body)", ["event.body"]),
        ("const { body: { name } } = { body: JSON.parse(event.body) }; sink(name)", ["event.body.name"]),
        ("const { name, ...rest } = JSON.parse(event.body); sink(rest.other)", ["event.body.other"]),
        ("const [first] = event.Records; sink(first.body)", ["event.Records[].body"]),
        ("for (const record of event.Records) sink(record.s3.object.key)", ["event.Records[].s3.object.key"]),
        ("event.Records.map(r => r.body).forEach(b => sink(b))", ["event.Records[].body"]),
        ("await Promise.all(event.Records.map(async ({ body }) => { await sink(body) }))", ["event.Records[].body"]),
        ("const { id = 'none' } = event.pathParameters || {}; sink(`a/${id}/b`)", ["event.pathParameters.id"]),
        ("const a = { x: event.body }; const b = { ...a, y: 1 }; sink(b.x); ", ["event.body"]),
        ("const a = { x: event.body, y: 1 }; sink(a.y)", []),
        ("const list = []; list.push(event.body); sink(list[0])", ["event.body"]),
        ("const m = new Map(); m.set('k', event.body); sink(m.get('k'))", ["event.body"]),
        ("const f = (x) => x.trim().toLowerCase(); sink(f(event.body))", ["event.body"]),
        ("const pass = async (x) => x; pass(event.body).then(v => sink(v))", ["event.body"]),
        ("const pass = (x, done) => done(null, x); pass(event.body, (err, v) => sink(v))", ["event.body"]),
        ("const util = require('util'); const later = util.promisify(sink); await later(event.body)", ["event.body"]),
        ("class Box { constructor(v) { this.v = v } get() { return this.v } } sink(new Box(event.body).get())", ["event.body"]),
        ("class Box { value = null; set(v) { this.value = v } } const b = new Box(); b.set(event.body); sink(b.value)", ["event.body"]),
        ("sink(Buffer.from(event.body, 'base64').toString('utf8'))", ["event.body"]),
        ("sink(decodeURIComponent(event.Records[0].s3.object.key.replace(/\\+/g, ' ')))", ["event.Records[].s3.object.key"]),
        ("for (const key of Object.keys(JSON.parse(event.body))) sink(key)", ["event.body (a key)"]),
        ("for (const [k, v] of Object.entries(event.headers)) sink(v)", ["event.headers[]"]),
        ("const m = event.path.match(/\\/users\\/(.*)/); sink(m[1])", ["event.path"]),
        ("const [, name] = event.body.split(':'); sink(name)", ["event.body"]),
        ("let x = 'a'; if (event.body) x = event.body; sink(x)", ["event.body"]),
        ("let x = event.body; x = 'constant'; sink(x)", []),
        ("sink(event.requestContext.requestId)", ["event.requestContext.requestId"]),
        ("try { sink(JSON.parse(event.body).a) } catch (e) { return e } finally { sink(event.path) }", ["event.body.a", "event.path"]),
        ("switch (event.path) { case '/a': sink(event.path); break; default: sink(event.body) }", ["event.body"]),
        // Harmless by what is certain.
        ("sink(Number(event.body))", []),
        ("sink(parseInt(event.body, 10))", []),
        ("if (!['a', 'b'].includes(event.body)) return; sink(event.body)", []),
        ("if (!/^[a-z0-9]+$/.test(event.body)) throw new Error('no'); sink(event.body)", []),
        ("if (!/[a-z0-9]+/.test(event.body)) throw new Error('no'); sink(event.body)", ["event.body"]),
        ("if (typeof event.body !== 'number') return; sink(event.body)", []),
        ("const isId = (x) => /^\\d{1,9}$/.test(x); if (!isId(event.body)) return; sink(event.body)", []),
        ("const check = (x) => { if (!/^\\w+$/.test(x)) throw new Error() }; check(event.body); sink(event.body)", []),
        ("const ok = new Set(['a']); if (ok.has(event.body)) { sink(event.body) }", []),
        ("const MODES = { a: 1 }; sink(MODES[event.body])", []),
        ("sink(event.body === 'x' ? event.body : 'y')", []),
        ("sink(event.body.replace(/[^a-z]/g, ''))", []),
        ("const id = event.body || 'x'; if (id !== 'a' && id !== 'b') return; sink(id)", []),
    ]

    @Test(arguments: ecmaScript.indices)
    func everyWayThroughECMAScriptIsFollowed(_ index: Int) async throws {
        let (body, expected) = Self.ecmaScript[index]
        let text = "const sink = require('sink');\nexports.handler = async (event) => { \(body) }"
        let result = try await analysis(["handler.js": text])
        #expect(flows(result, into: "sink", without: [.word]) == expected, "\(body)")
    }

    private static let python: [(String, [String])] = [
        ("sink(event['body'])", ["event.body"]),
        ("body = json.loads(event.get('body') or '{}')\nsink(body['name'])", ["event.body.name"]),
        ("for record in event['Records']:\n    sink(record['body'])", ["event.Records[].body"]),
        ("sink([r['body'] for r in event['Records']][0])", ["event.Records[].body"]),
        ("sink({k: v for k, v in event['headers'].items()}['a'])", ["event.headers[]"]),
        ("sink(f\"a {event['body']} b\")", ["event.body"]),
        ("sink('a %s b' % event['body'])", ["event.body"]),
        ("sink('a {} b'.format(event['body']))", ["event.body"]),
        ("name, *rest = event['body'].split(',')\nsink(name)", ["event.body"]),
        ("args = {'x': event['body']}\nsink(**args)", ["event.body"]),
        ("def inner(value, other=None):\n    sink(value)\ninner(value=event['body'])", ["event.body"]),
        ("class Box:\n    def __init__(self, v):\n        self.v = v\n    def get(self):\n        return self.v\nsink(Box(event['body']).get())", ["event.body"]),
        ("with open('/tmp/x') as f:\n    sink(event['path'])", ["event.path"]),
        ("try:\n    value = event['body']\nexcept KeyError:\n    value = ''\nsink(value)", ["event.body"]),
        ("run = lambda x: sink(x)\nrun(event['body'])", ["event.body"]),
        ("sink(base64.b64decode(event['Records'][0]['kinesis']['data']))", ["event.Records[].kinesis.data"]),
        ("if (n := event.get('n')):\n    sink(n)", ["event.n"]),
        ("match event:\n    case {'body': b}:\n        sink(b)", ["event.body"]),
        ("sink(int(event['body']))", []),
        ("if event['body'] not in ('a', 'b'):\n    return None\nsink(event['body'])", []),
        ("if not re.fullmatch(r'[a-z]+', event['body']):\n    raise ValueError()\nsink(event['body'])", []),
        ("if not re.match(r'^[a-z]+$', event['body']):\n    raise ValueError()\nsink(event['body'])", []),
        ("if not re.match(r'[a-z]+', event['body']):\n    raise ValueError()\nsink(event['body'])", ["event.body"]),
        ("if not event['body'].isdigit():\n    return\nsink(event['body'])", []),
        ("if not isinstance(event['body'], int):\n    return\nsink(event['body'])", []),
        ("assert event['body'] in ALLOWED\nsink(event['body'])", []),
    ]

    @Test(arguments: python.indices)
    func everyWayThroughPythonIsFollowed(_ index: Int) async throws {
        let (body, expected) = Self.python[index]
        let indented = body.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
        let text = """
            import base64, json, re
            from sinks import sink
            ALLOWED = ['a', 'b']

            def handler(event, context):
            \(indented)
            """
        let result = try await analysis(["app.py": text])
        #expect(flows(result, into: "sinks.sink", without: [.word]) == expected, "\(body)")
    }
}
