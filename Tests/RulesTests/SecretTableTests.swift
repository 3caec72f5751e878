import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Names and values as people write them, and what they are. Values are put together so that no text in the shape of a
/// secret stands in the sources.
@Suite struct SecretTableTests {
    /// What the rule must answer.
    enum Answer: Sendable, Equatable { case none, undecided, found(Confidence) }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let value: String
        let answer: Answer
        var testDescription: String { name }
    }

    private static func found(_ name: String, _ pieces: String..., as confidence: Confidence = .high) -> Row {
        Row(name: name, value: pieces.joined(), answer: .found(confidence))
    }

    private static func passed(_ name: String, _ pieces: String...) -> Row {
        Row(name: name, value: pieces.joined(), answer: .none)
    }

    private static func open(_ name: String, _ value: String) -> Row {
        Row(name: name, value: value, answer: .undecided)
    }

    private static let made = "Zk29d" + "Lq8Xw77Qm"
    private static let long = "Lm4Pq8Rt2" + "Wv6Yz0Bn5Dc"
    private static let hex = "9f86d081884c7d65" + "9a2feaa0c55ad015"

    static let secrets: [Row] = [
        found("DB_PASSWORD", "k3strel", "Hill"), found("DBPassword", "k3strel", "Hill"),
        found("DB_PASSWORD_DEV", "k3strel", "Hill"), found("DB_PASSWORD2", "k3strel", "Hill"),
        found("dbPassword1", "k3strel", "Hill"), found("DBPASS", "k3strel", "Hill"), found("DBPW", "k3strel", "Hill"), found("PASSWD", "hunt", "er2", as: .low),
        found("PASSWORD", "root", as: .medium), found("PASSWORD", "password", as: .low),
        found("PASSWORD", "12345678", as: .low), found("DB_PASS", "secret", as: .low),
        found("PASSWORD", "supersecret", as: .low), found("PASSWORD", "mysecretkey", as: .low),
        found("JWT_SECRET", "mysecret", as: .low), found("PASSPHRASE", "correct horse battery", " staple", as: .medium),
        found("AUTHORIZATION", "Basic ", "YWRtaW46", "aHVudGVyMjIy"), found("AUTH_HEADER", "Bearer ", long),
        found("REDIS_AUTH", made, as: .medium), found("AB_CREDS", "admin:", made),
        found("CFG", "'{\"user\":\"a\",\"password\":\"Kp92", "nfQx77\"}'"),
        found("URL", "https://api.example.org/v1?api_key=", long),
        found("URL", "https://api.example.org/v1?a=b&access_token=", long),
        found("URL", "https://store.blob.example.net/c?sv=2020&sig=", long, "%2F"),
        found("GITHUB", "github_", "pat_", "11QWKRTZP0nV7cX3mB9kL2", "_", long, long,
            "x9Kd2Lp7Qm4Rt8Wv1Yz"),
        found("TOKEN", "7c9e6679-7425-40de", "-944b-e07fc1f90ae7", as: .low),
        found("X_PASSWORD", "Kp92", "nfQx77${env:S}", as: .medium),
        found("X_PASSWORD", "!Join ['', [Kp92", "nfQx77, !Ref AWS::Region]]", as: .medium),
        found("URI", "!Sub 'postgres://app:S3cr", "3tPw@${Db.Endpoint.Address}/x'"),
        found("URI", "!Sub 'redis://:pw", "@${C.Addr}'"), found("URI", "postgres://app:password@db.shop.test.example/x", as: .low),
        found("DSN", "app:S3cr", "3tPw@tcp(db.shop.example:3306)/orders"),
        found("OPTIONS", "'--user=app --password=", made, "'"),
        found("X_PASSWORD", "!Select [0, ['Kp92", "nfQx77', none]]"), found("X_PASSWORD", "!Base64 'Kp92", "nfQx77'"),
        found("X_PASSWORD", "!FindInMap [Stages, prod, word]"), found("X_PASSWORD", "!Ref Word"),
        found("WEBPUSH_PRVKEY", long), found("SECRET_KEY_BASE", hex, as: .high), found("GITHUB_PAT", long),
        found("MAPS_KEY", long, as: .medium), found("clientSecret", made),
        found("ADMIN_PASSWORD_HASH", hex, hex, as: .low),
        found("USERS", "'admin:$2b$10$", "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'", as: .low),
        found("HOOK", "https://hooks.slack.com/services/T", "01QWKRTZ/B01GHIJKL/", long),
    ]

    static let others: [Row] = [
        passed("PASSWORD_REGEX", "'^(?=.*[A-Z])(?=.*[0-9]).{8,}$'"), passed("PASSWORD_RESET_TEMPLATE", "d-", hex),
        passed("PASSWORD_POLICY", "min12Upper1Digit1"), passed("PASSWORD_MIN_LENGTH", "12"),
        passed("PASSWORD_FIELD", "user_passw0rd"), passed("API_KEY_HEADER", "x-api-key2"),
        passed("PASSWORD_HINT_TEXT", "Use 12 letters & 1 digit"), passed("DB_PASS_PORT", "54321"),
        passed("TOKEN_TTL", "3600s"), passed("TOKEN_EXPIRY", "15m"), passed("TOKEN_URL", "https://id.shop.example/oauth2"),
        passed("ENCRYPTED_SECRET", "AQICAH", "hQn3Kd82Lm5Pq9Rt2Wv6Yz0Bn5DcXx"), passed("DB_SECRET", "AQICAH", "hQn3Kd82Lm5Pq9Rt2Wv6Yz0Bn"),
        passed("PASSWORD", "changeme"), passed("PASSWORD", "<your-password>"), passed("API_KEY", "xxx"),
        passed("API_KEY", "example"), passed("DB_PASSWORD", "prod-db-password"), passed("DB_PASSWORD", "/shop/db/password"),
        passed("DB_PASSWORD", "${env:DB_PASSWORD}"), passed("DB_PASSWORD", "${ssm:/shop/db-password}"),
        passed("DB_PASSWORD", "!Ref Hidden"), passed("DB_PASSWORD", "!ImportValue shop-db-password"),
        passed("DB_PASSWORD", "!GetAtt Db.Password"), passed("DB_PASSWORD", "${cf:shop.Password}"),
        passed("DB_PASSWORD", "${opt:password}"), passed("COMMIT_HASH", hex, "deadbeef"), passed("GIT_SHA", hex),
        passed("CACHE_KEY", "orders:v2:list"), passed("PARTITION_KEY", "orderId2"), passed("S3_KEY", "builds/a1b2c3d4e5f6.zip"),
        passed("PUBLIC_KEY", long), passed("RECAPTCHA_SITE_KEY", long), passed("KMS_KEY_ID", "7c9e6679-7425-40de", "-944b-e07fc1f90ae7"),
        passed("USER_POOL", "eu-west-1_", "aBcD1234e"), passed("CONFIG", "'{\"password\":\"<your-password>\",\"n\":1}'"),
        passed("CONFIG", "'{\"passwordField\":\"userPassw0rd\"}'"), passed("LINK", "https://shop.example/?utm_source=mail&page=2"),
        passed("LINK", "https://shop.example/?token={token}"), passed("AUTH_TYPE", "Basic settings"),
        passed("SCHEME", "Bearer"), passed("AUTHORIZATION", "Bearer ${env:TOKEN}"), passed("NODE_ENV", "production"),
        passed("SECRET_ID", "shop/prod/stripe2"), passed("REQUIRE_PASSWORD", "'true'"), passed("OAUTH_SCOPES", "read:user2"),
        passed("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:${aws:accountId}:secret:shop/db-AbCdEf"),
        passed("BUCKET", "shop-${env:STAGE}-tokens2024"), passed("URI", "postgres://postgres:postgres@localhost/orders"),
        open("LOG_TOKEN", "${file(./config.dev.json):token}"), open("WEB_PUSH_PRVKEY", "${file(./config.dev.json):key}"),
        open("API_KEY", "${vendor:key}"), open("DB_PASSWORD", "!FindInMap [Absent, a, b]"),
        open("DB_PASSWORD", "!Transform {Name: Macro}"),
    ]

    private func report(of row: Row) async -> ScanReport? {
        let text = """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  \(row.name): \(row.value)
            resources:
              Parameters:
                Word: {Type: String, Default: \("Kp92" + "nfQx77")}
                Hidden: {Type: String, NoEcho: true}
              Mappings:
                Stages:
                  prod: {word: \("Kp92" + "nfQx77")}
            """
        guard let rule = RuleRegistry.rule(named: "secrets/secret-in-environment"),
            let today = CalendarDate("2026-11-24")
        else { return nil }
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report()
    }

    @Test(arguments: secrets + others)
    func answers(row: Row) async throws {
        let report = try #require(await report(of: row))
        let answer: Answer =
            report.findings.first.map { .found($0.confidence) } ?? (report.undecided.isEmpty ? .none : .undecided)
        #expect(answer == row.answer, "\(row.name): \(row.value): \(report.findings.map(\.message))")
        #expect(report.findings.count <= 1)
    }

    @Test(arguments: secrets) func showsNone(row: Row) async throws {
        let report = try #require(await report(of: row))
        let shown = report.findings.flatMap { [$0.location.excerpt.text, $0.message, $0.gain] }
        let parts = ["Kp92" + "nfQx77", Self.made, Self.long, Self.hex, "S3cr" + "3tPw", "aHVudGVyMjIy"]
        #expect(!shown.contains { text in parts.contains(where: text.contains) }, "\(shown)")
    }

    @Test func judgesBothBranchesOfAChoice() async throws {
        let row = Self.found("X_PASSWORD", "!If [c, 'Kp92", "nfQx77', 'Zm81", "xxQa22']")
        let report = try #require(await report(of: row))
        #expect(report.findings.count == 2)
        #expect(report.findings.allSatisfy { !$0.location.excerpt.text.contains("Qx77") && !$0.location.excerpt.text.contains("Qa22") })
    }

    @Test func doesNotPassATextOfThousandsOfParts() async throws {
        let parts = String(repeating: "x${AWS::Region}", count: 3000)
        let report = try #require(await report(of: Self.found("X_PASSWORD", "!Sub '", parts + "'")))
        #expect(report.undecided.count == 1)
    }

    @Test func believesAWeakPasswordThatAResourceUses() async throws {
        let text = """
            service: shop
            provider:
              name: aws
              environment:
                PASSWORD: ${self:custom.word}
            custom:
              word: password
            functions:
              pay:
                handler: pay.handler
            resources:
              Resources:
                Db:
                  Type: AWS::RDS::DBInstance
                  Properties:
                    MasterUserPassword: ${self:custom.word}
            """
        let rule = try #require(RuleRegistry.rule(named: "secrets/secret-in-environment"))
        let options = ScanOptions(rules: [rule], today: CalendarDate("2026-11-24") ?? .distantPast, toolVersion: "test")
        let report = await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report()
        #expect(report.findings.map(\.confidence) == [.high])
        #expect(report.findings.first?.location.start.line == 7)
    }

    @Test(arguments: ["http://api.shop.example/?api_key=", "http://app:", "http://api.shop.example/?nonce="])
    func cleartextAddressesAreMaskedByThemselves(start: String) async throws {
        let secret = "Lm4Pq8" + "Rt2Wv6"
        let text = """
            service: shop
            provider:
              name: aws
              environment:
                U: \(start)\(secret)\(start.contains("app:") ? "@api.shop.example" : "")
            functions:
              pay:
                handler: pay.handler
            """
        let rule = try #require(RuleRegistry.rule(named: "transit/cleartext-url"))
        let options = ScanOptions(rules: [rule], today: CalendarDate("2026-11-24") ?? .distantPast, toolVersion: "test")
        let report = await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report()
        #expect(report.findings.count == 1)
        #expect(report.findings.allSatisfy { !$0.location.excerpt.text.contains(secret) && !$0.message.contains(secret) })
    }
}
