import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Which runtime reads which switch, and how sure that is.
@Suite struct TLSSwitchTests {
    private func findings(_ variable: String, runtime: String) async throws -> [Finding] {
        let text = """
            service: shop
            provider:
              name: aws
              environment:
                \(variable)
            functions:
              pay:
                handler: pay.handler
                \(runtime)
            """
        let rule = try #require(RuleRegistry.rule(named: "transit/tls-verification-disabled-by-environment"))
        let options = ScanOptions(rules: [rule], today: CalendarDate("2026-11-24") ?? .distantPast, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report().findings
    }

    @Test(arguments: [
        ("NODE_TLS_REJECT_UNAUTHORIZED: '0'", "runtime: nodejs24.x", Confidence.high),
        ("NODE_TLS_REJECT_UNAUTHORIZED: 0", "runtime: nodejs24.x", .high),
        ("NODE_TLS_REJECT_UNAUTHORIZED: '0'", "image: shop", .medium),
        ("NODE_TLS_REJECT_UNAUTHORIZED: '0'", "runtime: provided.al2023", .medium),
        ("NODE_OPTIONS: --tls-min-v1.0", "runtime: nodejs24.x", .high),
        ("PYTHONHTTPSVERIFY: '0'", "runtime: python2.7", .high), ("CURL_CA_BUNDLE: ''", "runtime: python3.6", .high),
        ("VERIFY_SSL: false", "runtime: python3.14", .medium), ("PGSSLMODE: disable", "runtime: java25", .high),
        ("DB: postgres://db.shop.example/o?sslmode=disable", "runtime: java25", .high),
    ])
    func speaksWhereTheSwitchIsRead(variable: String, runtime: String, confidence: Confidence) async throws {
        #expect(try await findings(variable, runtime: runtime).map(\.confidence) == [confidence])
    }

    @Test(arguments: [
        ("NODE_TLS_REJECT_UNAUTHORIZED: '0'", "runtime: python3.14"), ("NODE_OPTIONS: --tls-min-v1.0", "runtime: java25"),
        ("NODE_OPTIONS: --tls-min-v1.2", "runtime: nodejs24.x"), ("PYTHONHTTPSVERIFY: '0'", "runtime: python3.14"),
        ("PYTHONHTTPSVERIFY: '0'", "runtime: nodejs24.x"), ("REQUESTS_CA_BUNDLE: ''", "runtime: python3.14"),
        ("CURL_CA_BUNDLE: ''", "runtime: python3.14"), ("VERIFY_SSL: true", "runtime: python3.14"),
    ])
    func staysSilentWhereNothingReadsIt(variable: String, runtime: String) async throws {
        #expect(try await findings(variable, runtime: runtime).isEmpty)
    }
}
