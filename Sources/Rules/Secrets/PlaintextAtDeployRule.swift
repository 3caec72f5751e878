import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A stored secret that the framework writes out, in plain text, when it deploys.
struct PlaintextAtDeployRule: FunctionRule {
    static let metadata = RuleMetadata(
        .secrets, "plaintext-at-deploy", since: "0.1.0", severity: .high,
        summary: "gets a stored secret in plain text when it is deployed",
        why: """
            `${ssm:…}` on a SecureString reads the secret on the machine that deploys and writes it into the template. \
            From there it is in the deployment bucket, in CloudFormation, in the function's settings and in every log of \
            a build that prints them, and a rotated secret stays old until the next deployment.
            """,
        remedy: """
            Pass the name instead of the value (`DB_PASSWORD_PARAMETER: /shop/db-password`) and read it at run time with \
            the Parameters and Secrets extension, Powertools or the SDK; allow `ssm:GetParameter` on that one parameter.
            """,
        cwe: [312, 522],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/variables#reference-variables-using-the-ssm-parameter-store",
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: «${ssm:/shop/db-password}»
                  STRIPE_KEY: «${ssm:/aws/reference/secretsmanager/shop/stripe}»
            """),
        .clean(
            .serverlessFramework,
            """
            # The name is passed, the value is fetched by the function.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD_PARAMETER: /shop/db-password
            """),
        .clean(
            .serverlessFramework,
            """
            # CloudFormation asks the store itself; the template keeps the reference.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: '{{resolve:secretsmanager:shop/db:SecretString:password}}'
            """),
        .clean(
            .serverlessFramework,
            """
            # `noDecrypt` leaves the ciphertext.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: ${ssm(noDecrypt):/shop/db-password}
            """),
        .undecided(
            .serverlessFramework,
            """
            # Nothing says that this parameter is a SecureString.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  CURRENCY: ${ssm:/shop/currency}
            """),
    ]

    init() {}

    /// How many values of a function's own definition are looked at.
    private static let valueLimit = 20_000

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let fromEnvironment = function.environment.flatMap { variable in
            variable.value.candidates.compactMap { verdict(on: $0, of: function, variable: variable.name) }
        }
        return fromEnvironment + elsewhere(in: function)
    }

    private func elsewhere(in function: Function) -> [Verdict] {
        var verdicts: [Verdict] = []
        var pending = function.definition.members.filter { $0.key != "environment" }.reversed().map {
            (key: $0.key, value: $0.value)
        }
        var seen = 0
        while let next = pending.popLast(), seen < Self.valueLimit {
            seen += 1
            if let verdict = verdict(on: next.value, of: function, key: next.key) { verdicts.append(verdict) }
            pending += next.value.members.reversed().map { (key: $0.key, value: $0.value) }
            pending += next.value.elements.reversed().map { (key: next.key, value: $0) }
        }
        return verdicts
    }

    private func verdict(
        on value: Value, of function: Function, variable: String? = nil, key: String? = nil
    ) -> Verdict? {
        for case .secret(let reference) in value.symbols where reference.resolvedAt == .framework {
            let name = variable ?? key ?? ""
            let holder = variable.map { "environment variable `\($0)`" } ?? "`\(name)`"
            if let severity = severity(of: reference, named: name) {
                return .violation(violation(at: value, holder, reference, severity, of: function))
            }
            guard reference.isDecrypted == nil, variable != nil else { continue }
            return .undecided(
                at: value.place, because: "whether `\(reference.name)` is a SecureString is not in the tree", functions: [])
        }
        return nil
    }

    /// What is surely decrypted weighs most; of what may be, only what is named like a secret counts.
    private func severity(of reference: SecretReference, named name: String) -> Severity? {
        if reference.isDecrypted == false { return nil }
        let last = reference.name.split { $0 == "/" || $0 == "." || $0 == ":" }.last.map(String.init) ?? ""
        let soundsSecret = SecretName(name).kind != nil || SecretName(last).kind != nil
        switch reference.store {
        case _ where reference.isDecrypted == true: return .high
        case .secretsManager, .vault: return .high
        case .parameterStore where reference.name.hasPrefix("/aws/reference/secretsmanager/"): return .high
        case .parameterStore, .s3, .other: return soundsSecret ? .medium : nil
        }
    }

    private func violation(
        at value: Value, _ holder: String, _ reference: SecretReference, _ severity: Severity, of function: Function
    ) -> Violation {
        Violation(
            at: value.place, "\(holder) gets the plain text of `\(reference.name)` when the service is deployed",
            gain: """
                whoever can read the stack's template, the deployment bucket or the settings of `\(function.name)` reads \
                the secret without asking the store
                """,
            severity: severity, confidence: severity == .high ? .high : .medium)
    }
}
