internal import Archives
package import SourceText

/// Records in the layout of OSV's export: folders named after ecosystems, each with `all.zip` or one file for each record.
///
/// Source: <https://google.github.io/osv.dev/data/#data-dumps>
package struct AdvisoryFeed: Sendable {
    /// What could not be read, in the order in which it was met; the rest was.
    package private(set) var issues: [SourceIssue] = []
    private let files: any FileSource
    /// The records that were handed on: a record stands in the folder of each of its ecosystems.
    package private(set) var known: Known

    /// Ids of records with the time of their last change.
    package struct Known: Sendable {
        fileprivate var times: [String: String] = [:]

        /// Knows no record.
        package init() {}

        /// When a record was last changed, as it says itself; `nil` when it is not known.
        package func modified(_ id: String) -> String? { times[id] }
    }

    /// The most bytes of an `all.zip` that are read.
    static let archiveLimit = 1 << 30
    private static let archiveName = "all.zip"
    private static let issueLimit = 100

    /// Makes a feed from files; `known` are the records of feeds that were read before.
    package init(_ files: any FileSource, known: Known = Known()) {
        self.files = files
        self.known = known
    }

    /// Reads the records at a path: an `all.zip` under any name, one record, a folder of either, or a folder of such
    /// folders. A record that was read before is handed on again only when this copy was changed later.
    /// - Throws: what `take` throws.
    package mutating func read(_ path: RelativePath, _ take: (AdvisoryRecord) throws -> Void) throws {
        switch files.kind(of: path) {
        case .file where path.fileExtension == "zip": try readArchive(path, take)
        case .file: try readFile(path, take)
        case .directory: try readFolder(path, take)
        default: report(path, "nothing stands here")
        }
    }

    private mutating func readFolder(_ path: RelativePath, _ take: (AdvisoryRecord) throws -> Void) throws {
        guard let entries = entries(of: path) else { return }
        if entries.contains(where: { $0.name == Self.archiveName }), let archive = path.appending(Self.archiveName) {
            return try readArchive(archive, take)
        }
        for entry in entries {
            guard let inner = path.appending(entry.name) else { continue }
            if inner.fileExtension == "json" {
                try readFile(inner, take)
            } else if files.kind(of: inner) == .directory {
                try readEcosystem(inner, take)
            }
        }
    }

    /// A folder of a folder; what lies deeper belongs to nobody.
    private mutating func readEcosystem(_ path: RelativePath, _ take: (AdvisoryRecord) throws -> Void) throws {
        guard let entries = entries(of: path) else { return }
        if entries.contains(where: { $0.name == Self.archiveName }), let archive = path.appending(Self.archiveName) {
            return try readArchive(archive, take)
        }
        for entry in entries {
            guard let inner = path.appending(entry.name), inner.fileExtension == "json" else { continue }
            try readFile(inner, take)
        }
    }

    private mutating func readArchive(_ path: RelativePath, _ take: (AdvisoryRecord) throws -> Void) throws {
        guard let bytes = contents(of: path, limit: Self.archiveLimit) else { return }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(bytes, limits: ArchiveLimits(entryBytes: AdvisoryRecord.byteLimit, totalBytes: 16 << 30))
        } catch {
            return report(path, error.reason)
        }
        for name in archive.refusedNames { report(path, "the name `\(name.prefix(100))` is refused") }
        for entry in archive.entries where entry.path.fileExtension == "json" {
            if let record = record(entry, of: archive, at: path) { try takeOnce(record, take) }
        }
    }

    private mutating func readFile(_ path: RelativePath, _ take: (AdvisoryRecord) throws -> Void) throws {
        guard let bytes = contents(of: path, limit: AdvisoryRecord.byteLimit),
            let record = record(bytes, at: path, named: path.name)
        else { return }
        try takeOnce(record, take)
    }

    private mutating func takeOnce(_ record: AdvisoryRecord, _ take: (AdvisoryRecord) throws -> Void) throws {
        if let before = known.times[record.id], before >= record.modified { return }
        known.times[record.id] = record.modified
        try take(record)
    }
}

extension AdvisoryFeed {
    private mutating func record(_ entry: ZipArchive.Entry, of archive: ZipArchive, at path: RelativePath) -> AdvisoryRecord? {
        do {
            return record(try archive.contents(of: entry), at: path, named: entry.path.name)
        } catch {
            report(path, error.reason)
            return nil
        }
    }

    private mutating func record(_ bytes: [UInt8], at path: RelativePath, named name: String) -> AdvisoryRecord? {
        do {
            return try AdvisoryRecord(json: bytes)
        } catch AdvisoryRecordError.tooLong {
            report(path, "`\(name)` has more than \(AdvisoryRecord.byteLimit) bytes")
        } catch {
            report(path, "`\(name)` is no record in OSV's format")
        }
        return nil
    }

    private mutating func entries(of path: RelativePath) -> [FileEntry]? {
        do {
            return try files.entries(of: path)
        } catch {
            report(path, "the folder cannot be read")
            return nil
        }
    }

    private mutating func contents(of path: RelativePath, limit: Int) -> [UInt8]? {
        do {
            return try files.contents(of: path, limit: limit)
        } catch .tooLarge(let limit) {
            report(path, "the file has more than \(limit) bytes")
        } catch .unreadable(let reason) {
            report(path, "the file cannot be read: \(reason)")
        } catch {
            report(path, "the file cannot be read")
        }
        return nil
    }

    /// Of a thousand broken records the first hundred say it.
    private mutating func report(_ path: RelativePath, _ message: String) {
        guard issues.count < Self.issueLimit else { return }
        issues.append(SourceIssue(.unreadable, message, at: SourcePlace(wholeOf: path)))
    }
}
