package import AdvisoryMatching
package import ApplicationModel
import HTTPDownload
package import SourceText

/// The records that a folder keeps, read for a store.
package struct FeedRecords {
    private let folder: FeedFolder
    private var known = AdvisoryFeed.Known()
    /// What could not be read, in the order in which it was met; the rest was.
    package private(set) var issues: [SourceIssue] = []

    /// Makes a reader of a folder that the caller has locked.
    package init(_ folder: FeedFolder) { self.folder = folder }

    /// Reads the records of an ecosystem: what changed since its archive was made, then the archive, whose older copies are
    /// passed over.
    /// - Throws: `FeedFolderError`, and what `take` throws.
    package mutating func read(_ ecosystem: Ecosystem, _ take: (AdvisoryRecord) throws -> Void) throws {
        guard let archive = try folder.archive(of: ecosystem) else { return }
        let changed = try folder.changedRecords(of: ecosystem)
        if !changed.isEmpty {
            let files = changed.map { (ecosystem.rawValue + "/" + $0.key, $0.value) }
            try read(InMemoryFileSource(bytes: Dictionary(files) { first, _ in first }), ecosystem, take)
        }
        try read(InMemoryFileSource(bytes: [ecosystem.rawValue + "/all.zip": archive]), ecosystem, take)
    }

    private mutating func read(
        _ files: InMemoryFileSource, _ ecosystem: Ecosystem, _ take: (AdvisoryRecord) throws -> Void
    ) throws {
        guard let path = RelativePath(ecosystem.rawValue) else { return }
        var feed = AdvisoryFeed(files, known: known)
        try feed.read(path, take)
        known = feed.known
        issues += feed.issues
    }

    /// Notes which lines of the feed's indexes are held now, so that the next update fetches the others, and
    /// that a store was made with this inventory; returns the state with that.
    /// - Throws: `FeedFolderError`.
    package func settle(
        _ changes: [FeedUpdate.Change], in state: FeedState, _ inventory: AdvisoryInventory
    ) throws -> FeedState {
        var state = state
        for change in changes {
            guard let index = change.index else { continue }
            let held = index.selecting { id, time in known.modified(id).map { FeedRecords.isHeld($0, time) } ?? false }
            try folder.keep(held, of: change.ecosystem)
            let isComplete = held.times.count == index.times.count
            state.kept[change.ecosystem.rawValue]?.indexTag = isComplete ? change.indexTag?.text : nil
        }
        state.isImported = true
        state.made = FeedState.Made(inventory)
        return state
    }

    /// Whether a record that was changed at one time is the one that the index means, or a later one.
    ///
    /// Both are RFC 3339 in UTC with any number of digits behind the second, so they compare without the `Z`.
    private static func isHeld(_ time: String, _ indexed: String) -> Bool {
        time.prefix { $0 != "Z" } >= indexed.prefix { $0 != "Z" }
    }
}
