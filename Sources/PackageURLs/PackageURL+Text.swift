import SourceText

extension PackageURL: CustomStringConvertible {
    /// The longest text that is read, in bytes.
    package static let byteLimit = 4096

    /// The address in its one canonical spelling.
    package var description: String {
        var text = "pkg:\(type)/"
        for segment in namespace { text += PercentCoding.encoded(segment) + "/" }
        text += PercentCoding.encoded(name)
        if let version { text += "@" + PercentCoding.encoded(version) }
        if !qualifiers.isEmpty {
            text += "?" + qualifiers.map { "\($0.key)=\(PercentCoding.encoded($0.value))" }.joined(separator: "&")
        }
        if !subpath.isEmpty { text += "#" + subpath.map(PercentCoding.encoded).joined(separator: "/") }
        return text
    }

    /// Reads an address; `nil` for text that is none.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else { return nil }
        let (front, fragment) = Self.parts(of: text[...], at: "#")
        let (path, query) = Self.parts(of: front, at: "?")
        guard let colon = path.firstIndex(of: ":"), String(path[..<colon]).lowercasedASCII == "pkg" else { return nil }
        var segments = path[path.index(after: colon)...].split(separator: "/")
        guard segments.count > 1, Self.isType(segments[0]), let last = segments.popLast() else { return nil }
        let (nameText, versionText) = Self.parts(of: last, at: "@")
        guard let name = PercentCoding.decoded(nameText), !name.isEmpty,
            let namespace = Self.decoded(segments.dropFirst()),
            let version = PercentCoding.decoded(versionText ?? ""),
            let qualifiers = Self.qualifiers(query ?? ""),
            let subpath = Self.decoded((fragment ?? "").split(separator: "/").filter { $0 != "." && $0 != ".." })
        else { return nil }
        self.init(
            type: String(segments[0]), namespace: namespace, name: name, version: version, qualifiers: qualifiers,
            subpath: subpath)
        if PackageURLSpelling(type).needsNamespace, namespace.isEmpty { return nil }
    }

    /// What stands before the last of a character, and what behind it.
    private static func parts(of text: Substring, at separator: Character) -> (Substring, Substring?) {
        guard let index = text.lastIndex(of: separator), index > text.startIndex else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func isType(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first.isAlphanumeric, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { $0.isAlphanumeric || ".+-".utf8.contains($0) }
    }

    private static func decoded(_ segments: some Sequence<Substring>) -> [String]? {
        var all: [String] = []
        for segment in segments {
            guard let text = PercentCoding.decoded(segment), !text.utf8.contains(UInt8(ascii: "/")) else { return nil }
            all.append(text)
        }
        return all
    }

    private static func qualifiers(_ query: Substring) -> [Qualifier]? {
        var all: [Qualifier] = []
        for pair in query.split(separator: "&") {
            guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else { return nil }
            let key = String(pair[..<equals]).lowercasedASCII
            guard isQualifierKey(key), let value = PercentCoding.decoded(pair[pair.index(after: equals)...]) else { return nil }
            if !value.isEmpty { all.append(Qualifier(key, value)) }
        }
        return all
    }

    private static func isQualifierKey(_ key: String) -> Bool {
        guard let first = key.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return key.utf8.allSatisfy { $0.isAlphanumeric || ".-_".utf8.contains($0) }
    }
}

extension PercentCoding {
    private static let digits = Array("0123456789ABCDEF")

    /// The bytes that stand for themselves in an address, and `%41` for all others.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if byte.isAlphanumeric || ".-_~:".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                // INVARIANT: half a byte is less than sixteen.
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }
}
