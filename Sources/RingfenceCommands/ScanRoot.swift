import CommandDoors
import Reporting
import Scanning
import SourceText

/// Which directory a path is scanned within: the enclosing git work tree, so that a service may draw in files that lie
/// beside it, else the path's own directory.
struct ScanRoot {
    /// The files below the root.
    let files: DiskFileSource
    /// The paths to scan, below the root.
    let paths: [RelativePath]
    /// What the paths are called in the working directory.
    let names: PathNames

    init(paths arguments: [String], root: String?, workingDirectory: String) throws {
        let absolute = arguments.map { ScanRoot.absolute($0, from: workingDirectory) }
        for (argument, path) in zip(arguments, absolute) where !DiskFileSource.exists(path) {
            throw CommandFailure(
                .nothingToScan, "`\(argument)` does not exist", help: "name a directory or a manifest to scan")
        }
        let rootPath = root.map { ScanRoot.absolute($0, from: workingDirectory) } ?? ScanRoot.root(of: absolute)
        guard let files = DiskFileSource(root: rootPath) else {
            throw CommandFailure(.usage, "`\(root ?? rootPath)` is not a directory")
        }
        self.files = files
        paths = try zip(arguments, absolute).map { argument, path in
            guard let resolved = DiskFileSource.resolvedPath(path),
                let relative = ScanRoot.relative(resolved, to: files.root)
            else {
                throw CommandFailure(
                    .usage, "`\(argument)` lies outside the scanned root `\(files.root)`",
                    help: "name a root that holds it with --root")
            }
            return relative
        }
        names = ScanRoot.names(from: DiskFileSource.resolvedPath(workingDirectory) ?? workingDirectory, to: files.root)
    }

    private static func absolute(_ path: String, from directory: String) -> String {
        path.hasPrefix("/") ? path : directory + "/" + path
    }

    private static func root(of paths: [String]) -> String {
        let directories = paths.compactMap { DiskFileSource.resolvedPath($0) }.map { path in
            DiskFileSource(root: path) == nil ? parent(of: path) : path
        }
        let common = directories.dropFirst().reduce(directories.first ?? "/") { commonAncestor($0, $1) }
        var candidate = common
        while true {
            if DiskFileSource.exists(candidate + "/.git") { return candidate }
            if candidate == "/" || candidate.isEmpty { return common }
            candidate = parent(of: candidate)
        }
    }

    private static func commonAncestor(_ left: String, _ right: String) -> String {
        var shared = left
        while right != shared, !right.hasPrefix(shared == "/" ? "/" : shared + "/") { shared = parent(of: shared) }
        return shared
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func relative(_ path: String, to root: String) -> RelativePath? {
        if path == root { return .root }
        let base = root == "/" ? "/" : root + "/"
        guard path.utf8.starts(with: base.utf8) else { return nil }
        return RelativePath(String(decoding: path.utf8.dropFirst(base.utf8.count), as: UTF8.self))
    }

    private static func names(from directory: String, to root: String) -> PathNames {
        if let inner = relative(directory, to: root) { return PathNames(workingDirectory: inner) }
        if let outer = relative(root, to: directory) { return PathNames(prefix: outer.description + "/") }
        return PathNames(prefix: root == "/" ? "/" : root + "/")
    }
}
