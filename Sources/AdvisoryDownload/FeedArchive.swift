import AdvisoryMatching
import Archives
import SourceText

/// Whether an `all.zip` is whole: its directory, every checksum, and nothing in it but records.
enum FeedArchive {
    /// The longest archive that is kept, in bytes.
    static let byteLimit = 1 << 30
    private static let unpackedLimit = 16 << 30

    /// - Throws: `ArchiveError` when something is wrong with the archive.
    static func verify(_ bytes: [UInt8]) throws(ArchiveError) {
        let archive = try ZipArchive(bytes, limits: ArchiveLimits(entryBytes: AdvisoryRecord.byteLimit, totalBytes: unpackedLimit))
        if let name = archive.refusedNames.first { throw .damaged(reason: "it lists `\(name.prefix(100))`, which is no name of a file") }
        guard archive.entries.contains(where: { $0.path.fileExtension == "json" }) else { throw .damaged(reason: "it holds no record") }
        for entry in archive.entries { _ = try archive.contents(of: entry) }
    }
}
