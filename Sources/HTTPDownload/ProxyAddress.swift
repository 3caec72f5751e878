import SourceText

/// An HTTP proxy, with who asks it where it wants to know.
package struct ProxyAddress: Hashable, Sendable {
    /// A name and a password, which are shown nowhere.
    struct Credentials: Hashable, Sendable {
        let name: String
        let password: String
    }

    /// Where it is.
    let address: WebAddress
    /// Who asks; `nil` when its address does not say.
    let credentials: Credentials?

    /// Reads `http://name:password@host:port`; scheme, name and password may be left out, and what would end the name or the
    /// password is written `%` and two digits.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1>
    /// - Throws: when it is no address, or no HTTP proxy's; the error holds none of the text.
    package init(_ text: String) throws(WebAddressError) {
        let parts = Self.parts(of: text)
        address = try WebAddress(parts.scheme + parts.rest, cleartext: .anywhere)
        guard !address.isEncrypted else { throw .otherScheme }
        guard let user = parts.user else {
            credentials = nil
            return
        }
        let words = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = words.first.flatMap(Self.unescaped), let password = Self.unescaped(words.dropFirst().first ?? "") else { throw .malformed }
        // The name ends at the first colon of what is sent (https://www.rfc-editor.org/rfc/rfc7617#section-2).
        guard !name.isEmpty, !name.contains(":") else { throw .malformed }
        credentials = Credentials(name: name, password: password)
    }

    /// The text as it may be shown: without a name and a password.
    package static func shown(_ text: String) -> String {
        let parts = parts(of: text)
        return parts.user == nil ? text : parts.scheme + parts.rest
    }

    private static func parts(of text: String) -> (scheme: String, user: Substring?, rest: Substring) {
        let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
        let scheme = start == text.startIndex ? "http://" : String(text[..<start])
        // A password may hold what ends an authority, and then has to be escaped; whatever stands before the last sign is hidden.
        guard let at = text[start...].lastIndex(of: "@") else { return (scheme, nil, text[start...]) }
        return (scheme, text[start..<at], text[text.index(after: at)...])
    }

    private static func unescaped(_ text: Substring) -> String? {
        // Control characters would end the header that they are sent in.
        PercentCoding.decoded(text).flatMap { decoded in decoded.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? decoded : nil }
    }
}
