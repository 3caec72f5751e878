import ApplicationModel
import AuditKit
import Findings

/// An environment variable that takes the check of certificates, or TLS itself, away.
struct TLSVerificationDisabledByEnvironmentRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "tls-verification-disabled-by-environment", since: "0.1.0", severity: .high,
        summary: "does not check whom it talks to",
        why: """
            TLS protects a connection only when the client checks the server's certificate. A single environment \
            variable switches that check off for a whole runtime, SDKs and database drivers included, and no look at \
            the code finds it.
            """,
        remedy: """
            Remove the setting. If the server's certificate comes from a private authority, ship the authority's \
            certificate and name it: `NODE_EXTRA_CA_CERTS`, `REQUESTS_CA_BUNDLE`, `sslmode=verify-full` with \
            `sslrootcert`.
            """,
        cwe: [295],
        references: [
            "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
            "https://www.postgresql.org/docs/current/libpq-ssl.html",
            "https://peps.python.org/pep-0493/",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                NODE_TLS_REJECT_UNAUTHORIZED: «'0'»
            functions:
              pay:
                handler: pay.handler
                environment:
                  PGSSLMODE: «disable»
                  DATABASE_URL: «postgres://db.shop.example/orders?sslmode=disable»
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                NODE_TLS_REJECT_UNAUTHORIZED: '1'
                NODE_EXTRA_CA_CERTS: /var/task/authority.pem
            functions:
              pay:
                handler: pay.handler
                environment:
                  PGSSLMODE: verify-full
            """),
        .clean(
            .serverlessFramework,
            """
            # A database on the developer's own machine.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DATABASE_URL: postgres://localhost/orders?sslmode=disable
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  NODE_TLS_REJECT_UNAUTHORIZED: ${env:VERIFY}
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        application.environmentBindings.compactMap { binding in
            verdict(on: binding.variable, of: binding.mostExposed).map(binding.concerning)
        }
    }

    private func verdict(on variable: EnvironmentVariable, of function: Function) -> Verdict? {
        for value in variable.value.candidates {
            // U+FFFC stands for what is not known; no switch has it.
            guard let text = value.text(placeholder: "\u{FFFC}"), !isLocal(text),
                let found = TLSSwitch(name: variable.name, value: text)
            else { continue }
            return .violation(violation(variable, value, found, of: function))
        }
        return undecided(variable)
    }

    private func isLocal(_ text: String) -> Bool {
        let hosts = CleartextAddress.addresses(in: text).map(\.host)
        return !hosts.isEmpty && hosts.allSatisfy { $0.scope == .local }
    }

    private func undecided(_ variable: EnvironmentVariable) -> Verdict? {
        let switches = ["NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY", "GIT_SSL_NO_VERIFY", "PGSSLMODE"]
        guard switches.contains(variable.name.uppercased()), variable.value.isUndetermined else { return nil }
        return .undecided(at: variable.value.place, because: variable.value.whyUndetermined, functions: [])
    }

    private func violation(
        _ variable: EnvironmentVariable, _ value: Value, _ found: TLSSwitch, of function: Function
    ) -> Violation {
        Violation(
            at: value.place, "environment variable `\(variable.name)` switches the check of certificates off",
            gain: """
                whoever stands between `\(function.name)` and its servers reads and changes what they exchange, because \
                \(found.client) takes any certificate or none
                """,
            // A connection string may hold a password.
            secrets: value.string.map { ConnectionPassword(in: $0) != nil } == true ? [value.place] : [])
    }
}
