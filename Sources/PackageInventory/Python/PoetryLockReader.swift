import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `poetry.lock`, versions 1 and 2.
///
/// Source: <https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock>,
/// <https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py>
struct PoetryLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(toml: input.file, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        let root = document.roots.first
        // Older files keep the hashes of all packages at the end.
        let hashed = Dictionary(
            (root?["metadata"]?["files"]?.members ?? []).map { ($0.key, $0.value.elements) }, uniquingKeysWith: { first, _ in first })
        var names = NameIndex()
        var saysGroups = false
        for entry in root?["package"]?.elements ?? [] {
            guard let name = entry["name"]?.string else {
                draft.report(.unexpectedShape, "the entry of a package has no name", at: entry.place)
                continue
            }
            saysGroups = saysGroups || entry["category"] != nil || entry["groups"] != nil
            var package = package(name, entry)
            package.addHashes(ofFiles: hashed[name] ?? [])
            if let index = draft.add(package) { names.add(PythonName.normalized(name), index) }
        }
        draft.resolveRequirements { _, requirement in names.find(PythonName.normalized(requirement.name)) }
        if let manifest = PythonManifest(of: input) {
            draft.importers = [Importer(name: manifest.name, requirements: manifest.requirements)]
            draft.resolveImporters { _, requirement in names.find(PythonName.normalized(requirement.name)) }
        }
        draft.inferImporter()
        if !saysGroups { draft.markDevelopment() }
        return draft.finished()
    }

    private static func package(_ name: String, _ entry: ManifestNode) -> Package {
        var package = Package(
            .pypi, name: name, version: entry["version"]?.scalarText ?? "", place: entry.place,
            source: source(entry["source"]))
        if let category = entry["category"]?.string { package.groups = [category] }
        if let groups = entry["groups"]?.strings { package.groups = groups }
        if !package.groups.isEmpty, !package.groups.contains("main") { package.scopes = .dev }
        if entry["optional"]?.isTrue == true { package.scopes.insert(.optional) }
        package.condition = entry["markers"]?.string
        package.addHashes(ofFiles: entry["files"]?.elements ?? [])
        package.requirements = PythonManifest.table(entry["dependencies"], .runtime).map { requirement in
            var requirement = requirement
            requirement.place = nil
            return requirement
        }
        return package
    }

    private static func source(_ node: ManifestNode?) -> PackageSource {
        let url = node?["url"]?.string
        switch node?["type"]?.string {
        case "git":
            let revision = node?["resolved_reference"]?.scalarText ?? node?["reference"]?.scalarText
            return .git([url, revision].compactMap(\.self).joined(separator: "#"))
        case "url": return .url(url ?? "")
        case "directory", "file": return .path(url ?? "")
        default: return .registry(url)
        }
    }
}
