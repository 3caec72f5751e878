import AdvisoryMatching
package import PackageInventory

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

    init(_ reference: ArtefactReference, _ artefact: Artefact, _ lists: [ShippedList]) {
        self.reference = reference
        self.artefact = artefact
        let holding = reference.functions.map { function in lists.filter { $0.users.contains { $0.function == function } }.map(\.list) }
        isListed = !holding.isEmpty && holding.allSatisfy { $0.contains(where: \.isLocked) }
        let known = holding.map { Set($0.flatMap(\.packages).map { PackageName($0.name, in: $0.ecosystem) }) }
        unversioned = artefact.packages.filter { package in
            package.version.isEmpty && !known.allSatisfy { $0.contains(PackageName(package.name, in: package.ecosystem)) }
        }.map(\.name)
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
