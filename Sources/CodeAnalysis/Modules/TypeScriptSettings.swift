internal import ManifestSyntax
internal import SourceText

/// What the nearest `tsconfig.json` or `jsconfig.json` says about where modules lie and where they are compiled to.
/// Source: https://www.typescriptlang.org/tsconfig
struct TypeScriptSettings {
    /// The folder that plain names start from.
    private(set) var baseFolder: RelativePath?
    /// Patterns of names and where they lead, each already below its base.
    private(set) var paths: [(pattern: String, targets: [RelativePath])] = []
    /// The folder that compiled files are written to.
    private(set) var outputFolder: RelativePath?
    /// The folder whose structure the output keeps.
    private(set) var rootFolder: RelativePath?

    /// Reads the nearest settings in a folder or above it; `nil` when there are none.
    init?(above folder: RelativePath, _ files: CodeFiles) {
        for candidate in folder.selfAndAbove {
            for name in ["tsconfig.json", "jsconfig.json"] {
                guard let path = candidate.appending(name), files.isFile(path) else { continue }
                read(path, files, depth: 0)
                return
            }
        }
        return nil
    }

    /// What is inherited is read first, so that the file's own settings replace it.
    private mutating func read(_ path: RelativePath, _ files: CodeFiles, depth: Int) {
        guard depth < 8, let root = files.document(path) else { return }
        let bases = root["extends"].map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) } ?? []
        for base in bases.prefix(8) where base.hasPrefix(".") {
            if let inherited = Self.inherited(base, from: path, files) { read(inherited, files, depth: depth + 1) }
        }
        if let options = root["compilerOptions"] { read(options, in: path.directory) }
    }

    private static func inherited(_ base: String, from path: RelativePath, _ files: CodeFiles) -> RelativePath? {
        ["", ".json", "/tsconfig.json"].lazy.compactMap { path.directory.appending(base + $0) }.first(where: files.isFile)
    }

    private mutating func read(_ options: ManifestNode, in folder: RelativePath) {
        func path(_ key: String) -> RelativePath? {
            options[key]?.string.flatMap { folder.appending($0.replacing("${configDir}", with: ".")) }
        }
        baseFolder = path("baseUrl") ?? baseFolder
        outputFolder = path("outDir") ?? outputFolder
        rootFolder = path("rootDir") ?? rootFolder
        guard let aliases = options["paths"] else { return }
        let base = baseFolder ?? folder
        paths = aliases.members.prefix(2_000).map { member in
            (member.key, member.value.elements.prefix(20).compactMap { $0.string.flatMap(base.appending) })
        }
    }

    /// The paths that a plain name may mean, first choice first.
    func candidates(for specifier: String) -> [RelativePath] {
        aliased(specifier) + [baseFolder?.appending(specifier)].compactMap(\.self)
    }

    private func aliased(_ specifier: String) -> [RelativePath] {
        if let exact = paths.first(where: { $0.pattern == specifier }) { return exact.targets }
        let matches = paths.compactMap { entry in
            StarPattern(entry.pattern).flatMap { star in star.capture(in: specifier).map { (star, $0, entry.targets) } }
        }
        guard let (_, capture, targets) = matches.max(by: { $0.0.prefix.count < $1.0.prefix.count }) else { return [] }
        return targets.compactMap { target in
            RelativePath(target.description.replacing("*", with: capture, maxReplacements: 1))
        }
    }
}
