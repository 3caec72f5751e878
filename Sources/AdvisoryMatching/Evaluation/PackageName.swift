package import ApplicationModel

/// The name under which an ecosystem knows a package, in the one spelling that is compared.
package struct PackageName: Hashable, Sendable {
    /// The registry.
    package let ecosystem: Ecosystem
    /// What OSV writes behind the ecosystem and a colon, such as the address of another repository; empty for the
    /// ecosystem's own.
    package let repository: String
    /// The name as it is compared.
    package let name: String

    /// Makes a name from what a lockfile or an advisory writes.
    package init(_ name: String, in ecosystem: Ecosystem, repository: String = "") {
        self.ecosystem = ecosystem
        self.repository = repository
        self.name = Self.canonical(name, in: ecosystem)
    }

    /// Makes a name from OSV's `package`; `nil` for ecosystems that are not known.
    ///
    /// Source: <https://ossf.github.io/osv-schema/#affectedpackage-field>
    package init?(_ name: String, inEcosystem text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let word = parts.first, let ecosystem = Ecosystem(rawValue: String(word)) else { return nil }
        self.init(name, in: ecosystem, repository: parts.count > 1 ? String(parts[1]) : "")
    }

    /// One word for the whole name: the ecosystem, a space and the name.
    package var key: String {
        let repository = repository.isEmpty ? "" : ":" + repository
        return Self.word(ecosystem.rawValue + repository) + " " + Self.word(name)
    }

    /// White space and control characters would end the word, and no registry has them in names.
    private static func word(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value <= 0x20 || $0.value == 0x7F ? "_" : $0 }))
    }

    private static func canonical(_ name: String, in ecosystem: Ecosystem) -> String {
        switch ecosystem {
        case .pypi: pythonName(name)
        case .nuGet, .packagist: lowercased(name)
        case .swiftURL: repositoryName(name)
        case .npm, .go, .maven, .rubyGems, .cratesIO, .hex, .pub: name
        }
    }

    private static func lowercased(_ name: some StringProtocol) -> String {
        String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
    }

    /// Source: <https://peps.python.org/pep-0503/#normalized-names>
    private static func pythonName(_ name: String) -> String {
        var canonical: [UInt8] = []
        var isRun = false
        for byte in name.utf8 {
            let isSeparator = "-_.".utf8.contains(byte)
            if !isSeparator { canonical.append(byte.asciiLowercased) } else if !isRun { canonical.append(UInt8(ascii: "-")) }
            isRun = isSeparator
        }
        return String(decoding: canonical, as: UTF8.self)
    }

    /// A repository's address without what may be left out of it: `github.com/apple/swift-nio`.
    private static func repositoryName(_ address: String) -> String {
        var name = lowercased(address)[...]
        for scheme in ["https://", "http://", "ssh://", "git://"] where name.hasPrefix(scheme) { name = name.dropFirst(scheme.count) }
        if name.hasPrefix("git@") { name = name.dropFirst(4) }
        if name.hasSuffix("/") { name = name.dropLast() }
        if name.hasSuffix(".git") { name = name.dropLast(4) }
        guard let colon = name.firstIndex(of: ":"), !name[..<colon].contains("/") else { return String(name) }
        return name[..<colon] + "/" + name[name.index(after: colon)...]
    }
}
