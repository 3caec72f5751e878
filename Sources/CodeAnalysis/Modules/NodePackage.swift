internal import ManifestSyntax
internal import SourceText

/// A folder of the tree with a `package.json`.
/// Source: https://nodejs.org/api/packages.html
struct NodePackage {
    let folder: RelativePath
    private let root: ManifestNode
    private let files: CodeFiles

    /// Reads the folder's `package.json`; `nil` when there is none.
    init?(at folder: RelativePath, _ files: CodeFiles) {
        guard let path = folder.appending("package.json"), files.isFile(path), let root = files.document(path) else {
            return nil
        }
        self.folder = folder
        self.root = root
        self.files = files
    }

    /// The packages around a folder, nearest first.
    static func around(_ folder: RelativePath, _ files: CodeFiles) -> [NodePackage] {
        folder.selfAndAbove.compactMap { NodePackage(at: $0, files) }
    }

    /// The name.
    var name: String? { root["name"]?.string }

    /// The file that the package's own name stands for without `exports`.
    func main(prefersTypeScript: Bool) -> RelativePath? {
        for key in ["source", "module", "main"] {
            guard let text = root[key]?.string, let path = folder.appending(String(text.drop { $0 == "/" })) else { continue }
            if let found = existing(path, prefersTypeScript: prefersTypeScript) { return found }
        }
        return nil
    }

    /// The file of `.` (the package itself) or of a path in it such as `./util`.
    func file(ofSubpath subpath: String, prefersTypeScript: Bool) -> RelativePath? {
        if let exports = root["exports"], let target = Self.target(of: subpath, in: exports),
            let found = folder.appending(target).flatMap({ existing($0, prefersTypeScript: prefersTypeScript) })
        {
            return found
        }
        if subpath == ".", let main = main(prefersTypeScript: prefersTypeScript) { return main }
        let paths = ECMAScriptPaths(files: files)
        // Without an entry that is there, workspaces have their sources where compilers look for them.
        let guesses = subpath == "." ? ["index", "src/index", "src", "lib/index"] : [subpath, "src/" + subpath]
        return guesses.lazy.compactMap { folder.appending($0) }.compactMap {
            $0 == folder ? nil : paths.fileOrFolder(at: $0, prefersTypeScript: prefersTypeScript)
        }.first
    }

    /// The path that a `#` specifier stands for in the package's `imports`, relative to the folder, or a package's name.
    func importTarget(of specifier: String) -> String? {
        root["imports"].flatMap { Self.match(specifier, in: $0.members) }
    }

    /// The folder of a dependency that `package.json` takes from the tree (`file:`, `link:`).
    func localDependency(_ name: String) -> RelativePath? {
        for key in ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] {
            guard let range = root[key]?[name]?.string else { continue }
            let prefix = ["file:", "link:", "portal:"].first { range.hasPrefix($0) } ?? ""
            let path = range.dropFirst(prefix.count)
            guard !prefix.isEmpty || path.hasPrefix("./") || path.hasPrefix("../") else { continue }
            return folder.appending(String(path))
        }
        return nil
    }

    /// The packages of the workspaces that the package declares.
    func workspaces() -> [NodePackage] {
        let declared = root["workspaces"]
        let patterns = (declared?["packages"] ?? declared)?.elements.compactMap(\.string) ?? []
        return (patterns + pnpmPatterns).prefix(100).flatMap(folders).prefix(1_000).compactMap { NodePackage(at: $0, files) }
    }

    private var pnpmPatterns: [String] {
        for name in ["pnpm-workspace.yaml", "lerna.json"] {
            guard let path = folder.appending(name), let file = files.file(path) else { continue }
            let document = ManifestDocument.parse(file, language: name == "lerna.json" ? .json : .yaml)
            return document.roots.first?["packages"]?.elements.compactMap(\.string) ?? []
        }
        return []
    }

    private func folders(matching pattern: String) -> [RelativePath] {
        guard !pattern.hasPrefix("!") else { return [] }
        var found = [folder]
        for part in pattern.split(separator: "/").prefix(16) where part != "." {
            if part == "**" {
                found = found.flatMap { files.folders(below: $0) }
            } else if part.contains("*") {
                let glob = GlobPattern(String(part))
                found = found.flatMap { parent in
                    files.folderNames(in: parent).filter { glob.matches($0) }.compactMap { parent.appending($0) }
                }
            } else {
                found = found.compactMap { $0.appending(String(part)) }
            }
            if found.count > 1_000 { found.removeLast(found.count - 1_000) }
        }
        return found
    }

    private func existing(_ path: RelativePath, prefersTypeScript: Bool) -> RelativePath? {
        let paths = ECMAScriptPaths(files: files)
        func file(_ path: RelativePath) -> RelativePath? {
            path == folder
                ? nil
                : paths.file(at: path, prefersTypeScript: prefersTypeScript)
                    ?? path.appending("index").flatMap { paths.file(at: $0, prefersTypeScript: prefersTypeScript) }
        }
        let output = BuildOutput(files: files)
        return output.sources(of: path, within: folder).lazy.compactMap(file).first ?? file(path)
    }
}

extension NodePackage {
    /// Conditions in the order in which they lead to what the authors edit, or else to what a function loads.
    private static let conditions = ["source", "node", "module", "import", "require", "default"]

    private static func target(of subpath: String, in exports: ManifestNode) -> String? {
        let hasSubpaths = exports.members.contains { $0.key.hasPrefix(".") }
        guard hasSubpaths else { return subpath == "." ? choice(exports) : nil }
        return match(subpath, in: exports.members)
    }

    private static func match(_ key: String, in members: [ManifestMember]) -> String? {
        if let exact = members.first(where: { $0.key == key }) { return choice(exact.value) }
        let patterns = members.compactMap { member in StarPattern(member.key).map { ($0, member.value) } }
        let best = patterns.filter { $0.0.capture(in: key) != nil }.max { $0.0.prefix.count < $1.0.prefix.count }
        guard let (pattern, value) = best, let capture = pattern.capture(in: key) else { return nil }
        return choice(value)?.replacing("*", with: capture)
    }

    /// The path that conditions choose; nested ones too.
    private static func choice(_ value: ManifestNode, depth: Int = 0) -> String? {
        if let text = value.string { return text }
        guard depth < 16 else { return nil }
        if let first = value.elements.lazy.compactMap({ choice($0, depth: depth + 1) }).first { return first }
        return conditions.lazy.compactMap { value[$0] }.compactMap { choice($0, depth: depth + 1) }.first
    }
}

/// A text with one `*`, which stands for anything.
struct StarPattern {
    let prefix: String
    let suffix: String

    init?(_ text: String) {
        let parts = text.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        (prefix, suffix) = (String(parts[0]), String(parts[1]))
    }

    /// What the `*` stands for in a text; `nil` when the text does not match.
    func capture(in text: String) -> String? {
        guard text.count >= prefix.count + suffix.count, text.hasPrefix(prefix), text.hasSuffix(suffix) else { return nil }
        return String(text.dropFirst(prefix.count).dropLast(suffix.count))
    }
}
