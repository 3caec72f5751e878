import AdvisoryMatching
import ApplicationModel
import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What `fix` writes for flaws of packages, list by list, against a handful of advisories of our own.
@Suite struct UpgradeTests {
    // MARK: npm

    @Test func aRequestOfTheProjectItselfIsRaised() async throws {
        let report = await report(Self.node("\"alpha\": \"^1.0.0\"", "\"node_modules/alpha\": { \"version\": \"1.0.4\" }"))
        #expect(try text(report).contains("\"alpha\": \"^1.2.0\""))
        #expect(report.fixed.map(\.fix.title) == ["take `alpha` 1.2.0 and deploy 1 function again"])
        #expect(report.followUps.map(\.text) == ["npm install"])
        #expect(report.left.isEmpty)
    }

    @Test(arguments: [("1.0.4", "1.2.0"), ("~1.0.4", "~1.2.0"), (">=1.0", ">=1.2.0"), ("= 1.0.4", "=1.2.0")])
    func theOperatorStays(range: String, raised: String) async throws {
        let report = await report(Self.node("\"alpha\": \"\(range)\"", "\"node_modules/alpha\": { \"version\": \"1.0.4\" }"))
        #expect(try text(report).contains("\"alpha\": \"\(raised)\""))
    }

    @Test(arguments: ["*", "latest", "1.0.0 || 1.0.4"])
    func whatHasNoVersionToRaiseIsLeftToTheTool(range: String) async {
        let report = await report(Self.node("\"alpha\": \"\(range)\"", "\"node_modules/alpha\": { \"version\": \"1.0.4\" }"))
        #expect(report.changes.isEmpty)
        #expect(report.followUps.map(\.text) == ["npm update alpha"])
    }

    /// A second run finds the request raised, and only the lockfile behind it.
    @Test func nothingIsWrittenTwice() async {
        let report = await report(Self.node("\"alpha\": \"^1.2.0\"", "\"node_modules/alpha\": { \"version\": \"1.0.4\" }"))
        #expect(report.changes.isEmpty)
        #expect(report.followUps.map(\.text) == ["npm update alpha"])
    }

    @Test func anotherMajorVersionIsForAPersonToLookAt() async throws {
        let files = Self.node("\"delta\": \"^1.0.0\"", "\"node_modules/delta\": { \"version\": \"1.0.4\" }")
        let cautious = await report(files)
        #expect(cautious.changes.isEmpty && cautious.left.map(\.reason) == [.unsafe])
        #expect(try text(await report(files, unsafe: true)).contains("\"delta\": \"^2.0.0\""))
    }

    @Test func whatAPackageAcceptsIsTakenWithoutAnOverride() async {
        let report = await report(Self.node("\"outer\": \"1.0.0\"", Self.nested(asking: "~1.2.0", version: "1.2.0", of: "kappa")))
        #expect(report.changes.isEmpty)
        #expect(report.followUps.map(\.text) == ["npm update kappa"])
    }

    @Test(arguments: [
        ("package-lock.json", "\"overrides\": {\n    \"beta\": \"1.3.0\"\n  }", "npm update beta"),
        ("npm-shrinkwrap.json", "\"overrides\": {\n    \"beta\": \"1.3.0\"\n  }", "npm update beta"),
    ])
    func whatAPackageDoesNotAcceptIsOverridden(list: String, expected: String, command: String) async throws {
        var files = Self.node("\"outer\": \"1.0.0\"", Self.nested(asking: "1.2.1", version: "1.2.1", of: "beta"))
        files[list] = files.removeValue(forKey: "package-lock.json")
        let report = await report(files)
        #expect(try text(report).contains(expected), "\(report.changes.count)")
        #expect(report.followUps.map(\.text) == [command])
    }

    /// Beside another version of the package, or a request of the project itself, only what asks for the flawed one changes.
    @Test func anOverrideGoesNoFurtherThanItMust() async throws {
        let packages = Self.nested(asking: "1.2.1", version: "1.9.0", of: "beta") + ", \"node_modules/outer/node_modules/beta\": { \"version\": \"1.2.1\" }"
        #expect(try text(await report(Self.node("\"outer\": \"1.0.0\"", packages))).contains("\"outer\": {\n      \"beta\": \"1.3.0\""))
        let both = try text(await report(Self.node("\"outer\": \"1.0.0\", \"beta\": \"1.2.1\"", Self.nested(asking: "1.2.1", version: "1.2.1", of: "beta"))))
        #expect(both.contains("\"beta\": \"1.3.0\"") && both.contains("\"outer\": {\n      \"beta\": \"1.3.0\""), "\(both)")
    }

    @Test func severalOverridesStandInOneObject() async throws {
        let packages = """
            "node_modules/outer": { "version": "1.0.0", "dependencies": { "alpha": "1.0.4", "beta": "1.2.1", "gamma": "1.0.0" } },
            "node_modules/alpha": { "version": "1.0.4" }, "node_modules/beta": { "version": "1.2.1" }, "node_modules/gamma": { "version": "1.0.0" }
            """
        let text = try text(await report(Self.node("\"outer\": \"1.0.0\"", packages)))
        #expect(text.split(separator: "overrides").count == 2, "\(text)")
        #expect(text.contains("\"alpha\": \"1.2.0\"") && text.contains("\"beta\": \"1.3.0\"") && text.contains("\"gamma\": \"1.0.1\""))
    }

    @Test func yarnTakesResolutions() async throws {
        var files = Self.node("\"outer\": \"1.0.0\"", "")
        files["package-lock.json"] = nil
        files["yarn.lock"] = "# yarn lockfile v1\n\n\nbeta@1.2.1:\n  version \"1.2.1\"\n\nouter@1.0.0:\n  version \"1.0.0\"\n  dependencies:\n    beta \"1.2.1\"\n"
        let report = await report(files)
        #expect(try text(report).contains("\"resolutions\": {\n    \"beta\": \"1.3.0\"\n  }"))
        #expect(report.followUps.map(\.text) == ["yarn install"])
    }

    /// An advisory without a fix must not stand in the way of those that have one.
    @Test func aFlawThatNobodyRepairedDoesNotBlockTheOthers() async throws {
        let report = await report(Self.node("\"epsilon\": \"^1.0.0\"", "\"node_modules/epsilon\": { \"version\": \"1.0.0\" }"))
        #expect(try text(report).contains("\"epsilon\": \"^1.1.0\""))
        #expect(report.left.map(\.finding.subject) == ["OWN-6 in epsilon@1.0.0"])
    }

    // MARK: Other lists

    @Test func pinsOfPythonAreRaisedWhereTheyStand() async throws {
        let report = await report(Self.python("# pinned\nzeta==1.0   # why\nother>=2\n"))
        #expect(try text(report) == "# pinned\nzeta==1.0.7   # why\nother>=2\n")
        #expect(report.followUps.isEmpty && report.left.isEmpty)
    }

    @Test func aFlawThatStaysIsNoReasonToKeepTheOthers() async throws {
        let report = await report(Self.python("lambda-kit==1.0\n"))
        #expect(try text(report) == "lambda-kit==1.1\n")
        #expect(report.left.map(\.finding.subject) == ["OWN-11 in lambda-kit@1.1"])
    }

    /// The hash of another version is not known here.
    @Test func pinsWithHashesAreLeftToTheTool() async {
        let report = await report(Self.python("zeta==1.0 --hash=sha256:\(String(repeating: "0", count: 64))\n"))
        #expect(report.changes.isEmpty)
        #expect(report.followUps.map(\.text) == ["pip-compile --upgrade-package zeta==1.0.7"])
    }

    @Test func requirementsOfGoAreRaisedAndTidied() async throws {
        let report = await report([
            "template.yaml": Self.template("cmd", "bootstrap", "provided.al2023", "Metadata: { BuildMethod: go1.x }"),
            "cmd/main.go": "package main\nimport (\"github.com/aws/aws-lambda-go/lambda\"; \"example.com/eta\")\nfunc h() { eta.Do() }\nfunc main() { lambda.Start(h) }\n",
            "cmd/go.mod": "module shop\n\nrequire (\n\texample.com/eta v1.0.0 // kept\n)\n",
        ])
        #expect(try text(report).contains("\texample.com/eta v1.4.0 // kept\n"))
        #expect(report.followUps == [FollowUp(in: try #require(RelativePath("cmd")), "go mod tidy")])
    }

    @Test func versionsOfMavenAreRaisedWhereTheyAreSaid() async throws {
        func project(_ properties: String, _ version: String, _ more: String = "") -> [String: String] {
            [
                "template.yaml": Self.template("api", "shop.Api::handle", "java21"),
                "api/src/main/java/shop/Api.java": "package shop;\npublic class Api { public String handle(String in) { return in; } }\n",
                "api/pom.xml": """
                <project><groupId>shop</groupId><artifactId>api</artifactId><version>1.0.0</version><properties>\(properties)</properties>
                <dependencies><dependency><groupId>own</groupId><artifactId>theta</artifactId><version>\(version)</version></dependency>\(more)</dependencies></project>
                """,
            ]
        }
        let direct = try text(await report(project("", "1.0.0")))
        #expect(direct.contains("<artifactId>theta</artifactId><version>1.0.5</version>") && direct.contains("<artifactId>api</artifactId><version>1.0.0</version>"))
        #expect(try text(await report(project("<t>1.0.0</t>", "${t}"))).contains("<t>1.0.5</t>"))
        // Whether the other one has that version too is not known here.
        let sibling = "<dependency><groupId>own</groupId><artifactId>iota</artifactId><version>${t}</version></dependency>"
        #expect(await report(project("<t>1.0.0</t>", "${t}", sibling)).changes.isEmpty)
    }

    // MARK: Running it

    private struct Advisories: AdvisorySource {
        func advisories(on package: PackageName) -> [Advisory] {
            Self.all.filter { PackageName($0.name, in: $0.ecosystem) == package }.map(\.advisory)
        }

        func inventory() -> AdvisoryInventory { AdvisoryInventory(newest: "2026-01-01", counts: []) }

        private static let all: [(name: String, ecosystem: Ecosystem, advisory: Advisory)] = [
            ("alpha", .npm, repaired("OWN-1", "1.2.0")), ("beta", .npm, repaired("OWN-2", "1.3.0", from: "1.2.1")),
            ("kappa", .npm, repaired("OWN-2b", "1.2.5")), ("gamma", .npm, repaired("OWN-3", "1.0.1")),
            ("delta", .npm, repaired("OWN-4", "2.0.0")), ("epsilon", .npm, repaired("OWN-5", "1.1.0")),
            ("epsilon", .npm, Advisory(id: "OWN-6", ranges: [AffectedRange([.init(.introduced, "0")])])),
            ("zeta", .pypi, repaired("OWN-7", "1.0.7")), ("lambda-kit", .pypi, repaired("OWN-10", "1.1")),
            ("lambda-kit", .pypi, Advisory(id: "OWN-11", ranges: [AffectedRange([.init(.introduced, "0")])])), ("example.com/eta", .go, repaired("OWN-8", "1.4.0")),
            ("own:theta", .maven, repaired("OWN-9", "1.0.5")),
        ]

        private static func repaired(_ id: String, _ fixed: String, from introduced: String = "0") -> Advisory {
            Advisory(id: id, ranges: [AffectedRange([.init(.introduced, introduced), .init(.fixed, fixed)])])
        }
    }

    private func text(_ report: FixReport) throws -> String {
        try #require(report.changes.count == 1)
        return String(decoding: report.changes[0].after, as: UTF8.self)
    }

    private func report(_ files: [String: String], unsafe: Bool = false) async -> FixReport {
        var options = ScanOptions(rules: RuleRegistry.all, today: RuleExampleTests.today, toolVersion: "test")
        options.advisories = Advisories()
        let rules = RuleRegistry.all.map { $0.metadata.id }.filter { $0.description == "dependencies/vulnerable-dependency" }
        let request = FixPlanner.Request(rules: Set(rules), allowsUnsafe: unsafe)
        return await FixPlanner(files: InMemoryFileSource(files), options: options, request: request).report()
    }

    /// A service of one function with requests and the packages of its lockfile.
    private static func node(_ requests: String, _ packages: String) -> [String: String] {
        [
            "serverless.yml": """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              order:
                handler: order.handler
            """,
            "order.js": "exports.handler = async () => ({ statusCode: 204 });\n",
            "package.json": "{\n  \"name\": \"shop\",\n  \"dependencies\": {\n    \(requests)\n  }\n}\n",
            "package-lock.json": "{ \"lockfileVersion\": 3, \"packages\": { \"\": { \"dependencies\": { \(requests) } }, \(packages) } }",
        ]
    }

    private static func nested(asking range: String, version: String, of name: String) -> String {
        "\"node_modules/outer\": { \"version\": \"1.0.0\", \"dependencies\": { \"\(name)\": \"\(range)\" } }, \"node_modules/\(name)\": { \"version\": \"\(version)\" }"
    }

    private static func template(_ code: String, _ handler: String, _ runtime: String, _ more: String = "") -> String {
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Report:
            Type: AWS::Serverless::Function
            \(more)
            Properties:
              CodeUri: \(code)
              Handler: \(handler)
              Runtime: \(runtime)
        """
    }

    private static func python(_ requirements: String) -> [String: String] {
        [
            "template.yaml": template("report", "app.handler", "python3.14"), "report/app.py": "import zeta\n\ndef handler(event, context):\n    return 1\n",
            "report/requirements.txt": requirements,
        ]
    }
}
