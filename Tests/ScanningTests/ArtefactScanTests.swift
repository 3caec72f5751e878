import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import TestSupport
import Testing

/// What is deployed is read, and said of the line that names it.
@Suite struct ArtefactScanTests {
    private static let manifest = """
        service: shop
        provider: {name: aws, runtime: nodejs24.x}
        functions:
          order:
            handler: index.handler
            package: {artifact: build/order.zip}
          stock:
            handler: index.handler
            package: {artifact: build/stock.zip}
        """

    private func scan(_ files: [String: [UInt8]]) async -> ScanReport {
        let options = ScanOptions(rules: RuleRegistry.all, today: CalendarDate("2026-11-24") ?? .distantPast, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(bytes: files), options: options).report()
    }

    private func scan(_ text: String, _ others: [String: [UInt8]], named name: String = "serverless.yml") async -> ScanReport {
        await scan(others.merging([name: Array(text.utf8)]) { $1 })
    }

    private func zip(_ files: [String: String]) -> [UInt8] {
        ZipWriter.bytes(files.sorted { $0.key < $1.key }.map { ZipWriter.File($0.key, Array($0.value.utf8), isDeflated: true) })
    }

    private func lodash(_ version: String) -> [String: String] {
        ["index.js": "exports.handler = async () => 1\n", "node_modules/lodash/package.json": #"{"name": "lodash", "version": "\#(version)"}"#]
    }

    private func findings(_ report: ScanReport, _ rule: String) -> [Finding] { report.findings.filter { $0.ruleID.description == rule } }

    @Test func aPackageInAnArtefactIsFoundWhereTheManifestNamesIt() async {
        let report = await scan(Self.manifest, ["build/order.zip": zip(lodash("4.17.20")), "build/stock.zip": zip(lodash("4.18.1"))])
        let found = findings(report, "dependencies/vulnerable-dependency")
        #expect(!found.isEmpty && found.allSatisfy { $0.location.start.line == 6 && $0.functions == ["order"] })
        #expect(found.first?.message.contains("in `build/order.zip`") == true)
        #expect(found.first?.related.map(\.note) == ["it is `node_modules/lodash` in `build/order.zip`"])
        #expect(report.advisories != nil)
    }

    @Test func oneFlawInSeveralArtefactsIsOneFinding() async {
        let both = await scan(Self.manifest, ["build/order.zip": zip(lodash("4.17.20")), "build/stock.zip": zip(lodash("4.17.20"))])
        let found = findings(both, "dependencies/vulnerable-dependency")
        #expect(Set(found.map(\.subject)).count == found.count)
        #expect(found.allSatisfy { $0.functions == ["order", "stock"] })
    }

    private static let lock = """
        {"name": "shop", "lockfileVersion": 3, "packages": {"": {"dependencies": {"lodash": "^4.0.0", "minimist": "^1.0.0"}},
         "node_modules/lodash": {"version": "4.17.20"}, "node_modules/minimist": {"version": "0.0.8"}}}
        """

    /// What both have is the lockfile's to repair; what only the lockfile has is not shipped.
    @Test func anArtefactSaysWhatOfALockfileIsShipped() async {
        let report = await scan(
            Self.manifest,
            ["build/order.zip": zip(lodash("4.17.20")), "build/stock.zip": zip(lodash("4.17.19")), "package-lock.json": Array(Self.lock.utf8)])
        let found = findings(report, "dependencies/vulnerable-dependency")
        let places = Dictionary(grouping: found, by: \.location.place.path.description).mapValues { Set($0.flatMap(\.functions)) }
        #expect(places == ["package-lock.json": ["order"], "serverless.yml": ["stock"]])
        #expect(!found.contains { $0.message.contains("minimist") })
    }

    @Test func layersAddTheirPackagesToEachFunctionThatLoadsThem() async {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Common:
                Type: AWS::Serverless::LayerVersion
                Properties:
                  ContentUri: layers/common.zip
              A:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: a/, Handler: app.handler, Runtime: python3.14, Layers: [!Ref Common]}
              B:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: b/, Handler: app.handler, Runtime: python3.14, Layers: [!Ref Common]}
              C:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: c/, Handler: app.handler, Runtime: python3.14}
            """
        let code = Array("import urllib3\n\ndef handler(event, context):\n    return urllib3\n".utf8)
        let report = await scan(
            template,
            [
                "layers/common.zip": zip(["python/urllib3-1.26.4.dist-info/METADATA": "Name: urllib3\nVersion: 1.26.4\n"]),
                "a/app.py": code, "b/app.py": Array("def handler(event, context):\n    return 1\n".utf8), "c/app.py": code,
            ], named: "template.yaml")
        let found = findings(report, "dependencies/vulnerable-dependency")
        #expect(!found.isEmpty && found.allSatisfy { $0.location.start.line == 6 && $0.functions == ["A"] })
        #expect(found.allSatisfy { $0.message.hasSuffix("loaded by `A`") })
    }

    /// A layer that is not installed yet is what its lockfile says.
    @Test func lockfilesOfLayersHoldForTheFunctionsThatLoadThem() async {
        let manifest = """
            service: shop
            provider: {name: aws, runtime: nodejs24.x}
            functions:
              order: {handler: order.handler, layers: [!Ref CommonLambdaLayer]}
              stock: {handler: order.handler}
            layers:
              common: {path: layers/common}
            """
        let code = Array("const m = require('minimist');\nexports.handler = async () => m([]);\n".utf8)
        let lock = Array(Self.lock.utf8)
        let report = await scan(manifest, ["order.js": code, "layers/common/nodejs/package-lock.json": lock])
        let found = findings(report, "dependencies/vulnerable-dependency")
        #expect(!found.isEmpty && found.allSatisfy { $0.functions == ["order"] && $0.location.place.path.name == "package-lock.json" })
        #expect(found.contains { $0.message.hasSuffix("; loaded by `order`") })
        let installed = Array(#"{"name": "minimist", "version": "1.2.8"}"#.utf8)
        let built = await scan(
            manifest, ["order.js": code, "layers/common/nodejs/package-lock.json": lock, "layers/common/nodejs/node_modules/minimist/package.json": installed])
        #expect(findings(built, "dependencies/vulnerable-dependency").isEmpty)
    }

    /// With the CDK's own command templates say the path; an application that is run by itself says the hash alone.
    @Test(arguments: [#"{"aws:asset:path": "asset.HASH"}"#, "{}"])
    func foldersOfTheCDKAreReadFileByFile(metadata: String) async {
        let hash = String(repeating: "0f3c", count: 16)
        let template = """
            {"Resources": {"Order": {"Type": "AWS::Lambda::Function",
             "Properties": {"Code": {"S3Bucket": "b", "S3Key": "HASH.zip"}, "Handler": "index.handler", "Runtime": "nodejs24.x", "Role": "arn:aws:iam::123456789012:role/r"},
             "Metadata": \(metadata)}}}
            """.replacing("HASH", with: hash)
        var files = ["cdk.out/shop.template.json": Array(template.utf8)]
        for (name, text) in lodash("4.17.20") { files["cdk.out/asset.\(hash)/" + name] = Array(text.utf8) }
        let report = await scan(files)
        let found = findings(report, "dependencies/vulnerable-dependency")
        #expect(!found.isEmpty)
        // The hash changes with the code, the logical id does not.
        #expect(found.first?.location.place.path.name == "shop.template.json" && found.first?.location.start.line == 1)
        #expect(found.first?.message.contains("in `cdk.out/asset.0f3c0f3c…` has") == true)
        #expect(found.first?.related.first?.location.place.path.description == "cdk.out/asset.\(hash)/node_modules/lodash/package.json")
        #expect(found.first?.related.first?.location.excerpt.text.contains("4.17.20") == true)
    }

    @Test func whatCannotBeReadIsNeverClean() async {
        let report = await scan(Self.manifest, ["build/order.zip": Array("no".utf8)])
        let found = findings(report, "dependencies/unscannable-artefact")
        #expect(found.map(\.functions) == [["order"]])
        #expect(found.first?.message == "`build/order.zip` is unscannable: no zip file")
        #expect(report.undecided.contains { $0.ruleID.description == "dependencies/unscannable-artefact" && $0.functions == ["stock"] })
    }

    private static let minified = "var a=1;" + String(repeating: "f(x,y);", count: 2_000)

    /// Bundlers pack what a lockfile has; without one, nobody knows what is in the bundle.
    @Test func aBundleWithoutMarksIsTakenForItsLockfile() async {
        let manifest = "service: shop\nprovider: {name: aws, runtime: nodejs24.x}\nfunctions:\n  order:\n    handler: dist/order.handler\n"
        let alone = await scan(manifest, ["dist/order.js": Array(Self.minified.utf8)])
        let found = findings(alone, "dependencies/unscannable-artefact")
        #expect(found.map(\.location.start.line) == [5])
        let locked = await scan(manifest, ["dist/order.js": Array(Self.minified.utf8), "package-lock.json": Array(Self.lock.utf8)])
        #expect(findings(locked, "dependencies/unscannable-artefact").isEmpty)
        #expect(!findings(locked, "dependencies/vulnerable-dependency").isEmpty)
    }

    @Test func versionsThatABundleLacksAreTheLockfiles() async {
        let zip = zip(["index.js": "// node_modules/minimist/index.js\nvar require_minimist = __commonJS({});\n"])
        let report = await scan(
            Self.manifest, ["build/order.zip": zip, "build/stock.zip": zip, "package-lock.json": Array(Self.lock.utf8)])
        let found = findings(report, "dependencies/vulnerable-dependency")
        #expect(!found.isEmpty && found.allSatisfy { $0.message.contains("`minimist` 0.0.8") })
        let alone = await scan(Self.manifest, ["build/order.zip": zip])
        #expect(findings(alone, "dependencies/unscannable-artefact").map(\.message) == ["`build/order.zip` is unscannable in part: nothing says the version of `minimist`"])
    }

    @Test func hostileArchivesLeaveTheRestAlone() async {
        let bomb = ZipWriter.bytes([.init("node_modules/a/package.json", [1, 2, 3], isDeflated: true, claimedSize: 1 << 30)])
        let report = await scan(Self.manifest, ["build/order.zip": bomb, "build/stock.zip": zip(lodash("4.17.20"))])
        #expect(findings(report, "dependencies/unscannable-artefact").map(\.functions) == [["order"]])
        #expect(Set(findings(report, "dependencies/vulnerable-dependency").flatMap(\.functions)) == ["stock"])
    }

    /// A limit is no finding alone: who reads the summary or the exit code must not take the rest for all.
    @Test func whatIsBeyondALimitIsAnIssueWhereTheManifestNamesTheArtefact() async {
        var nested = zip(["META-INF/maven/g/a/pom.properties": "groupId=g\nartifactId=a\nversion=1.0\n"])
        for _ in 0..<6 { nested = ZipWriter.bytes([.init("inner.jar", nested)]) }
        let report = await scan(Self.manifest, ["build/order.zip": nested, "build/stock.zip": zip(lodash("4.17.20"))])
        #expect(report.isPartial)
        let unread = report.issues.filter(\.issue.isPartial)
        #expect(unread.map(\.start.line) == [6] && unread.map(\.issue.place.path.description) == ["serverless.yml"])
        #expect(
            unread.map(\.issue.message)
                == ["`inner.jar!/inner.jar!/inner.jar` in `build/order.zip` cannot be read: it lies within more than 3 archives"])
        #expect(findings(report, "dependencies/unscannable-artefact").map(\.functions) == [["order"]])
        #expect(Set(findings(report, "dependencies/vulnerable-dependency").flatMap(\.functions)) == ["stock"], "the rest goes on")
        let broken = await scan(Self.manifest, ["build/order.zip": Array("no".utf8)])
        #expect(!broken.isPartial, "what is no archive can be accepted as a finding")
    }

    /// Nothing is opened that no manifest names.
    @Test func artefactsThatNothingNamesAreNotRead() async {
        let manifest = "service: shop\nprovider: {name: aws, runtime: nodejs24.x}\nfunctions:\n  order: {handler: order.handler}\n"
        let report = await scan(
            manifest,
            [
                "order.js": Array("exports.handler = async () => 1\n".utf8), ".serverless/shop.zip": zip(lodash("4.17.20")),
                "build/old.zip": Array("no".utf8),
            ])
        #expect(findings(report, "dependencies/vulnerable-dependency").isEmpty && findings(report, "dependencies/unscannable-artefact").isEmpty)
    }
}
