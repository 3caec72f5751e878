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

    init(_ reference: ArtefactReference, _ artefact: Artefact, _ lists: inout ListsOfFunctions) {
        self.reference = reference
        self.artefact = artefact
        isListed = reference.functions.allSatisfy { lists.isLocked(for: $0) }
        unversioned = lists.unknown(artefact.packages.filter(\.version.isEmpty), to: reference.functions).map(\.name)
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
