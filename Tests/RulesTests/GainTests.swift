import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What findings say an attacker gains is true of the one who gains most, and remedies fit the cloud.
@Suite struct GainTests {
    private func findings(_ rule: String, _ manifest: String) async -> [Finding] {
        guard let rule = RuleRegistry.rule(named: rule), let today = CalendarDate("2026-11-24") else { return [] }
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": manifest]), options: options).report().findings
    }

    @Test func groupSpeaksOfItsMostExposedFunction() async {
        let found = await findings(
            "observability/untagged-function",
            """
            service: shop
            provider:
              name: aws
            functions:
              cleanUp: {handler: a.h, events: [{schedule: rate(1 day)}]}
              create: {handler: b.h, events: [{httpApi: POST /orders}]}
            """)
        #expect(found.map(\.functions) == [["cleanUp", "create"]])
        #expect(found.allSatisfy { $0.gain.contains("`create`") })
    }

    @Test func sharedRoleNamesWhatOtherEventsNeed() async {
        let found = await findings(
            "least-privilege/shared-role",
            """
            service: shop
            provider:
              name: aws
              iam: {role: {statements: [{Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:123456789012:q'}]}}
            functions:
              create: {handler: a.h, events: [{httpApi: POST /orders}]}
              ship: {handler: b.h, events: [{sqs: 'arn:aws:sqs:eu-west-1:123456789012:q'}]}
            """)
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.gain.contains("`sqs:DeleteMessage`, which only `ship` needs") })
    }

    @Test func keysAreNotTheWholeInternet() async {
        let found = await findings(
            "gateway-policy/route-without-schema",
            """
            service: shop
            provider:
              name: aws
            functions:
              create: {handler: a.h, events: [{http: {path: orders, method: post, private: true}}]}
            """)
        #expect(found.map { $0.gain.hasPrefix("anyone with an API key") } == [true])
    }

    @Test func retriesAreCounted() async {
        let found = await findings(
            "observability/no-failure-destination",
            """
            service: shop
            provider:
              name: aws
            functions:
              resize: {handler: a.h, maximumRetryAttempts: 0, events: [{s3: uploads}]}
            """)
        #expect(found.map { $0.message.contains("after one failure") } == [true])
    }

    @Test(arguments: ["/webhooks/github", "/stripe/incoming", "/slack/events", "/telegram", "/twilio/sms"])
    func vendorsAreAskedForTheirSignature(path: String) async {
        let found = await findings(
            "gateway-policy/route-without-authorization",
            """
            service: shop
            provider:
              name: aws
            functions:
              hear: {handler: a.h, events: [{httpApi: POST \(path)}]}
            """)
        #expect(found.map(\.severity) == [.low])
        #expect(found.allSatisfy { $0.remedy.contains("signature") })
    }

    @Test(arguments: [
        ("openwhisk", "http: GET /x", "require-whisk-auth"), ("cloudflare", "http: {url: example.com/x, method: GET}", "Cloudflare"),
        ("azure", "http: true, x-azure-settings: {authLevel: anonymous}", "under `x-azure-settings`"),
    ])
    func remediesFitTheCloud(provider: String, event: String, words: String) async {
        let found = await findings(
            "gateway-policy/route-without-authorization",
            """
            service: shop
            provider:
              name: \(provider)
            functions:
              list: {handler: a.h, events: [{\(event)}]}
            """)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.remedy.contains(words) && !$0.remedy.contains("Cognito") })
    }

    @Test func versionThatIsAssumedIsNamed() async {
        let found = await findings(
            "least-privilege/ignored-function-statements",
            """
            service: shop
            provider:
              name: aws
            functions:
              list: {handler: a.h, iamRoleStatements: [{Effect: Allow, Action: 'dynamodb:Query', Resource: '*'}]}
            """)
        #expect(found.map(\.confidence) == [.medium])
        #expect(found.allSatisfy { $0.message.contains("version 3, assumed") })
    }
}
