import SourceText

/// The projects of a workspace by its manifests, for lockfiles that do not name them.
enum NodeWorkspace {
    /// The project beside the list and the members that its manifest names; empty when there is no manifest.
    static func importers(of input: ListInput) -> [Importer] {
        guard let root = NodeManifest(folder: "", of: input) else { return [] }
        var importers = [Importer(name: root.name, requirements: root.requirements)]
        for folder in members(root.workspaces, of: input) {
            guard let manifest = NodeManifest(folder: folder, of: input) else { continue }
            importers.append(Importer(folder: folder, name: manifest.name, requirements: manifest.requirements))
        }
        return importers
    }

    /// The folders below that of the list which patterns such as `packages/*` name, ascending.
    private static func members(_ patterns: [String], of input: ListInput) -> [String] {
        guard !patterns.isEmpty else { return [] }
        let globs = patterns.prefix(InventoryLimits.includes).map(tidied)
        let wanted = globs.filter { !$0.hasPrefix("!") }.map { GlobPattern($0) }
        let unwanted = globs.compactMap { $0.after("!") }.map { GlobPattern($0) }
        let depth = wanted.map { $0.text.contains("**") ? 6 : $0.text.split(separator: "/").count }.max() ?? 0
        return folders(of: input, depth: depth).filter { folder in
            wanted.contains { $0.matches(folder) } && !unwanted.contains { $0.matches(folder) }
        }.sorted()
    }

    private static func tidied(_ pattern: String) -> String {
        var text = pattern[...]
        if text.hasPrefix("./") { text = text.dropFirst(2) }
        while text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }

    /// The folders below that of the list down to a depth, those of packages left out.
    private static func folders(of input: ListInput, depth: Int) -> [String] {
        var found: [String] = []
        var level = [""]
        for _ in 0..<depth {
            var below: [String] = []
            for folder in level where found.count < InventoryLimits.workspaceFolders {
                guard let path = input.file.path.directory.appending(folder),
                    let entries = try? input.files.entries(of: path)
                else { continue }
                for entry in entries where entry.kind == .directory && entry.name != "node_modules" {
                    guard !entry.name.hasPrefix(".") else { continue }
                    below.append(folder.isEmpty ? entry.name : folder + "/" + entry.name)
                }
            }
            found += below
            level = below
        }
        return found
    }
}
