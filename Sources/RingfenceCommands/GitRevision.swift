import CommandDoors
import SourceText
import Subprocess

/// The manifests of a tree as a git revision has them, read from git's objects; nothing is checked out and no hook runs.
struct GitRevision {
    /// The longest file that is taken, in bytes.
    private static let fileLimit = 16 << 20
    /// The endings of files that manifests may consist of.
    private static let endings: Set<String> = ["yml", "yaml", "json", "toml", "txt", "gitignore", "template"]

    /// The files of a directory at a revision.
    /// - Throws: `CommandFailure` when git is missing or fails, the directory is not in a work tree or the revision is
    ///   unknown.
    static func files(at revision: String, in root: String) async throws -> InMemoryFileSource {
        let tree = try await git(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], root)
        guard let tree, let object = String(validating: tree, as: UTF8.self)?.split(separator: "\n").first else {
            throw CommandFailure(
                .usage, "`\(revision)` names no commit of the repository at `\(root)`",
                help: "give --diff a branch, a tag or a commit; a shallow clone may have to be deepened first")
        }
        guard let listing = try await git(["ls-tree", "-r", "-z", "-l", String(object)], root) else {
            throw CommandFailure(.partial, "git cannot list the files of `\(revision)`")
        }
        let entries = listing.split(separator: 0).compactMap { Entry(String(decoding: $0, as: UTF8.self)) }
        let wanted = entries.filter { entry in
            entry.size <= fileLimit && endings.contains(entry.path.split(separator: ".").last.map(String.init) ?? "")
        }
        let request = Array(wanted.map { $0.object + "\n" }.joined().utf8)
        guard let contents = try await git(["cat-file", "--batch"], root, input: request) else {
            throw CommandFailure(.partial, "git cannot read the files of `\(revision)`")
        }
        return InMemoryFileSource(bytes: unpack(contents, for: wanted))
    }

    private struct Entry {
        let object: String
        let size: Int
        let path: String

        /// Reads `<mode> <type> <object> <size>\t<path>`; only regular files count.
        init?(_ line: String) {
            guard let tab = line.firstIndex(of: "\t") else { return nil }
            let fields = line[..<tab].split(separator: " ")
            guard fields.count == 4, fields[0].hasPrefix("100"), let size = Int(fields[3]) else { return nil }
            object = String(fields[2])
            self.size = size
            path = String(line[line.index(after: tab)...])
        }
    }

    /// Takes `<object> blob <size>\n<bytes>\n` apart, once per entry.
    private static func unpack(_ answer: [UInt8], for entries: [Entry]) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var rest = answer[...]
        for entry in entries {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
            rest = rest[(end + 1)...]
            guard rest.count > entry.size else { break }
            files[entry.path] = Array(rest.prefix(entry.size))
            rest = rest.dropFirst(entry.size + 1)
        }
        return files
    }

    /// What git answers; `nil` when it fails.
    private static func git(_ arguments: [String], _ root: String, input: [UInt8] = []) async throws -> [UInt8]? {
        do {
            return try await Git.answer(arguments, root, input: input)
        } catch {
            throw failure(error)
        }
    }

    /// Only a git that is not there is the user's to mend by installing it.
    private static func failure(_ error: any Error) -> CommandFailure {
        switch (error as? SubprocessError)?.code {
        case .executableNotFound?:
            CommandFailure(.usage, "git cannot be run: it was not found", help: "--diff needs git on the PATH")
        case .outputLimitExceeded?:
            CommandFailure(
                .partial, "the manifests of the revision are too large: git's answer has more than \(Git.answerLimit) bytes",
                help: "scan without --diff")
        default:
            CommandFailure(.partial, "git failed: \(error)")
        }
    }
}
