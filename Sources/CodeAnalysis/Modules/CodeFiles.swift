internal import CodeSyntax
package import ManifestSyntax
package import SourceText
internal import Synchronization

/// The files of a scan's code: each directory is listed once, each file read and lowered once, however many handlers
/// and imports ask.
///
/// Folders of installed packages (`node_modules`, `site-packages`) are never entered.
package final class CodeFiles: Sendable {
    /// The largest file of code that is read, in bytes.
    package static let sizeLimit = 1 << 20
    private let source: any FileSource
    private let state = Mutex(State())

    private struct State {
        var directories: [RelativePath: Directory] = [:]
        var files: [RelativePath: Contents] = [:]
        var modules: [RelativePath: CodeModule] = [:]
        var documents: [RelativePath: ManifestNode?] = [:]
        var settings: [RelativePath: TypeScriptSettings?] = [:]
        var workspaces: [RelativePath: [String: RelativePath]] = [:]
        var inlined: [RelativePath: InlineCode] = [:]
        var installed: [RelativePath: InstalledPackages] = [:]
        var implementers: [RelativePath: JavaImplementers] = [:]
    }

    /// What a file turned out to hold.
    package enum Contents: Sendable {
        /// Text of a kind; of what is too large there is none.
        case file(SourceFile, CodeFileKind)
        case tooLarge
        /// Nothing is there, or it cannot be read.
        case unreadable(FileSourceError)
    }

    /// Opens the files behind a door.
    package init(_ source: any FileSource) { self.source = source }

    /// Whether a file is of code that is read, as its name says; declarations of types alone are not.
    package static func isCode(_ path: RelativePath) -> Bool {
        CodeLanguage(fileExtension: path.fileExtension) != nil && ![".d.ts", ".d.mts", ".d.cts"].contains(where: path.name.hasSuffix)
    }

    // MARK: What is there

    /// Whether a regular file stands at a path.
    package func isFile(_ path: RelativePath) -> Bool { path != .root && kind(of: path) == .file }

    /// Whether a directory stands at a path.
    package func isDirectory(_ path: RelativePath) -> Bool { path == .root || kind(of: path) == .directory }

    /// The names of a directory's regular files, sorted; empty when there is no such directory.
    package func fileNames(in directory: RelativePath) -> [String] { entries(of: directory).files }

    /// The names of a directory's directories, sorted, links and installed packages left out.
    package func folderNames(in directory: RelativePath) -> [String] { entries(of: directory).folders }

    private static let installed: Set<String> = ["node_modules", "site-packages", "bower_components"]
    /// Longer paths are nobody's; following one would take as many steps as it has components.
    private static let pathLimit = 1_024

    private struct Directory {
        var kinds: [String: FileEntry.Kind] = [:]
        var files: [String] = []
        var folders: [String] = []

        init(_ entries: [FileEntry]) {
            for entry in entries {
                kinds[entry.name] = entry.kind
                if entry.kind == .file { files.append(entry.name) }
                if entry.kind == .directory, !installed.contains(entry.name) { folders.append(entry.name) }
            }
        }
    }

    /// What stands at a path, links followed; a folder that is linked to may hold itself and does not count.
    private func kind(of path: RelativePath) -> FileEntry.Kind? {
        guard path.description.utf8.count <= CodeFiles.pathLimit else { return nil }
        let kind = entries(of: path.directory).kinds[path.name]
        guard kind == .symbolicLink else { return kind }
        let followed = source.kind(of: path)
        return followed == .directory ? nil : followed
    }

    private func entries(of directory: RelativePath) -> Directory {
        if let known = state.withLock({ $0.directories[directory] }) { return known }
        // Asking the folder above first keeps guesses below folders that are not there from the disk.
        let isThere = isDirectory(directory) && !CodeFiles.installed.contains(directory.name)
        let entries = Directory(isThere ? (try? source.entries(of: directory)) ?? [] : [])
        state.withLock { $0.directories[directory] = entries }
        return entries
    }

    // MARK: What is in it

    /// A file's text and kind.
    package func contents(of path: RelativePath) -> Contents {
        if let known = state.withLock({ $0.files[path] }) { return known }
        let contents = read(path)
        state.withLock { $0.files[path] = contents }
        return contents
    }

    private func read(_ path: RelativePath) -> Contents {
        guard isFile(path) else { return .unreadable(.missing) }
        do throws(FileSourceError) {
            let file = SourceFile(path: path, bytes: try source.contents(of: path, limit: CodeFiles.sizeLimit))
            return .file(file, CodeFileKind(of: file))
        } catch .tooLarge {
            return .tooLarge
        } catch {
            return .unreadable(error)
        }
    }

    /// Takes code of a manifest for a file.
    func add(_ inline: InlineCode) {
        state.withLock {
            $0.files[inline.file.path] = .file(inline.file, .source)
            $0.inlined[inline.file.path] = inline
        }
    }

    /// The code of a manifest that was taken for a file.
    func inlineCode(at path: RelativePath) -> InlineCode? { state.withLock { $0.inlined[path] } }

    /// A file's text whatever its kind; `nil` when it is too large or cannot be read.
    package func file(_ path: RelativePath) -> SourceFile? {
        if case .file(let file, _) = contents(of: path) { file } else { nil }
    }

    /// What a file is; `nil` when it cannot be read.
    package func kind(ofCode path: RelativePath) -> CodeFileKind? {
        switch contents(of: path) {
        case .file(_, let kind): kind
        case .tooLarge: .tooLarge
        case .unreadable: nil
        }
    }

    /// A file of code, lowered; `nil` when it is not source or has no language that is known.
    package func module(_ path: RelativePath) -> CodeModule? {
        if let known = state.withLock({ $0.modules[path] }) { return known }
        guard let language = CodeLanguage(fileExtension: path.fileExtension),
            case .file(let file, .source) = contents(of: path)
        else { return nil }
        let module = CodeModule(lowering: file, as: language)
        state.withLock { $0.modules[path] = module }
        return module
    }

    /// The value of a JSON file; comments and trailing commas are allowed, as TypeScript's settings have them.
    package func document(_ path: RelativePath) -> ManifestNode? {
        if let known = state.withLock({ $0.documents[path] }) { return known }
        let limits = ManifestLimits(bytes: CodeFiles.sizeLimit, issues: 10_000)
        let root = file(path).flatMap { ManifestDocument.parse($0, language: .json, limits: limits).roots.first }
        state.withLock { $0.documents[path] = .some(root) }
        return root
    }

    // MARK: What follows from it

    /// The settings of TypeScript that hold for the files of a folder.
    func typeScriptSettings(of folder: RelativePath) -> TypeScriptSettings? {
        if let known = state.withLock({ $0.settings[folder] }) { return known }
        let settings = TypeScriptSettings(above: folder, self)
        state.withLock { $0.settings[folder] = .some(settings) }
        return settings
    }

    /// The files below the source root of a file of Java by the interfaces that they implement.
    func javaImplementers(around file: RelativePath) -> JavaImplementers {
        let root = JavaResolver.root(of: file, self) ?? file.directory
        if let known = state.withLock({ $0.implementers[root] }) { return known }
        let implementers = JavaImplementers(below: root, self)
        state.withLock { $0.implementers[root] = implementers }
        return implementers
    }

    /// The packages of Python that an installer put into a folder.
    func installedPackages(in folder: RelativePath) -> InstalledPackages {
        if let known = state.withLock({ $0.installed[folder] }) { return known }
        let packages = InstalledPackages(in: folder, self)
        state.withLock { $0.installed[folder] = packages }
        return packages
    }

    /// The folders of the workspaces that a package declares, by the workspaces' names.
    func workspaces(of package: NodePackage) -> [String: RelativePath] {
        if let known = state.withLock({ $0.workspaces[package.folder] }) { return known }
        let named = package.workspaces().compactMap { inner in inner.name.map { ($0, inner.folder) } }
        let folders = Dictionary(named) { first, _ in first }
        state.withLock { $0.workspaces[package.folder] = folders }
        return folders
    }
}

extension CodeFiles {
    /// How many directories one search looks into.
    private static let searchLimit = 2_000
    private static let built: Set<String> = [
        ".git", ".aws-sam", ".serverless", ".webpack", ".esbuild", ".venv", "venv", "__pycache__", "cdk.out", "vendor",
    ]

    /// The directories at and below one, nearest first, then by name; what is built or fetched is left out, and so is
    /// what lies beyond the first 2,000.
    package func folders(below directory: RelativePath) -> [RelativePath] {
        guard isDirectory(directory) else { return [] }
        var found = [directory]
        var next = 0
        while next < found.count, found.count < CodeFiles.searchLimit {
            for name in folderNames(in: found[next]) where !CodeFiles.built.contains(name) {
                if let path = found[next].appending(name), found.count < CodeFiles.searchLimit { found.append(path) }
            }
            next += 1
        }
        return found
    }

    /// The nearest file of a name in a directory or above it, up to the root.
    package func nearest(_ name: String, above directory: RelativePath) -> RelativePath? {
        for folder in directory.selfAndAbove {
            if let path = folder.appending(name), isFile(path) { return path }
        }
        return nil
    }
}

extension RelativePath {
    /// The directory and those above it, up to the root.
    var selfAndAbove: [RelativePath] {
        var path = self
        var chain = [path]
        while path != .root {
            path = path.directory
            chain.append(path)
        }
        return chain
    }

    /// The components of the path.
    var components: [Substring] { description.split(separator: "/") }

    /// The path with another name at its end.
    func renamed(_ name: String) -> RelativePath? { directory.appending(name) }

    /// What follows a directory that the path lies in, without a slash; `nil` when it lies elsewhere.
    func remainder(below directory: RelativePath) -> String? {
        guard isWithin(directory) else { return nil }
        if directory == .root { return description }
        return String(decoding: description.utf8.dropFirst(directory.description.utf8.count + 1), as: UTF8.self)
    }
}
