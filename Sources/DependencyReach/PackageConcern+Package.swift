package import Findings
package import PackageInventory

extension PackageConcern {
    /// What is said of a package, and of a flaw in it.
    package init(_ package: Package, _ flaw: Flaw? = nil) {
        let flaws = flaw.map { flaw in [flaw.id] + flaw.aliases.filter { $0 != flaw.id } } ?? []
        self.init(package.url, name: package.name, version: package.version, flaws: flaws)
    }
}
