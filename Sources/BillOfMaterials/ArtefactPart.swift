import DependencyReach
import PackageInventory
import PackageURLs

/// What one artefact adds to a bill.
struct ArtefactPart {
    /// A package in it.
    struct Entry {
        /// What names it within the bill.
        let reference: String
        let package: Package
        /// Where it lies, from the root of the tree.
        let location: String
        /// How the functions of the bill that are deployed from the artefact stand to it.
        let uses: [String: PackageUse]
    }

    /// In the artefact's order; none when the bill is of no function that is deployed from it.
    let entries: [Entry]

    /// `functions` are those of the bill.
    init(_ shipped: ShippedArtefact, functions: [String: Int]) {
        let users = shipped.reference.functions.filter { functions[$0] != nil }
        guard !users.isEmpty else {
            entries = []
            return
        }
        // Where a list says the version of what a bundle names without one, the list speaks.
        let unversioned = Set(shipped.unversioned)
        let packages = shipped.artefact.packages.filter { !$0.version.isEmpty || unversioned.contains($0.name) }
        entries = packages.compactMap { package in
            guard let reference = package.url?.description else { return nil }
            let uses = users.map { ($0, shipped.use(of: package, by: $0)) }
            return Entry(
                reference: reference, package: package, location: shipped.location(of: package),
                uses: Dictionary(uses, uniquingKeysWith: { first, _ in first }))
        }
    }
}
