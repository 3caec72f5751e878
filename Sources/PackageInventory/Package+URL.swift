import ApplicationModel
package import PackageURLs

extension Package {
    /// The address by which documents of other tools name it; `nil` for a part of the project itself, which no registry
    /// keeps, and for what has no name.
    package var url: PackageURL? {
        guard !name.isEmpty else { return nil }
        switch source {
        case .path, .workspace: return nil
        case .registry, .toolchain: return url(from: [])
        case .git(let address): return url(from: [.init("vcs_url", Self.versionControlAddress(address))])
        case .url(let address): return url(from: [.init("download_url", SourceAddress.withoutCredentials(address))])
        }
    }

    private func url(from qualifiers: [PackageURL.Qualifier]) -> PackageURL? {
        let (namespace, name) = ecosystem.parts(of: name)
        guard let last = name.isEmpty ? nil : name else { return nil }
        return PackageURL(
            type: ecosystem.packageURLType, namespace: namespace, name: last, version: version, qualifiers: qualifiers)
    }

    /// The address of a repository and its revision in the form that SPDX gives them: `git+https://host/path@revision`.
    ///
    /// Source: <https://spdx.github.io/spdx-spec/v2.3/package-information/#77-package-download-location-field>
    package static func versionControlAddress(_ address: String) -> String {
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let place = SourceAddress.withoutCredentials(String(parts[0]))
        let revision = parts.count > 1 && !parts[1].isEmpty ? "@\(parts[1])" : ""
        return (place.hasPrefix("git+") || place.hasPrefix("git:") ? place : "git+" + place) + revision
    }
}

/// An address from which something is fetched.
package enum SourceAddress {
    /// The address without the user, password and query that it may hold: they are nobody else's business.
    package static func withoutCredentials(_ address: String) -> String {
        let plain = address.prefix { $0 != "?" }
        guard let scheme = plain.firstRange(of: "://") else { return String(plain) }
        let host = plain[scheme.upperBound...].prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@") else { return String(plain) }
        // The user of SSH is the same for everybody.
        if host[..<at] == "git" { return String(plain) }
        return String(plain[..<scheme.upperBound] + plain[host.index(after: at)...])
    }
}

extension Ecosystem {
    /// Source: <https://github.com/package-url/purl-spec/tree/main/types>
    fileprivate var packageURLType: String {
        switch self {
        case .npm: "npm"
        case .pypi: "pypi"
        case .go: "golang"
        case .maven: "maven"
        case .rubyGems: "gem"
        case .nuGet: "nuget"
        case .packagist: "composer"
        case .cratesIO: "cargo"
        case .hex: "hex"
        case .pub: "pub"
        case .swiftURL: "swift"
        }
    }

    /// What stands before a package's name in its address, and the rest of the name.
    fileprivate func parts(of name: String) -> (namespace: [String], name: String) {
        let separator: Character = self == .maven ? ":" : "/"
        switch self {
        case .npm, .go, .packagist, .swiftURL, .maven:
            let segments = name.split(separator: separator).map(String.init)
            return (Array(segments.dropLast()), segments.last ?? "")
        case .pypi, .rubyGems, .nuGet, .cratesIO, .hex, .pub: return ([], name)
        }
    }
}
