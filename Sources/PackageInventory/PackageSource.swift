/// Where a package is fetched from; each payload is the list's own text.
package enum PackageSource: Sendable, Hashable {
    /// A registry, with the URL of it or of the archive; `nil` when the list leaves it to the settings.
    case registry(String?)
    /// A repository, with its URL and, behind `#`, the revision where the list has one.
    case git(String)
    /// An archive at a URL outside any registry.
    case url(String)
    /// A folder or archive on the disk.
    case path(String)
    /// A member of the project itself, with its folder below that of the list.
    case workspace(String)
    /// The language's own distribution, such as Go's standard library.
    case toolchain
}
