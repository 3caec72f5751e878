/// A registry of packages, by the name the OSV schema gives it.
///
/// Source: <https://ossf.github.io/osv-schema/#defined-ecosystems>
package enum Ecosystem: String, Sendable, Hashable, CaseIterable {
    case npm
    case pypi = "PyPI"
    case go = "Go"
    case maven = "Maven"
    case rubyGems = "RubyGems"
    case nuGet = "NuGet"
    case packagist = "Packagist"
    case cratesIO = "crates.io"
    case hex = "Hex"
    case pub = "Pub"
    case swiftURL = "SwiftURL"
}
