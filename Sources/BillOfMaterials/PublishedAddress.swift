import ApplicationModel
import PackageInventory
import PackageURLs

/// The addresses at which a package can be had, as documents may name them.
enum PublishedAddress {
    /// The address of the archive; `nil` when the list names none.
    static func archive(of package: Package) -> String? {
        switch package.source {
        case .url(let address): usable(address)
        case .registry(let address): address.flatMap(usable).flatMap { isArchive($0) ? $0 : nil }
        default: nil
        }
    }

    /// The address of the repository and the revision, as SPDX writes it; `nil` when it comes from none.
    static func repository(of package: Package) -> String? {
        guard case .git(let address) = package.source else { return nil }
        return usable(Package.versionControlAddress(address))
    }

    /// Where the files of a version are listed whose hashes the list has; `nil` when nothing says it.
    static func index(of package: Package) -> String? {
        guard package.ecosystem == .pypi, case .registry(let address) = package.source, let name = package.url?.name else { return nil }
        let base = address.flatMap(usable) ?? "https://pypi.org/simple"
        return isArchive(base) ? base : (base.hasSuffix("/") ? base : base + "/") + name + "/"
    }

    private static let endings = [".tgz", ".tar.gz", ".tar.bz2", ".zip", ".whl", ".gem", ".crate", ".nupkg", ".jar", ".tar"]

    private static func isArchive(_ address: String) -> Bool {
        let path = address.prefix { $0 != "#" }
        return endings.contains { path.hasSuffix($0) }
    }

    /// Without credentials, and only when it is an address by its letters.
    /// Source: <https://www.rfc-editor.org/rfc/rfc3986#section-2>
    private static func usable(_ address: String) -> String? {
        let plain = SourceAddress.withoutCredentials(address)
        let path = String(plain.prefix { $0 != "#" })
        guard let scheme = path.firstRange(of: "://"), path[scheme.upperBound...].first != nil else { return nil }
        return path.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) } ? path : nil
    }
}
