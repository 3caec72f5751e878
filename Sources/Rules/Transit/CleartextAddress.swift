/// An address with a scheme in a piece of text.
struct CleartextAddress {
    /// The scheme in lower case.
    let scheme: String
    /// The host.
    let host: NetworkHost
    /// Whether a name and password stand before the host.
    let hasCredentials: Bool

    /// Schemes that send everything readable; `PLAINTEXT:` and `SASL_PLAINTEXT:` are Kafka's. `mongodb:` and `postgres:`
    /// decide about TLS elsewhere.
    static let cleartextSchemes: Set<String> = [
        "http", "ws", "ftp", "redis", "amqp", "mqtt", "ldap", "telnet", "stomp", "smtp", "gopher", "nats",
        "plaintext",
    ]

    /// Whether the scheme sends everything readable.
    var isCleartext: Bool { Self.cleartextSchemes.contains(scheme) }

    /// Every address in a text, in order.
    static func addresses(in text: String) -> [CleartextAddress] {
        var found: [CleartextAddress] = []
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            let scheme = rest[..<mark.lowerBound].reversed().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
            let authority = rest[mark.upperBound...].prefix { !"/?#,;\"'<> \t\n".contains($0) }
            found.append(CleartextAddress(String(scheme.reversed()), authority))
            rest = rest[mark.upperBound...]
        }
        return found
    }

    private init(_ scheme: String, _ authority: Substring) {
        self.scheme = scheme.lowercased()
        let at = authority.lastIndex(of: "@")
        hasCredentials = at.map { authority[..<$0].contains(":") } ?? false
        host = NetworkHost(at.map { authority[authority.index(after: $0)...] } ?? authority)
    }
}

/// The host of an address.
struct NetworkHost: Equatable {
    /// Where a host stands.
    enum Scope: Equatable {
        /// The same machine, or a name that only a machine or a container network knows.
        case local
        /// A private network.
        case privateNetwork
        /// Anywhere else.
        case remote
        /// The text does not say.
        case unknown
    }

    /// The name or number in lower case, without brackets and port.
    let name: String
    /// Where it stands.
    let scope: Scope

    /// Reads `host:port`.
    init(_ text: Substring) {
        let isBracketed = text.hasPrefix("[")
        let bare = isBracketed ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
        name = bare.lowercased()
        scope = isBracketed ? Self.scope(ofAddress6: name) : Self.scope(of: name)
    }

    private static func scope(of name: String) -> Scope {
        if name.isEmpty || name.contains("{") || name.contains("$") { return .unknown }
        if let open = name.lastIndex(of: "\u{FFFC}") {
            // What stands in front does not matter where the domain is known.
            let domain = name[name.index(after: open)...]
            guard domain.hasPrefix("."), domain.dropFirst().contains(".") || domain == ".internal" else { return .unknown }
            return scope(of: "any" + domain)
        }
        let octets = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        if octets.count == 4, let first = octets[0], let second = octets[1], octets[2] != nil, octets[3] != nil {
            return scope(first, second)
        }
        let localEndings = [".localhost", ".test", ".invalid", ".docker.internal", ".localdomain"]
        // A single word is a container's or a machine's own name; it cannot be found from a function.
        if !name.contains(".") || localEndings.contains(where: name.hasSuffix) { return .local }
        // `.local` is meant for a machine's neighbours, yet many private zones of Route 53 are named so.
        let privateEndings = [".local", ".internal", ".lan", ".corp", ".home.arpa", ".intranet", ".svc", ".cluster"]
        return privateEndings.contains(where: name.hasSuffix) ? .privateNetwork : .remote
    }

    private static func scope(_ first: UInt8, _ second: UInt8) -> Scope {
        switch (first, second) {
        case (127, _), (0, _), (169, 254): .local
        case (10, _), (192, 168), (172, 16...31), (100, 64...127): .privateNetwork
        default: .remote
        }
    }

    private static func scope(ofAddress6 name: String) -> Scope {
        if name == "::1" || name.hasPrefix("fe80") { return .local }
        return name.hasPrefix("fc") || name.hasPrefix("fd") ? .privateNetwork : .remote
    }
}
