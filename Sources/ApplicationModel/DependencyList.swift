package import SourceText

/// A file that lists what is installed for a function's code, and whether something pins what that comes to.
package struct DependencyList: Sendable, Hashable {
    /// Which packages it lists.
    package enum Ecosystem: String, Sendable, Hashable { case npm, pip }

    /// One package of the list.
    package struct Entry: Sendable, Hashable {
        /// The package's name.
        package let name: String
        /// Whether the list itself allows one version alone.
        package let isExact: Bool
        /// The one version that the list allows, such as `4.17.21`; `nil` when it allows several or does not say.
        package let version: String?
        /// Where it is listed.
        package let place: SourcePlace

        /// Makes an entry.
        package init(name: String, isExact: Bool, version: String? = nil, place: SourcePlace) {
            self.name = name
            self.isExact = isExact
            self.version = version
            self.place = place
        }
    }

    /// Which packages it lists.
    package let ecosystem: Ecosystem
    /// The file, such as `package.json`.
    package let path: RelativePath
    /// The packages that run with the code, in order; those of the project itself and of development left out.
    package let entries: [Entry]
    /// The lockfiles that hold for it, nearest first; empty when there are none.
    package let locks: [RelativePath]

    /// Makes a list.
    package init(ecosystem: Ecosystem, path: RelativePath, entries: [Entry], locks: [RelativePath]) {
        self.ecosystem = ecosystem
        self.path = path
        self.entries = entries
        self.locks = locks
    }
}
