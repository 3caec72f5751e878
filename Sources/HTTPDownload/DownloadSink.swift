/// Where bytes go as they come in, and stay when the connection is lost.
package protocol DownloadSink {
    /// What is there of an earlier attempt and may be added to; `nil` when there is nothing of use.
    var part: PartialDownload? { get }
    /// How many bytes are there.
    var length: Int { get }
    /// Drops what is there; what is appended next is the beginning of this version.
    /// - Throws: when the system refuses.
    mutating func restart(as etag: EntityTag?) throws
    /// Adds bytes at the end.
    /// - Throws: when the system refuses.
    mutating func append(_ bytes: [UInt8]) throws
}

/// Small files, which are kept in memory and not resumed by a later run.
package struct MemorySink: DownloadSink {
    /// What came.
    package private(set) var bytes: [UInt8] = []
    private var etag: EntityTag?

    /// Makes an empty one.
    package init() {}

    package var part: PartialDownload? { PartialDownload(etag: etag, length: bytes.count) }
    package var length: Int { bytes.count }

    package mutating func restart(as etag: EntityTag?) {
        bytes = []
        self.etag = etag
    }

    package mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }
}

/// How a download ended.
package enum DownloadOutcome: Hashable, Sendable {
    /// The version that was known is still the one.
    case unchanged
    /// All bytes are in the sink, of this version where the server names it.
    case complete(EntityTag?)
}
