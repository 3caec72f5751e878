import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What is a secret and what only looks like one. Tokens are put together here so that none stands in the sources.
@Suite struct SecretShapeTests {
    /// A token's body from a seed: letters and digits as a generator would give them.
    private static func body(_ length: Int, seed: UInt64, alphabet: String) -> String {
        let characters = Array(alphabet)
        var state = seed
        return String(
            (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return characters[Int((state >> 33) % UInt64(characters.count))]
            })
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    private static func findings(_ environment: String) async -> [Finding] {
        let text = """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
            \(environment.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
            """
        guard let rule = RuleRegistry.rule(named: "secrets/secret-in-environment"),
            let today = CalendarDate("2026-11-24")
        else { return [] }
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report().findings
    }

    @Test(arguments: [
        ("gh" + "p_", 36, letters), ("AK" + "IA", 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        ("sk_" + "live_", 24, letters), ("AI" + "za", 35, letters), ("np" + "m_", 36, letters),
        ("xox" + "b-", 40, letters), ("glp" + "at-", 20, letters), ("dop_" + "v1_", 64, "0123456789abcdef"),
    ])
    func findsTokensOfProvidersUnderAnyName(prefix: String, length: Int, alphabet: String) async {
        let token = prefix + Self.body(length, seed: 7, alphabet: alphabet)
        let findings = await Self.findings("SETTING: \(token)")
        #expect(findings.count == 1)
        #expect(findings.allSatisfy { !$0.message.contains(token) && !$0.location.excerpt.text.contains(token) })
    }

    @Test func findsKeysAndTokensInLongerText() async {
        #expect(await Self.findings("SETTING: 'Bearer \("ey" + "JhbGciOiJIUzI1NiJ9.")'").isEmpty)
        let signed = "ey" + "J" + Self.body(20, seed: 1, alphabet: Self.letters) + ".ey" + "J"
            + Self.body(30, seed: 2, alphabet: Self.letters) + "." + Self.body(43, seed: 3, alphabet: Self.letters)
        #expect(await Self.findings("SETTING: \(signed)").count == 1)
        #expect(await Self.findings("SETTING: '-----BEGIN " + "PRIVATE KEY-----'").count == 1)
        #expect(await Self.findings("SETTING: Server=db.shop.example;User=a;Password=\("k3strel" + "Hill");").count == 1)
    }

    @Test(arguments: [
        "DB_PASSWORD: k3strelHill", "dbPassword: tr0ub4dor", "STRIPE_KEY: 8fj20dkw93mf02kf84jd", "SECRET_KEY: Zx81kk20PqLm",
        "JWT_SECRET: f0e1d2c3b4a5968778695a4b3c2d1e0f", "API_TOKEN: 'p@55-w0rd-Q1'",
    ])
    func findsWhatItsNamePromises(variable: String) async {
        #expect(await Self.findings(variable).count == 1)
    }

    @Test(arguments: [
        "SECRET_NAME: shop/prod/db", "SECRET_ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf",
        "DB_PASSWORD: ${ssm:/shop/db-password}", "DB_PASSWORD: ${env:DB_PASSWORD}",
        "DB_PASSWORD: '{{resolve:secretsmanager:shop/db:SecretString:password}}'", "DB_PASSWORD: !Ref Password",
        "DB_PASSWORD: /shop/prod/db-password", "API_KEY: <your-key>", "API_KEY: KEYEXAMPLE1234", "API_KEY: your-key-here",
        "TOKEN: 'true'", "TOKEN_TTL: 86400", "SECRETS_TABLE: shop-secrets-v2", "TOKEN_URL: https://shop.example/token/v1",
        "API_KEY: aws-node-env-vars", "AWS_KEY: AKIAIOSFODNN7EXAMPLE", "PUBLIC_KEY: 8fj20dkw93mf02kf84jd",
        "PASSWORD_MIN_LENGTH: 12", "KMS_KEY_ID: 1234abcd-12ab-34cd-56ef-1234567890ab", "PARTITION_KEY: orderId2",
        "SECRET: 1234abcd-12ab-34cd-56ef-1234567890ab", "DB_SECRET: prod-db-password", "JWT_SECRET_FILE: keys/jwt.pem",
        "DB_URL: postgres://shop@db.shop.example/orders", "DB_URL: postgres://postgres:postgres@localhost/orders",
        "DB_URL: 'postgres://shop:${env:PASSWORD}@db.shop.example/orders'", "GIT_SHA: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    ])
    func leavesReferencesNamesAndPlaceholdersAlone(variable: String) async {
        let findings = await Self.findings(variable)
        #expect(findings.isEmpty, "\(findings.map(\.message))")
    }
}

/// The measurements of the project's survey of other scanners, E1 and E7a.
@Suite struct SurveyTests {
    private func rules(in text: String) async -> [String] {
        guard let today = CalendarDate("2026-11-24") else { return [] }
        let options = ScanOptions(rules: RuleRegistry.all, today: today, toolVersion: "test")
        let files = InMemoryFileSource(["serverless.yml": text, "config.yml": "token: ''\n"])
        return await Scan(files: files, options: options).report().findings.map(\.ruleID.description)
    }

    @Test func findsAllThatIsWrongInTheCurrentSyntax() async {
        let found = await rules(
            in: """
                service: shop
                frameworkVersion: '4'
                provider:
                  name: aws
                  runtime: nodejs14.x
                  iam:
                    role:
                      statements:
                        - Effect: Allow
                          Action: '*'
                          Resource: '*'
                functions:
                  own:
                    handler: own.handler
                    iam:
                      role:
                        statements:
                          - Effect: Allow
                            Action: '*'
                            Resource: '*'
                  open:
                    handler: open.handler
                    url: true
                    events:
                      - http: POST /a
                """)
        let count = { (id: String) in found.filter { $0 == id }.count }
        #expect(count("least-privilege/wildcard-action") == 2)
        #expect(count("least-privilege/wildcard-resource") == 2)
        #expect(count("dependencies/deprecated-runtime") == 1)
        #expect(count("perimeters/public-function-url") == 1)
        #expect(count("gateway-policy/route-without-authorization") == 1)
        #expect(count("gateway-policy/route-without-schema") == 1)
        #expect(count("gateway-policy/route-without-throttle") == 2)
    }

    @Test func findsTheTokenAndNoneOfTheReferences() async {
        let token = "gh" + "p_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        let found = await rules(
            in: """
                service: shop
                provider:
                  name: aws
                functions:
                  pay:
                    handler: pay.handler
                    environment:
                      A_TOKEN: ${ssm:/shop/token~true}
                      B_TOKEN: ${env:TOKEN}
                      C_TOKEN: ${file(config.yml):token}
                      SECRET_NAME: shop/prod/github-token
                      D_SECRET: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/token-a1B2c3
                      E_PASSWORD: '{{resolve:secretsmanager:shop/db:SecretString:password}}'
                      GITHUB_TOKEN: \(token)
                """)
        #expect(found.filter { $0 == "secrets/secret-in-environment" }.count == 1)
    }
}
