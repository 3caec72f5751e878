import Testing

/// Manifests on which well-known scanners are silent or cry wolf.
@Suite struct PeerCaseTests {
    /// An administrator's role in the syntax that the framework recommends, in every place where it may stand, beside
    /// an open function URL, an open route and an old runtime.
    private static let silent = """
        service: orders
        provider:
          name: aws
          runtime: nodejs14.x
          iam:
            role:
              statements:
                - Effect: Allow
                  Action: '*'
                  Resource: '*'
        plugins: [serverless-iam-roles-per-function]
        functions:
          structured:
            handler: a.handler
            iam:
              role:
                statements:
                  - Effect: Allow
                    Action: '*'
                    Resource: '*'
          plugin:
            handler: b.handler
            iamRoleStatements:
              - Effect: Allow
                Action: ['s3:*']
                Resource: '*'
          open:
            handler: c.handler
            url: true
            events:
              - http: POST /a

        """

    @Test func findsWhatIsPlantedInTheCurrentSyntax() async throws {
        let run = try await CommandLineRun(["scan", "--quiet"], files: ["serverless.yml": PeerCaseTests.silent])
        #expect(run.code == 1)
        let expected = [
            (4, "dependencies/deprecated-runtime"), (9, "least-privilege/wildcard-action"),
            (10, "least-privilege/wildcard-resource"), (17, "least-privilege/ignored-function-statements"), (25, "least-privilege/wildcard-action"),
            (26, "least-privilege/wildcard-resource"), (29, "perimeters/public-function-url"),
            (31, "gateway-policy/route-without-authorization"), (31, "gateway-policy/route-without-schema"),
            (31, "gateway-policy/route-without-throttle"),
        ]
        let lines = run.output.split(separator: "\n")
        for (line, rule) in expected {
            let isFound = lines.contains { $0.hasPrefix("serverless.yml:\(line):") && $0.hasSuffix("[\(rule)]") }
            #expect(isFound, "line \(line) \(rule) is missing in:\n\(run.output)")
        }
    }

    @Test func findsTheStructuredFormWhereTheFrameworkReadsIt() async throws {
        let text = PeerCaseTests.silent.replacing("plugins: [serverless-iam-roles-per-function]\n", with: "")
        let run = try await CommandLineRun(
            ["scan", "--quiet", "--rule", "least-privilege/*"], files: ["serverless.yml": text])
        // One function in the structured form tells that version 4 reads this file, and with it the other form.
        for line in [9, 10, 18, 19, 24, 25] {
            #expect(run.output.contains("serverless.yml:\(line):"), "line \(line) is missing in:\n\(run.output)")
        }
    }

    /// The same roles in the key that version 2 of the framework still knew.
    @Test func findsWhatIsPlantedInTheOldSyntax() async throws {
        let text = """
            service: orders
            frameworkVersion: '2'
            provider:
              name: aws
              runtime: nodejs14.x
              iamRoleStatements:
                - Effect: Allow
                  Action: '*'
                  Resource: '*'
            plugins: [serverless-iam-roles-per-function]
            functions:
              own:
                handler: a.handler
                iamRoleStatements:
                  - Effect: Allow
                    Action: '*'
                    Resource: '*'
              bucket:
                handler: b.handler
                iamRoleStatements:
                  - Effect: Allow
                    Action: ['s3:*']
                    Resource: '*'
              open:
                handler: c.handler
                events:
                  - http: POST /a

            """
        let run = try await CommandLineRun(
            [
                "scan", "--quiet", "--rule", "least-privilege/*", "--skip-rule", "permissions-boundary-absent", "--rule",
                "deprecated-runtime", "--rule", "route-without-*",
            ],
            files: ["serverless.yml": text])
        // Each wildcard once, where it is written, however many functions inherit it.
        let expected = [
            "5:12 dependencies/deprecated-runtime", "8:15 least-privilege/wildcard-action",
            "9:17 least-privilege/wildcard-resource", "16:17 least-privilege/wildcard-action",
            "17:19 least-privilege/wildcard-resource", "22:18 least-privilege/wildcard-action",
            "23:19 least-privilege/wildcard-resource", "27:9 gateway-policy/route-without-authorization",
            "27:9 gateway-policy/route-without-schema", "27:9 gateway-policy/route-without-throttle",
        ]
        #expect(run.findings(in: "serverless.yml") == expected, "\(run.output)")
    }

    @Test func tellsASecretFromReferencesNamesAndPaths() async throws {
        let token = "gh" + "p_" + "a8Fk2LmQz9RtV4bXcN7wYhJ3sDpG6e" + "UfTq1K"
        let text = """
            service: orders
            provider:
              name: aws
              runtime: nodejs22.x
              environment:
                A_SECRET: ${ssm:/shop/secret}
                B_TOKEN: ${env:TOKEN}
                C_KEY: ${file(keys.yml):key}
                D_SECRET_NAME: prod/shop/db-credentials
                E_SECRET_ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/shop/db-AbCdEf
                F_PASSWORD: '{{resolve:secretsmanager:prod/shop/db:SecretString:password}}'
                GITHUB_TOKEN: \(token)
            functions:
              f: {handler: a.b}
            """
        let run = try await CommandLineRun(
            ["scan", "--quiet", "--rule", "secret-in-*"],
            files: ["serverless.yml": text, "keys.yml": "key: !Ref KeyParameter\n"])
        let found = run.output.split(separator: "\n").filter { $0.contains("[secrets/secret-in-") }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("serverless.yml:12:") == true)
    }

    @Test(arguments: ["terminal", "json", "sarif", "github"])
    func printsNoSecretInAnyFormat(_ format: String) async throws {
        let token = "gh" + "p_" + "a8Fk2LmQz9RtV4bXcN7wYhJ3sDpG6e" + "UfTq1K"
        let text = Manifest.open + "    environment:\n      GITHUB_TOKEN: \(token)\n      COPY: 'x-\(token)'\n"
        let run = try await CommandLineRun(
            ["scan", "--verbose", "--format", format], files: ["serverless.yml": text])
        #expect(run.output.contains("secret-in-environment"))
        #expect(!run.output.contains(token))
    }
}
