import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `composer.lock`.
///
/// Source: <https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control>
struct ComposerLockReader: ListReader {
    private var draft: ListDraft
    private var names = NameIndex()

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = ComposerLockReader(input)
        let document = ManifestDocument.parse(input.file, language: .json, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        guard let root = document.roots.first else { return reader.draft.finished() }
        for node in root["packages"]?.elements ?? [] { reader.add(node, isDev: false) }
        for node in root["packages-dev"]?.elements ?? [] { reader.add(node, isDev: true) }
        let names = reader.names
        reader.draft.resolveRequirements { _, requirement in names.find(requirement.name.lowercased()) }
        if let requirements = ComposerManifest.requirements(of: input) {
            reader.draft.importers = [Importer(requirements: requirements)]
            reader.draft.resolveImporters { _, requirement in names.find(requirement.name.lowercased()) }
        }
        reader.draft.inferImporter()
        return reader.draft.finished()
    }

    private mutating func add(_ node: ManifestNode, isDev: Bool) {
        guard let name = node["name"]?.string else {
            return draft.report(.unexpectedShape, "the entry of a package has no name", at: node.place)
        }
        var package = Package(
            .packagist, name: name, version: node["version"]?.scalarText ?? "", place: node.place,
            source: Self.source(node))
        package.scopes = isDev ? .dev : []
        package.groups = [isDev ? "packages-dev" : "packages"]
        package.addHash(.sha1, node["dist"]?["shasum"]?.string)
        package.licenses = node["license"].map { $0.string.map { [$0] } ?? $0.strings } ?? []
        // A plugin's code runs while composer does.
        package.hasInstallScript = node["type"]?.string == "composer-plugin"
        package.requirements = (node["require"]?.requirements(.runtime) ?? []).filter {
            ComposerManifest.isPackage($0.name)
        }
        guard let index = draft.add(package) else { return }
        names.add(name.lowercased(), index)
        // What it stands in for is met by it.
        for section in ["replace", "provide"] {
            for member in node[section]?.members ?? [] { names.add(member.key.lowercased(), index) }
        }
    }

    private static func source(_ node: ManifestNode) -> PackageSource {
        let dist = node["dist"]
        let origin = node["source"]
        if dist?["type"]?.string == "path" || origin?["type"]?.string == "path" {
            return .path(dist?["url"]?.string ?? origin?["url"]?.string ?? "")
        }
        return .registry(dist?["url"]?.string ?? origin?["url"]?.string)
    }
}

/// What a `composer.json` asks for.
enum ComposerManifest {
    /// The requirements of the manifest beside a list; `nil` when there is none.
    static func requirements(of input: ListInput) -> [Requirement]? {
        guard let file = input.neighbour("composer.json"),
            let root = ManifestDocument.parse(file, language: .json).roots.first
        else { return nil }
        return requirements(root)
    }

    static func requirements(_ root: ManifestNode) -> [Requirement] {
        ((root["require"]?.requirements(.runtime, withPlaces: true) ?? [])
            + (root["require-dev"]?.requirements(.dev, withPlaces: true) ?? [])).filter { isPackage($0.name) }
    }

    /// Whether a name is that of a package: PHP itself, its extensions and libraries have none of a vendor.
    static func isPackage(_ name: String) -> Bool { name.contains("/") }
}

/// Reads a `composer.json` that no lockfile settles.
struct ComposerManifestReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .json)
        draft.adopt(document.issues)
        guard let root = document.roots.first else { return draft.finished() }
        draft.addPinned(ComposerManifest.requirements(root), name: root["name"]?.string) { range in
            PinnedVersion.numbers(range, atLeast: 3, prefixes: ["=", "v"])
        }
        return draft.finished()
    }
}
