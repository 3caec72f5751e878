import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Whose layer it is and which day it is decide whether it is at its end.
@Suite struct EndOfLifeLayerTests {
    private func messages(_ layer: String, on day: String = "2026-11-24") async -> [String]? {
        guard let rule = RuleRegistry.rule(named: "dependencies/end-of-life-layer"), let today = CalendarDate(day) else { return nil }
        let text = "service: s\nprovider: {name: aws, runtime: nodejs24.x}\nfunctions:\n  a: {handler: a.b, layers: ['arn:aws:lambda:eu-west-1:\(layer)']}\n"
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report().findings.map(\.message)
    }

    @Test(arguments: [
        ("336392948345:layer:AWSSDKPandas-Python38-Arm64:3", "python3.8"), ("464622532012:layer:Datadog-Node14-x:90", "nodejs14.x"),
        ("464622532012:layer:Datadog-Ruby2-7:90", "ruby2.7"), ("451483290750:layer:NewRelicNodeJS16XARM64:1", "nodejs16.x"),
        ("770693421928:layer:Klayers-p39-requests:1", "python3.9"), ("017000801446:layer:AWSLambdaPowertoolsPythonV3-python38-x86_64:1", "python3.8"),
    ])
    func theNameSaysTheRuntime(layer: String, runtime: String) async {
        #expect(await messages(layer)?.first?.contains("is built for `\(runtime)`, which gets no patches") == true)
    }

    /// A name says something only where its publisher gives it that meaning.
    @Test(arguments: [
        "123456789012:layer:AWSSDKPandas-Python38:3", "336392948345:layer:AWSSDKPandas-Python313:3", "464622532012:layer:Datadog-Extension:65",
        "094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:20", "336392948345:layer:AWSSDKPandas-Python99:1",
    ])
    func othersAreLeftAlone(layer: String) async { #expect(await messages(layer) == []) }

    @Test func theDayDecides() async {
        let layer = "017000801446:layer:AWSLambdaPowertoolsPythonV2:79"
        #expect(await messages(layer, on: "2025-03-24") == [])
        #expect(await messages(layer, on: "2025-03-25") == ["the layer `AWSLambdaPowertoolsPythonV2` gets no updates since 2025-03-25"])
    }
}
