/// What a package is needed for.
package struct PackageScopes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Only to build or test the project.
    package static let dev = PackageScopes(rawValue: 1)
    /// The installation goes on without it.
    package static let optional = PackageScopes(rawValue: 2)
    /// Only because another package expects to find it.
    package static let peer = PackageScopes(rawValue: 4)
    /// Shipped inside another package.
    package static let bundled = PackageScopes(rawValue: 8)
    /// The list says that no manifest asks for it directly.
    package static let indirect = PackageScopes(rawValue: 16)
}
