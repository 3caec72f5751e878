/// Where something is fetched from: `https`, or `http` where that was allowed.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3986>
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Which addresses without encryption may be asked.
    package enum Cleartext: Hashable, Sendable {
        /// Those of this machine.
        case loopback
        /// All.
        case anywhere
    }

    /// Whether the connection is encrypted.
    package let isEncrypted: Bool
    /// The name or number of the host; a number of version 6 stands in brackets.
    package let host: String
    /// The port; the scheme's own where none is written.
    package let port: Int
    /// The path and what stands behind it, from the first slash on.
    let target: String

    private static let longest = 4096

    /// Reads an address.
    /// - Throws: when it is none, has a user's name in it, or is not encrypted and `cleartext` does not allow that.
    package init(_ text: String, cleartext: Cleartext) throws(WebAddressError) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformed }
        guard let colon = text.firstRange(of: "://") else { throw .malformed }
        switch text[..<colon.lowerBound].lowercased() {
        case "https": isEncrypted = true
        case "http": isEncrypted = false
        default: throw .otherScheme
        }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw .credentials }
        guard let (host, port) = Self.hostAndPort(authority) else { throw .malformed }
        self.host = host
        self.port = port ?? (isEncrypted ? 443 : 80)
        let target = rest[authority.endIndex...]
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
        guard isEncrypted || cleartext == .anywhere || isLoopback else { throw .cleartext }
    }

    private init(_ other: WebAddress, target: String) {
        (isEncrypted, host, port) = (other.isEncrypted, other.host, other.port)
        self.target = target
    }

    /// Whether the host is this machine, by its number or as `localhost`.
    package var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Whether the path ends what is written, so that further parts may follow it.
    package var isFolder: Bool { !target.contains("?") }

    /// The address of what lies below this one; the parts are escaped.
    package func appending(_ parts: String...) -> WebAddress {
        let path = target.hasSuffix("/") ? String(target.dropLast()) : target
        return WebAddress(self, target: path + parts.map { "/" + Self.escaped($0) }.joined())
    }

    /// The address that a redirection leads to. An encrypted one never leads to one that is not.
    /// - Throws: when it is no address, or a way out of encryption.
    package func redirected(to location: String, cleartext: Cleartext) throws(WebAddressError) -> WebAddress {
        let next: WebAddress
        if location.contains("://") {
            // Said apart, so that the message names the downgrade and not the missing option.
            if isEncrypted, location.lowercased().hasPrefix("http://") { throw .downgrade }
            next = try WebAddress(location, cleartext: cleartext)
        } else if location.hasPrefix("//") {
            next = try WebAddress((isEncrypted ? "https:" : "http:") + location, cleartext: cleartext)
        } else {
            let folder = target.prefix { $0 != "?" }.reversed().drop { $0 != "/" }.reversed()
            let path = location.hasPrefix("/") ? location : String(folder) + location
            next = try WebAddress(origin + path, cleartext: cleartext)
        }
        return next
    }

    /// The address as text.
    package var description: String { origin + target }

    private var origin: String {
        let isUsual = port == (isEncrypted ? 443 : 80)
        return (isEncrypted ? "https://" : "http://") + host + (isUsual ? "" : ":\(port)")
    }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        let isBracketed = authority.hasPrefix("[")
        let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let host = authority[..<(end ?? authority.endIndex)].lowercased()
        let inner = isBracketed ? host.dropFirst().dropLast() : host[...]
        guard !inner.isEmpty, inner.utf8.allSatisfy({ isHostByte($0) || isBracketed && $0 == UInt8(ascii: ":") }) else { return nil }
        guard let end, end < authority.endIndex else { return isBracketed && end == nil ? nil : (host, nil) }
        guard authority[end] == ":", let port = UInt16(authority[authority.index(after: end)...]), port > 0 else { return nil }
        return (host, Int(port))
    }

    private static func isHostByte(_ byte: UInt8) -> Bool { isUnreserved(byte) && byte != UInt8(ascii: "~") }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static func escaped(_ part: String) -> String {
        part.utf8.reduce(into: "") { text, byte in
            if isUnreserved(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

/// Why a text is no address that may be asked.
package enum WebAddressError: Error, Hashable, Sendable {
    /// It is no address.
    case malformed
    /// Its scheme is neither `https` nor `http`.
    case otherScheme
    /// It holds a user's name or a password, which would end up in logs.
    case credentials
    /// It is not encrypted and not on this machine.
    case cleartext
    /// An encrypted address leads to one that is not.
    case downgrade

    /// What is wrong, to follow the address.
    package var reason: String {
        switch self {
        case .malformed: "is no address"
        case .otherScheme: "is neither https nor http"
        case .credentials: "holds a name or a password"
        case .cleartext: "is not encrypted"
        case .downgrade: "leads away from encryption"
        }
    }
}
