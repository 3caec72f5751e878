import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads the package references of a project file of .NET, with versions that `Directory.Packages.props` sets for all.
///
/// Source: <https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files>,
/// <https://learn.microsoft.com/nuget/consume-packages/central-package-management>
struct NuGetProjectReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(xml: input.file)
        draft.adopt(document.issues)
        guard let root = document.root else { return draft.finished() }
        let central = centralVersions(for: input)
        let requirements = root.all("ItemGroup").flatMap { $0.all("PackageReference") }.compactMap { element in
            requirement(element, central)
        }
        // A version alone means *at least*, but the restore takes exactly it as long as nothing else asks for more.
        draft.addPinned(requirements, name: nil) { range in
            let inner = range.hasPrefix("[") && range.hasSuffix("]") ? String(range.dropFirst().dropLast()) : range
            return PinnedVersion.numbers(inner, atLeast: 1, prefixes: [])
        }
        return draft.finished()
    }

    private static func requirement(_ element: XMLElement, _ central: [String: String]) -> Requirement? {
        guard let name = element.attribute("Include") ?? element.attribute("Update"), !name.isEmpty else { return nil }
        let version =
            element.attribute("VersionOverride") ?? element.attribute("Version") ?? element["Version"]?.text
            ?? central[name.lowercased()]
        // All assets private: needed to build alone.
        let assets = element.attribute("PrivateAssets") ?? element["PrivateAssets"]?.text
        let isBuild = assets?.lowercased() == "all"
        return Requirement(name, range: version, scope: isBuild ? .dev : .runtime, place: element.place)
    }

    /// The versions of the nearest `Directory.Packages.props` upwards.
    private static func centralVersions(for input: ListInput) -> [String: String] {
        var folder = input.file.path.directory
        for _ in 0..<InventoryLimits.includes {
            let path = folder.appending("Directory.Packages.props")
            if let path, let bytes = try? input.files.contents(of: path, limit: InventoryLimits.includedBytes) {
                return versions(SourceFile(path: path, bytes: bytes))
            }
            guard folder != .root else { break }
            folder = folder.directory
        }
        return [:]
    }

    private static func versions(_ file: SourceFile) -> [String: String] {
        let groups = ManifestDocument.parse(xml: file).root?.all("ItemGroup") ?? []
        var versions: [String: String] = [:]
        for element in groups.flatMap({ $0.all("PackageVersion") }) {
            guard let name = element.attribute("Include") else { continue }
            versions[name.lowercased()] = element.attribute("Version") ?? element["Version"]?.text
        }
        return versions
    }
}
