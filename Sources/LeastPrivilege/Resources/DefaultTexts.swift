package import ApplicationModel

/// The defaults of a template's parameters in texts, which are others in the next deployment.
package struct DefaultTexts: Sendable {
    /// The defaults, the longest first, each with its parameter; `nil` where several have the same.
    private let names: [(text: String, parameter: String?)]

    /// How short a default may be that is still taken for the parameter's.
    private static let shortest = 3

    /// Looks at the parameters of a template; none are known of other manifests, nor of types whose default is the name of
    /// what holds the value.
    package init(_ application: Application) {
        guard application.isTemplate else {
            names = []
            return
        }
        var names: [String: String?] = [:]
        for parameter in application.parameters where parameter.type == "String" {
            guard let text = parameter.defaultValue?.string, text.utf8.count >= Self.shortest else { continue }
            names[text] = names.keys.contains(text) ? .some(nil) : .some(parameter.name)
        }
        self.names = names.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }.map { ($0.key, $0.value) }
    }

    /// The text with `${Name}` for every default that stands in it as a word of its own; `nil` where it may be that of several
    /// parameters.
    package func text(_ text: String) -> String? {
        var written = text
        for (value, name) in names {
            guard let replaced = Self.replacing(value, in: written, by: name.map { "${\($0)}" }) else { return nil }
            written = replaced
        }
        return written
    }

    /// The same for an ARN, of which only the resource's name is read, behind its service and the kind of resource.
    package func arn(_ arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, let resource = parts.last else { return text(arn) }
        var name = resource
        if !["s3", "sns", "sqs"].contains(parts[2]), let end = resource.firstIndex(where: { $0 == "/" || $0 == ":" }) {
            name = resource[resource.index(after: end)...]
        }
        return text(String(name)).map { String(arn[..<name.startIndex]) + $0 }
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
