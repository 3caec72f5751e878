import Testing

@Suite struct ExplainCommandTests {
    @Test func explainsARuleWithOrWithoutItsPractice() async throws {
        for name in ["gateway-policy/cors-any-origin", "cors-any-origin"] {
            let run = try await CommandLineRun(["explain", name])
            #expect(run.code == 0)
            #expect(run.output.contains("gateway-policy/cors-any-origin"))
        }
    }

    @Test func showsTheCardOfAFunction() async throws {
        let run = try await CommandLineRun(["explain", "hello"], files: ["serverless.yml": Manifest.open])
        #expect(run.code == 0)
        for text in ["hello.handler", "nodejs22.x", "public", "allow * on *", "serverless.yml:13:3"] {
            #expect(run.output.contains(text), "\(text) is missing in:\n\(run.output)")
        }
    }

    @Test func tracesAValue() async throws {
        let text = """
            service: s
            custom:
              name: ${self:custom.parts.${opt:stage, 'dev'}}
              parts: {dev: small, prod: large}
            provider: {name: aws}
            """
        let run = try await CommandLineRun(
            ["explain", "custom.name", "--stage", "prod"], files: ["serverless.yml": text])
        #expect(run.code == 0)
        #expect(run.output.contains("large"))
        #expect(run.output.contains("${self:custom.parts.${opt:stage, 'dev'}}"))
    }

    @Test func masksASecret() async throws {
        let password = "hu" + "nter-2Xq" + "9!vLm-pQ7"
        let text =
            "service: s\nprovider:\n  name: aws\n  environment:\n    DB_PASSWORD: '\(password)'\nfunctions:\n  a: {handler: a.b}\n"
        for subject in ["provider.environment.DB_PASSWORD", "a"] {
            let run = try await CommandLineRun(["explain", subject], files: ["serverless.yml": text])
            #expect(run.code == 0)
            #expect(!run.output.contains(password))
        }
    }

    /// Text that no rule takes for a secret, in every spelling that mixes text with references.
    @Test(arguments: [
        "'TEXT'", "!Sub 'postgres://app:TEXT@${Db.Endpoint.Address}/x'", "!Join ['', [TEXT, !Ref Db]]",
        "before-${env:OTHER}-TEXT", "${env:OTHER, 'TEXT'}", "${custom:thing, 'TEXT'}",
        "${self:custom.a.${opt:x, 'TEXT'}}",
        "{Fn::If: [A, TEXT, b]}", "${self:custom.elsewhere}",
    ])
    func hidesTextInEnvironments(value: String) async throws {
        let text = "Kw" + "4ts" + "ch"
        let manifest = """
            service: s
            custom: {elsewhere: \(text), redisAuth: \(text)}
            provider: {name: aws, runtime: nodejs22.x}
            functions:
              a:
                handler: a.b
                environment:
                  PLAIN: \(value.replacing("TEXT", with: text))
            resources: {Resources: {Db: {Type: 'AWS::RDS::DBInstance'}}}
            """
        for subject in ["a", "functions.a.environment.PLAIN", "custom.redisAuth"] {
            let run = try await CommandLineRun(["explain", subject], files: ["serverless.yml": manifest])
            #expect(run.code == 0)
            #expect(!run.output.contains(text), "\(run.output)")
        }
    }

    @Test func namesWhatAnEnvironmentRefersTo() async throws {
        let manifest = """
            service: s
            provider: {name: aws}
            functions:
              a:
                handler: a.b
                environment: {DB: !Sub 'postgres://${Db.Endpoint.Address}/x', KEY: '${ssm:/s/key}', T: '${terraform:outputs:t}'}
            resources: {Resources: {Db: {Type: 'AWS::RDS::DBInstance'}}}
            """
        let run = try await CommandLineRun(["explain", "a"], files: ["serverless.yml": manifest])
        for text in ["‹Db.Endpoint.Address›", "SSM parameter /s/key", "Terraform output t", "named in DB"] {
            #expect(run.output.contains(text), "\(text) is missing in:\n\(run.output)")
        }
    }

    @Test func revealsTextButNoRecognisedSecret() async throws {
        let password = "hu" + "nter-2Xq" + "9!vLm-pQ7"
        let manifest = """
            service: s
            provider: {name: aws, environment: {STAGE: blue, DB_PASSWORD: '\(password)'}}
            functions: {a: {handler: a.b}}
            """
        for subject in ["provider.environment.STAGE", "provider.environment.DB_PASSWORD", "a"] {
            let run = try await CommandLineRun(["explain", subject, "--reveal"], files: ["serverless.yml": manifest])
            #expect(run.code == 0)
            #expect(run.output.contains("blue") == (subject != "provider.environment.DB_PASSWORD"))
            #expect(!run.output.contains(password))
        }
    }

    @Test func saysWhatHoldsWithoutBeingSaid() async throws {
        let manifest = """
            service: s
            provider: {name: aws}
            functions:
              idle: {handler: a.b, name: own-name}
              talker: {handler: a.c, events: [alexaSkill, {schedule: {rate: rate(1 hour), enabled: false}}]}
            """
        let idle = try await CommandLineRun(["explain", "idle"], files: ["serverless.yml": manifest])
        for text in [
            "own-name", "1024 MB", "6 s", "nothing in the manifest calls it", "kept for ever", "whole service",
        ] {
            #expect(idle.output.contains(text), "\(text) is missing in:\n\(idle.output)")
        }
        let talker = try await CommandLineRun(["explain", "talker"], files: ["serverless.yml": manifest])
        #expect(talker.output.contains("any skill may invoke it"))
        #expect(talker.output.contains("schedule, disabled, rate(1 hour)"))
        let azure = try await CommandLineRun(
            ["explain", "idle"], files: ["serverless.yml": manifest.replacing("name: aws", with: "name: azure")])
        #expect(!azure.output.contains("kept for ever") && !azure.output.contains("1024"))
    }

    @Test func keepsWithinTheWidth() async throws {
        let run = try await CommandLineRun(
            ["explain", "a"],
            files: [
                "serverless.yml":
                    "service: s\nprovider: {name: aws}\nfunctions: {a: {handler: \(String(repeating: "long ", count: 60))}}\n"
            ])
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func findsValuesOfFunctionsThatStandInAList() async throws {
        let text = "Kw" + "4ts" + "ch"
        let manifest = """
            service: s
            provider: {name: aws}
            functions:
              - a: {handler: a.b, environment: {X: \(text)}}
            """
        let files = ["serverless.yml": manifest]
        let handler = try await CommandLineRun(["explain", "functions.a.handler"], files: files)
        #expect(handler.output.contains("a.b"))
        let variable = try await CommandLineRun(["explain", "functions.a.environment.X"], files: files)
        #expect(variable.code == 0 && !variable.output.contains(text))
    }

    @Test func suggestsWhatExists() async throws {
        let run = try await CommandLineRun(["explain", "helo"], files: ["serverless.yml": Manifest.open])
        #expect(run.code == 2)
        #expect(run.errors.contains("hello"))
    }
}
