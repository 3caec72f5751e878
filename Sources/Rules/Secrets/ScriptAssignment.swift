/// Assignments in a shell script, as they stand in the user data of a machine or the commands of a build:
/// `export DB_PASSWORD=…`.
enum ScriptAssignment {
    /// How many lines are looked at.
    private static let lineLimit = 2000

    /// The first secret that a script assigns to a variable; `nil` when there is none, or the text is no script.
    static func secret(in text: String) -> (name: String, guess: SecretGuess)? {
        guard text.contains("=") else { return nil }
        for line in text.split(whereSeparator: \.isNewline).prefix(lineLimit) {
            guard let (name, value) = assignment(in: line), let guess = SecretGuess(value, name: name) else { continue }
            return (name, guess)
        }
        return nil
    }

    /// Names of variables in capitals alone: what is written in small letters may be any program's.
    private static func assignment(in line: Substring) -> (name: String, value: String)? {
        var rest = line.drop(while: \.isWhitespace)
        for word in ["export ", "- export ", "ENV ", "- "] where rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
        guard let equals = rest.firstIndex(of: "=") else { return nil }
        let name = rest[..<equals]
        guard !name.isEmpty, name.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }) else { return nil }
        let value = rest[rest.index(after: equals)...]
        guard let quote = value.first, quote == "\"" || quote == "'" else {
            return (String(name), String(value.prefix { !$0.isWhitespace && $0 != ";" }))
        }
        return (String(name), String(value.dropFirst().prefix { $0 != quote }))
    }
}
