import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads the `yarn.lock` of Yarn 2 and later: YAML, one entry for each resolution.
///
/// Source: <https://yarnpkg.com/advanced/lexicon#lockfile>, <https://yarnpkg.com/protocols>
struct YarnBerryReader: ListReader {
    private var draft: ListDraft
    private var patterns = YarnPatterns()
    /// The packages of registries by name and version.
    private var published: [[String]: Int] = [:]
    /// Entries of packages with patched files.
    private var patched: [ManifestMember] = []

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = YarnBerryReader(input)
        let document = ManifestDocument.parse(input.file, language: .yaml, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        for member in document.roots.first?.members ?? [] where member.key != "__metadata" { reader.read(member) }
        for member in reader.patched { reader.readPatched(member) }
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let patterns = patterns
        draft.resolveRequirements { _, requirement in patterns.resolve(requirement) }
        draft.resolveImporters { _, requirement in patterns.resolve(requirement) }
        draft.importers.sort { $0.folder.isEmpty && !$1.folder.isEmpty }
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    private mutating func read(_ member: ManifestMember) {
        let written = Self.patterns(member.key)
        guard member.value.isMapping, let first = written.first else {
            return draft.report(.unexpectedShape, "an entry of a `yarn.lock` is no mapping", at: member.place)
        }
        let (name, reference) = NPMSpecifier.split(member.value["resolution"]?.string ?? first)
        guard !reference.hasPrefix("patch:") else { return patched.append(member) }
        add(member, written, name, reference)
    }

    /// A patch changes files of a package that has an entry of its own, and is installed in its place.
    private mutating func readPatched(_ member: ManifestMember) {
        let written = Self.patterns(member.key)
        let name = NPMSpecifier.split(member.value["resolution"]?.string ?? member.key).name
        guard let index = published[[name, member.value["version"]?.scalarText ?? ""]] else {
            return add(member, written, name, "patch:")
        }
        for pattern in written { patterns.add(pattern, index) }
    }

    private static func patterns(_ key: String) -> [String] {
        key.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
    }

    private mutating func add(_ member: ManifestMember, _ written: [String], _ name: String, _ reference: String) {
        var package = Package(
            .npm, name: name, version: member.value["version"]?.scalarText ?? "", place: member.place,
            source: Self.source(reference))
        let asked = NPMSpecifier.split(written.first ?? name).name
        if asked != name { package.alias = asked }
        package.hasIntegrity = member.value["checksum"] != nil
        package.requirements = Self.requirements(member.value)
        guard let index = draft.add(package) else { return }
        for pattern in written { patterns.add(pattern, index) }
        if case .registry = package.source { published[[name, package.version]] = index }
        if case .workspace(let folder) = package.source { addImporter(folder, package, index) }
    }

    /// A member's entry mixes what runs with what develops; its manifest tells them apart.
    private mutating func addImporter(_ folder: String, _ package: Package, _ index: Int) {
        let folder = folder == "." ? "" : folder
        let manifest = NodeManifest(folder: folder, of: draft.input)
        draft.importers.append(
            Importer(
                folder: folder, name: package.name, requirements: manifest?.requirements ?? package.requirements,
                package: index))
    }

    private static func requirements(_ entry: ManifestNode) -> [Requirement] {
        let optional = Set(
            entry["dependenciesMeta"]?.members.filter { $0.value["optional"]?.isTrue == true }.map(\.key) ?? [])
        return NodeManifest.packageRequirements(entry).map { requirement in
            var requirement = requirement
            if optional.contains(requirement.name) { requirement.scope = .optional }
            return requirement
        }
    }

    /// What a resolution's reference says, such as `npm:1.0.0`, `workspace:packages/a`, `patch:a@npm%3A1.0.0#…`.
    private static func source(_ reference: String) -> PackageSource {
        if let folder = reference.after("workspace:") { return .workspace(folder) }
        if reference.hasPrefix("npm:") || reference.hasPrefix("patch:") { return .registry(nil) }
        return NPMSpecifier(reference).source ?? .registry(nil)
    }
}
