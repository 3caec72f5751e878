import ApplicationModel
import ManifestReading
import ServerlessFrameworkReader
import SourceText
import Testing

@Suite struct ManifestTests {
    @Test(arguments: [
        ("serverless.yml", true, true), ("a/serverless.yaml", true, true), ("serverless.json", true, true),
        ("serverless.ts", true, true), ("serverless-compose.yml", true, true), ("serverless.prod.yml", true, false),
        ("template.yml", false, false), ("my-serverless.yml", false, false), ("serverless.md", false, false),
    ])
    func namesTellManifests(name: String, canRead: Bool, isManifest: Bool) throws {
        let path = try #require(RelativePath(name))
        let reader = ServerlessFrameworkReader()
        #expect(reader.canRead(path) == canRead)
        #expect(reader.isManifest(path) == isManifest)
    }

    @Test(arguments: ["serverless.ts", "serverless.js", "serverless.mjs"])
    func programsAreReportedAndNeverRun(name: String) throws {
        let reading = try Reading(files: [name: "module.exports = {}"], manifest: name)
        #expect(reading.result.applications.isEmpty)
        #expect(reading.result.issues.map(\.kind) == [.notEvaluated])
        #expect(reading.result.issues.first?.isPartial == true)
        #expect(reading.result.issues.first?.help?.contains("serverless print") == true)
    }

    @Test(arguments: [
        "", "- a\n- b\n", "just text\n", "# nothing\n", "\u{0}", "service: [\n", "functions: 3\nservice: s",
    ])
    func whatIsNoManifestIsAnIssueAndNeverATrap(text: String) throws {
        let reading = try Reading(text)
        #expect(!reading.result.issues.isEmpty)
    }

    @Test func aMissingManifestIsAnIssue() throws {
        #expect(try Reading(files: [:]).result.issues.map(\.kind) == [.missingFile])
    }

    @Test func jsonIsReadToo() throws {
        let text =
            #"{"service": "s", "provider": {"name": "aws"}, "functions": {"hello": {"handler": "h.x", "events": [{"http": "GET /a"}]}}}"#
        let reading = try Reading(files: ["serverless.json": text], manifest: "serverless.json")
        #expect(try reading.route.summary == "GET /a")
    }

    @Test func composeGivesEveryServiceItsParameters() throws {
        let service =
            "service: s\nprovider: {name: aws}\nfunctions: {hello: {handler: x, environment: {A: '${param:a}', B: '${param:b}'}}}\n"
        let reading = try Reading(
            files: [
                "serverless-compose.yml": """
                services:
                  one: {path: one, params: {a: first, b: '${two.queue}'}}
                  two: {path: two, config: serverless.two.yml, dependsOn: one, params: {a: second}}
                  gone: {path: gone}
                """,
                "one/serverless.yml": service, "two/serverless.two.yml": service,
            ], manifest: "serverless-compose.yml")
        #expect(
            reading.result.applications.map(\.manifest.description) == ["one/serverless.yml", "two/serverless.two.yml"])
        let first = reading.result.applications.compactMap { $0.functions.first?.environment.first?.value.string }
        #expect(first == ["first", "second"])
        #expect(reading.result.applications.first?.functions.first?.environment.last?.value.isUndetermined == true)
        #expect(reading.result.issues.contains { $0.kind == .missingFile && $0.message.contains("`gone`") })
    }

    @Test func readingTwiceGivesTheSame() throws {
        let text =
            "service: s\nprovider: {name: aws}\nfunctions:\n  a: {handler: x, events: [{http: GET /a}, {sqs: arn:x}]}\n  b: {handler: y, url: true}\n"
        let first = try Reading(text).application
        let second = try Reading(text).application
        #expect("\(first)" == "\(second)")
    }
}
