/// What a runtime identifier or a handler's text says about the language.
enum HandlerLanguage: Hashable {
    case node, python, java, go
    /// A program that brings its own runtime along: Go, or anything else.
    case custom
    /// A language without a grammar, by the name people give it.
    case other(String)

    /// The language of a runtime, such as `nodejs20.x`, `python3.12`, `provided.al2023`, `go121`; `nil` when it is not
    /// known.
    init?(runtime: String) {
        let known: [(String, HandlerLanguage)] = [
            ("nodejs", .node), ("node", .node), ("python", .python), ("java", .java), ("go", .go), ("provided", .custom),
            ("dotnet", .other("C#")), ("ruby", .other("Ruby")), ("php", .other("PHP")), ("swift", .other("Swift")),
            ("rust", .other("Rust")),
        ]
        guard let match = known.first(where: { runtime.lowercased().hasPrefix($0.0) }) else { return nil }
        self = match.1
    }

    /// The languages that a handler's text fits, likeliest first, when no runtime is known.
    static func guesses(for handler: String) -> [HandlerLanguage] {
        if handler.contains("::") {
            return handler.matches(of: /::/).count > 1 ? [.other("C#")] : [.java]
        }
        if handler == "bootstrap" || handler.hasSuffix(".go") { return [.custom] }
        return [.node, .python]
    }
}
