import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `uv.lock`.
///
/// Source: <https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile>,
/// <https://github.com/astral-sh/uv/blob/main/crates/uv-resolver/src/lock/mod.rs>
struct UVLockReader: ListReader {
    private var draft: ListDraft
    private var names = NameIndex()

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = UVLockReader(input)
        let document = ManifestDocument.parse(toml: input.file, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        for entry in document.roots.first?["package"]?.elements ?? [] { reader.add(entry) }
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let names = names
        draft.resolveRequirements { _, requirement in Self.resolve(requirement, names) }
        draft.resolveImporters { _, requirement in Self.resolve(requirement, names) }
        for index in draft.importers.indices {
            for position in draft.importers[index].requirements.indices {
                draft.importers[index].requirements[position].range = nil
            }
        }
        restoreRanges()
        draft.importers.sort { $0.folder.isEmpty && !$1.folder.isEmpty }
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    /// While the list is read, the range of a requirement is the version that it names when several are there.
    private static func resolve(_ requirement: Requirement, _ names: NameIndex) -> Int? {
        let name = PythonName.normalized(requirement.name)
        if let version = requirement.range, let index = names.find(name, version: version) { return index }
        return names.find(name)
    }

    /// What each importer accepts, in its order.
    private var ranges: [[String: String]] = []

    private mutating func restoreRanges() {
        for index in draft.importers.indices where ranges.indices.contains(index) {
            for position in draft.importers[index].requirements.indices {
                let name = draft.importers[index].requirements[position].name
                draft.importers[index].requirements[position].range = ranges[index][PythonName.normalized(name)]
            }
        }
    }

    private mutating func add(_ entry: ManifestNode) {
        guard let name = entry["name"]?.string else {
            return draft.report(.unexpectedShape, "the entry of a package has no name", at: entry.place)
        }
        let version = entry["version"]?.scalarText ?? ""
        var package = Package(
            .pypi, name: name, version: version, place: entry.place, source: Self.source(entry["source"]))
        package.addHashes(ofFiles: (entry["sdist"].map { [$0] } ?? []) + (entry["wheels"]?.elements ?? []))
        package.requirements = Self.requirements(entry["dependencies"], .runtime)
        for extra in entry["optional-dependencies"]?.members ?? [] {
            package.extras.append(extra.key)
            package.requirements += Self.requirements(extra.value, .optional)
        }
        guard let index = draft.add(package) else { return }
        names.add(PythonName.normalized(name), version: version, index)
        if case .workspace(let folder) = package.source { addImporter(folder, name, entry, package, index) }
    }

    private mutating func addImporter(
        _ folder: String, _ name: String, _ entry: ManifestNode, _ package: Package, _ index: Int
    ) {
        var requirements = Self.requirements(entry["dependencies"], .runtime, withPlaces: true)
        for extra in entry["optional-dependencies"]?.members ?? [] {
            requirements += Self.requirements(extra.value, .optional, withPlaces: true)
        }
        for group in (entry["dev-dependencies"] ?? entry["dependency-groups"])?.members ?? [] {
            requirements += Self.requirements(group.value, .dev, withPlaces: true)
        }
        let metadata = entry["metadata"]
        let asked =
            (metadata?["requires-dist"]?.elements ?? [])
            + (metadata?["requires-dev"]?.members.flatMap(\.value.elements) ?? [])
        var specifiers: [String: String] = [:]
        for element in asked {
            guard let name = element["name"]?.string, let specifier = element["specifier"]?.string else { continue }
            specifiers[PythonName.normalized(name)] = specifier
        }
        ranges.append(specifiers)
        draft.importers.append(
            Importer(folder: folder == "." ? "" : folder, name: name, requirements: requirements, package: index))
    }

    private static func requirements(
        _ node: ManifestNode?, _ scope: Requirement.Scope, withPlaces: Bool = false
    ) -> [Requirement] {
        (node?.elements ?? []).compactMap { element in
            guard let name = element["name"]?.string else { return nil }
            return Requirement(
                name, range: element["version"]?.scalarText, scope: scope, place: withPlaces ? element.place : nil)
        }
    }

    private static func source(_ node: ManifestNode?) -> PackageSource {
        guard let member = node?.members.first else { return .registry(nil) }
        let text = member.value.string ?? ""
        switch member.key {
        case "git": return .git(text)
        case "url": return .url(text)
        case "path", "directory": return .path(text)
        case "editable", "virtual", "workspace": return .workspace(text)
        default: return .registry(text)
        }
    }
}
