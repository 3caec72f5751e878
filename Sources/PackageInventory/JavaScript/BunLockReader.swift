import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `bun.lock`: JSON with comments and trailing commas; keys are ways through folders, such as `a/b` for the `b`
/// that `a` gets.
///
/// Source: <https://bun.com/docs/pm/lockfile>
struct BunLockReader: ListReader {
    private var draft: ListDraft
    private var byWay: [String: Int] = [:]
    private var ways: [String] = []

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = BunLockReader(input)
        let document = ManifestDocument.parse(commentedJSON: input.file, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        guard let root = document.roots.first else { return reader.draft.finished() }
        for member in root["packages"]?.members ?? [] { reader.add(member) }
        for member in root["workspaces"]?.members ?? [] { reader.addImporter(member) }
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let (byWay, ways) = (byWay, ways)
        draft.resolveRequirements { index, requirement in Self.resolve(requirement.name, from: ways[index], byWay) }
        draft.resolveImporters { importer, requirement in
            Self.resolve(requirement.name, from: importer.name ?? "", byWay)
        }
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    /// The nearest package of a name on the way up.
    private static func resolve(_ name: String, from way: String, _ byWay: [String: Int]) -> Int? {
        var way = way[...]
        for _ in 0..<InventoryLimits.nesting where !way.isEmpty {
            if let index = byWay["\(way)/\(name)"] { return index }
            guard let slash = way.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
            way = way[..<slash]
        }
        return byWay[name]
    }

    /// `["name@version", "registry", {…}, "sha512-…"]`, with fewer parts for what no registry has.
    private mutating func add(_ member: ManifestMember) {
        guard let identity = member.value.elements.first?.string else {
            return draft.report(.unexpectedShape, "the entry of a package is no list with a name", at: member.place)
        }
        let (name, reference) = NPMSpecifier.split(identity)
        guard !reference.hasPrefix("root:") else { return }
        let details = member.value.elements.first { $0.isMapping }
        let texts = member.value.elements.dropFirst().compactMap(\.string)
        var package = Package(
            .npm, name: name, version: reference, place: member.place, source: Self.source(reference, texts.first))
        let asked = Self.lastName(member.key)
        if asked != name { package.alias = asked }
        package.addIntegrity(texts.first { $0.hasPrefix("sha") })
        if details?["bundled"]?.isTrue == true { package.scopes.insert(.bundled) }
        if let details { package.requirements = Self.requirements(details) }
        guard let index = draft.add(package) else { return }
        ways.append(member.key)
        byWay[member.key] = index
    }

    private static func requirements(_ details: ManifestNode) -> [Requirement] {
        let optional = Set(details["optionalPeers"]?.strings ?? [])
        // A peer that is optional and not there is none.
        return NodeManifest.packageRequirements(details).map { requirement in
            var requirement = requirement
            if optional.contains(requirement.name) { requirement.scope = .peer }
            return requirement
        }
    }

    private mutating func addImporter(_ member: ManifestMember) {
        let manifest = NodeManifest(member.value)
        let index = manifest.name.flatMap { byWay[$0] }
        var importer = Importer(folder: member.key, name: manifest.name, requirements: manifest.requirements)
        if !member.key.isEmpty, let index {
            importer.package = index
            draft.update(index) { $0.requirements = manifest.requirements.filter { $0.scope != .dev } }
        }
        draft.importers.append(importer)
    }

    private static func source(_ reference: String, _ registry: String?) -> PackageSource {
        if let folder = reference.after("workspace:") { return .workspace(folder) }
        return NPMSpecifier(reference).source ?? .registry(registry?.isEmpty == false ? registry : nil)
    }

    /// The last name of a way; names with a scope have a `/` of their own.
    private static func lastName(_ way: String) -> String {
        let parts = way.split(separator: "/")
        guard let last = parts.last else { return way }
        if let scope = parts.dropLast().last, scope.hasPrefix("@") { return "\(scope)/\(last)" }
        return String(last)
    }
}
