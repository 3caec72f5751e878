import Foundation
import PackageInventory
import SourceText

/// Real lockfiles, with what another implementation reads in them.
struct LockfileFolder {
    static let variable = "RINGFENCE_LOCKFILES"
    private let url: URL

    /// The folder that the variable names, or the one beside the repository; `nil` when there is none.
    init?() {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment[Self.variable].map { URL(filePath: $0) }
        url = named ?? root.deletingLastPathComponent().appending(path: "shared/conformance/lockfiles")
        guard FileManager.default.fileExists(atPath: url.appending(path: "lockfiles-extra.tsv").path) else {
            return nil
        }
    }

    /// A line of the table: a lockfile and how many packages are in it.
    struct Row {
        let path: String
        let kind: String
        /// Entries, those of no registry included.
        let instances: Int
        /// Names and versions that a registry has.
        let distinct: Int
    }

    /// A package that must be found.
    struct Expected {
        let path: String
        let name: String
        let version: String
        let instances: Int
        let flags: [String: String]
    }

    func rows() throws -> [Row] {
        try String(contentsOf: url.appending(path: "lockfiles-extra.tsv"), encoding: .utf8).split(separator: "\n")
            .dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
            .map {
                Row(path: "\($0[0])/\($0[1])", kind: $0[2], instances: Int($0[4]) ?? -1, distinct: Int($0[5]) ?? -1)
            }
    }

    func expected() throws -> [Expected] {
        try String(contentsOf: url.appending(path: "expected-extra.jsonl"), encoding: .utf8).split(separator: "\n")
            .compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            .map { line in
                let flags = (line["flags"] as? [String: Any] ?? [:]).mapValues { "\($0)" }
                return Expected(
                    path: "\(line["corpus"] ?? "")/\(line["lockfile"] ?? "")", name: "\(line["package"] ?? "")",
                    version: "\(line["version"] ?? "")", instances: line["instances"] as? Int ?? -1, flags: flags)
            }
    }

    /// The list in a file, read with what stands beside it; `nil` when the file is not there.
    func list(_ path: String) -> PackageList? {
        let file = url.appending(path: path)
        guard let bytes = try? Data(contentsOf: file), let relative = RelativePath(path) else { return nil }
        guard let kind = PackageListKind(path: relative) else { return nil }
        return PackageList.read(
            ListInput(SourceFile(path: relative, bytes: Array(bytes)), kind: kind, files: FolderSource(url: url)))
    }
}

/// The files of a folder.
private struct FolderSource: FileSource {
    let url: URL

    func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: url.appending(path: directory.description).path)
        return (names ?? []).sorted().map { name in
            FileEntry(name: name, kind: directory.appending(name).flatMap(kind) ?? .other)
        }
    }

    func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] {
        guard let data = try? Data(contentsOf: url.appending(path: path.description)) else { throw .missing }
        guard data.count <= limit else { throw .tooLarge(limit: limit) }
        return Array(data)
    }

    func kind(of path: RelativePath) -> FileEntry.Kind? {
        var isDirectory: ObjCBool = false
        let file = url.appending(path: path.description).path
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else { return nil }
        return isDirectory.boolValue ? .directory : .file
    }
}
