/// Tells a range that allows one version alone from others.
enum PinnedVersion {
    /// The version when a range is nothing but one, of at least so many numbers; signs that mean *exactly* may lead it.
    static func numbers(_ range: String, atLeast count: Int, prefixes: [Character]) -> String? {
        let version = range.drop { $0 == " " || prefixes.contains($0) }
        let core = version.prefix { $0 != "-" && $0 != "+" }
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= count, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }) else {
            return nil
        }
        let isOneWord = !version.utf8.contains { $0.isBlank || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ",") }
        return isOneWord ? String(version) : nil
    }
}

extension ListDraft {
    /// Adds the importer of a manifest without a lockfile, and a package for each requirement that allows one version.
    mutating func addPinned(_ requirements: [Requirement], name: String?, _ version: (String) -> String?) {
        var importer = Importer(name: name, requirements: requirements)
        for (position, requirement) in requirements.enumerated() {
            guard let range = requirement.range, let place = requirement.place, let version = version(range) else {
                continue
            }
            var package = Package(
                input.kind.ecosystem, name: requirement.name, version: version, place: place, source: .registry(nil))
            package.scopes = requirement.scope.scopes
            package.versionPlace = input.file.place(ofVersion: version, in: place)
            importer.requirements[position].target = add(package)
        }
        importers = [importer]
    }
}

extension Requirement.Scope {
    /// What a package is needed for that is asked for like this.
    var scopes: PackageScopes {
        switch self {
        case .runtime: []
        case .dev: .dev
        case .optional: .optional
        case .peer: .peer
        }
    }
}
