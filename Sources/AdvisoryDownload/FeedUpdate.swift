package import ApplicationModel
package import HTTPDownload

/// Fetches a feed in OSV's layout into a folder: of each ecosystem its archive, or the records that changed since.
///
/// Source: <https://google.github.io/osv.dev/data/#data-dumps>
package struct FeedUpdate: Sendable {
    /// What was done about an ecosystem.
    package enum Outcome: Hashable, Sendable {
        /// What is kept of it is what the feed has.
        case unchanged
        /// All of it came, in so many bytes.
        case archive(bytes: Int)
        /// So many records changed, and they alone came.
        case records(Int)
    }

    /// An ecosystem and what was done about it.
    package struct Change: Hashable, Sendable {
        /// The ecosystem.
        package let ecosystem: Ecosystem
        /// What was done.
        package let outcome: Outcome
        /// What the feed says it holds of it, where that is to be compared with what came; else `nil`.
        var index: FeedIndex?
        /// The version of that.
        var indexTag: EntityTag?
    }

    private let feed: WebAddress
    private let folder: FeedFolder
    private let downloader: Downloader
    private let progress: @Sendable (Ecosystem, Int) -> Void

    /// The longest list of ecosystems that is read, in bytes.
    private static let listLimit = 64 << 10
    /// How many ecosystems are fetched at once.
    private static let width = 3

    /// Makes an update of a folder that the caller has locked; `progress` is told how many bytes came in, as they do.
    package init(
        of folder: FeedFolder, from feed: WebAddress, with downloader: Downloader,
        progress: @escaping @Sendable (Ecosystem, Int) -> Void = { _, _ in }
    ) {
        self.feed = feed
        self.folder = folder
        self.downloader = downloader
        self.progress = progress
    }

    /// Fetches what changed of these ecosystems; of all that are known here when `wanted` is empty.
    ///
    /// The folder then holds what the state says, also when this throws: what came whole before is kept.
    /// - Throws: `FeedUpdateError`, `FeedFolderError` or `CancellationError`.
    package func run(_ wanted: [Ecosystem] = []) async throws -> (changes: [Change], state: FeedState) {
        let ecosystems = try await offered(wanted)
        var state = folder.state(for: feed)
        state.kept = state.kept.filter { kept in Ecosystem(rawValue: kept.key).map(folder.archiveExists) ?? false }
        let before = state
        // A run that is ended half-way must not leave a store that is taken for what the folder holds.
        state.isImported = false
        try folder.keep(state)
        let changes = try await withThrowingTaskGroup(of: Fetched.self) { group in
            var waiting = ecosystems[...]
            var changes: [Change] = []
            for ecosystem in waiting.prefix(Self.width) { add(ecosystem, before, to: &group) }
            waiting = waiting.dropFirst(Self.width)
            while let fetched = try await group.next() {
                try keep(fetched, in: &state)
                changes.append(fetched.change)
                if let ecosystem = waiting.popFirst() { add(ecosystem, before, to: &group) }
            }
            return changes
        }
        if before.isImported, changes.allSatisfy({ $0.outcome == .unchanged }) {
            state.isImported = true
            try folder.keep(state)
        }
        let order = Dictionary(uniqueKeysWithValues: Ecosystem.allCases.enumerated().map { ($1, $0) })
        return (changes.sorted { order[$0.ecosystem, default: 0] < order[$1.ecosystem, default: 0] }, state)
    }

    private typealias Fetched = (change: Change, kept: FeedState.Kept)

    private func add(_ ecosystem: Ecosystem, _ state: FeedState, to group: inout ThrowingTaskGroup<Fetched, any Error>) {
        group.addTask {
            let progress = progress
            return try await EcosystemUpdate(
                ecosystem: ecosystem, address: feed.appending(ecosystem.rawValue), folder: folder, downloader: downloader,
                progress: { progress(ecosystem, $0) }
            ).run(from: state)
        }
    }

    private func keep(_ fetched: Fetched, in state: inout FeedState) throws {
        state.kept[fetched.change.ecosystem.rawValue] = fetched.kept
        try folder.keep(state)
    }

    /// The ecosystems to fetch: those that the feed lists and we know, or those that were asked for.
    private func offered(_ wanted: [Ecosystem]) async throws -> [Ecosystem] {
        let names = try await listed()
        for ecosystem in wanted where !names.contains(ecosystem.rawValue) {
            throw FeedUpdateError.unknownEcosystem(
                ecosystem.rawValue, known: Ecosystem.allCases.map(\.rawValue).filter(names.contains))
        }
        let ecosystems = Ecosystem.allCases.filter { wanted.isEmpty ? names.contains($0.rawValue) : wanted.contains($0) }
        guard !ecosystems.isEmpty else { throw FeedUpdateError.notAFeed(feed.appending("ecosystems.txt").description) }
        return ecosystems
    }

    private func listed() async throws -> Set<String> {
        let address = feed.appending("ecosystems.txt")
        do {
            let list = try await downloader.bytes(of: address, limit: Self.listLimit)?.bytes ?? []
            return Set(String(decoding: list, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }.map(String.init))
        } catch let error as DownloadError where error.isMissing {
            throw FeedUpdateError.notAFeed(address.description)
        } catch let error as DownloadError {
            throw FeedUpdateError.download(error)
        }
    }
}
