import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What a remedy says fits the file it is for.
@Suite struct RemedyTests {
    private func report(_ rules: [String], _ files: [String: String]) async throws -> ScanReport {
        let rules = try rules.map { try #require(RuleRegistry.rule(named: $0)) }
        let today = try #require(CalendarDate("2026-11-24"))
        return await Scan(
            files: InMemoryFileSource(files), options: ScanOptions(rules: rules, today: today, toolVersion: "test")
        ).report()
    }

    private func remedy(_ rule: String, _ text: String, at path: String) async throws -> String {
        try #require(try await report([rule], [path: text]).findings.first?.remedy)
    }

    private static let function = """
        {"Resources": {"List": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b", "Runtime": "nodejs24.x",
        "Role": "arn:aws:iam::123456789012:role/r", "Code": {"S3Bucket": "b", "S3Key": "k"}},
        "Metadata": {"aws:cdk:path": "Shop/List/Resource"}}}}
        """

    @Test func jsonGetsNoShortForms() async throws {
        let remedy = try await remedy("observability/no-log-retention", Self.function, at: "template.json")
        #expect(remedy.contains("{\"Fn::Sub\": \"/aws/lambda/${List}\"}"))
        #expect(!remedy.contains("!Sub"))
    }

    @Test func yamlKeepsShortForms() async throws {
        let text = """
            Resources:
              List:
                Type: AWS::Lambda::Function
                Properties: {Handler: a.b, Runtime: nodejs24.x, Role: 'arn:aws:iam::123456789012:role/r', Code: {S3Bucket: b, S3Key: k}}
            """
        #expect(try await remedy("observability/no-log-retention", text, at: "template.yaml").contains("!Sub /aws/lambda/${List}"))
    }

    private static let method = """
        {"Resources": {"Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "a"}},
        "Post": {"Type": "AWS::ApiGateway::Method", @META@"Properties": {"HttpMethod": "POST", "AuthorizationType": "NONE",
        "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]}, "RestApiId": {"Ref": "Api"}, "Integration": {"Type": "AWS_PROXY",
        "Uri": {"Fn::Sub": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${List.Arn}/invocations"}}}},
        "List": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b", "Runtime": "nodejs24.x",
        "Role": "arn:aws:iam::123456789012:role/r", "Code": {"S3Bucket": "b", "S3Key": "k"}}}}}
        """

    @Test func whatJSONSaysInPlaceOfACommentWorks() async throws {
        let rule = "gateway-policy/route-without-authorization"
        let plain = Self.method.replacing("@META@", with: "")
        let remedy = try await remedy(rule, plain, at: "template.json")
        #expect(remedy.contains("\"ringfence\": {\"ignore\": [{\"rule\": \"\(rule)\", \"reason\": \"<reason>\"}]}"))
        let entry = "\"Metadata\": {\"ringfence\": {\"ignore\": [{\"rule\": \"\(rule)\", \"reason\": \"open to all\"}]}}, "
        let silenced = try await report([rule], ["template.json": Self.method.replacing("@META@", with: entry)])
        #expect(silenced.findings.isEmpty)
        #expect(silenced.suppressed.map(\.reason) == ["open to all"])
    }

    @Test func anEntryOfOneResourceSilencesNoOther() async throws {
        let text = """
            Resources:
              A:
                Type: AWS::S3::Bucket
                Metadata: {ringfence: {ignore: [{rule: internal-store-without-transport-policy, until: 2027-01-01, reason: moved soon}]}}
              B: {Type: AWS::S3::Bucket}
            """
        let said = try await report(["transit/internal-store-without-transport-policy"], ["template.yaml": text])
        #expect(said.findings.map(\.subject) == ["resource B"])
        #expect(said.suppressed.map(\.finding.subject) == ["resource A"])
    }

    @Test func anEntryThatCannotBeReadIsSaid() async throws {
        let text = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Metadata: {ringfence: {ignore: @}}\n"
        for entry in ["all", "[{reason: none}]", "[{rule: x, until: soon}]"] {
            let said = try await report(["transit/internal-store-without-transport-policy"], ["template.yaml": text.replacing("@", with: entry)])
            #expect(said.findings.count == 1, "\(entry)")
            #expect(said.issues.map(\.issue.kind) == [.configuration], "\(entry)")
        }
    }

    @Test func anEntryThatSilencesNothingIsAFindingWithARepair() async throws {
        let text = """
            Resources:
              A:
                Type: AWS::SQS::Queue
                Metadata: {ringfence: {ignore: [{rule: perimeters/public-bucket, reason: is no bucket}]}}
            """
        let found = try await report(["perimeters/public-bucket", "secure-code/stale-suppression"], ["template.yaml": text]).findings
        #expect(found.map(\.ruleID.description) == ["secure-code/stale-suppression"])
        #expect(found.first?.fix?.title == "remove the entry")
    }

    @Test func whatTheCDKMadeNamesItsConstruct() async throws {
        let found = try await report(["observability/no-tracing"], ["cdk.out/Shop.template.json": Self.function]).findings
        #expect(found.count == 1)
        #expect(found.first?.remedy.hasSuffix("change the construct `Shop/List` in its source and synthesize anew.") == true)
        #expect(found.first?.fix == nil)
        let elsewhere = try await report(["observability/no-tracing"], ["Shop.template.json": Self.function]).findings
        #expect(elsewhere.first?.remedy.contains("CDK") == false)
        #expect(elsewhere.first?.fix != nil)
    }

    @Test func whatTheCDKMadeIsNotEdited() async throws {
        let today = try #require(CalendarDate("2026-11-24"))
        let rule = try #require(RuleRegistry.rule(named: "observability/no-tracing"))
        let planner = FixPlanner(
            files: InMemoryFileSource(["cdk.out/Shop.template.json": Self.function]),
            options: ScanOptions(rules: [rule], today: today, toolVersion: "test"),
            request: FixPlanner.Request(rules: [rule.metadata.id], allowsUnsafe: true))
        let report = await planner.report()
        #expect(report.changes.isEmpty && report.fixed.isEmpty)
        #expect(report.left.map(\.reason) == [.generated])
    }
}
