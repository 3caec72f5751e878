import Findings

/// Recognises secrets for surfaces that must not show any.
package enum SecretRecognition {
    /// Whether a text is a secret, by its shape and by the name it is given to; `surely` leaves out what only may be one.
    /// U+FFFC stands for parts that are not known.
    package static func isSecret(_ text: String, named name: String, surely: Bool) -> Bool {
        guard let guess = SecretGuess(text, name: name) else { return false }
        return !surely || guess.confidence == .high
    }
}
