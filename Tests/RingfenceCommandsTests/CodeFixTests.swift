import Testing

/// Repairs of code: made where the text says all, and nowhere else.
@Suite struct CodeFixTests {
    private static func manifest(_ functions: [String: String], runtime: String = "nodejs24.x") -> String {
        "service: shop\nframeworkVersion: '3'\nprovider:\n  name: aws\n  runtime: \(runtime)\nfunctions:\n"
            + functions.sorted { $0.key < $1.key }.map {
                "  \($0.key):\n    handler: \($0.value)\n    events:\n      - httpApi: POST /\($0.key)\n"
            }.joined()
    }

    private func fixed(
        _ code: String, at path: String = "orders.js", runtime: String = "nodejs24.x", rule: String, options: [String] = []
    ) async throws -> (text: String?, output: String) {
        let handler = path.split(separator: ".").dropLast().joined(separator: ".") + ".handler"
        let files = ["serverless.yml": Self.manifest(["orders": handler], runtime: runtime), path: code]
        let run = try await CommandLineRun(["fix", "--allow-dirty", "--verbose", "--rule", rule] + options, files: files)
        return (run.files[path], run.output)
    }

    @Test func commandsAreStartedWithoutAShell() async throws {
        let code = """
            const cp = require('child_process');
            exports.handler = async (event) => {
              cp.execSync(`convert files/${event.body} -resize 10x10 "files/a b.png"`, { timeout: 5 }); // small
            };

            """
        let result = try await fixed(code, rule: "os-command-injection")
        #expect(
            result.text
                == code.replacing(
                    "execSync(`convert files/${event.body} -resize 10x10 \"files/a b.png\"`,",
                    with: "execFileSync('convert', [`files/${event.body}`, '-resize', '10x10', 'files/a b.png'],"))
        let python = """
            import subprocess

            def handler(event, context):
                subprocess.run("convert files/" + event["body"] + " out.png", check=True, shell=True)

            """
        let other = try await fixed(python, at: "orders.py", runtime: "python3.14", rule: "os-command-injection")
        // The value has quotes that an older Python cannot take in such a text.
        #expect(other.text == python)
        let single = python.replacing("event[\"body\"]", with: "event['body']")
        let third = try await fixed(single, at: "orders.py", runtime: "python3.14", rule: "os-command-injection")
        #expect(
            third.text
                == single.replacing("\"convert files/\" + event['body'] + \" out.png\"", with: "[\"convert\", f\"files/{event['body']}\", \"out.png\"]")
                .replacing("shell=True", with: "shell=False"))
    }

    @Test(arguments: [
        "cp.exec(`cat ${event.body} | wc`)", "cp.exec(`cd ${event.body}`)", "cp.exec(`${event.body} -v`)",
        "cp.exec(`A=1 run ${event.body}`)", "cp.exec(`rm ${event.body}/*`)", "cp.exec(`ls ${event.body}`, { shell: '/bin/bash' })",
        "cp.exec(`ls ${event.body}`, options(event))", "exec(`ls ${event.body}`)", "tools.exec(`ls ${event.body}`)",
        "cp.exec('ls ' + event.body + `\\n`)", "cp.exec(event.body)", "cp.exec(`ls \"${event.body}`)",
    ])
    func whatAShellMayReadOtherwiseIsLeft(_ call: String) async throws {
        let code = """
            const cp = require('child_process');
            const { exec } = cp;
            const tools = { exec: require('util').promisify(exec) };
            exports.handler = async (event) => { await \(call); };

            """
        let result = try await fixed(code, rule: "os-command-injection")
        #expect(result.text == code)
        #expect(result.output.contains("0 fixed"))
    }

    @Test func onlyLiteralsAreReplaced() async throws {
        let code = """
            const AWS = require('aws-sdk');
            const secure = false;
            const a = new AWS.S3({ sslEnabled: false });
            const b = new AWS.SQS({ sslEnabled: secure });
            const c = new AWS.S3({ sslEnabled: false, endpoint: process.env.MINIO });
            const d = new AWS.S3({ endpoint: 'http://s3.eu-west-1.amazonaws.com' });
            const e = new AWS.S3({ endpoint: 'http://minio.example.com' });
            exports.handler = async () => [a, b, c, d, e].length;

            """
        let result = try await fixed(code, rule: "sdk-tls-disabled")
        #expect(
            result.text
                == code.replacing("S3({ sslEnabled: false })", with: "S3({ sslEnabled: true })")
                .replacing("http://s3.eu", with: "https://s3.eu"))
    }

    @Test func theCheckOfCertificatesIsLookedAt() async throws {
        let code = "const https = require('https');\nexports.handler = async () => https.get('https://a.example.com', { rejectUnauthorized: false });\n"
        #expect(try await fixed(code, rule: "tls-verification-disabled").text == code)
        let unsafe = try await fixed(code, rule: "tls-verification-disabled", options: ["--unsafe"])
        #expect(unsafe.text == code.replacing(": false", with: ": true"))
    }

    @Test func documentsAreReadSafely() async throws {
        let code = """
            import yaml
            from yaml import load

            def handler(event, context):
                yaml.load(event["body"], yaml.Loader)
                yaml.load_all(event["body"], Loader=yaml.UnsafeLoader)
                load(event["body"], Loader=yaml.Loader)

            """
        let result = try await fixed(code, at: "orders.py", runtime: "python3.14", rule: "unsafe-deserialization")
        #expect(
            result.text
                == code.replacing("load(event[\"body\"], yaml.Loader)", with: "safe_load(event[\"body\"])")
                .replacing("load_all(event[\"body\"], Loader=yaml.UnsafeLoader)", with: "safe_load_all(event[\"body\"])"))
    }

    @Test func theOutputOfABuildIsLeft() async throws {
        let code = "const AWS = require('aws-sdk');\nnew AWS.S3({ sslEnabled: false });\nexports.handler = async () => 1;\n"
        let result = try await fixed(code, at: "dist/orders.js", rule: "sdk-tls-disabled")
        #expect(result.text == code)
        #expect(result.output.contains("output of a build"))
    }

    @Test func aFileThatSeveralFunctionsRunIsRepairedOnce() async throws {
        let files = [
            "serverless.yml": Self.manifest(["a": "a.handler", "b": "b.handler"]),
            "a.js": "exports.handler = async () => require('./client').get();\n",
            "b.js": "exports.handler = async () => require('./client').get();\n",
            "client.js": "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3({ sslEnabled: false });\nexports.get = () => s3.listBuckets().promise();\n",
        ]
        let run = try await CommandLineRun(["fix", "--dry-run", "--rule", "sdk-tls-disabled"], files: files)
        #expect(run.files == files)
        #expect(run.output.contains("+++ b/client.js\n"))
        #expect(run.output.split(separator: "\n").count { $0.hasPrefix("+") } == 2)
        #expect(run.errors.contains("Would be fixed"), "\(run.errors)")
    }
}
