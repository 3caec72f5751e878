package import ApplicationModel
package import SourceText

/// One package as a list of packages has it: in a tree of folders, one place where it is installed.
package struct Package: Sendable, Hashable {
    /// The registry whose names and versions it follows, also where it was fetched from elsewhere.
    package var ecosystem: Ecosystem
    /// The name under which its registry knows it, as written.
    package var name: String
    /// The version as written, without the operator of a pin; empty when the list does not say.
    package var version: String
    /// The bytes of its entry in the list.
    package var place: SourcePlace
    /// Where it is fetched from.
    package var source: PackageSource
    /// What it is needed for, as far as the list says or the project's manifest tells.
    package var scopes: PackageScopes = []
    /// The groups, configurations or target frameworks that hold it, in the list's words and order.
    package var groups: [String] = []
    /// The extras or features with which it is installed.
    package var extras: [String] = []
    /// The name under which the project imports it, where that is another.
    package var alias: String?
    /// The platform or condition that the entry is for, in the list's words.
    package var condition: String?
    /// Whether the list says that installing it runs a program of its own.
    package var hasInstallScript = false
    /// Whether the list holds a hash of its contents.
    package var hasIntegrity = false
    /// The hashes of the files in which its registry publishes it, of which Python's has several, in the list's order.
    package var hashes: [PackageHash] = []
    /// Its licences as the list has them, each an expression or any other text; empty when the list does not say.
    package var licenses: [String] = []
    /// The folder it is installed in, below the folder of the list, such as `node_modules/a/node_modules/b`.
    package var location: String?
    /// The bytes of its version where another may be written in their place, with nothing else to be changed in the
    /// file; `nil` where only a package manager can.
    package var versionPlace: SourcePlace?
    /// What it depends on, in the list's order.
    package var requirements: [Requirement] = []

    /// Makes a package with neither scopes nor requirements.
    package init(
        _ ecosystem: Ecosystem, name: String, version: String, place: SourcePlace, source: PackageSource
    ) {
        self.ecosystem = ecosystem
        self.name = name
        self.version = version
        self.place = place
        self.source = source
    }

    /// The name by which other packages and the code ask for it.
    package var importName: String { alias ?? name }

    /// Whether an advisory of its registry can be about it: not so for what comes from git, a URL or the disk, which
    /// may hold anything under that name.
    package var isFromRegistry: Bool {
        switch source {
        case .registry, .toolchain: true
        case .git, .url, .path, .workspace: false
        }
    }
}
