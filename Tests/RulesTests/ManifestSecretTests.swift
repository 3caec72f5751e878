import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Secrets in the places of a template where people write them, and what stands there instead.
@Suite struct ManifestSecretTests {
    /// A key that looks made, from pieces so that no text here is one.
    private static let key = "kQ3vT8x" + "Lm2Zp9Rw" + "Yc4Hs7Bd"

    private func findings(_ template: String) async -> [Finding] {
        guard let rule = RuleRegistry.rule(named: "secrets/secret-in-manifest"), let today = CalendarDate("2026-11-24") else {
            return []
        }
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["template.yaml": template]), options: options).report().findings
    }

    private func template(_ properties: String) -> String {
        "Resources:\n  Thing:\n    Type: AWS::Some::Thing\n    Properties: { \(properties.replacing("§", with: Self.key)) }\n"
    }

    @Test(arguments: [
        "Environment: [{ Name: API_KEY, Value: § }]", "ApiKeyAuthParameters: { ApiKeyName: x, ApiKeyValue: § }",
        "Variables: { apiKey: § }", "OriginCustomHeaders: [{ HeaderName: X-Api-Key, HeaderValue: § }]",
        "SecretString: '{\"user\": \"shop\", \"token\": \"§\"}'", "Token: !If [c, §, !Ref 'AWS::NoValue']",
        "Token: !Join ['', [§, !Ref 'AWS::Region']]", "Conditions: [{ HttpHeaderName: X-Origin-Verify, Values: [§] }]",
        "UserData: !Base64 \"#!/bin/sh\\nexport API_TOKEN='§'\\n./go\\n\"",
    ])
    func isFound(_ properties: String) async {
        let found = await findings(template(properties))
        #expect(found.count == 1, "\(found.map(\.message))")
        #expect(found.allSatisfy { !$0.message.contains(Self.key) && !$0.location.excerpt.text.contains(Self.key) })
    }

    @Test(arguments: [
        "SecretString: !Sub '{\"user\": \"${User}\", \"password\": \"${Password}\"}'",
        "GenerateSecretString: { SecretStringTemplate: '{\"password\": \"REPLACED-1\"}', GenerateStringKey: password }",
        "Password: '{{resolve:secretsmanager:shop/db:SecretString:password}}'", "CredentialProvider: !If [HasKey, a, b]",
        "EventSourceToken: amzn1.ask.skill.0b0b7a7e-8b1c-4d3e-9f12-0123456789ab", "AuthorizationType: AWS_IAM",
        "Token: !ImportValue shop-Token-2", "Key: { PartitionKey: orderId2024Region }",
        "Code: { ZipFile: \"password = event['password2']\" }", "AccessTokenValidity: 3600",
    ])
    func isNone(_ properties: String) async {
        let found = await findings(template(properties))
        #expect(found.isEmpty, "\(found.map(\.message))")
    }
}
