package import ApplicationModel
package import Findings
package import SourceText

/// What of a project's values cards may show. Recognising secrets can fail, so where they usually stand
/// the manifest's own text is hidden whatever it looks like.
package struct Discretion: Sendable {
    private let secrets: [RelativePath: [ByteSpan]]
    /// What no text may hold.
    let mask: SecretMask
    private let reveals: Bool
    private let looksSecret: @Sendable (_ text: String, _ name: String) -> Bool

    /// Makes a discretion: text that touches one of `secrets`, that `mask` finds or that `looksSecret` under a name is
    /// never shown; other text in environments is when `reveals`.
    package init(
        secrets: [SourcePlace], mask: SecretMask = SecretMask(), reveals: Bool = false,
        looksSecret: @escaping @Sendable (_ text: String, _ name: String) -> Bool = { _, _ in false }
    ) {
        self.secrets = Dictionary(grouping: secrets, by: \.path).mapValues { $0.map(\.span) }
        self.mask = mask
        self.reveals = reveals
        self.looksSecret = looksSecret
    }

    /// A value in one line, by the keys that lead to it.
    func line(_ value: Value, at keys: [String]) -> String {
        if Discretion.isDelicate(keys), !reveals { return ValueText(value, .hidden).line }
        return isSecret(value) || looksSecret(value, at: keys) ? SecretMask.symbol : ValueText(value, .shown).line
    }

    /// Elements of lists are named by the keys before their index: `apiKeys.0.value` is an API key.
    private func looksSecret(_ value: Value, at keys: [String]) -> Bool {
        let names = keys.filter { Int($0) == nil }.suffix(2)
        let texts = Discretion.literals(of: value)
        return texts.contains { text in
            names.isEmpty ? looksSecret(text, "") : names.contains { looksSecret(text, $0) }
        }
    }

    /// The literal text of a value: the whole of it, with U+FFFC for what is not known, and each part.
    private static func literals(of value: Value) -> [String] {
        switch value.content {
        case .string(let text): return [text]
        case .composed(let parts):
            let texts = parts.map { part in
                if case .literal(let text) = part { text } else { "\u{FFFC}" }
            }
            return [texts.joined()] + texts
        case .null, .bool, .number, .list, .map, .symbolic, .unknown: return []
        }
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

    /// Where the text of a value's parts stands that usually holds secrets, sorted; each once.
    package static func delicatePlaces(in value: Value) -> [SourcePlace] {
        var places: Set<SourcePlace> = []
        var open = [(value: value, isDelicate: false)]
        while let (value, isDelicate) = open.popLast() {
            if isDelicate, !value.isMap, value.elements.isEmpty, !value.isNull { places.insert(value.place) }
            open += value.elements.map { ($0, isDelicate) }
            for member in value.members {
                let isEnvironment = environments.contains(member.key.lowercased())
                open.append((member.value, isDelicate || isEnvironment || soundsSecret(member.key)))
            }
        }
        return places.sorted()
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
