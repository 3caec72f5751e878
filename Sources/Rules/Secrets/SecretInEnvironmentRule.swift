import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A secret that is written into the manifest.
struct SecretInEnvironmentRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secrets, "secret-in-environment", since: "0.1.0", severity: .high,
        summary: "carries a secret written into the manifest",
        why: """
            A secret in the manifest is in every clone of the repository and in its history for ever, in the template \
            that is uploaded to a bucket, and in the function's settings, where anybody who may read those sees it. Only \
            text that is really there counts: references, ARNs, names and paths of secrets are how it should be done.
            """,
        remedy: """
            Replace the secret first, for it must be taken as known. Put the new one into SSM or Secrets Manager, pass \
            its name in the environment, and read it when the function starts.
            """,
        cwe: [798, 312],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let properties = SecretProperties(of: application)
        return application.environmentBindings.flatMap { binding in
            let possible = application.possibleTexts(of: binding.variable.value)
            return verdicts(on: binding.variable, possible, of: binding.mostExposed, properties).map(binding.concerning)
        }
    }

    private func verdicts(
        on variable: EnvironmentVariable, _ possible: PossibleTexts, of function: Function,
        _ properties: SecretProperties
    ) -> [Verdict] {
        let violations = possible.texts.compactMap { text -> Verdict? in
            guard let guess = SecretGuess(text, named: variable.name) else { return nil }
            return .violation(violation(variable, text, guess, of: function, properties))
        }
        guard violations.isEmpty, let kind = SecretName(variable.name).kind, kind != .vague else { return violations }
        for value in possible.unfollowed {
            guard let reason = value.whyItMayBeWritten else { continue }
            let because = "`\(variable.name)` may hold a secret: \(reason)"
            return [.undecided(at: value.place, because: because, functions: [])]
        }
        return []
    }

    private func violation(
        _ variable: EnvironmentVariable, _ text: PossibleText, _ guess: SecretGuess, of function: Function,
        _ properties: SecretProperties
    ) -> Violation {
        let use = guess.isWord ? properties.uses[text.text] : nil
        return Violation(
            at: text.place, "environment variable `\(variable.name)` holds \(guess.what)\(text.origin.phrase)",
            gain: """
                whoever can read the repository, the deployed template or the settings of `\(function.name)` has the \
                secret behind `\(variable.name)` and may act with it
                """,
            severity: use == nil ? guess.severity : .high, confidence: use == nil ? guess.confidence : .high,
            related: use.map { [(place: $0.place, note: "`\($0.name)` is set to the same text")] } ?? [],
            secrets: text.places)
    }
}

extension PossibleText.Origin {
    /// How the text gets there, behind a sentence.
    fileprivate var phrase: String {
        switch self {
        case .written: ""
        case .fallback: " as its fallback"
        case .parameterDefault(let name): " through the default of the parameter `\(name)`"
        case .choice(let function): " as a choice of `\(function)`"
        }
    }
}

extension Value {
    /// Why nobody can say whether the value's text stands in the tree; `nil` when it surely comes from elsewhere: from
    /// a store, a resource, another stack, or whoever deploys.
    fileprivate var whyItMayBeWritten: String? {
        switch content {
        case .unknown(let reason): reason
        case .symbolic(let symbol): symbol.mayBeWritten ? whyUndetermined : nil
        case .composed(let parts):
            parts.lazy.compactMap { part -> String? in
                switch part {
                case .literal: nil
                case .unknown(let reason): reason
                case .symbol(let symbol):
                    symbol.mayBeWritten ? Value(.symbolic(symbol), place: place).whyUndetermined : nil
                }
            }.first
        case .null, .bool, .number, .string, .list, .map: nil
        }
    }
}

extension Symbol {
    fileprivate var mayBeWritten: Bool {
        switch self {
        case .resource, .parameter, .pseudoParameter, .secret, .environment, .imported: false
        case .intrinsic(let name, _): !["Ref", "Fn::GetAtt", "Fn::GetAZs", "Fn::Cidr", "Fn::Length"].contains(name)
        case .variable(let text, _): !["${opt:", "${param:", "${git:"].contains(where: text.hasPrefix)
        }
    }
}
