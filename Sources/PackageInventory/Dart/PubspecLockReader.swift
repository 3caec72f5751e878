import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `pubspec.lock`.
///
/// Source: <https://dart.dev/tools/pub/glossary#lockfile>
struct PubspecLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .yaml, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        var importer = Importer()
        let ranges = PubspecManifest.requirements(of: input)
        for member in document.roots.first?["packages"]?.members ?? [] {
            guard member.value.isMapping else {
                draft.report(.unexpectedShape, "the entry of a package is no mapping", at: member.place)
                continue
            }
            let package = package(member)
            guard let index = draft.add(package), !package.scopes.contains(.indirect) else { continue }
            var requirement = ranges[member.key] ?? Requirement(member.key, place: member.place)
            requirement.scope = package.scopes.contains(.dev) ? .dev : .runtime
            requirement.target = index
            importer.requirements.append(requirement)
        }
        draft.importers = [importer]
        return draft.finished()
    }

    private static func package(_ member: ManifestMember) -> Package {
        let description = member.value["description"]
        let name = description?["name"]?.string ?? member.key
        var package = Package(
            .pub, name: name, version: member.value["version"]?.scalarText ?? "", place: member.place,
            source: source(member.value["source"]?.string, description))
        if name != member.key { package.alias = member.key }
        let dependency = member.value["dependency"]?.string ?? ""
        package.groups = dependency.isEmpty ? [] : [dependency]
        if dependency == "direct dev" { package.scopes = .dev }
        if dependency == "transitive" { package.scopes = .indirect }
        package.addHash(.sha256, description?["sha256"]?.scalarText)
        return package
    }

    private static func source(_ kind: String?, _ description: ManifestNode?) -> PackageSource {
        switch kind {
        case "git":
            .git(
                [description?["url"]?.string, description?["resolved-ref"]?.scalarText].compactMap(\.self).joined(
                    separator: "#"))
        case "path": .path(description?["path"]?.string ?? "")
        case "sdk": .path(description?.scalarText ?? "sdk")
        default: .registry(description?["url"]?.string)
        }
    }
}

/// What a `pubspec.yaml` asks for.
enum PubspecManifest {
    /// The requirements of the manifest beside a list by name.
    static func requirements(of input: ListInput) -> [String: Requirement] {
        guard let file = input.neighbour("pubspec.yaml"),
            let root = ManifestDocument.parse(file, language: .yaml).roots.first
        else { return [:] }
        return Dictionary(requirements(root).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    static func requirements(_ root: ManifestNode) -> [Requirement] {
        let sections: [(String, Requirement.Scope)] = [("dependencies", .runtime), ("dev_dependencies", .dev)]
        return sections.flatMap { section, scope in
            (root[section]?.members ?? []).map { member in
                let range = member.value.scalarText ?? member.value["version"]?.scalarText
                return Requirement(member.key, range: range, scope: scope, place: member.place)
            }
        }
    }
}

/// Reads a `pubspec.yaml` that no lockfile settles.
struct PubspecReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .yaml)
        draft.adopt(document.issues)
        guard let root = document.roots.first else { return draft.finished() }
        draft.addPinned(PubspecManifest.requirements(root), name: root["name"]?.string) { range in
            PinnedVersion.numbers(range, atLeast: 3, prefixes: [])
        }
        return draft.finished()
    }
}
