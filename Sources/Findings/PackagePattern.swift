package import PackageURLs
package import SourceText

/// The packages that an entry of the configuration means.
package enum PackagePattern: Sendable, Hashable {
    /// `pkg:npm/minimist@1.2.5`; without a version all of them.
    case address(PackageURL)
    /// `minimist`, `@scope/*` or `minimist@1.2.5`: a glob of names as the list of packages has them, and a version.
    case name(GlobPattern, version: String?)

    /// Reads a pattern; `nil` for what starts like an address and is none, and for nothing.
    package init?(_ text: String) {
        if text.hasPrefix("pkg:") {
            guard let address = PackageURL(text) else { return nil }
            self = .address(address)
        } else if let at = text.lastIndex(of: "@"), at > text.startIndex {
            self = .name(GlobPattern(String(text[..<at])), version: String(text[text.index(after: at)...]))
        } else {
            guard !text.isEmpty else { return nil }
            self = .name(GlobPattern(text), version: nil)
        }
    }

    /// The pattern as it may be written.
    package var text: String {
        switch self {
        case .address(let address): address.description
        case .name(let name, let version): version.map { "\(name.text)@\($0)" } ?? name.text
        }
    }

    /// Whether it means a package.
    package func means(_ concern: PackageConcern) -> Bool {
        switch self {
        case .address(let address): concern.package.map(address.covers) ?? false
        case .name(let name, let version): name.matches(concern.name) && (version.map { $0 == concern.version } ?? true)
        }
    }
}
