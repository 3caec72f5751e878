import CodeAnalysis
package import ManifestReading
package import SourceText

/// Finds the manifests below a directory: skips what is fetched, built or ignored, and follows no link to a directory.
package struct Discovery: Sendable {
    /// What was found.
    package struct Result: Sendable {
        /// The manifests, sorted.
        package var manifests: [RelativePath] = []
        /// The files, sorted, of which only the text tells whether they are manifests.
        package var guesses: [RelativePath] = []
        /// The files of code at and below the paths, sorted; what is ignored is left out.
        package var code: [RelativePath] = []
        /// What could not be looked into.
        package var issues: [SourceIssue] = []
    }

    /// The most directory entries that are looked at.
    package static let entryLimit = 2_000_000
    /// The deepest directory that is looked into, counted from the root.
    package static let depthLimit = 128

    /// Directories that hold fetched or built files, never an application's own manifest.
    private static let skippedDirectories: Set<String> = [
        ".git", ".hg", ".svn", "node_modules", "bower_components", ".serverless", ".aws-sam", ".webpack", ".esbuild",
        ".build", ".terraform", ".terragrunt-cache", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".next",
        ".nuxt", ".gradle", ".idea", ".vscode", "site-packages",
    ]

    private let files: any FileSource
    private let readers: [any ManifestReader]
    private let excluded: [GlobPattern]

    /// Makes a search; `excluded` are globs of paths below the root.
    package init(files: any FileSource, readers: [any ManifestReader], excluded: [GlobPattern]) {
        self.files = files
        self.readers = readers
        self.excluded = excluded
    }

    /// The manifests at and below some paths; a path that is a file counts as one whatever its name.
    package func manifests(at paths: [RelativePath]) -> Result {
        var result = Result()
        for path in paths {
            switch files.kind(of: path) {
            case .file: result.manifests.append(path)
            case .directory: search(path, &result)
            case .symbolicLink, .other:
                result.issues.append(
                    SourceIssue(.unreadable, "`\(path)` is not a regular file", at: SourcePlace(wholeOf: path)))
            case nil:
                result.issues.append(
                    SourceIssue(.missingFile, "`\(path)` does not exist", at: SourcePlace(wholeOf: path)))
            }
        }
        result.manifests = Array(Set(result.manifests)).sorted()
        result.code = Array(Set(result.code)).sorted()
        result.guesses = Array(Set(result.guesses).subtracting(result.manifests)).sorted()
        return result
    }

    private struct Pending {
        let directory: RelativePath
        let depth: Int
        let ignores: [IgnoreFile]
    }

    private func search(_ start: RelativePath, _ result: inout Result) {
        var pending = [Pending(directory: start, depth: 0, ignores: ignores(above: start, &result))]
        var visited = 0
        while let next = pending.popLast() {
            let entries: [FileEntry]
            do throws(FileSourceError) {
                entries = try files.entries(of: next.directory)
            } catch {
                result.issues.append(issue(error, at: next.directory))
                continue
            }
            visited += entries.count
            guard visited <= Discovery.entryLimit, next.depth <= Discovery.depthLimit else {
                result.issues.append(
                    SourceIssue(
                        .limit, "`\(next.directory)` is too large or too deep to search",
                        help: "scan a narrower path, or exclude a part of it in `ringfence.yml`",
                        at: SourcePlace(wholeOf: next.directory)))
                if visited > Discovery.entryLimit { return }
                continue
            }
            visit(entries, of: next, &pending, &result)
        }
    }

    private func visit(_ entries: [FileEntry], of parent: Pending, _ pending: inout [Pending], _ result: inout Result) {
        var ignores = parent.ignores
        if entries.contains(where: { $0.name == ".gitignore" }) {
            ignores += ignoreFile(in: parent.directory, &result)
        }
        for entry in entries {
            guard let path = parent.directory.appending(entry.name) else { continue }
            switch entry.kind {
            case .directory where !Discovery.skippedDirectories.contains(entry.name):
                // What the CDK synthesized gets deployed, although nobody commits it.
                let isAssembly = entry.name == RelativePath.assemblyDirectory
                guard !isExcluded(path), isAssembly || !isIgnored(path, isDirectory: true, by: ignores),
                    !(entry.name.hasPrefix("asset.") && path.isInAssembly)
                else { continue }
                pending.append(
                    Pending(directory: path, depth: parent.depth + 1, ignores: isAssembly ? [] : ignores))
            case .file, .symbolicLink:
                guard !isExcluded(path) else { continue }
                if entry.kind == .file, CodeFiles.isCode(path), !isIgnored(path, isDirectory: false, by: ignores) { result.code.append(path) }
                guard readers.contains(where: { $0.isManifest(path) }) else {
                    guess(path, ignores, &result)
                    continue
                }
                guard !isIgnored(path, isDirectory: false, by: ignores) else {
                    result.issues.append(
                        SourceIssue(
                            .notEvaluated, "`\(path)` is ignored by `.gitignore` and was not judged",
                            help: "name the file on the command line to judge it",
                            at: SourcePlace(wholeOf: path), isPartial: false))
                    continue
                }
                if entry.kind == .file || files.kind(of: path) == .file {
                    result.manifests.append(path)
                } else if files.kind(of: path) != .directory {
                    result.issues.append(
                        SourceIssue(
                            .unreadable, "the symbolic link `\(path)` leads nowhere below the scanned root",
                            at: SourcePlace(wholeOf: path)))
                }
            default: continue
            }
        }
    }

    /// Takes a file for one that may be a manifest when its name allows it; whoever reads it looks at the text.
    private func guess(_ path: RelativePath, _ ignores: [IgnoreFile], _ result: inout Result) {
        guard readers.contains(where: { $0.mayBeManifest(path) }), !isIgnored(path, isDirectory: false, by: ignores)
        else { return }
        result.guesses.append(path)
    }

    private func isExcluded(_ path: RelativePath) -> Bool {
        excluded.contains { $0.matches(path.description) }
    }

    private func isIgnored(_ path: RelativePath, isDirectory: Bool, by ignores: [IgnoreFile]) -> Bool {
        for ignore in ignores.reversed() {
            if let answer = ignore.isIgnored(path, isDirectory: isDirectory) { return answer }
        }
        return false
    }

    private func ignores(above directory: RelativePath, _ result: inout Result) -> [IgnoreFile] {
        var chain: [RelativePath] = []
        var current = directory
        while current != .root {
            current = current.directory
            chain.append(current)
        }
        var ignores: [IgnoreFile] = []
        for directory in chain.reversed() { ignores += ignoreFile(in: directory, &result) }
        return ignores
    }

    private func ignoreFile(in directory: RelativePath, _ result: inout Result) -> [IgnoreFile] {
        guard let path = directory.appending(".gitignore"),
            let bytes = try? files.contents(of: path, limit: IgnoreFile.byteLimit)
        else { return [] }
        let file = IgnoreFile(directory: directory, bytes: bytes)
        if file.isCut {
            result.issues.append(
                SourceIssue(
                    .limit, "only the first \(IgnoreFile.lineLimit) patterns of `\(path)` were followed",
                    help: "leave directories out with `exclude` in `ringfence.yml`", at: SourcePlace(wholeOf: path)))
        }
        return [file]
    }

    private func issue(_ error: FileSourceError, at path: RelativePath) -> SourceIssue {
        let shown = path == .root ? "." : path.description
        switch error {
        case .unreadable(let reason):
            return SourceIssue(.unreadable, "`\(shown)` cannot be read: \(reason)", at: SourcePlace(wholeOf: path))
        case .outsideRoot:
            return SourceIssue(.outsideRoot, "`\(shown)` leads outside the scanned root", at: SourcePlace(wholeOf: path))
        case .missing, .tooLarge:
            return SourceIssue(.missingFile, "`\(shown)` does not exist", at: SourcePlace(wholeOf: path))
        }
    }
}
