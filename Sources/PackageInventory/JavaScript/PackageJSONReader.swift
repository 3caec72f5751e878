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
            guard var package = package(requirement) else { continue }
            package.versionPlace = input.file.place(ofVersion: package.version, in: package.place)
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
        guard let version = PinnedVersion.numbers(package.version, atLeast: 3, prefixes: ["=", "v"]) else { return nil }
        package.version = version
        package.scopes = requirement.scope.scopes
        return package
    }
}
