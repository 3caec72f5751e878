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
            a build that prints them, and a rotated secret stays old until the next deployment. \
            `{{resolve:secretsmanager:…}}` keeps it out of the template, yet not out of the function's settings. A secret \
            that whoever deploys hands in through `${env:…}`, `${param:…}`, `${opt:…}` or a template's parameter ends in the \
            same settings, and what `{{resolve:ssm:…}}` reads was no secret to the store.
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
            .cloudFormation,
            """
            # The template hands a secret out of one resource into the settings of another.
            Resources:
              Client: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: eu-west-1_a, GenerateSecret: true } }
              Login:
                Type: AWS::Lambda::Function
                Properties:
                  Handler: index.handler
                  Runtime: python3.14
                  Environment: { Variables: { APP_CLIENT_SECRET: !GetAtt «Client.ClientSecret» } }
            """),
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
        .flagged(
            .serverlessFramework,
            """
            # CloudFormation asks the store itself: not the template, but the function's settings have the plain text.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: «'{{resolve:secretsmanager:shop/db:SecretString:password}}'»
            """),
        .flagged(
            .serverlessFramework,
            """
            # What another stack, a bucket or Terraform hands out under the name of a secret.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: «${cf:shop-database.Password}»
                  API_TOKEN: «${s3:shop-config/token}»
            """),
        .flagged(
            .serverlessFramework,
            """
            # What whoever deploys hands in under the name of a secret.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: «${env:DB_PASSWORD}»
                  API_KEY: «${param:apiKey}»
                  TOKEN_SECRET: «${opt:token}»
                  DB_URL_SECRET: «mongodb://app:${env:DB_PASSWORD}@db.example/orders»
            """),
        .flagged(
            .serverlessFramework,
            """
            # A template's parameter, and a parameter of the store that is no SecureString.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: !Ref «DbPassword»
                  API_TOKEN: «'{{resolve:ssm:/shop/api-token}}'»
            resources:
              Parameters:
                DbPassword: { Type: String, NoEcho: true }
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              StripeSecret: { Type: String, NoEcho: true }
            Resources:
              Pay:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: pay.handler
                  CodeUri: src/
                  Environment:
                    Variables:
                      STRIPE_SECRET: !Ref «StripeSecret»
                      DB_PASSWORD: «'{{resolve:secretsmanager:shop/db:SecretString:password}}'»
            """),
        .clean(
            .serverlessFramework,
            """
            # Handed in, but the name, the place or a part of the name of a secret.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_SECRET_ARN: ${env:DB_SECRET_ARN}
                  API_TOKEN: ${param:apiTokenPath}
                  DB_SECRET: shop-${opt:tier}-db
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
            # Another stack hands out where the secret is.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_SECRET: ${cf:shop-database.SecretArn}
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

    private var parameters: SecretParameters?

    init() {}

    func prepared(for context: AuditContext) -> PlaintextAtDeployRule {
        var rule = self
        if !context.application.parameters.isEmpty { rule.parameters = SecretParameters(of: context.application) }
        return rule
    }

    /// How many values of a function's own definition are looked at.
    private static let valueLimit = 20_000

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let fromEnvironment = function.environment.flatMap { variable -> [Verdict] in
            if let name = parameters?.name(in: variable.value) {
                let holder = "environment variable `\(variable.name)`"
                return [.violation(handedIn(at: variable.value, holder, name, of: function, isTemplate: true))]
            }
            return context.application.possibleTexts(of: variable.value).unfollowed
                .compactMap { verdict(on: $0, of: function, variable: variable.name) }
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
        let name = variable ?? key ?? ""
        let holder = variable.map { "environment variable `\($0)`" } ?? "`\(name)`"
        for symbol in value.symbols {
            switch symbol {
            case .secret(let reference) where reference.resolvedAt == .framework:
                if let severity = severity(of: reference, named: name) {
                    return .violation(violation(at: value, holder, reference, severity, of: function))
                }
                guard reference.isDecrypted == nil, variable != nil else { continue }
                return .undecided(
                    at: value.place, because: "whether `\(reference.name)` is a SecureString is not in the tree",
                    functions: [])
            case .secret(let reference) where variable != nil && isSecretsManager(reference):
                return .violation(
                    visibleInSettings(at: value, holder, reference.name, remedy: Self.secretsManagerRemedy, .high, of: function))
            case .secret(let reference) where variable != nil && reference.store == .parameterStore:
                // What `ssm` gives is no SecureString: under the name of a secret, the store keeps it readable as well.
                guard soundsSecret(name, reference.name) else { continue }
                return .violation(
                    visibleInSettings(at: value, holder, reference.name, remedy: Self.parameterRemedy, .medium, of: function))
            case .resource(let id, let attribute?) where variable != nil && Self.secretAttributes.contains(attribute):
                return .violation(
                    visibleInSettings(at: value, holder, "\(id).\(attribute)", remedy: Self.attributeRemedy, .high, of: function))
            case .imported(let source) where variable != nil && soundsSecret(name, source):
                return .violation(
                    visibleInSettings(at: value, holder, source, remedy: Self.importRemedy, .low, of: function))
            case _ where variable != nil:
                guard let source = symbol.nameHandedIn, soundsSecret(name, source) else { continue }
                // Of a text around it, only a part that is named like a secret is one.
                guard value.isWhole || SecretName(source).kind != nil else { continue }
                return .violation(handedIn(at: value, holder, source, of: function))
            default: continue
            }
        }
        return nil
    }

    /// CloudFormation refuses `ssm-secure` in a function's environment.
    private func isSecretsManager(_ reference: SecretReference) -> Bool { reference.store == .secretsManager }

    /// Whether a variable and the value of elsewhere that it gets both speak of a secret rather than of its name.
    private func soundsSecret(_ name: String, _ source: String) -> Bool {
        let last = source.split { "/.:~".contains($0) }.last.map(String.init) ?? ""
        guard let kind = SecretName(name).kind, kind != .vague else { return false }
        return !SecretName(last).isAboutSecret
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

    private func visibleInSettings(
        at value: Value, _ holder: String, _ source: String, remedy: String, _ confidence: Confidence,
        of function: Function
    ) -> Violation {
        Violation(
            at: value.place, "\(holder) gets the plain text of `\(source)` when the service is deployed",
            gain: "whoever can read the settings of `\(function.name)` reads the secret without asking for it where it is kept",
            severity: .low, confidence: confidence, remedy: remedy)
    }

    private func handedIn(
        at value: Value, _ holder: String, _ source: String, of function: Function, isTemplate: Bool = false
    ) -> Violation {
        let places = isTemplate ? "" : "the stack's template, the deployment bucket, "
        return Violation(
            at: value.place, "\(holder) gets the plain text of `\(source)` from whoever deploys",
            gain: """
                whoever can read \(places)the settings of `\(function.name)` or the environment of the build reads the secret
                """,
            severity: .low, confidence: .medium, remedy: Self.handedInRemedy)
    }

    private static let handedInRemedy = """
        If it is a secret, put it into SSM or Secrets Manager once, pass its name in the variable instead of its value, \
        and read it at run time; then no build needs to know it.
        """
    /// Attributes that are secrets themselves: of `AWS::Cognito::UserPoolClient` and `AWS::IAM::AccessKey`.
    private static let secretAttributes: Set<String> = ["ClientSecret", "SecretAccessKey"]
    private static let attributeRemedy = """
        Put the value into a secret of Secrets Manager in the template, pass that secret's name, and read it at run time; or \
        do without it: a role needs no access key, and the client's secret can be asked for with `DescribeUserPoolClient`.
        """
    private static let secretsManagerRemedy = """
        Pass the secret's name instead of its value and read it at run time with the Parameters and Secrets extension, \
        Powertools or the SDK; allow `secretsmanager:GetSecretValue` on that one secret.
        """
    private static let parameterRemedy = """
        If it is a secret, keep it as a SecureString or in Secrets Manager, pass its name instead of its value, and read it \
        at run time.
        """
    private static let importRemedy = """
        If it is a secret, keep it in SSM or Secrets Manager, let the other side hand out its name or ARN, and read the \
        value at run time.
        """
}

extension Value {
    /// Whether the value is a reference and nothing else.
    fileprivate var isWhole: Bool {
        if case .symbolic = content { true } else { false }
    }
}

extension Symbol {
    /// The name of a value that whoever deploys hands in: `DB_PASSWORD` of `${env:DB_PASSWORD}`, `token` of
    /// `${opt:token}`; `nil` for what comes from elsewhere.
    fileprivate var nameHandedIn: String? {
        switch self {
        case .environment(let name): return name
        case .variable(let text, _):
            guard let prefix = ["${param:", "${opt:"].first(where: text.hasPrefix) else { return nil }
            return String(text.dropFirst(prefix.count).prefix { $0 != "," && $0 != "}" && $0 != " " })
        default: return nil
        }
    }
}
