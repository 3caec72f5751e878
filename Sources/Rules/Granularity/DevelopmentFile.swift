import SourceText

/// Files that help people build and test, or hold what nobody else may read.
enum DevelopmentFile {
    /// What the framework leaves out unless a pattern puts it back.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/packaging
    private static let leftOutByDefault = [".env", ".env.local", ".git/config"]

    /// Names, of any part of a path, that mark what has no business in a package, and what it is.
    private static let names: [(name: String, what: String, isSecret: Bool)] = [
        (".env", "settings with secrets", true), (".git", "the whole history", true), (".aws", "credentials", true),
        (".ssh", "keys", true), (".npmrc", "a registry's token", true), (".pypirc", "a registry's token", true),
        ("tests", "tests", false), ("test", "tests", false), ("__tests__", "tests", false), ("spec", "tests", false),
        ("coverage", "reports of tests", false), (".github", "workflows", false), (".vscode", "an editor's settings", false),
        (".idea", "an editor's settings", false), ("docs", "documentation", false), (".circleci", "workflows", false),
        ("cypress", "tests", false),
    ]

    /// Endings of names that mark keys and tests.
    private static let endings: [(ending: String, what: String, isSecret: Bool)] = [
        (".pem", "a key", true), (".key", "a key", true), (".p12", "a key", true), (".pfx", "a key", true),
        (".test.js", "tests", false), (".test.ts", "tests", false), (".spec.js", "tests", false), (".spec.ts", "tests", false),
    ]

    /// What a pattern that includes puts into the package by name; `nil` when its name says nothing.
    static func named(by pattern: String) -> (what: String, isSecret: Bool)? {
        let parts = pattern.lowercased().split(separator: "/").map(String.init)
        for part in parts {
            if let known = names.first(where: { part == $0.name || ($0.name == ".env" && part.hasPrefix(".env.")) }) {
                return (known.what, known.isSecret)
            }
        }
        let known = parts.last.flatMap { last in endings.first { last.hasSuffix($0.ending) } }
        return known.map { ($0.what, $0.isSecret) }
    }

    /// The pattern, by its position, that puts back what is left out by default; `nil` when it stays out.
    static func positionPuttingBack(_ patterns: [String]) -> Int? {
        for file in leftOutByDefault {
            var position: Int?
            for (index, pattern) in patterns.enumerated() {
                let isExclusion = pattern.hasPrefix("!")
                let text = isExclusion ? String(pattern.dropFirst()) : pattern
                let glob = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
                if GlobPattern(glob).matches(file) { position = isExclusion ? nil : index }
            }
            if let position { return position }
        }
        return nil
    }
}
