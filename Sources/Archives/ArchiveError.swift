/// Why an archive, or a file in it, cannot be read.
package enum ArchiveError: Error, Hashable, Sendable {
    /// No zip file, or one that is cut off or contradicts itself.
    case damaged(reason: String)
    /// It uses what is not read: encryption, several disks, another compression.
    case unsupported(reason: String)
    /// It would take more than a limit allows.
    case tooLarge(reason: String)

    /// What is wrong, in lower case and without a full stop.
    package var reason: String {
        switch self {
        case .damaged(let reason), .unsupported(let reason), .tooLarge(let reason): reason
        }
    }
}

/// How much of a hostile archive is read.
package struct ArchiveLimits: Hashable, Sendable {
    /// The most files that an archive may list.
    package var entries: Int
    /// The longest single file once it is unpacked, in bytes.
    package var entryBytes: Int
    /// The most bytes of all files together once they are unpacked.
    package var totalBytes: Int

    /// Makes limits; the defaults fit the largest packages that Lambda takes several times over.
    package init(entries: Int = 500_000, entryBytes: Int = 256 << 20, totalBytes: Int = 4 << 30) {
        self.entries = entries
        self.entryBytes = entryBytes
        self.totalBytes = totalBytes
    }
}
