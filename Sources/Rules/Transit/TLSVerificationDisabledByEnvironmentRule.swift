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
        .flagged(
            .serverlessFramework,
            """
            # Old versions of TLS, a switch that only Python 2.7 has, and a choice of which one side is off.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              pay:
                handler: pay.handler
                environment:
                  NODE_OPTIONS: «--tls-min-v1.0»
                  NODE_TLS_REJECT_UNAUTHORIZED: !If [isProduction, '1', «'0'»]
              report:
                handler: report.handler
                runtime: python2.7
                environment:
                  PYTHONHTTPSVERIFY: «'0'»
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
            # Nothing reads them: Python knows no switch of Node.js, and Python 3 none of Python 2.7's; an empty bundle is
            # the default.
            service: shop
            provider:
              name: aws
              runtime: python3.14
              environment:
                NODE_TLS_REJECT_UNAUTHORIZED: '0'
                PYTHONHTTPSVERIFY: '0'
                REQUESTS_CA_BUNDLE: ''
            functions:
              pay:
                handler: pay.handler
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
        application.environmentBindings.flatMap { binding in
            guard let families = RuntimeFamily.reading(binding.variable.name.uppercased()) else {
                return verdicts(on: binding, in: .unknown, of: application)
            }
            // An inherited variable is read in some of its functions and not in others.
            let family = { (function: Function) in RuntimeFamily(of: function, isAWS: application.provider.isAWS) }
            guard let readers = binding.limited(to: { family($0).mayBe(families) }) else { return [] }
            let sure = readers.functions.lazy.map(family).first(where: families.contains)
            return verdicts(on: readers, in: sure ?? .unknown, of: application)
        }
    }

    private func verdicts(
        on binding: EnvironmentBinding, in runtime: RuntimeFamily, of application: Application
    ) -> [Verdict] {
        let variable = binding.variable
        let possible = application.possibleTexts(of: variable.value)
        // U+FFFC stands for what is not known; no switch has it.
        let violations = possible.texts.compactMap { text -> Verdict? in
            guard !isLocal(text.text), let found = TLSSwitch(name: variable.name, value: text.text, in: runtime) else {
                return nil
            }
            return binding.concerning(.violation(violation(variable, text, found, of: binding.mostExposed)))
        }
        guard violations.isEmpty, TLSSwitch.decides(variable.name, in: runtime) else { return violations }
        return possible.unfollowed.prefix(1).map {
            binding.concerning(.undecided(at: $0.place, because: $0.whyUndetermined, functions: []))
        }
    }

    private func isLocal(_ text: String) -> Bool {
        let hosts = CleartextAddress.addresses(in: text).map(\.host)
        return !hosts.isEmpty && hosts.allSatisfy { $0.scope == .local }
    }

    private func violation(
        _ variable: EnvironmentVariable, _ text: PossibleText, _ found: TLSSwitch, of function: Function
    ) -> Violation {
        // A connection string may hold a password.
        let mayHoldSecret = ConnectionPassword(in: text.text) != nil || AddressQuery.mayHoldCredentials(text.text)
        let peers = "whoever stands between `\(function.name)` and its servers"
        switch found.damage {
        case .unverified:
            return Violation(
                at: text.place, "environment variable `\(variable.name)` switches the check of certificates off",
                gain: """
                    \(peers) reads and changes what they exchange, because \(found.client) takes any certificate or none
                    """,
                severity: found.confidence == .high ? .high : .medium, confidence: found.confidence,
                secrets: mayHoldSecret ? text.places : [], repair: repair(variable))
        case .oldVersion:
            return Violation(
                at: text.place, "environment variable `\(variable.name)` allows versions of TLS that are broken",
                gain: """
                    \(peers) can make them agree on TLS 1.0 or 1.1 and use the known attacks on them, because \
                    \(found.client) takes these versions
                    """,
                severity: .medium, confidence: found.confidence,
                remedy: "Remove the option; Node.js starts at TLS 1.2, which every current server speaks.",
                repair: repair(variable))
        }
    }

    /// A variable that does nothing else goes; a server with a certificate of a private authority is then refused until
    /// somebody ships that authority's certificate.
    private func repair(_ variable: EnvironmentVariable) -> Repair? {
        guard let text = variable.value.scalarText, !text.contains("="), !text.contains(" ") else { return nil }
        return Repair(
            "remove `\(variable.name)`, which checks certificates again", safety: .unsafe,
            .removeMember(keyPlace: variable.namePlace))
    }
}
