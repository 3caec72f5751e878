import Findings
import Rules
import Scanning
import SourceText
import Testing

/// The same reach weighs the same, however it is spelled.
@Suite struct LeastPrivilegeSeverityTests {
    private func findings(_ rule: String, statement: String, event: String = "httpApi: POST /orders") async -> [Finding] {
        guard let rule = RuleRegistry.rule(named: rule), let today = CalendarDate("2026-11-24") else { return [] }
        let text = """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  \(statement)
            functions:
              create:
                handler: create.handler
                events:
                  - \(event)
            """
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report().findings
    }

    private func severity(_ action: String, on resource: String, event: String = "httpApi: POST /orders") async -> Severity? {
        await findings(
            "least-privilege/wildcard-resource",
            statement: "statements: [{Effect: Allow, Action: '\(action)', Resource: '\(resource)'}]", event: event
        ).first?.severity
    }

    @Test(arguments: [
        ("sts:AssumeRole", "arn:aws:iam::*:role/*"), ("iam:GetRole", "arn:aws:iam::123456789012:role/*"),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*"), ("s3:GetObject", "arn:aws:s3:::*"),
    ])
    func allOfATypeIsAsMuchAsEverything(action: String, resource: String) async {
        let whole = await severity(action, on: "*")
        #expect(whole != nil)
        #expect(await severity(action, on: resource) == whole)
    }

    @Test(arguments: ["iam:CreateAccessKey", "lambda:UpdateFunctionCode"])
    func takingOverIsCriticalWhereStrangersComeIn(action: String) async {
        #expect(await severity(action, on: "*") == .critical)
        #expect(await severity(action, on: "*", event: "schedule: rate(1 day)") == .high)
    }

    @Test func everythingWeighsAsMuchAsTakingOver() async {
        #expect(await severity("*", on: "*") == .critical)
        #expect(await severity("*", on: "*") == severity("iam:*", on: "*"))
    }

    @Test(arguments: [("!If [c, '*', '*']", Confidence.high), ("!If [c, '*', !GetAtt Orders.Arn]", .medium)])
    func oneBranchOfAConditionTakesConfidence(resource: String, confidence: Confidence) async {
        let found = await findings(
            "least-privilege/wildcard-resource",
            statement: "statements: [{Effect: Allow, Action: 'dynamodb:PutItem', Resource: \(resource)}]")
        #expect(found.map(\.confidence) == [confidence])
    }

    @Test func managedPolicyWeighsAsMuchAsTheStatementItStandsFor() async {
        let policy = await findings(
            "least-privilege/admin-managed-policy",
            statement: "managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3FullAccess']")
        let statement = await findings(
            "least-privilege/wildcard-action",
            statement: "statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]")
        #expect(policy.map(\.severity) == [.high])
        #expect(statement.map(\.severity) == [.high])
        #expect(statement.allSatisfy { $0.remedy.contains("s3:GetObject") && $0.gain.contains("s3:PutBucketPolicy") })
    }

    @Test func conditionInTheTemplateTakesConfidence() async {
        let found = await findings(
            "least-privilege/wildcard-action",
            statement:
                "statements: [!If [c, {Effect: Allow, Action: 'kinesis:*', Resource: '*'}, !Ref AWS::NoValue]]")
        #expect(found.map(\.confidence) == [.medium])
    }

    @Test(arguments: ["logs:PutLogEvents", "xray:PutTraceSegments", "ec2:CreateNetworkInterface"])
    func housekeepingMakesARouteNoWorse(action: String) async {
        let found = await findings(
            "gateway-policy/route-without-authorization",
            statement: "statements: [{Effect: Allow, Action: '\(action)', Resource: '*'}]")
        #expect(found.map(\.severity) == [.medium])
        #expect(found.allSatisfy { !$0.gain.contains(action) })
    }
}
