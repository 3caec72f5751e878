import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `pnpm-lock.yaml`, versions 5 to 9.
///
/// Source: <https://github.com/pnpm/spec/blob/master/lockfile/9.0.md> and the older ones beside it.
struct PNPMLockReader: ListReader {
    private var draft: ListDraft
    /// Each package by its key as written, peers included.
    private var byKey: [String: Int] = [:]
    /// The package that stands for each member of the workspace.
    private var members: [String: Int] = [:]
    private var saysDevelopment = false

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = PNPMLockReader(input)
        let document = ManifestDocument.parse(input.file, language: .yaml, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        // A first document may hold the package manager's own lock (pnpm 11).
        guard let root = document.roots.last(where: { $0["lockfileVersion"] != nil }) ?? document.roots.last else {
            return reader.draft.finished()
        }
        reader.readPackages(root)
        reader.readImporters(root)
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let (byKey, members) = (byKey, members)
        draft.resolveRequirements { [folders = memberFolders] index, requirement in
            Self.resolve(requirement, from: folders[index] ?? "", byKey, members)
        }
        draft.resolveImporters { importer, requirement in
            Self.resolve(requirement, from: importer.folder, byKey, members)
        }
        restoreRanges()
        draft.inferImporter()
        if !saysDevelopment { draft.markDevelopment() }
        return draft.finished()
    }

    private var memberFolders: [Int: String] {
        Dictionary(members.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// The ranges that importers ask for, once the references beside them have been followed.
    private var ranges: [[String: String]] = []

    private mutating func restoreRanges() {
        for index in draft.importers.indices where ranges.indices.contains(index) {
            for position in draft.importers[index].requirements.indices {
                let name = draft.importers[index].requirements[position].name
                draft.importers[index].requirements[position].range = ranges[index][name]
            }
        }
    }

    /// A reference is a key, or what is behind the name in one.
    private static func resolve(
        _ requirement: Requirement, from folder: String, _ byKey: [String: Int], _ members: [String: Int]
    ) -> Int? {
        guard let reference = requirement.range else { return nil }
        if let link = reference.after("link:") {
            return RelativePath(folder)?.appending(link).flatMap { members[$0.description] }
        }
        return byKey["\(requirement.name)@\(reference)"] ?? byKey["/\(requirement.name)@\(reference)"]
            ?? byKey["/\(requirement.name)/\(reference)"] ?? byKey[reference] ?? byKey["/" + reference]
    }
}

extension PNPMLockReader {
    private mutating func readPackages(_ root: ManifestNode) {
        // Version 9 keeps what a package is apart from what it got.
        var snapshots: [String: [ManifestMember]] = [:]
        for member in root["snapshots"]?.members ?? [] {
            snapshots[PNPMKey(member.key).base, default: []].append(member)
        }
        for member in root["packages"]?.members ?? [] {
            let key = PNPMKey(member.key)
            guard let copies = snapshots.removeValue(forKey: key.base) else {
                add(member, key, as: member.key, member.value)
                continue
            }
            for copy in copies { add(member, key, as: copy.key, copy.value) }
        }
        // Half a file may have lost the other half.
        for member in root["snapshots"]?.members ?? [] {
            let key = PNPMKey(member.key)
            if snapshots[key.base] != nil { add(member, key, as: member.key, member.value) }
        }
    }

    private mutating func add(_ member: ManifestMember, _ key: PNPMKey, as name: String, _ copy: ManifestNode) {
        let entry = member.value
        var package = Package(
            .npm, name: entry["name"]?.string ?? key.name, version: entry["version"]?.scalarText ?? key.version,
            place: member.place, source: Self.source(entry["resolution"], key, member.key))
        package.addIntegrity(entry["resolution"]?["integrity"]?.string)
        package.hasInstallScript = entry["requiresBuild"]?.isTrue == true
        if let dev = entry["dev"] {
            saysDevelopment = true
            if dev.isTrue { package.scopes.insert(.dev) }
        }
        if entry["optional"]?.isTrue == true || copy["optional"]?.isTrue == true { package.scopes.insert(.optional) }
        package.requirements =
            (copy["dependencies"]?.requirements(.runtime) ?? [])
            + (copy["optionalDependencies"]?.requirements(.optional) ?? [])
        if let index = draft.add(package) { byKey[name] = index }
    }

    private static func source(_ resolution: ManifestNode?, _ key: PNPMKey, _ text: String) -> PackageSource {
        if let repository = resolution?["repo"]?.string {
            let commit = resolution?["commit"]?.scalarText
            return .git(commit.map { "\(repository)#\($0)" } ?? repository)
        }
        if let directory = resolution?["directory"]?.string { return .path(directory) }
        let tarball = resolution?["tarball"]?.string
        let isVersion = key.version.utf8.first?.isDigit == true && !key.version.utf8.contains(UInt8(ascii: "/"))
        guard !isVersion, !key.version.isEmpty || text.utf8.contains(UInt8(ascii: ":")) else {
            return .registry(tarball)
        }
        switch NPMSpecifier(tarball ?? key.version) {
        case .git(let text): return .git(text)
        case .path(let text): return .path(text)
        case .url(let text), .registry(let text), .workspace(let text): return .url(text)
        case .alias(_, let range): return .registry(range)
        }
    }
}

extension PNPMLockReader {
    private mutating func readImporters(_ root: ManifestNode) {
        guard let importers = root["importers"], importers.isMapping else {
            return addImporter("", root, place: nil)
        }
        for member in importers.members {
            let folder = member.key == "." ? "" : RelativePath(member.key)?.description ?? member.key
            addImporter(folder, member.value, place: member.place)
        }
    }

    private mutating func addImporter(_ folder: String, _ node: ManifestNode, place: SourcePlace?) {
        var requirements: [Requirement] = []
        var specifiers: [String: String] = [:]
        for member in node["specifiers"]?.members ?? [] { specifiers[member.key] = member.value.scalarText }
        let sections: [(String, Requirement.Scope)] = [
            ("dependencies", .runtime), ("optionalDependencies", .optional), ("devDependencies", .dev),
        ]
        for (section, scope) in sections {
            for member in node[section]?.members ?? [] {
                let reference = member.value["version"]?.scalarText ?? member.value.scalarText
                if let specifier = member.value["specifier"]?.scalarText { specifiers[member.key] = specifier }
                requirements.append(Requirement(member.key, range: reference, scope: scope, place: member.place))
            }
        }
        guard place != nil || !requirements.isEmpty else { return }
        var importer = Importer(folder: folder, requirements: requirements)
        if !folder.isEmpty, let place { importer.package = addMember(folder, requirements, place) }
        ranges.append(specifiers)
        draft.importers.append(importer)
    }

    /// What links to a member of the workspace leads on to what the member asks for.
    private mutating func addMember(_ folder: String, _ requirements: [Requirement], _ place: SourcePlace) -> Int? {
        let manifest = NodeManifest(folder: folder, of: draft.input)
        let name = manifest?.name ?? String(folder.split(separator: "/").last ?? "")
        var package = Package(.npm, name: name, version: "", place: place, source: .workspace(folder))
        package.requirements = requirements.filter { $0.scope != .dev }
        let index = draft.add(package)
        members[folder] = index
        return index
    }
}
