import AdvisoryMatching
import ApplicationModel
import CodeAnalysis
package import PackageInventory
import SourceText

/// An artefact with the functions that are deployed from it.
package struct ShippedArtefact: Sendable {
    /// What it is to the functions, where the manifest names it, and which they are.
    package let reference: ArtefactReference
    /// What was read in it.
    package let artefact: Artefact
    /// The packages in it whose version neither it nor a list of its functions says, in its order.
    package let unversioned: [String]
    /// Whether a lockfile says for each of its functions which packages readable code was made from.
    package let isListed: Bool
    /// What the code of each of its functions imports, as far as that was read.
    private let imports: [String: Set<String>]

    init(_ reference: ArtefactReference, _ artefact: Artefact, _ lists: inout ListsOfFunctions, _ code: ApplicationCode?) {
        self.reference = reference
        self.artefact = artefact
        let functions = Set(reference.functions)
        let read = (code?.functions ?? []).filter { functions.contains($0.function) }
        imports = Dictionary(read.map { ($0.function, Set($0.closure.externals.map(\.package))) }, uniquingKeysWith: { $0.union($1) })
        isListed = reference.functions.allSatisfy { lists.isLocked(for: $0) }
        unversioned = lists.unknown(artefact.packages.filter(\.version.isEmpty), to: reference.functions).map(\.name)
    }

    /// What limits kept from being read, where the manifest names it; `nil` when nothing was.
    var issue: SourceIssue? {
        let name = "`\(artefact.path)`"
        if artefact.isCut, let reason = artefact.unscannable {
            return SourceIssue(.limit, "the artefact \(name) is not read as a whole: \(reason)", at: reference.place)
        }
        let parts = artefact.unread.filter { $0.kind == .limit }
        guard let first = parts.first else { return nil }
        let others = parts.count > 1 ? " and \(parts.count - 1) more files" : ""
        return SourceIssue(.limit, "`\(first.path)`\(others) in \(name) cannot be read: \(first.reason)", at: reference.place)
    }

    /// How a function stands to a package in it; that nothing loads a package is never known.
    package func use(of package: Package, by function: String) -> PackageUse {
        guard reference.functions.contains(function) else { return .absent }
        // What a bundler made one file of is loaded with it.
        if package.scopes.contains(.bundled), package.ecosystem == .npm { return .loaded }
        return imports[function]?.contains { Self.isName($0, of: package) } == true ? .loaded : .perhapsLoaded
    }

    /// Whether an import of the code means the package itself.
    private static func isName(_ module: String, of package: Package) -> Bool {
        switch package.ecosystem {
        case .npm: module == package.name
        case .pypi: PythonDistribution.names(providing: module).contains { PythonName.normalized($0) == PythonName.normalized(package.name) }
        default: false
        }
    }

    /// Where a package in it lies, from the root of the tree, with `!/` behind each archive on the way.
    package func location(of package: Package) -> String {
        let inner = package.location ?? ""
        if inner.isEmpty || inner == artefact.path.name { return artefact.path.description }
        let isArchive = package.place.path == artefact.path
        return artefact.path.description + (isArchive ? "!/" : "/") + inner
    }
}

/// Where a package lies in an artefact.
package struct ArtefactUse: Sendable {
    /// The index of the artefact.
    package let artefact: Int
    /// The package, with its path in the artefact as `location`.
    package let package: Package
    /// The functions that are deployed from it, in the manifest's order.
    package let functions: [String]
}
