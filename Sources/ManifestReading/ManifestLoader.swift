package import ManifestSyntax
package import SourceText

/// Reads the files of one application through a `FileSource`, each once, and remembers every one of them.
///
/// Use one loader per application, sequentially.
package struct ManifestLoader: Sendable {
    /// The longest file that is read, in bytes; twice what CloudFormation accepts as a template.
    package static let standardMaxFileBytes = 2 * 1024 * 1024

    /// The bytes of all files of one application together.
    package static let standardMaxTotalBytes = 8 * 1024 * 1024
    /// The values of all parsed files of one application together; no file is parsed once there are more.
    package static let maxTotalNodes = 200_000
    /// How much of one file is parsed: twice the values of the largest template that CloudFormation accepts.
    package static let standardLimits = ManifestLimits(nodes: 100_000, expandedNodes: 120_000)

    private let source: any FileSource
    private let limits: ManifestLimits
    private let maxFileBytes: Int
    private let maxTotalBytes: Int
    private var totalBytes = 0
    private var totalNodes = 0
    private var loaded: [RelativePath: Result<LoadedFile, LoadFailure>] = [:]

    /// Every file that was read, by path.
    package private(set) var files: [RelativePath: SourceFile] = [:]
    /// What was wrong with the files, in the order in which they were asked for.
    package private(set) var issues: [SourceIssue] = []

    /// Makes a loader over a tree of files.
    package init(
        _ source: any FileSource, limits: ManifestLimits = standardLimits, maxFileBytes: Int = standardMaxFileBytes,
        maxTotalBytes: Int = standardMaxTotalBytes
    ) {
        self.source = source
        self.limits = limits
        self.maxFileBytes = maxFileBytes
        self.maxTotalBytes = maxTotalBytes
    }

    /// Every manifest that was parsed, sorted by path.
    package var documents: [ManifestDocument] {
        loaded.values.compactMap { result in
            if case .success(.manifest(let document)) = result { document } else { nil }
        }.sorted { $0.file.path < $1.file.path }
    }

    /// The paths of every file that was read, sorted.
    package var paths: [RelativePath] { files.keys.sorted() }

    /// What stands at a path, without reading it; `nil` when there is nothing or it lies outside the root.
    package func kind(of path: RelativePath) -> FileEntry.Kind? { source.kind(of: path) }

    /// Whether there is a folder beside a file; the tree is not asked for more than its names.
    package func hasFolders(beside file: RelativePath) -> Bool {
        guard let entries = try? source.entries(of: file.directory) else { return false }
        return entries.contains { $0.kind == .directory }
    }

    /// A file, read and parsed at most once; what is wrong with its text goes to `issues`, while a file that could not
    /// be had is the caller's to judge.
    package mutating func look(_ path: RelativePath) -> Result<LoadedFile, LoadFailure> {
        if let known = loaded[path] { return known }
        let result = read(path)
        loaded[path] = result
        return result
    }

    /// A file that must be there; when it could not be had, an issue at `place` says so and the result is `nil`.
    package mutating func load(_ path: RelativePath, askedAt place: SourcePlace) -> LoadedFile? {
        switch look(path) {
        case .success(let file): return file
        case .failure(let failure):
            issues.append(failure.issue(at: place))
            return nil
        }
    }

    private mutating func read(_ path: RelativePath) -> Result<LoadedFile, LoadFailure> {
        do {
            let bytes = try source.contents(of: path, limit: maxFileBytes)
            return keep(SourceFile(path: path, bytes: bytes))
        } catch {
            return .failure(LoadFailure(path: path, reason: LoadFailure.Reason(error)))
        }
    }

    private mutating func keep(_ file: SourceFile) -> Result<LoadedFile, LoadFailure> {
        guard totalBytes + file.bytes.count <= maxTotalBytes else {
            return .failure(LoadFailure(path: file.path, reason: .tooMuch(limit: maxTotalBytes, unit: "bytes")))
        }
        totalBytes += file.bytes.count
        files[file.path] = file
        let failure = file.firstInvalidUTF8Offset.map { LoadFailure(path: file.path, reason: .notUTF8(offset: $0)) }
        guard let language = ManifestLanguage(path: file.path) else {
            return failure.map { .failure($0) } ?? .success(.text(file))
        }
        guard totalNodes <= Self.maxTotalNodes else {
            return .failure(LoadFailure(path: file.path, reason: .tooMuch(limit: Self.maxTotalNodes, unit: "values")))
        }
        let document = ManifestDocument.parse(file, language: language, limits: limits)
        // One odd byte costs a note, not the manifest; a file of which nothing could be read was not had.
        if document.roots.isEmpty, let failure { return .failure(failure) }
        totalNodes += document.roots.reduce(0) { $0 + $1.nodeCount }
        issues.append(contentsOf: document.issues)
        return .success(.manifest(document))
    }
}
