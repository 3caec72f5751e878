internal import ManifestSyntax
package import SourceText

/// Loads the files behind handlers: those they import, those these import, and so on; each is read and lowered once.
package struct ProgramLoader: Sendable {
    /// A handler's file, and where its imports start from.
    package struct Entry: Sendable, Hashable {
        /// The file.
        package let file: RelativePath
        /// The folders that imports start from.
        package let roots: CodeRoots

        /// Makes an entry.
        package init(file: RelativePath, roots: CodeRoots) {
            self.file = file
            self.roots = roots
        }
    }

    /// How much is read for one handler.
    package struct Limits: Sendable, Hashable {
        /// The most files.
        package var files: Int
        /// The most bytes of all files together.
        package var bytes: Int

        /// Makes limits; the defaults are many times what a function should hold.
        package init(files: Int = 2_000, bytes: Int = 32 << 20) {
            self.files = files
            self.bytes = bytes
        }
    }

    /// What was loaded.
    package struct Result: Sendable {
        /// The files of all handlers.
        package let program: Program
        /// What each handler runs, in the entries' order.
        package let closures: [CodeClosure]
        /// What was left out because of a limit, sorted by place.
        package let issues: [SourceIssue]
    }

    private let files: CodeFiles
    private let limits: Limits

    /// Loads from some files.
    package init(_ files: CodeFiles, limits: Limits = Limits()) {
        self.files = files
        self.limits = limits
    }

    /// Loads what some handlers run. All of them advance together, one step of imports at a time, so that the files of a
    /// step are lowered side by side; the result does not depend on the order in which they are finished.
    ///
    /// A file that several handlers run has its imports resolved from the roots of the first that comes to it.
    package func load(_ entries: [Entry]) async -> Result {
        var walks = entries.map { ClosureWalk(entry: $0, limits: limits) }
        var loaded: [RelativePath: LoadedFile] = [:]
        while true {
            let wanted = Self.wanted(walks, loaded)
            for file in await load(wanted) { loaded[file.path] = file }
            var isDone = true
            for index in walks.indices { isDone = !walks[index].advance(loaded) && isDone }
            if isDone { break }
        }
        let closures = walks.map { $0.closure(loaded) }
        return Result(program: program(loaded), closures: closures, issues: issues(closures))
    }

    /// The files of the next step that nobody came to yet, sorted, each with the roots of the first handler.
    private static func wanted(_ walks: [ClosureWalk], _ loaded: [RelativePath: LoadedFile]) -> [Entry] {
        var roots: [RelativePath: CodeRoots] = [:]
        for walk in walks {
            for path in walk.frontier where loaded[path] == nil && roots[path] == nil { roots[path] = walk.entry.roots }
        }
        return roots.map { Entry(file: $0.key, roots: $0.value) }.sorted { $0.file < $1.file }
    }

    private func load(_ wanted: [Entry]) async -> [LoadedFile] {
        await withTaskGroup(of: LoadedFile.self) { group in
            for entry in wanted { group.addTask { LoadedFile(entry, files) } }
            var loaded: [LoadedFile] = []
            for await file in group { loaded.append(file) }
            return loaded
        }
    }

    private func program(_ loaded: [RelativePath: LoadedFile]) -> Program {
        Program(loaded.values.compactMap { file in file.unit(among: loaded) }, documents: documents(loaded))
    }

    /// The JSON files that are imported.
    private func documents(_ loaded: [RelativePath: LoadedFile]) -> [RelativePath: ManifestNode] {
        var documents: [RelativePath: ManifestNode] = [:]
        for file in loaded.values {
            for case (_, .data(let path)) in file.imports where path.fileExtension == "json" && documents[path] == nil {
                documents[path] = files.document(path)
            }
        }
        return documents
    }

    private func issues(_ closures: [CodeClosure]) -> [SourceIssue] {
        let cut = Set(closures.filter(\.isCut).map(\.entry)).sorted()
        return cut.map { entry in
            SourceIssue(
                .limit,
                "the code behind `\(entry)` has more than \(limits.files) files or \(limits.bytes >> 20) MB; the rest was not read",
                at: SourcePlace(wholeOf: entry))
        }
    }
}
