import ApplicationModel
import SourceText

/// Collects the texts that secrets come to, as they are written and as they are meant.
struct SecretTexts {
    private(set) var all: Set<String> = []

    /// Adds what an author wrote; a part of a secret, or what stands around a variable, only when it looks made, since
    /// the rest may be as common as `https://`.
    mutating func insert(source: String, isPart: Bool) {
        let text = SecretTexts.trimmed(source[...])
        guard text.contains("${") else {
            if !isPart || SecretTexts.isMade(text) { insert(String(text)) }
            return
        }
        for piece in SecretTexts.literals(of: text) where SecretTexts.isMade(piece) { insert(String(piece)) }
    }

    /// Adds the decoded text of every value at one of the places, of which some hold `whole` secrets.
    mutating func insert(_ value: Value, at places: Set<SourcePlace>, _ whole: Set<SourcePlace>) {
        var rest = [value]
        while let next = rest.popLast() {
            if case .string(let text) = next.content, places.contains(next.place), !text.contains("${") {
                insert(source: text, isPart: !whole.contains(next.place))
            }
            rest += next.elements
            rest += next.members.map(\.value)
        }
    }

    /// Adds what a variable of the host's environment holds.
    mutating func insert(environment text: String) {
        insert(text)
        insert(String(SecretTexts.trimmed(text[...])))
    }

    private mutating func insert(_ text: String) {
        all.insert(text)
        if let password = SecretTexts.password(in: text) { all.insert(password) }
        guard text.contains("\n") else { return }
        for line in text.split(separator: "\n") {
            let line = SecretTexts.trimmed(line)
            if line.utf8.count >= SecretTexts.shortestLine, SecretTexts.isMade(line) { all.insert(String(line)) }
        }
    }

    /// Lines of a key are longer; shorter ones are the names around it, in bytes.
    private static let shortestLine = 24

    /// The password of `scheme://user:password@host`.
    private static func password(in text: String) -> String? {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let authority = text[mark.upperBound...].prefix { !"/?# \n".contains($0) }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return nil }
        return String(authority[authority.index(after: colon)..<at])
    }

    private static func literals(of text: Substring) -> [Substring] {
        text.split(separator: "${").enumerated().map { index, piece in
            guard index > 0 || text.hasPrefix("${") else { return piece }
            return piece.lastIndex(of: "}").map { piece[piece.index(after: $0)...] } ?? ""
        }
    }

    private static func isMade(_ text: Substring) -> Bool {
        text.utf8.count >= 8 && text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isEdge = { (character: Character) in character.isWhitespace || character == "\"" || character == "'" }
        var text = text.drop(while: isEdge)
        while let last = text.last, isEdge(last) { text.removeLast() }
        return text
    }
}
