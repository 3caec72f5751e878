import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `Pipfile.lock`: a section for each category of the `Pipfile`.
///
/// Source: <https://pipenv.pypa.io/en/latest/pipfile.html>
struct PipfileLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .json, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        var names = NameIndex()
        for section in document.roots.first?.members ?? [] where section.key != "_meta" {
            for member in section.value.members {
                if let index = draft.add(package(member, section.key)) {
                    names.add(PythonName.normalized(member.key), version: section.key, index)
                }
            }
        }
        if let file = input.neighbour("Pipfile"), let root = ManifestDocument.parse(toml: file).roots.first {
            draft.importers = [Importer(requirements: requirements(root))]
            draft.resolveImporters { _, requirement in
                let name = PythonName.normalized(requirement.name)
                return names.find(name, version: requirement.scope == .dev ? "develop" : "default") ?? names.find(name)
            }
        }
        draft.inferImporter()
        return draft.finished()
    }

    /// What a `Pipfile` asks for.
    static func requirements(_ root: ManifestNode) -> [Requirement] {
        PythonManifest.table(root["packages"], .runtime) + PythonManifest.table(root["dev-packages"], .dev)
    }

    private static func package(_ member: ManifestMember, _ section: String) -> Package {
        let entry = member.value
        let pin = entry["version"]?.string ?? ""
        var package = Package(
            .pypi, name: member.key, version: PythonRequirement.pinned(pin) ?? "", place: member.place,
            source: source(entry))
        package.groups = [section]
        if section == "develop" { package.scopes = .dev }
        package.extras = entry["extras"]?.strings ?? []
        package.condition = entry["markers"]?.string
        package.addHashes(entry["hashes"]?.strings ?? [])
        return package
    }

    private static func source(_ entry: ManifestNode) -> PackageSource {
        if let url = entry["git"]?.string ?? entry["hg"]?.string ?? entry["svn"]?.string {
            return .git([url, entry["ref"]?.scalarText].compactMap(\.self).joined(separator: "#"))
        }
        if let path = entry["path"]?.string { return .path(path) }
        if let file = entry["file"]?.string {
            return file.contains("://") && !file.hasPrefix("file:") ? .url(file) : .path(file)
        }
        return .registry(entry["index"]?.string)
    }
}
