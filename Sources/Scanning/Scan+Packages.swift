import ApplicationModel
import CodeAnalysis
import DependencyReach
import PackageInventory
import SourceText

extension Scan {
    /// Finds the lists of packages that hold for the functions' code and the artefacts that the manifests name, each once,
    /// and holds them against advisories.
    func addPackages(to model: inout ScanModel) async {
        let codes = model.applications.indices.map { model.code.indices.contains($0) ? model.code[$0] : nil }
        let folders = zip(model.applications, codes).map { ApplicationDependencies.folders(of: $0, $1) }
        let inventory = Inventory.read(folders.flatMap(\.self), files: files)
        let artefacts = artefacts(of: model.applications, codes, inventory)
        let dependencies = await dependencies(of: model.applications, codes, inventory, artefacts)
        model.pin(zip(codes, dependencies).compactMap { code, found in code.map { ImportedVersions(found).added(to: $0) } })
        let paths = Set(dependencies.flatMap { $0.places.map(\.path) })
        let sources = paths.sorted().compactMap(source)
        model.add(dependencies, sources)
        for path in Set(dependencies.flatMap(\.commentedFiles)).sorted() {
            guard let kind = PackageListKind(path: path), let file = model.sources[path] ?? source(at: path) else { continue }
            model.add(file, comments: ListComments.all(in: file, kind: kind))
        }
    }

    private func source(at path: RelativePath) -> SourceFile? {
        (try? files.contents(of: path, limit: InventoryLimits.bytes)).map { SourceFile(path: path, bytes: $0) }
    }

    /// One artefact is read at a time, so that never more than one is held.
    private func artefacts(
        of applications: [Application], _ codes: [ApplicationCode?], _ inventory: Inventory
    ) -> [ApplicationArtefacts] {
        let searches = zip(applications, codes).map { ArtefactSearch($0, $1, inventory, files: files) }
        var entries: [RelativePath: ArtefactEntries] = [:]
        for reference in searches.flatMap(\.references) { entries[reference.path, default: ArtefactEntries()].formUnion(reference.entries) }
        var contents: [RelativePath: Artefact] = [:]
        for path in entries.keys.sorted() {
            contents[path] = ArtefactReader.read(path, entries: entries[path] ?? ArtefactEntries(), files: files)
        }
        return searches.map { ApplicationArtefacts($0, contents: contents) }
    }

    private func dependencies(
        of applications: [Application], _ codes: [ApplicationCode?], _ inventory: Inventory, _ artefacts: [ApplicationArtefacts]
    ) async -> [ApplicationDependencies] {
        await withTaskGroup(of: (Int, ApplicationDependencies).self) { group in
            for (index, application) in applications.enumerated() {
                group.addTask {
                    (
                        index,
                        ApplicationDependencies(
                            application, codes[index], inventory, options.advisories, files: files, artefacts: artefacts[index])
                    )
                }
            }
            var found = [ApplicationDependencies?](repeating: nil, count: applications.count)
            for await (index, dependencies) in group { found[index] = dependencies }
            return found.compactMap(\.self)
        }
    }
}
