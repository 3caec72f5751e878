import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A secret that is written into the manifest outside of the functions' environment.
struct SecretInManifestRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secrets, "secret-in-manifest", since: "0.1.0", severity: .high,
        summary: "has a secret written into its manifest",
        why: """
            A database's password, a token in a setting of an authorizer, the default of a parameter, a key in user data: \
            whatever the manifest holds is in every clone of the repository and in its history for ever, and in the \
            template that CloudFormation keeps. Only text that is really there counts: references, ARNs, names and paths \
            of secrets are how it should be done. What stands in a function's environment is \
            `secrets/secret-in-environment`.
            """,
        remedy: """
            Replace the secret first, for it must be taken as known. Put the new one into Secrets Manager or SSM and refer \
            to it: `{{resolve:secretsmanager:shop/db:SecretString:password}}`; let RDS keep its own with \
            `ManageMasterUserPassword: true`.
            """,
        cwe: [798, 312],
        references: [
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let texts = ManifestTexts(of: application.document, skipping: placesOfEnvironment(in: application))
        let hidden = Set(application.parameters.filter(\.isHidden).compactMap { $0.defaultValue?.place })
        let violations = texts.texts.compactMap { text in
            found(in: text, isHidden: hidden.contains(text.place)).map { Verdict.violation(violation(text, $0, in: application)) }
        }
        let unknown = texts.unknown.compactMap { name, value -> Verdict? in
            guard SecretName(name).kind == .password, case .unknown(let reason) = value.content else { return nil }
            let because = "`\(name)` may hold a secret: \(reason)"
            return .undecided(at: value.place, because: because, functions: [])
        }
        return violations + unknown
    }

    /// What a function's environment holds, and what another rule says of that: a parameter's default that comes to a
    /// variable counts there when the variable's name tells that it is a secret.
    private func placesOfEnvironment(in application: Application) -> Set<SourcePlace> {
        var places: Set<SourcePlace> = []
        for binding in application.environmentBindings {
            let variable = binding.variable
            let isInPlace = variable.value.place == variable.value.usePlace
            if isInPlace { places.insert(variable.value.place) }
            for text in application.possibleTexts(of: variable.value).texts
            where SecretGuess(text, named: variable.name) != nil { places.formUnion(text.places) }
        }
        return places
    }

    private struct Found {
        let what: String
        let guess: SecretGuess
    }

    private func found(in text: NamedText, isHidden: Bool) -> Found? {
        let name = text.isProgram ? "" : text.name.split { "/.".contains($0) }.last.map(String.init) ?? ""
        if let guess = SecretGuess(text.text, name: name, isHidden: isHidden), isMeant(guess, text) {
            return Found(what: "`\(shown(text))` holds \(guess.what)", guess: guess)
        }
        guard !text.isProgram, let (name, guess) = ScriptAssignment.secret(in: text.text) else { return nil }
        return Found(what: "the script in `\(shown(text))` sets `\(name)` to \(guess.what)", guess: guess)
    }

    /// A number is a password only where one is asked for; a word that stands for something else is none where nobody
    /// asks for a password.
    private func isMeant(_ guess: SecretGuess, _ text: NamedText) -> Bool { !text.isTyped || guess.isWord }

    private func shown(_ text: NamedText) -> String { text.path.isEmpty ? text.name : text.path }

    private func violation(_ text: NamedText, _ found: Found, in application: Application) -> Violation {
        Violation(
            at: text.place, found.what,
            gain: "whoever can read the repository or the deployed template has the secret and may act with it",
            functions: [], subject: "setting \(shown(text))", severity: found.guess.severity,
            confidence: found.guess.confidence, secrets: [text.place])
    }
}

extension SecretGuess {
    /// Judges what a variable may come to. A number is a password only where one is asked for, and everybody tries it.
    init?(_ text: PossibleText, named name: String) {
        guard let guess = SecretGuess(text.text, name: name), !text.isTyped || guess.isWord else { return nil }
        self = guess
    }
}
