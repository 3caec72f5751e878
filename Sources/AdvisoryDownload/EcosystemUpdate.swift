import AdvisoryMatching
import ApplicationModel
import Archives
import HTTPDownload

/// The update of one ecosystem's folder.
///
/// The index is asked for first, so that the archive that comes after it is never older. What the index has and the
/// archive lacks all the same is not counted as held, and is fetched the next time.
struct EcosystemUpdate: Sendable {
    let ecosystem: Ecosystem
    /// The address of the ecosystem's folder.
    let address: WebAddress
    let folder: FeedFolder
    let downloader: Downloader
    let progress: @Sendable (Int) -> Void

    /// A request costs about as much as so many bytes of an archive.
    static let bytesPerRequest = 64 << 10
    /// The most records that are asked for one by one, and kept beside an archive.
    static let mostRecords = 2000
    /// How many records are asked for at once.
    private static let width = 4
    private static let recordLimit = AdvisoryRecord.byteLimit

    typealias Fetched = (change: FeedUpdate.Change, kept: FeedState.Kept)

    func run(from state: FeedState) async throws -> Fetched {
        let kept = folder.archiveExists(of: ecosystem) ? state.kept[ecosystem.rawValue] : nil
        do {
            let index = try await index(unless: kept == nil ? nil : state.indexTag(of: ecosystem))
            if let kept {
                if case .unchanged = index { return (change(.unchanged), kept) }
                if case .found(let index, let tag) = index, let fetched = try await changes(index, tag, kept) { return fetched }
            }
            return try await archive(index, kept, unless: kept == nil ? nil : state.archiveTag(of: ecosystem))
        } catch let error as DownloadError {
            throw FeedUpdateError.download(error)
        }
    }

    private func change(_ outcome: FeedUpdate.Outcome, _ index: Index = .none) -> FeedUpdate.Change {
        guard case .found(let index, let tag) = index else { return FeedUpdate.Change(ecosystem: ecosystem, outcome: outcome) }
        return FeedUpdate.Change(ecosystem: ecosystem, outcome: outcome, index: index, indexTag: tag)
    }

    // MARK: The index

    private enum Index {
        case unchanged
        case found(FeedIndex, EntityTag?)
        case none
    }

    private func index(unless known: EntityTag?) async throws -> Index {
        do {
            let answer = try await downloader.bytes(
                of: address.appending("modified_id.csv"), unless: known, limit: FeedIndex.byteLimit)
            guard let answer else { return .unchanged }
            return FeedIndex(answer.bytes).map { .found($0, answer.etag) } ?? .none
        } catch let error as DownloadError where error.isMissing {
            // A mirror may have the archives alone.
            return .none
        }
    }

    // MARK: The records that changed

    /// Fetches the records that changed when they are few; `nil` when the archive is the shorter way, or the only one.
    private func changes(_ index: FeedIndex, _ tag: EntityTag?, _ kept: FeedState.Kept) async throws -> Fetched? {
        let budget = min(Self.mostRecords, kept.archiveLength / Self.bytesPerRequest) - folder.changedCount(of: ecosystem)
        guard let held = try folder.index(of: ecosystem), let ids = held.changes(in: index), ids.count <= budget else { return nil }
        guard try await records(ids) else { return nil }
        try folder.keep(held.replacing(ids, from: index), of: ecosystem)
        var kept = kept
        kept.indexTag = tag?.text
        return (change(ids.isEmpty ? .unchanged : .records(ids.count)), kept)
    }

    /// Fetches records; `false` when one of them is gone again, or is none.
    private func records(_ ids: [String]) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var waiting = ids[...]
            for id in waiting.prefix(Self.width) { group.addTask { try await record(id) } }
            waiting = waiting.dropFirst(Self.width)
            while let isThere = try await group.next() {
                guard isThere else {
                    group.cancelAll()
                    return false
                }
                if let id = waiting.popFirst() { group.addTask { try await record(id) } }
            }
            return true
        }
    }

    private func record(_ id: String) async throws -> Bool {
        var sink = MemorySink()
        do {
            _ = try await downloader.fetch(
                address.appending(id + ".json"), into: &sink, limit: Self.recordLimit, progress: progress)
        } catch let error as DownloadError where error.isMissing {
            return false
        }
        guard let record = try? AdvisoryRecord(json: sink.bytes), record.id == id else { return false }
        try folder.keep(record: sink.bytes, id, of: ecosystem)
        return true
    }

    // MARK: The archive

    private func archive(_ index: Index, _ kept: FeedState.Kept?, unless known: EntityTag?) async throws -> Fetched {
        let address = address.appending("all.zip")
        var sink = try folder.sink(of: ecosystem)
        let outcome = try await downloader.fetch(
            address, into: &sink, unless: known, limit: FeedArchive.byteLimit, progress: progress)
        guard case .complete(let tag) = outcome else {
            // The index is ahead of the archive: what it has more comes with the next one.
            return (change(.unchanged, index), kept ?? FeedState.Kept(archiveLength: 0))
        }
        do {
            try FeedArchive.verify(try folder.part(of: ecosystem) ?? [])
        } catch let error as ArchiveError {
            folder.dropPart(of: ecosystem)
            throw FeedUpdateError.damaged(address.description, error.reason)
        }
        try folder.keepPart(of: ecosystem)
        let fresh = FeedState.Kept(archiveTag: tag?.text, archiveLength: sink.length)
        return (change(.archive(bytes: sink.length), index), fresh)
    }
}
