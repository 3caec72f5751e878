import ApplicationModel
import ManifestSyntax
package import SourceText

/// What a project's `package.json` asks for, with the places that a person would edit.
///
/// Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-json>
package struct ProjectManifest: Sendable {
    /// What is asked for under one name.
    package struct Entry: Sendable {
        /// The accepted versions as written.
        package let range: String
        /// The place of the range.
        package let place: SourcePlace
        /// The place of the name and the range together.
        package let memberPlace: SourcePlace
    }

    private let node: ManifestNode
    private let entries: [String: Entry]

    /// The place of the whole object.
    package var root: SourcePlace { node.place }

    /// Reads the manifest of a project that a list serves; `nil` where there is none, or it cannot be read.
    package init?(of importer: Importer, in list: PackageList, files: any FileSource) {
        guard list.kind.ecosystem == .npm, let folder = list.path.directory.appending(importer.folder), let path = folder.appending("package.json"),
            let bytes = try? files.contents(of: path, limit: InventoryLimits.includedBytes)
        else { return nil }
        let document = ManifestDocument.parse(SourceFile(path: path, bytes: bytes), language: .json)
        guard !document.issues.contains(where: \.isPartial), let node = document.roots.first, node.isMapping else { return nil }
        self.node = node
        var entries: [String: Entry] = [:]
        for section in ["devDependencies", "dependencies", "optionalDependencies"] {
            for member in node[section]?.members ?? [] {
                guard let range = member.value.string else { continue }
                entries[member.key] = Entry(range: range, place: member.value.place, memberPlace: member.place)
            }
        }
        self.entries = entries
    }

    /// What is asked for under a name.
    package func entry(_ name: String) -> Entry? { entries[name] }

    /// What a setting such as `overrides` already holds at a path; `nil` when nothing.
    package func setting(_ path: [String]) -> Entry? {
        var node = node
        for key in path {
            guard let next = node[key] else { return nil }
            node = next
        }
        return Entry(range: node.string ?? "", place: node.place, memberPlace: node.place)
    }
}
