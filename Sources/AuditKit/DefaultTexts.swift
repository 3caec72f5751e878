import ApplicationModel

/// The defaults of a template's parameters in texts, which are others in the next deployment.
struct DefaultTexts: Sendable {
    /// The parameters by their defaults; `nil` where several have the same.
    private let names: [String: String?]

    /// How short a default may be that is still taken for the parameter's.
    private static let shortest = 3

    /// Looks at the parameters of a template; none are known of other manifests, nor of types whose default is the name of
    /// what holds the value.
    init(_ application: Application) {
        guard application.isTemplate else {
            names = [:]
            return
        }
        var names: [String: String?] = [:]
        for parameter in application.parameters where parameter.type == "String" {
            guard let text = parameter.defaultValue?.string, text.utf8.count >= Self.shortest else { continue }
            names[text] = names.keys.contains(text) ? .some(nil) : .some(parameter.name)
        }
        self.names = names
    }

    /// The text with `${Name}` for every default that stands in it as a word of its own; `nil` where it may be that of several
    /// parameters.
    func text(_ text: String) -> String? {
        guard !names.isEmpty else { return text }
        var written = text
        for (value, name) in names.sorted(by: { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }) {
            guard let replaced = Self.replacing(value, in: written, by: name.map { "${\($0)}" }) else { return nil }
            written = replaced
        }
        return written
    }

    private static func replacing(_ word: String, in text: String, by expression: String?) -> String? {
        var written = ""
        var rest = text[...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : nil
            written += rest[..<found.lowerBound]
            if isWithinWord(before) || isWithinWord(text[found.upperBound...].first) {
                written += word
            } else {
                guard let expression else { return nil }
                written += expression
            }
            rest = rest[found.upperBound...]
        }
        return written + rest
    }

    /// Whether a character beside a text makes it a part of a longer word, or of a name between `${` and `}`.
    private static func isWithinWord(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber || character == "{" || character == "}"
    }
}
