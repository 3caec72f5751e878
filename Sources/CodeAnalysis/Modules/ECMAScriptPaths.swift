internal import SourceText

/// Finds the file that a path without extension, of a folder, or of compiled JavaScript stands for.
struct ECMAScriptPaths {
    let files: CodeFiles

    /// Extensions of code, those of TypeScript first.
    static let extensions = ["ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"]
    /// Extensions of code, in the order in which Node looks.
    private static let scriptExtensions = ["js", "mjs", "cjs", "jsx", "ts", "tsx", "mts", "cts"]
    /// What TypeScript compiles to each extension.
    private static let sources = ["js": ["ts", "tsx"], "mjs": ["mts"], "cjs": ["cts"], "jsx": ["tsx"]]

    /// The file that a path means; where both a source and its compiled form stand there, the source if
    /// `prefersTypeScript`.
    func file(at path: RelativePath, prefersTypeScript: Bool) -> RelativePath? {
        let exact = files.isFile(path)
        if let sources = Self.sources[path.fileExtension], prefersTypeScript || !exact {
            let stem = String(path.name.dropLast(path.fileExtension.count))
            if let found = first(sources.compactMap { path.renamed(stem + $0) }) { return found }
        }
        if exact { return path }
        let extensions = prefersTypeScript ? Self.extensions : Self.scriptExtensions
        return path == .root ? nil : first((extensions + ["json"]).compactMap { path.renamed(path.name + "." + $0) })
    }

    /// The file that a path means, or that the folder there stands for: by its `package.json`, else its `index`.
    func fileOrFolder(at path: RelativePath, prefersTypeScript: Bool) -> RelativePath? {
        if let found = file(at: path, prefersTypeScript: prefersTypeScript) { return found }
        guard files.isDirectory(path) else { return nil }
        if let entry = NodePackage(at: path, files)?.main(prefersTypeScript: prefersTypeScript) { return entry }
        return path.appending("index").flatMap { file(at: $0, prefersTypeScript: prefersTypeScript) }
    }

    private func first(_ paths: [RelativePath]) -> RelativePath? { paths.first { files.isFile($0) } }
}
