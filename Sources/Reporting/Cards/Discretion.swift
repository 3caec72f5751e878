import ApplicationModel
package import SourceText

/// What of a project's values `ringfence explain` may show. Recognising secrets can fail, so where they usually stand
/// the manifest's own text is hidden whatever it looks like.
package struct Discretion: Sendable {
    private let secrets: [RelativePath: [ByteSpan]]
    private let reveals: Bool

    /// Makes a discretion: text that touches one of `secrets` is never shown; other text in environments is when
    /// `reveals`.
    package init(secrets: [SourcePlace], reveals: Bool = false) {
        self.secrets = Dictionary(grouping: secrets, by: \.path).mapValues { $0.map(\.span) }
        self.reveals = reveals
    }

    /// A value in one line; `isDelicate` says that secrets usually stand where it does.
    func line(_ value: Value, isDelicate: Bool = false) -> String {
        if isDelicate, !reveals { return ValueText(value, .hidden).line }
        return isSecret(value) ? "********" : ValueText(value, .shown).line
    }

    /// What came of a step of a resolution. An expression whose own text is masked may come back in the names that its
    /// outcome quotes.
    func outcome(of step: TraceStep, in trace: [TraceStep], isDelicate: Bool) -> String {
        guard isDelicate, !reveals, trace.contains(where: { $0.expression.contains("…") }) else {
            return step.outcome
        }
        let pieces = step.outcome.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.enumerated().map { $0.isMultiple(of: 2) ? String($1) : "…" }.joined(
            separator: "`")
    }

    private func isSecret(_ value: Value) -> Bool {
        !value.isMap && secrets[value.place.path]?.contains { $0.overlaps(value.place.span) } ?? false
    }

    /// Whether secrets usually stand at the end of a path of keys.
    static func isDelicate(_ keys: [String]) -> Bool {
        keys.contains { environments.contains($0.lowercased()) }
            || (keys.last.map(soundsSecret) ?? false)
    }

    private static let environments: Set<String> = [
        "environment", "environmentvariables", "variables", "env", "secrets",
    ]

    /// Whether a key promises a secret; generous, since all that is lost is a value that `--reveal` shows.
    private static func soundsSecret(_ key: String) -> Bool {
        let letters = key.lowercased().filter(\.isLetter)
        return letters == "pw" || letters == "pass" || letters.hasSuffix("key") || letters.hasSuffix("auth")
            || words.contains { letters.contains($0) }
    }

    private static let words = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "credential",
        "apikey", "privatekey", "bearer", "jwt", "hmac", "dsn", "connectionstring",
    ]
}
