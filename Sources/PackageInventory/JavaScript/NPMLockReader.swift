import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3.
///
/// Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json>
struct NPMLockReader: ListReader {
    private var draft: ListDraft
    private var folders = NodeFolders()
    /// The links of the list: where they stand and the folder that they lead to.
    private var links: [(location: String, folder: String)] = []

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = NPMLockReader(input)
        let document = ManifestDocument.parse(input.file, language: .json, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        guard let root = document.roots.first else { return reader.draft.finished() }
        // Version 2 repeats everything in the form of version 1 for older clients.
        if let packages = root["packages"], packages.isMapping {
            reader.readFlat(packages)
        } else if let nested = root["dependencies"], nested.isMapping {
            reader.readNested(nested, below: "", depth: 0)
        }
        return reader.connected(root)
    }

    private mutating func connected(_ root: ManifestNode) -> PackageList {
        for link in links {
            if let index = folders[link.folder] { folders.install(index, at: link.location) }
        }
        let folders = folders
        let places = draft.packages.indices.map { index in
            draft.packages[index].requirements.isEmpty ? 0 : folders.nearest(to: draft.packages[index].location ?? "")
        }
        draft.resolveRequirements { index, requirement in folders.resolve(requirement.name, from: places[index]) }
        if draft.importers.isEmpty, let manifest = NodeManifest(folder: "", of: draft.input) {
            let name = root["name"]?.string ?? manifest.name
            draft.importers = [Importer(name: name, requirements: manifest.requirements)]
        }
        draft.resolveImporters { importer, requirement in
            folders.resolve(requirement.name, from: folders.nearest(to: importer.folder))
        }
        markURLs()
        draft.inferImporter()
        return draft.finished()
    }

    /// What is asked for by the URL of an archive is no package of the registry, though its entry looks the same.
    private mutating func markURLs() {
        for importer in draft.importers { markURLs(askedFor: importer.requirements) }
        for index in draft.packages.indices { markURLs(askedFor: draft.packages[index].requirements) }
    }

    private mutating func markURLs(askedFor requirements: [Requirement]) {
        for requirement in requirements {
            guard let target = requirement.target, let range = requirement.range,
                range.utf8.contains(UInt8(ascii: "/")),
                case .registry = draft.packages[target].source, let source = NPMSpecifier(range).source
            else { continue }
            draft.update(target) { $0.source = source }
        }
    }
}

extension NPMLockReader {
    /// `packages`: one entry for each folder.
    private mutating func readFlat(_ packages: ManifestNode) {
        folders.reserve(packages.members.count)
        for member in packages.members {
            if member.key.isEmpty {
                let manifest = NodeManifest(member.value)
                draft.importers.insert(Importer(name: manifest.name, requirements: manifest.requirements), at: 0)
            } else if member.value["link"]?.isTrue == true {
                links.append((member.key, member.value["resolved"]?.string ?? ""))
            } else {
                addFlat(member)
            }
        }
    }

    private mutating func addFlat(_ member: ManifestMember) {
        let entry = member.value
        guard entry.isMapping else {
            return draft.report(
                .unexpectedShape, "the entry of a package is no object", at: member.place)
        }
        let installed = NodeFolders.name(in: member.key)
        let name = entry["name"]?.string ?? installed ?? String(member.key.split(separator: "/").last ?? "")
        var package = Package(
            .npm, name: name, version: entry["version"]?.scalarText ?? "", place: member.place,
            source: installed == nil ? .workspace(member.key) : Self.source(entry["resolved"]?.string))
        if let installed, installed != name { package.alias = installed }
        describe(&package, entry)
        package.requirements = NodeManifest.packageRequirements(entry)
        package.location = member.key
        guard let index = draft.add(package) else { return }
        folders.install(index, at: member.key)
        if installed == nil {
            let manifest = NodeManifest(entry)
            draft.importers.append(
                Importer(folder: member.key, name: name, requirements: manifest.requirements, package: index))
        }
    }

    private func describe(_ package: inout Package, _ entry: ManifestNode) {
        for member in entry.members {
            switch member.key {
            case "dev": if member.value.isTrue { package.scopes.insert(.dev) }
            // Needed by development and, if it can be had, by what runs: it is there when the code runs.
            case "optional", "devOptional": if member.value.isTrue { package.scopes.insert(.optional) }
            case "peer": if member.value.isTrue { package.scopes.insert(.peer) }
            case "bundled", "inBundle": if member.value.isTrue { package.scopes.insert(.bundled) }
            case "hasInstallScript": package.hasInstallScript = member.value.isTrue
            case "integrity": package.addIntegrity(member.value.string)
            case "license": package.licenses = member.value.string.map { [$0] } ?? []
            default: break
            }
        }
    }

    /// `dependencies` of version 1: packages in the folders of packages.
    private mutating func readNested(_ dependencies: ManifestNode, below folder: String, depth: Int) {
        guard depth < InventoryLimits.nesting else {
            return draft.report(.limit, "packages nest too deep; those below are not read", at: dependencies.place)
        }
        for member in dependencies.members where member.value.isMapping {
            let location = (folder.isEmpty ? "" : folder + "/") + "node_modules/" + member.key
            addNested(member, at: location)
            if let inner = member.value["dependencies"] { readNested(inner, below: location, depth: depth + 1) }
        }
    }

    private mutating func addNested(_ member: ManifestMember, at location: String) {
        let entry = member.value
        let version = entry["version"]?.scalarText ?? ""
        var package = Package(
            .npm, name: member.key, version: version, place: member.place,
            source: .registry(entry["resolved"]?.string))
        // Here the version itself says where a package is from that no registry has.
        let specifier = NPMSpecifier(version)
        if case .alias(let name, let range) = specifier {
            (package.name, package.version, package.alias) = (name, range, member.key)
        } else if let source = specifier.source {
            package.source = source
        }
        describe(&package, entry)
        // Here `dependencies` are what is installed within, and `requires` what is asked for.
        package.requirements = entry["requires"]?.requirements(.runtime) ?? []
        package.location = location
        if let index = draft.add(package) { folders.install(index, at: location) }
    }

    /// Whether a URL has the `/-/` that npm's registries put before the name of an archive.
    private static func isArchive(_ url: String.UTF8View) -> Bool {
        guard url.starts(with: "http".utf8) else { return false }
        var before: (UInt8, UInt8) = (0, 0)
        for byte in url {
            if byte == UInt8(ascii: "/"), before == (UInt8(ascii: "/"), UInt8(ascii: "-")) { return true }
            before = (before.1, byte)
        }
        return false
    }

    private static func source(_ resolved: String?) -> PackageSource {
        guard let resolved else { return .registry(nil) }
        if isArchive(resolved.utf8) { return .registry(resolved) }
        switch NPMSpecifier(resolved) {
        case .git(let text): return .git(text)
        case .path(let text): return .path(text)
        case .registry, .alias, .url, .workspace: return .registry(resolved)
        }
    }
}
