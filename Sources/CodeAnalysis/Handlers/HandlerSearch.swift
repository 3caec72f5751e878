internal import ApplicationModel
internal import SourceText

/// What is known when a function's handler is looked for.
struct HandlerSearch {
    let files: CodeFiles
    let function: Function
    /// The handler as the manifest has it, without `./`.
    let handler: String
    /// What the manifest names as the function's code, whether or not it is there.
    let named: RelativePath
    let roots: CodeRoots
    let isAWS: Bool

    /// Where paths of handlers may start: the folder that is named, the one that is there, and the manifest's.
    var starts: [RelativePath] {
        var found: [RelativePath] = []
        for folder in [files.isFile(named) ? named.directory : named, roots.code, roots.manifest] where !found.contains(folder) {
            found.append(folder)
        }
        return found
    }

    /// The folder within which build outputs are led back to sources.
    func top(of path: RelativePath) -> RelativePath { path.isWithin(roots.manifest) ? roots.manifest : .root }
}

extension HandlerSearch {
    /// Paths as a message names them, each once.
    static func shown(_ paths: [RelativePath], _ ending: String = "") -> [String] {
        var seen: Set<String> = []
        return paths.map { $0.description + ending }.filter { seen.insert($0).inserted }
    }
}
