import CommandDoors
import Findings
import FoundationEssentials
import SourceText

/// The baseline on disk.
enum BaselineFile {
    /// The name it has unless another is given.
    static let defaultName = ".ringfence-baseline.json"
    /// The longest file that is read, in bytes.
    private static let byteLimit = 64 << 20

    /// The fingerprints that a baseline accepts; none when there is no file and none was named.
    /// - Throws: `CommandFailure` when a named file is missing or any cannot be read.
    static func accepted(_ name: String?, in files: any FileSource, isIgnored: Bool) throws -> Set<String> {
        if isIgnored { return [] }
        guard let path = RelativePath(name ?? defaultName) else {
            throw CommandFailure(.usage, "the baseline `\(name ?? "")` lies outside the scanned root")
        }
        guard files.kind(of: path) == .file else {
            if name == nil { return [] }
            throw CommandFailure(
                .usage, "there is no baseline `\(path)` below the root",
                help: "write one with `ringfence scan --write-baseline --baseline \(path)`")
        }
        do {
            let bytes = try files.contents(of: path, limit: byteLimit)
            let baseline = try JSONDecoder().decode(Baseline.self, from: Data(bytes))
            guard baseline.version == Baseline.currentVersion else {
                throw CommandFailure(
                    .usage, "the baseline `\(path)` has version \(baseline.version), which this ringfence cannot read")
            }
            return Set(baseline.findings.map(\.fingerprint))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(
                .usage, "the baseline `\(path)` cannot be read",
                help: "write it anew with `ringfence scan --write-baseline`")
        }
    }

    /// Writes a baseline and returns its path below the root.
    /// - Throws: `CommandFailure` when the file cannot be written.
    static func write(_ baseline: Baseline, to name: String?, below root: String) throws -> RelativePath {
        guard let path = RelativePath(name ?? defaultName), path != .root else {
            throw CommandFailure(.usage, "the baseline `\(name ?? "")` lies outside the scanned root")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(baseline)) + Array("\n".utf8)
        try OutputFile.write(bytes, to: root + "/" + path.description)
        return path
    }
}
