import ApplicationModel
import HTTPDownload

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder beside a store where an update keeps what it fetched; the door to it.
///
/// `state.json` says what is kept; below a folder for each ecosystem lie `all.zip`, a part of a newer one, records that
/// changed since, and the index of what all these hold.
package struct FeedFolder: Sendable {
    /// The folder's absolute path.
    package let path: String

    /// The folder that belongs to a store.
    package init(besideStore store: String) { path = store + ".feed" }

    /// Where a store is made before it takes its place.
    package var draft: String { path + "/draft.db" }

    private enum Name {
        static let state = "state.json"
        static let archive = "all.zip"
        static let part = "all.zip.part"
        static let partTag = "all.zip.part.etag"
        static let index = "held.csv"
        static let changed = "changed"
    }

    /// Holds the folder for as long as `body` runs; makes it when it is not there.
    /// - Throws: `FeedFolderError`, and what `body` throws.
    package func locked<Value>(_ body: () async throws -> Value) async throws -> Value {
        try Self.makeDirectory(path)
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FeedFolderError.refused(Self.lastError) }
        // Closing it, as the end of the process does too, gives the lock back.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw FeedFolderError.busy }
        return try await body()
    }

    // MARK: What is kept

    func state(for address: WebAddress) -> FeedState {
        guard let bytes = try? contents(Name.state) else { return FeedState(address: address.description) }
        return FeedState(bytes, address: address.description)
    }

    /// Keeps the state.
    /// - Throws: `FeedFolderError`.
    package func keep(_ state: FeedState) throws { try replace(Name.state, with: state.bytes) }

    /// The bytes of an ecosystem's archive; `nil` when there is none.
    func archive(of ecosystem: Ecosystem) throws -> [UInt8]? { try contents(file(Name.archive, of: ecosystem)) }

    /// Whether an ecosystem's archive is there.
    func archiveExists(of ecosystem: Ecosystem) -> Bool {
        var status = stat()
        return stat(absolute(Name.archive, of: ecosystem), &status) == 0
    }

    /// The bytes of an archive that is not kept yet.
    func part(of ecosystem: Ecosystem) throws -> [UInt8]? { try contents(file(Name.part, of: ecosystem)) }

    /// Where an ecosystem's new archive is written to.
    func sink(of ecosystem: Ecosystem) throws -> FileSink {
        try Self.makeDirectory(path + "/" + ecosystem.rawValue)
        return FileSink(path: absolute(Name.part, of: ecosystem), tagPath: absolute(Name.partTag, of: ecosystem))
    }

    /// Puts the part into the archive's place, and drops the records that changed since the old one.
    func keepPart(of ecosystem: Ecosystem) throws {
        try Self.flushed(absolute(Name.part, of: ecosystem))
        guard rename(absolute(Name.part, of: ecosystem), absolute(Name.archive, of: ecosystem)) == 0 else {
            throw FeedFolderError.refused(Self.lastError)
        }
        unlink(absolute(Name.partTag, of: ecosystem))
        unlink(absolute(Name.index, of: ecosystem))
        for name in Self.names(in: absolute(Name.changed, of: ecosystem)) {
            unlink(absolute(Name.changed + "/" + name, of: ecosystem))
        }
    }

    /// Drops a part that is of no use.
    func dropPart(of ecosystem: Ecosystem) {
        unlink(absolute(Name.part, of: ecosystem))
        unlink(absolute(Name.partTag, of: ecosystem))
    }

    /// The index of what is kept of an ecosystem; `nil` when it is not known.
    func index(of ecosystem: Ecosystem) throws -> FeedIndex? {
        try contents(file(Name.index, of: ecosystem)).flatMap { FeedIndex($0) }
    }

    func keep(_ index: FeedIndex, of ecosystem: Ecosystem) throws { try replace(file(Name.index, of: ecosystem), with: index.bytes) }

    /// Keeps a record that changed since the archive was made.
    func keep(record bytes: [UInt8], _ id: String, of ecosystem: Ecosystem) throws {
        try Self.makeDirectory(absolute(Name.changed, of: ecosystem))
        try replace(file(Name.changed + "/" + id + ".json", of: ecosystem), with: bytes)
    }

    /// How many records changed since the archive was made.
    func changedCount(of ecosystem: Ecosystem) -> Int { Self.names(in: absolute(Name.changed, of: ecosystem)).count }

    /// The records that changed since the archive was made, by the names of their files.
    func changedRecords(of ecosystem: Ecosystem) throws -> [String: [UInt8]] {
        var records: [String: [UInt8]] = [:]
        for name in Self.names(in: absolute(Name.changed, of: ecosystem)) where name.hasSuffix(".json") {
            records[name] = try contents(file(Name.changed + "/" + name, of: ecosystem))
        }
        return records
    }

    private func file(_ name: String, of ecosystem: Ecosystem) -> String { ecosystem.rawValue + "/" + name }
    private func absolute(_ name: String, of ecosystem: Ecosystem) -> String { path + "/" + file(name, of: ecosystem) }
}

/// Why the folder cannot be used.
package enum FeedFolderError: Error, Hashable, Sendable {
    /// Another update is at work in it.
    case busy
    /// The system refuses; the payload is why.
    case refused(String)
}
