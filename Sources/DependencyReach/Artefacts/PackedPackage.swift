package import AdvisoryMatching
import ApplicationModel
import CodeAnalysis
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
    init(_ uses: [ArtefactUse], _ first: Package, _ verdict: VersionVerdict, _ order: [String], _ code: ApplicationCode?) {
        self.uses = uses
        package = first
        self.verdict = verdict
        let shipped = Set(uses.flatMap(\.functions))
        shippedBy = order.filter(shipped.contains)
        let bundled = Set(uses.filter { $0.package.scopes.contains(.bundled) && $0.package.ecosystem == .npm }.flatMap(\.functions))
        let importing = (code?.functions ?? []).filter { code in
            code.closure.externals.contains { Self.isName($0.package, of: first) }
        }
        let loading = bundled.union(importing.map(\.function))
        loadedBy = shippedBy.filter(loading.contains)
    }

    /// Whether an import of the code means the package itself.
    private static func isName(_ module: String, of package: Package) -> Bool {
        switch package.ecosystem {
        case .npm: module == package.name
        case .pypi: PythonDistribution.names(providing: module).contains { PythonName.normalized($0) == PythonName.normalized(package.name) }
        default: false
        }
    }

    /// What the advisories that describe one flaw say together.
    package var flaws: [Flaw] { verdict.flaws.map { Flaw($0.map { verdict.matches[$0] }) } }
}
