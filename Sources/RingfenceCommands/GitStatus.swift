import CommandDoors
import SourceText

/// Whether git could bring files back as they are now.
enum GitStatus {
    /// How many paths are asked about at once.
    private static let batch = 200

    /// Makes sure that git has every one of some files below a root as it is.
    /// - Throws: `CommandFailure` when git has not, is missing, or does not know the root.
    static func requireCommitted(_ paths: [RelativePath], below root: String) async throws {
        for start in stride(from: 0, to: paths.count, by: batch) {
            let some = paths[start..<min(start + batch, paths.count)]
            let answer = try await status(of: some.map(\.description), root)
            guard let answer else {
                throw CommandFailure(
                    .usage, "`\(root)` is no git work tree, so nothing could bring the files back",
                    help: "run with --dry-run to see the changes, or with --allow-dirty to make them all the same")
            }
            guard answer.isEmpty else { throw dirty(answer, some.count) }
        }
    }

    private static func status(of paths: [String], _ root: String) async throws -> [UInt8]? {
        do {
            let question = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--no-renames", "--"]
            return try await Git.answer(question + paths, root)
        } catch {
            guard Git.isMissing(error) else { throw CommandFailure(.partial, "git failed: \(error)") }
            throw CommandFailure(
                .usage, "git cannot be run, so nothing could bring the files back: it was not found",
                help: "run with --allow-dirty to change the files all the same")
        }
    }

    /// `XY <path>` with a NUL behind each.
    private static func dirty(_ answer: [UInt8], _ asked: Int) -> CommandFailure {
        let paths = answer.split(separator: 0).map { String(decoding: $0.dropFirst(3), as: UTF8.self) }
        let shown = paths.sorted().prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
        return CommandFailure(
            .usage, "these files have changes that git does not have: \(shown)\(rest)",
            help: "commit or stash them first, or run with --allow-dirty")
    }
}
