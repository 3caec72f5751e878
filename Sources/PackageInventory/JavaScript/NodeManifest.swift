import ManifestSyntax
import SourceText

/// What a `package.json` says about packages.
///
/// Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-json>
struct NodeManifest {
    /// The project's name.
    let name: String?
    /// What it asks for, section by section; a name in several sections once, as npm takes it.
    let requirements: [Requirement]
    /// The patterns of the workspace's folders.
    let workspaces: [String]

    /// Reads a manifest, or the same sections where a lockfile repeats them.
    init(_ node: ManifestNode, withPlaces: Bool = true) {
        name = node["name"]?.string
        var all = node["dependencies"]?.requirements(.runtime, withPlaces: withPlaces) ?? []
        // What is optional stands in `dependencies` as well once npm wrote it.
        let optional = node["optionalDependencies"]?.requirements(.optional, withPlaces: withPlaces) ?? []
        if !optional.isEmpty {
            let names = Set(optional.map(\.name))
            all.removeAll { names.contains($0.name) }
            all += optional
        }
        all += node["devDependencies"]?.requirements(.dev, withPlaces: withPlaces) ?? []
        if let peers = node["peerDependencies"] {
            let known = Set(all.map(\.name))
            all += peers.requirements(.peer, withPlaces: withPlaces).filter { !known.contains($0.name) }
        }
        requirements = all
        let field = node["workspaces"]
        workspaces = field?.strings.isEmpty == false ? field?.strings ?? [] : field?["packages"]?.strings ?? []
    }

    /// Reads the manifest in a folder below that of the list; `nil` when there is none.
    init?(folder: String, of input: ListInput) {
        guard let file = input.neighbour(folder.isEmpty ? "package.json" : folder + "/package.json") else { return nil }
        guard let root = ManifestDocument.parse(file, language: .json).roots.first else { return nil }
        self.init(root)
    }

    /// What a package of a list requires; its development is its own affair.
    static func packageRequirements(_ node: ManifestNode) -> [Requirement] {
        var required = node["dependencies"]?.requirements(.runtime) ?? []
        if let requires = node["requires"], requires.isMapping { required += requires.requirements(.runtime) }
        if let optional = node["optionalDependencies"] {
            let found = optional.requirements(.optional)
            let names = Set(found.map(\.name))
            required.removeAll { names.contains($0.name) }
            required += found
        }
        if let peer = node["peerDependencies"] {
            let names = Set(required.map(\.name))
            required += peer.requirements(.peer).filter { !names.contains($0.name) }
        }
        return required
    }
}
