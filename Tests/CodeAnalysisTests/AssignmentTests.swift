import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

@Suite("Assignments to what libraries own, and errors")
struct AssignmentTests {
    /// What rules about settings look at is not only what calls are given.
    @Test(arguments: [
        ("handler.js", "exports.handler = async () => { process.env.A = '0'; }", "process.env.A"),
        ("handler.js", "const https = require('https');\nexports.handler = async () => { https.globalAgent.options.x = 1 }", "https.globalAgent.options.x"),
        ("handler.py", "import requests\ns = requests.Session()\ns.verify = False\ndef handler(event, context):\n    pass", "requests.Session().verify"),
        ("handler.py", "import os\ndef handler(event, context):\n    os.environ['A'] = '0'", "os.environ.A"),
    ])
    func assignmentsToLibrariesAreNoted(_ file: String, _ text: String, _ api: String) async throws {
        let result = try await analysis([file: text])
        #expect(result.assignments.map(\.api) == [api])
    }

    /// An error's text is followed into the answer like the event's.
    @Test(arguments: [
        ("handler.js", "exports.handler = async () => { try { go() } catch (e) { return JSON.stringify({ a: e.stack }) } }", ["the error.stack"]),
        ("handler.js", "exports.handler = (event, context, callback) => { go((err) => callback(null, `${err}`)) }", ["the error"]),
        ("handler.py", "def handler(event, context):\n    try:\n        go()\n    except Exception as e:\n        return str(e)", ["the error"]),
    ])
    func caughtErrorsAreFollowed(_ file: String, _ text: String, _ paths: [String]) async throws {
        let result = try await analysis([file: text])
        let found = result.returns.filter { !$0.isError }.flatMap { result.origins(in: $0.value) }
        #expect(Set(found.map(\.path.description)) == Set(paths))
    }
}
