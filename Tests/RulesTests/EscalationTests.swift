import Findings
import Permissions
import Rules
import Scanning
import SourceText
import Testing

/// Every way to more permissions that is known is seen, and none where a limit stands in it.
@Suite struct EscalationTests {
    private func findings(_ statements: [String], rule: String = "least-privilege/privilege-escalation") async -> [Finding] {
        guard let rule = RuleRegistry.rule(named: rule), let today = CalendarDate("2026-11-24") else { return [] }
        let list = statements.map { "            - \($0)" }.joined(separator: "\n")
        let text = """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
            \(list)
            functions:
              create:
                handler: create.handler
                events:
                  - httpApi: POST /orders
            """
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report().findings
    }

    private func grant(_ actions: [String], on resource: String = "'*'", more: String = "") -> String {
        "{Effect: Allow, Action: [\(actions.map { "'\($0)'" }.joined(separator: ", "))], Resource: \(resource)\(more)}"
    }

    @Test func tableHoldsEveryMethod() {
        #expect(EscalationMethod.bundled.count == 68)
        #expect(EscalationMethod.actions(ofManagedPolicy: "AWSCloudFormationFullAccess").contains("cloudformation:CreateStack"))
        #expect(EscalationMethod.actions(ofManagedPolicy: "AmazonDynamoDBReadOnlyAccess").isEmpty)
    }

    @Test(arguments: EscalationMethod.bundled.map(\.name)) func everyMethodIsSeen(name: String) async throws {
        let method = try #require(EscalationMethod.bundled.first { $0.name == name })
        let names = method.actions.map(\.description)
        // One statement each, since they add up however they are spread.
        let found = await findings(names.map { grant([$0]) })
        #expect(found.count == 1)
        #expect(found.allSatisfy { finding in names.allSatisfy { finding.message.contains("`\($0)`") } })
        if names.count > 1 { #expect(await findings([grant(Array(names.dropFirst()))]).isEmpty || names.count > 2) }
    }

    @Test(arguments: EscalationMethod.bundled.map(\.name)) func nothingIsSeenOnNamedResources(name: String) async throws {
        let method = try #require(EscalationMethod.bundled.first { $0.name == name })
        #expect(await findings([grant(method.actions.map(\.description), on: "!GetAtt Orders.Arn")]).isEmpty)
    }

    @Test func denialsCount() async {
        let deny = "{Effect: Deny, Action: 'lambda:Create*', Resource: '*'}"
        let grants = [grant(["iam:PassRole"]), grant(["lambda:CreateFunction", "lambda:InvokeFunction"])]
        #expect(await findings(grants).count == 1)
        #expect(await findings(grants + [deny]).isEmpty)
    }

    @Test func oneFindingForEachSort() async {
        let found = await findings([grant([
            "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:CreateAccessKey", "ssm:SendCommand", "codebuild:StartBuild",
        ])])
        #expect(found.map(\.severity) == [.critical, .critical, .high])
        #expect(found.first?.message.contains("1 more of its sort") == true)
    }

    @Test func conditionTakesWeight() async {
        let condition = ", Condition: {StringEquals: {'aws:RequestedRegion': eu-west-1}}"
        let found = await findings([grant(["iam:PutUserPolicy"], more: condition)])
        #expect(found.map(\.severity) == [.high])
        #expect(found.map(\.confidence) == [.medium])
    }

    @Test(arguments: [
        ("dynamodb:GetItm", "dynamodb:GetItem"), ("dynamodb.GetItem", "dynamodb:GetItem"), ("s3:GetObjects", "s3:GetObject"),
        ("dynmodb:GetItem", "dynamodb:GetItem"), ("lamda:InvokeFunction", "lambda:InvokeFunction"),
    ])
    func nearestActionIsNamed(written: String, meant: String) async {
        let found = await findings([grant([written])], rule: "least-privilege/unknown-action")
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.message.contains("`\(meant)` was probably meant") })
    }

    @Test func nothingIsGuessedFarAway() async {
        let found = await findings([grant(["s3:MakeCoffee", "coffee:Make"])], rule: "least-privilege/unknown-action")
        #expect(found.count == 2)
        #expect(found.allSatisfy { !$0.message.contains("meant") })
    }
}
