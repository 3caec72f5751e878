import Testing

/// No report, log, baseline or card holds a secret, wherever else its text stands.
@Suite struct SecretLeakTests {
    /// A password, `§` below, that the rules recognise by its name, and a token that they recognise by its shape.
    private static let password = "Kestrel" + "99" + "Vq7"
    private static let token = "110201543" + ":AAHdqTcvCH1vGWJxf" + "SeofSAs0K5PALDsaw0"

    private static let manifests = [
        "elsewhere": """
            service: s
            provider:
              name: aws
              runtime: nodejs12.x
              apiGateway: {apiKeys: [{name: k, value: §}]}
            custom: {copy: §, '§': 1}
            functions:
              a:
                handler: a.h
                name: fn-§
                description: 'uses §'
                environment: {DB_PASSWORD: '§', CALL: 'http://user:§@h.example/x', DEBUG: '*'}
                url: true # §
                tags: {pw: §}
                events:
                  - http: {path: /cb/§, method: post}
                  - schedule: {rate: rate(1 day), input: {p: §}}
                  - s3: {bucket: b-§, existing: true}
              b-§: {handler: b.§, role: '${unknown:§}', url: true}
            """,
        "through a variable": """
            service: s
            provider:
              name: aws
              runtime: nodejs22.x
              environment: {TELEGRAM_TOKEN: '${self:custom.tok}'}
            custom: {tok: 'TOKEN'}
            functions:
              a: {handler: a.h, events: [{http: {path: 'hook/${self:custom.tok}', method: post}}]}
            """,
        "in comments": """
            service: s
            provider:
              name: aws
              runtime: nodejs22.x
              environment:
                DB_PASSWORD: § # was Oboe55Vq9, again §
                JWT_SECRET: x-§ # ringfence: ignore[secrets/secret-in-environment] value § is a test
            functions:
              a: {handler: a.h} # ringfence: ignore[nothing/§]
            """,
        "in syntax errors": """
            service: s
            provider:
              name: aws
              runtime: nodejs22.x
              environment:
                DB_PASSWORD: @§
                Y_SECRET: *§
            functions:
              a: {handler: a.h, environment: {DB_PASSWORD: ${env:P, '§'}}}
            """,
        "in variables": """
            service: s
            provider: {name: aws, runtime: nodejs22.x}
            custom: {p: §, q: '${self:custom.${self:custom.p}}', r: 'x ${file(./${self:custom.p}.yml):§}'}
            functions:
              a: {handler: a.h, environment: {DB_PASSWORD: '${self:custom.p}', E: '${self:custom.none.${self:custom.p}}'}}
            """,
    ]

    private func manifest(_ name: String) throws -> String {
        try #require(Self.manifests[name]).replacing("§", with: Self.password)
            .replacing("TOKEN'", with: Self.token + "'")
    }

    private func expectSilence(_ text: String, _ what: String) {
        for secret in [Self.password, Self.token, "Oboe55"] {
            let line = text.split(separator: "\n").first { $0.contains(secret) }
            #expect(line == nil, "\(what)")
        }
    }

    @Test(arguments: manifests.keys.sorted(), [
            "terminal", "json", "sarif", "github", "junit", "markdown", "html", "gitlab", "codequality",
        ])
    func reportsHoldNone(name: String, format: String) async throws {
        let run = try await CommandLineRun(
            ["scan", "--format", format, "--audience", "auditor"], files: ["serverless.yml": try manifest(name)])
        #expect(run.output.contains("serverless.yml"))
        expectSilence(run.output + run.errors, "\(name) as \(format)")
    }

    @Test(arguments: manifests.keys.sorted(), ["svg", "mermaid", "dot", "json"])
    func graphsHoldNone(name: String, format: String) async throws {
        let run = try await CommandLineRun(["graph", "--format", format], files: ["serverless.yml": try manifest(name)])
        #expect(run.output.contains("serverless.yml"))
        expectSilence(run.output + run.errors, "\(name) as \(format)")
    }

    @Test(arguments: ["elsewhere", "through a variable", "in comments"])
    func baselinesHoldNone(name: String) async throws {
        let run = try await CommandLineRun(
            ["scan", "--write-baseline", "--audience", "auditor"], files: ["serverless.yml": try manifest(name)])
        let written = run.files.filter { $0.key != "serverless.yml" }
        #expect(!written.isEmpty)
        expectSilence(written.values.joined(separator: "\n") + run.output + run.errors, name)
    }

    @Test(arguments: [
        "a", "custom.copy", "functions.a.name", "functions.a.description", "functions.a.events.1.schedule.input.p",
        "functions.a.tags.pw", "provider.apiGateway.apiKeys.0.value", "functions.a.environment.CALL", "custom",
        "functions.a.events.0.http.path",
    ])
    func cardsHoldNone(subject: String) async throws {
        for flags in [[], ["--reveal"]] {
            let run = try await CommandLineRun(
                ["explain", subject] + flags, files: ["serverless.yml": try manifest("elsewhere")])
            #expect(run.code == 0)
            expectSilence(run.output, "\(subject) \(flags)")
        }
    }

    /// No environment holds these, so no rule has recognised them.
    @Test(arguments: [
        "custom.conn", "custom.words", "provider.apiGateway.apiKeys.0.value", "custom.input.anything",
        "resources.Resources.Db.Properties.MasterUserPassword", "provider.tags.password",
    ])
    func cardsHideWhatLooksSecret(subject: String) async throws {
        let hidden = "Didgeri" + "doo-9921" + "-Qxbz"
        let manifest = """
            service: s
            provider:
              name: aws
              apiGateway: {apiKeys: [{name: k, value: \(hidden)}]}
              tags: {password: \(hidden)}
            custom:
              conn: 'postgres://u:\(hidden)@h.example/x'
              words: 'uses password=\(hidden)'
              input: {anything: 'Bearer \(hidden.replacing("-", with: ""))abcdef0123456789'}
            functions: {a: {handler: a.b}}
            resources: {Resources: {Db: {Type: 'AWS::RDS::DBInstance', Properties: {MasterUserPassword: \(hidden)}}}}
            """
        for flags in [[], ["--reveal"]] {
            let run = try await CommandLineRun(["explain", subject] + flags, files: ["serverless.yml": manifest])
            #expect(run.code == 0)
            #expect(!run.output.contains("9921"), "\(subject) \(flags): \(run.output)")
        }
    }

    @Test func aWordIsNotMaskedInSentences() async throws {
        let manifest = """
            service: s
            provider: {name: aws, runtime: nodejs22.x, environment: {DB_PASSWORD: password}}
            functions: {a: {handler: a.b}}
            """
        let run = try await CommandLineRun(["scan", "--format", "json"], files: ["serverless.yml": manifest])
        #expect(run.output.contains("holds a password"))
    }
}
