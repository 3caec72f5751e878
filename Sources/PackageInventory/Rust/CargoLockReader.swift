import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `Cargo.lock`, versions 1 to 4.
///
/// Source: <https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html>,
/// <https://docs.rs/cargo/latest/cargo/core/resolver/encode/index.html>
struct CargoLockReader: ListReader {
    private var draft: ListDraft
    private var names = NameIndex()
    /// `name version (source)` of packages whose hashes stand at the end, as version 1 has it.
    private var hashed: [String: String] = [:]

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = CargoLockReader(input)
        let document = ManifestDocument.parse(toml: input.file, limits: InventoryLimits.text)
        reader.draft.adopt(document.issues)
        let root = document.roots.first
        for member in root?["metadata"]?.members ?? [] {
            if let key = member.key.after("checksum ") { reader.hashed[key] = member.value.string }
        }
        let entries = (root?["root"].map { [$0] } ?? []) + (root?["package"]?.elements ?? [])
        for entry in entries { reader.add(entry) }
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let names = names
        draft.resolveRequirements { _, requirement in
            requirement.range.flatMap { names.find(requirement.name, version: $0) } ?? names.find(requirement.name)
        }
        addImporters()
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    private mutating func add(_ entry: ManifestNode) {
        guard let name = entry["name"]?.string else {
            return draft.report(.unexpectedShape, "the entry of a package has no name", at: entry.place)
        }
        let version = entry["version"]?.scalarText ?? ""
        let source = entry["source"]?.string
        var package = Package(.cratesIO, name: name, version: version, place: entry.place, source: Self.source(source))
        package.addHash(.sha256, entry["checksum"]?.string ?? hashed["\(name) \(version) (\(source ?? ""))"])
        package.requirements = (entry["dependencies"]?.strings ?? []).compactMap(Self.requirement)
        if let index = draft.add(package) { names.add(name, version: version, index) }
    }

    /// `name`, with the version where several have it, with the source where several have that too.
    private static func requirement(_ text: String) -> Requirement? {
        let words = text.split(separator: " ")
        return words.first.map { Requirement(String($0), range: words.dropFirst().first.map(String.init)) }
    }

    private static func source(_ text: String?) -> PackageSource {
        guard let text else { return .workspace("") }
        if let url = text.after("registry+") ?? text.after("sparse+") { return .registry(url) }
        if let url = text.after("git+") { return .git(url) }
        return .path(text)
    }

    /// Crates without a source are the project's own; the one whose manifest stands beside the list comes first.
    private mutating func addImporters() {
        let manifest = CargoManifest(of: draft.input)
        var importers: [Importer] = []
        for (index, package) in draft.packages.enumerated() where package.source == .workspace("") {
            let isBeside = manifest?.name == package.name
            let asked = isBeside ? manifest?.requirements ?? [] : []
            let byName = Dictionary(asked.map { ($0.package, $0.requirement) }, uniquingKeysWith: { first, _ in first })
            let requirements = package.requirements.map { requirement in
                var known = byName[requirement.name] ?? requirement
                known.target = requirement.target
                return known
            }
            let importer = Importer(
                folder: isBeside ? "" : package.name, name: package.name, requirements: requirements, package: index)
            importers.insert(importer, at: isBeside ? 0 : importers.count)
        }
        draft.importers = importers
    }
}

/// What a `Cargo.toml` asks for.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>
struct CargoManifest {
    let name: String?
    /// What it asks for, with the name of the package, which may be another than the one in the code.
    let requirements: [(package: String, requirement: Requirement)]

    init?(of input: ListInput) {
        guard let file = input.neighbour("Cargo.toml"), let root = ManifestDocument.parse(toml: file).roots.first else {
            return nil
        }
        self.init(root)
    }

    init(_ root: ManifestNode) {
        name = root["package"]?["name"]?.string
        let targets = root["target"]?.members.map(\.value) ?? []
        requirements = ([root] + targets).flatMap { node in
            Self.table(node["dependencies"], .runtime) + Self.table(node["build-dependencies"], .dev)
                + Self.table(node["dev-dependencies"], .dev)
        }
    }

    private static func table(_ node: ManifestNode?, _ scope: Requirement.Scope) -> [(
        package: String, requirement: Requirement
    )] {
        (node?.members ?? []).map { member in
            let isOptional = member.value["optional"]?.isTrue == true
            let requirement = Requirement(
                member.key, range: member.value.scalarText ?? member.value["version"]?.scalarText,
                scope: isOptional ? .optional : scope, place: member.place)
            return (member.value["package"]?.string ?? member.key, requirement)
        }
    }
}

/// Reads a `Cargo.toml` that no lockfile settles.
struct CargoManifestReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(toml: input.file)
        draft.adopt(document.issues)
        guard let root = document.roots.first else { return draft.finished() }
        let manifest = CargoManifest(root)
        draft.addPinned(manifest.requirements.map(\.requirement), name: manifest.name) { range in
            range.hasPrefix("=") ? PinnedVersion.numbers(range, atLeast: 3, prefixes: ["="]) : nil
        }
        return draft.finished()
    }
}
