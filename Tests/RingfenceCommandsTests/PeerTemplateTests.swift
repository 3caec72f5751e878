import Testing

/// Templates of SAM on which well-known scanners are silent or cry wolf.
@Suite struct PeerTemplateTests {
    /// An administrator's role and an open function URL; the runtime stands in the globals. No event reaches it.
    private static let open = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: nodejs14.x
            CodeUri: src/
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: orders.handler
              FunctionUrlConfig:
                AuthType: NONE
              Policies:
                - Statement:
                    - Effect: Allow
                      Action: '*'
                      Resource: '*'

        """

    @Test func findsWhatIsPlantedAndNothingThatDoesNotApply() async throws {
        let run = try await CommandLineRun(["scan", "--quiet"], files: ["template.yaml": Self.open])
        #expect(run.code == 1)
        // A queue for failed events, a VPC and sizes of memory and time are not asked for: nothing here is asynchronous.
        let expected = [
            "3:1 observability/no-tracing", "3:1 observability/untagged-function", "5:14 dependencies/deprecated-runtime",
            "8:3 observability/no-log-retention", "12:7 gateway-policy/route-without-throttle",
            "12:7 perimeters/public-function-url", "17:23 least-privilege/wildcard-action",
            "18:25 least-privilege/wildcard-resource",
        ]
        #expect(run.findings(in: "template.yaml") == expected, "\(run.output)")
    }

    @Test func asksForAFailureDestinationOnceAnEventIsAsynchronous() async throws {
        let event = """
                  Events:
                    Night: { Type: Schedule, Properties: { Schedule: rate(1 day) } }

            """
        let run = try await CommandLineRun(["scan", "--quiet"], files: ["template.yaml": Self.open + event])
        #expect(run.findings(in: "template.yaml").contains("20:9 observability/no-failure-destination"), "\(run.output)")
    }

    @Test func tellsASecretFromReferencesNamesAndPaths() async throws {
        let token = "gh" + "p_" + "a8Fk2LmQz9RtV4bXcN7wYhJ3sDpG6e" + "UfTq1K"
        let text = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              DatabasePassword: { Type: String, NoEcho: true }
            Resources:
              ApiSecret:
                Type: AWS::SecretsManager::Secret
                Properties:
                  Name: prod/shop/api-credentials
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders.handler
                  Runtime: nodejs22.x
                  CodeUri: src/
                  Environment:
                    Variables:
                      A_PASSWORD: !Ref DatabasePassword
                      B_TOKEN: '{{resolve:ssm:/shop/token}}'
                      C_PASSWORD: '{{resolve:secretsmanager:prod/shop/db:SecretString:password}}'
                      D_SECRET_NAME: prod/shop/db-credentials
                      E_SECRET_ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/shop/db-AbCdEf
                      F_SECRET: !Ref ApiSecret
                      GITHUB_TOKEN: \(token)

            """
        let run = try await CommandLineRun(
            ["scan", "--quiet", "--rule", "secret-in-*"], files: ["template.yaml": text])
        #expect(run.findings(in: "template.yaml") == ["23:25 secrets/secret-in-environment"], "\(run.output)")
        #expect(!run.output.contains(token))
    }
}
