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
        application.environmentBindings.compactMap { binding in
            verdict(on: binding.variable, of: binding.mostExposed).map(binding.concerning)
        }
    }

    private func verdict(on variable: EnvironmentVariable, of function: Function) -> Verdict? {
        for value in variable.value.candidates {
            guard let text = literalText(of: value), let guess = SecretGuess(text, name: variable.name) else {
                continue
            }
            return .violation(violation(variable, value, guess, of: function, isFallback: value != variable.value))
        }
        return nil
    }

    /// The text with U+FFFC for what is not known; nothing for values of which nothing is literal, or for numbers.
    private func literalText(of value: Value) -> String? {
        switch value.content {
        case .string(let text): text
        case .composed: value.text(placeholder: "\u{FFFC}")
        default: nil
        }
    }

    private func violation(
        _ variable: EnvironmentVariable, _ value: Value, _ guess: SecretGuess, of function: Function, isFallback: Bool
    ) -> Violation {
        let fallback = isFallback ? " as its fallback" : ""
        return Violation(
            at: value.place, "environment variable `\(variable.name)` holds \(guess.what)\(fallback)",
            gain: """
                whoever can read the repository, the deployed template or the settings of `\(function.name)` has the \
                secret behind `\(variable.name)` and may act with it
                """,
            severity: guess.isTest ? .low : guess.confidence == .high ? .high : .medium, confidence: guess.confidence,
            secrets: [value.place])
    }
}
