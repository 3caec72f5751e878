import CommandDoors
import FoundationEssentials

/// Files that commands write: whole or not at all.
enum OutputFile {
    /// Writes a file beside its final place and moves it there.
    /// - Throws: `CommandFailure` when the file cannot be written.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .usage, "`\(path)` cannot be written", help: "check that its directory exists and may be written to")
        }
    }
}
