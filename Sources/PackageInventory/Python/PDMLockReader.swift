import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `pdm.lock` and `pylock.toml`.
///
/// Source: <https://pdm-project.org/latest/usage/lockfile/>,
/// <https://packaging.python.org/en/latest/specifications/pylock-toml/>
struct PDMLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(toml: input.file, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        let root = document.roots.first
        let hashed = Dictionary(
            (root?["metadata"]?["files"]?.members ?? []).map { ($0.key, $0.value.elements) }, uniquingKeysWith: { first, _ in first })
        var names = NameIndex()
        for entry in (root?["package"] ?? root?["packages"])?.elements ?? [] {
            guard let name = entry["name"]?.string else {
                draft.report(.unexpectedShape, "the entry of a package has no name", at: entry.place)
                continue
            }
            var package = package(name, entry)
            package.addHashes(ofFiles: hashed["\(name) \(package.version)"] ?? [])
            let key = PythonName.normalized(name)
            // What an extra adds stands in an entry of its own.
            if let known = names.find(key, version: package.version) {
                draft.update(known) {
                    $0.extras += package.extras
                    $0.requirements += package.requirements.filter { PythonName.normalized($0.name) != key }
                }
            } else if let index = draft.add(package) {
                names.add(key, version: package.version, index)
            }
        }
        draft.resolveRequirements { _, requirement in names.find(PythonName.normalized(requirement.name)) }
        if let manifest = PythonManifest(of: input) {
            draft.importers = [Importer(name: manifest.name, requirements: manifest.requirements)]
            draft.resolveImporters { _, requirement in names.find(PythonName.normalized(requirement.name)) }
        }
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    private static func package(_ name: String, _ entry: ManifestNode) -> Package {
        var package = Package(
            .pypi, name: name, version: entry["version"]?.scalarText ?? "", place: entry.place, source: source(entry))
        package.groups = entry["groups"]?.strings ?? []
        package.extras = entry["extras"]?.strings ?? []
        package.condition = entry["marker"]?.string ?? entry["markers"]?.string
        package.addHashes(ofFiles: entry["files"]?.elements ?? [])
        let files = [entry["sdist"], entry["archive"]].compactMap(\.self) + (entry["wheels"]?.elements ?? [])
        package.addHashTables(ofFiles: files)
        package.requirements = (entry["dependencies"]?.elements ?? []).compactMap { element in
            // `pylock.toml` names them in tables, PDM in text.
            if let name = element["name"]?.string { return Requirement(name, range: element["version"]?.scalarText) }
            let requirement = PythonRequirement(element.string ?? "")
            return requirement.name.map { Requirement($0, range: requirement.range) }
        }
        return package
    }

    private static func source(_ entry: ManifestNode) -> PackageSource {
        if let url = entry["git"]?.string {
            return .git([url, entry["revision"]?.scalarText].compactMap(\.self).joined(separator: "#"))
        }
        if let vcs = entry["vcs"] {
            let url = vcs["url"]?.string ?? vcs["path"]?.string
            return .git([url, vcs["commit-id"]?.scalarText].compactMap(\.self).joined(separator: "#"))
        }
        if let path = entry["path"]?.string ?? entry["directory"]?["path"]?.string ?? entry["archive"]?["path"]?.string
        {
            return .path(path)
        }
        if let url = entry["url"]?.string ?? entry["archive"]?["url"]?.string { return .url(url) }
        return .registry(entry["index"]?.string)
    }
}
