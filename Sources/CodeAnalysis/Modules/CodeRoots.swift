package import SourceText

/// The folders that a function's imports start from.
package struct CodeRoots: Sendable, Hashable {
    /// The folder that is unpacked where the function runs (`/var/task`).
    package let code: RelativePath
    /// The manifest's folder.
    package let manifest: RelativePath
    /// The folders of the function's layers (`/opt`), in order.
    package let layers: [RelativePath]
    /// More folders that the function's settings name for imports (`PYTHONPATH`), in order.
    package let searched: [RelativePath]

    /// Makes roots; the manifest's folder is the code's unless said otherwise.
    package init(
        code: RelativePath, manifest: RelativePath? = nil, layers: [RelativePath] = [], searched: [RelativePath] = []
    ) {
        self.code = code
        self.manifest = manifest ?? code
        self.layers = layers
        self.searched = searched
    }

    /// Where an absolute path of the function's file system lies in the tree: below `/opt` in a layer, below `/var/task`
    /// in the code; first choice first.
    func paths(ofAbsolute path: String) -> [RelativePath] {
        if path.hasPrefix("/opt/") {
            let rest = String(path.dropFirst("/opt/".count))
            let short = rest.firstIndex(of: "/").map { String(rest[rest.index(after: $0)...]) }
            return layers.flatMap { layer in [rest, short].compactMap { $0.flatMap(layer.appending) } }
        }
        guard path.hasPrefix("/var/task/") else { return [] }
        return code.appending(String(path.dropFirst("/var/task/".count))).map { [$0] } ?? []
    }
}
