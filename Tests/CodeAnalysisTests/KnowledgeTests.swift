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

    /// `replace` of JavaScript takes the first match out, that of Python every one.
    @Test func textWithoutSlashesIsOneComponentOfAPath() async throws {
        let python = try await analysis([
            "handler.py": """
                import os

                def handler(event, context):
                    os.remove("/tmp/" + event["path"].replace("/", "_"))
                """
        ])
        #expect(flows(python, into: "os.remove", without: .pathComponent).isEmpty)
        let node = try await analysis([
            "handler.js": """
                const fs = require('fs')
                exports.handler = async (event) => {
                  fs.unlinkSync('/tmp/' + event.path.replace('/', '_') + event.body.replaceAll('/', ''))
                }
                """
        ])
        #expect(flows(node, into: "fs.unlinkSync", without: .pathComponent) == ["event.path"])
    }
}
