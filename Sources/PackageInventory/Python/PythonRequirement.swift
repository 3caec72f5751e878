/// A requirement as PEP 508 writes it: `name[extra]>=1.0; marker`, `name @ url`, or pip's own URLs and paths.
///
/// Source: <https://packaging.python.org/en/latest/specifications/dependency-specifiers/>
struct PythonRequirement {
    /// The name as written; `nil` for a URL or path that does not say it.
    var name: String?
    var extras: [String] = []
    /// The version specifiers as written, without parentheses.
    var range = ""
    var marker: String?
    /// Where it is fetched from when no index has it.
    var source: PackageSource?

    /// Reads a requirement.
    init(_ text: String) {
        let whole = Self.trimmed(text[...])
        if Self.isAddress(whole) {
            let (address, marker) = Self.split(whole, before: " ;")
            source = Self.source(address)
            name = Self.egg(in: address)
            self.marker = marker
            return
        }
        let named = whole.prefix { Self.isNamePart($0) }
        name = named.isEmpty ? nil : String(named)
        var rest = Self.trimmed(whole[named.endIndex...])
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            extras = rest[rest.index(after: rest.startIndex)..<end].split(separator: ",").map {
                String(Self.trimmed($0))
            }
            rest = Self.trimmed(rest[rest.index(after: end)...])
        }
        if rest.hasPrefix("@") {
            let (address, marker) = Self.split(Self.trimmed(rest.dropFirst()), before: " ;")
            source = Self.source(address)
            self.marker = marker
        } else {
            let (specifiers, marker) = Self.split(rest, before: ";")
            range = Self.unwrapped(specifiers)
            self.marker = marker
        }
    }

    /// The one version that the specifiers allow; `nil` when they allow several.
    var pinned: String? { Self.pinned(range) }

    /// The version behind the one `==` or `===` of some specifiers; `nil` with a wildcard or without such a one.
    static func pinned(_ range: String) -> String? {
        let pins = range.split(separator: ",").map { trimmed($0) }.filter { $0.hasPrefix("==") }
        guard pins.count == 1, let pin = pins.first else { return nil }
        let version = trimmed(pin.drop { $0 == "=" })
        return version.isEmpty || version.contains("*") || version.contains(" ") ? nil : String(version)
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || character == "." || character == "-" || character == "_")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return text
    }

    private static func unwrapped(_ text: Substring) -> String {
        guard text.hasPrefix("("), text.hasSuffix(")") else { return String(text) }
        return String(trimmed(text.dropFirst().dropLast()))
    }

    private static func split(_ text: Substring, before separator: String) -> (Substring, String?) {
        guard let range = text.firstRange(of: separator) else { return (text, nil) }
        return (trimmed(text[..<range.lowerBound]), String(trimmed(text[range.upperBound...])))
    }

    private static func isAddress(_ text: Substring) -> Bool {
        let word = text.prefix { $0 != " " && $0 != ";" && $0 != "@" }
        if text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("/") || text == "." { return true }
        if word.contains("://") || word.hasPrefix("file:") { return true }
        return [".whl", ".tar.gz", ".zip", ".tar.bz2"].contains { word.hasSuffix($0) }
            || (word.contains("/") && !word.contains("["))
    }

    private static func source(_ address: Substring) -> PackageSource {
        let text = String(address)
        if ["git+", "hg+", "svn+", "bzr+", "git:", "git@"].contains(where: text.hasPrefix) { return .git(text) }
        if text.hasPrefix("file:") || !text.contains("://") { return .path(text) }
        return .url(text)
    }

    /// pip's `#egg=name`.
    private static func egg(in address: Substring) -> String? {
        guard let range = address.firstRange(of: "egg=") else { return nil }
        let name = address[range.upperBound...].prefix { isNamePart($0) }
        return name.isEmpty ? nil : String(name)
    }
}
