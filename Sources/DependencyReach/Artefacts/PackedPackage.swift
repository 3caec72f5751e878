package import AdvisoryMatching
import ApplicationModel
package import PackageInventory

/// One version of a package in artefacts that advisories concern, and that no list of the functions has.
package struct PackedPackage: Sendable {
    /// The package; of several instances the first.
    package let package: Package
    /// What the advisories say.
    package let verdict: VersionVerdict
    /// Where it lies, in the artefacts' order; never empty.
    package let uses: [ArtefactUse]
    /// The functions that ship it.
    package let shippedBy: [String]
    /// Those of them whose code loads it, as far as it can be told.
    package let loadedBy: [String]
    /// Those of which it cannot be told.
    package var perhapsLoadedBy: [String] { shippedBy.filter { !loadedBy.contains($0) } }

    /// `order` has the functions in the manifest's order.
    init(_ uses: [ArtefactUse], _ first: Package, _ verdict: VersionVerdict, _ order: [String], in artefacts: [ShippedArtefact]) {
        self.uses = uses
        package = first
        self.verdict = verdict
        let shipped = Set(uses.flatMap(\.functions))
        shippedBy = order.filter(shipped.contains)
        let loading = uses.flatMap { use in
            use.functions.filter { artefacts[use.artefact].use(of: use.package, by: $0) == .loaded }
        }
        loadedBy = shippedBy.filter(Set(loading).contains)
    }

    /// What the advisories that describe one flaw say together.
    package var flaws: [Flaw] { verdict.flaws.map { Flaw($0.map { verdict.matches[$0] }) } }
}
