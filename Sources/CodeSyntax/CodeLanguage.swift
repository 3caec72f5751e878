/// A language that can be parsed, by its grammar.
package enum CodeLanguage: String, Sendable, Hashable, CaseIterable {
    case javaScript, typeScript, tsx, python, go, java

    /// The language of a file by its lower-case extension, such as `mjs` or `py`; `nil` for any other file.
    package init?(fileExtension: String) {
        switch fileExtension {
        case "js", "cjs", "mjs", "jsx": self = .javaScript
        case "ts", "cts", "mts": self = .typeScript
        case "tsx": self = .tsx
        case "py": self = .python
        case "go": self = .go
        case "java": self = .java
        default: return nil
        }
    }

    /// Whether the language is JavaScript, with types or without.
    package var isECMAScript: Bool { self == .javaScript || self == .typeScript || self == .tsx }
}
