import CodeAnalysis
import Testing

@Suite("What is known about calls of libraries")
struct KnowledgeTests {
    @Test func escapersOfDriversEscapeForTheirText() async throws {
        let result = try await analysis([
            "handler.js": """
                const mysql = require('mysql')
                const connection = mysql.createConnection({})
                exports.handler = async (event) => {
                  connection.query('SELECT ' + event.body)
                  connection.query('SELECT ' + mysql.format('?', [event.path]) + connection.escape(event.query))
                }
                """
        ])
        #expect(flows(result, into: "mysql.createConnection().query", without: .sqlEscaped) == ["event.body"])
    }

    @Test func textThatIsMovedToTheLeftIsTheSameText() async throws {
        let result = try await analysis([
            "handler.py": """
                import os, textwrap

                def handler(event, context):
                    os.system(textwrap.dedent("ls " + event["path"]))
                """
        ])
        #expect(flows(result, into: "os.system") == ["event.path"])
    }
}
