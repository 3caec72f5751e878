import CodeSyntax

/// What is known about the calls of languages and libraries, as far as values go through them.
struct APIKnowledge: Sendable {
    private let table: APITable<APIEffect>

    /// What is known for a language.
    static func of(_ language: CodeLanguage) -> APIKnowledge {
        switch language {
        case .javaScript, .typeScript, .tsx: ecmaScript
        case .python: python
        case .go: go
        case .java: java
        }
    }

    init(_ entries: [(APIPattern, APIEffect)]) { table = APITable(entries) }

    /// What a call of a path does.
    func effect(of api: String) -> APIEffect { table[api] ?? APIEffect() }
}
