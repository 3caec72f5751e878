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
        let text = "service: s\nprovider:\n  name: aws\n  environment:\n    DB_PASSWORD: '\(password)'\nfunctions:\n  a: {handler: a.b}\n"
        for subject in ["provider.environment.DB_PASSWORD", "a"] {
            let run = try await CommandLineRun(["explain", subject], files: ["serverless.yml": text])
            #expect(run.code == 0)
            #expect(!run.output.contains(password))
        }
    }

    @Test func suggestsWhatExists() async throws {
        let run = try await CommandLineRun(["explain", "helo"], files: ["serverless.yml": Manifest.open])
        #expect(run.code == 2)
        #expect(run.errors.contains("hello"))
    }
}
