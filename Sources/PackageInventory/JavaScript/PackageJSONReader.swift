import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads a `package.json` that no lockfile settles: what it pins to one version is known.
struct PackageJSONReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .json)
        draft.adopt(document.issues)
        guard let root = document.roots.first else { return draft.finished() }
        let manifest = NodeManifest(root)
        var importer = Importer(name: manifest.name, requirements: manifest.requirements)
        for (position, requirement) in manifest.requirements.enumerated() {
            guard let package = package(requirement) else { continue }
            importer.requirements[position].target = draft.add(package)
        }
        draft.importers = [importer]
        return draft.finished()
    }

    private static func package(_ requirement: Requirement) -> Package? {
        guard let range = requirement.range, let place = requirement.place else { return nil }
        let specifier = NPMSpecifier(range)
        var package = Package(
            .npm, name: requirement.name, version: "", place: place, source: specifier.source ?? .registry(nil))
        switch specifier {
        case .registry(let text): package.version = text
        case .alias(let name, let text):
            (package.name, package.version, package.alias) = (name, text, requirement.name)
        case .git, .url, .path, .workspace: return nil
        }
        guard let version = pinned(package.version) else { return nil }
        package.version = version
        switch requirement.scope {
        case .dev: package.scopes = .dev
        case .optional: package.scopes = .optional
        case .peer: package.scopes = .peer
        case .runtime: break
        }
        return package
    }

    /// The one version that a range allows: all three numbers, nothing but `=` or `v` in front.
    private static func pinned(_ range: String) -> String? {
        let version = range.drop { $0 == " " || $0 == "=" || $0 == "v" }
        let core = version.prefix { $0 != "-" && $0 != "+" }
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }) else { return nil }
        let isOneWord = !version.utf8.contains { $0.isBlank || $0 == UInt8(ascii: "|") }
        return isOneWord ? String(version) : nil
    }
}
