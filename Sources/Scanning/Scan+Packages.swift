import ApplicationModel
import CodeAnalysis
import DependencyReach
import PackageInventory
import SourceText

extension Scan {
    /// Finds the lists of packages that hold for the functions' code, each list once, and holds them against advisories.
    func addPackages(to model: inout ScanModel) {
        let codes = model.applications.indices.map { model.code.indices.contains($0) ? model.code[$0] : nil }
        let folders = zip(model.applications, codes).map { ApplicationDependencies.folders(of: $0, $1) }
        let inventory = Inventory.read(folders.flatMap(\.self), files: files)
        let dependencies = zip(model.applications, codes).map { ApplicationDependencies($0, $1, inventory, options.advisories) }
        let paths = Set(dependencies.flatMap { $0.places.map(\.path) })
        let sources = paths.sorted().compactMap { path in
            (try? files.contents(of: path, limit: InventoryLimits.bytes)).map { SourceFile(path: path, bytes: $0) }
        }
        model.add(dependencies, sources)
    }
}
