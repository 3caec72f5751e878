import AdvisoryDownload
import AdvisoryMatching
import AdvisoryStore
import ApplicationModel
import CommandDoors
import Findings
import HTTPDownload
import SourceText

/// One update of a store: fetch, look at what came, make the store and put it into its place.
struct AdvisoryUpdateRun: Sendable {
    let store: String
    let address: WebAddress
    let ecosystems: [Ecosystem]
    let isForced: Bool
    let surroundings: Surroundings
    let network: NetworkSurroundings

    var folder: FeedFolder { FeedFolder(besideStore: store) }

    func run(_ settings: HTTPConnection.Settings, cleartext: WebAddress.Cleartext) async throws {
        let old = try presentInventory()
        try await folder.locked {
            let progress = DownloadProgress(surroundings)
            defer { progress.clear() }
            progress.start(address.host)
            let (changes, state) = try await HTTPConnection.with(settings, limits: network.limits) { connection in
                let downloader = Downloader(connection, limits: network.limits, clock: network.clock, cleartext: cleartext)
                return try await FeedUpdate(of: folder, from: address, with: downloader, progress: progress.add).run(ecosystems)
            }
            progress.clear()
            tell(changes)
            if state.isImported, let old, old == state.inventory { return tellUnchanged(old) }
            try makeStore(changes, state, old)
        }
    }

    /// What the store holds now; `nil` when there is none.
    private func presentInventory() throws -> AdvisoryInventory? {
        do {
            return try AdvisoryStore(path: store).inventory()
        } catch AdvisoryStoreError.missing {
            return nil
        } catch AdvisoryStoreError.otherVersion {
            // Another version of the program made it; that is a reason to make it anew.
            return nil
        } catch let error as AdvisoryStoreError {
            throw CommandFailure(
                .usage, "the store `\(store)` \(error.meaning)", help: "move the file away, or name another store with `--store FILE`")
        }
    }

    private func makeStore(_ changes: [FeedUpdate.Change], _ state: FeedState, _ old: AdvisoryInventory?) throws {
        var records = FeedRecords(folder)
        let inventory = try AdvisoryStoreFile.replace(
            store, on: surroundings.today.description, draft: folder.draft, approve: { try approve($0, after: old) }
        ) { take in
            for ecosystem in state.ecosystems { try records.read(ecosystem, take) }
        }
        try folder.keep(try records.settle(changes, in: state, inventory))
        warnOfGaps(in: state)
        for issue in records.issues { surroundings.complain("warning: \(issue.place.path): \(issue.message)") }
        surroundings.write("the store has \(inventory.total), the newest of \(inventory.newest)\n\(store)\n")
        if !records.issues.isEmpty { throw ExitStatus.partial }
    }

    /// A store takes the snapshot's place, so the first one is held against that; who asked for some ecosystems alone is
    /// told what is lacking instead.
    private func approve(_ new: AdvisoryInventory, after old: AdvisoryInventory?) throws {
        guard !isForced else { return }
        let asked = Set(ecosystems.map(\.rawValue))
        let snapshot = AdvisoryInventory(
            newest: network.snapshot.newest,
            counts: network.snapshot.counts.filter { asked.isEmpty || asked.contains($0.ecosystem) })
        let name = old == nil ? "the snapshot in the program" : "the store"
        let doubts = FeedPlausibility.doubts(about: new, after: old ?? snapshot, name) { first, second in
            guard let first = CalendarDate(first), let second = CalendarDate(second) else { return nil }
            return first.days(until: second)
        }
        guard !doubts.isEmpty else { return }
        throw CommandFailure(
            .partial, "what was downloaded cannot be all: " + doubts.joined(separator: "; "),
            help: Self.kept + "; " + (ecosystems.isEmpty ? "" : "leave `--ecosystem` out to fetch all, or ")
                + "take what was downloaded all the same with `--force`")
    }

    /// Records on several ecosystems bring a few of those that were not fetched; that is not knowing them.
    private func warnOfGaps(in state: FeedState) {
        let held = Set(state.ecosystems.map(\.rawValue))
        let gaps = network.snapshot.counts.map(\.ecosystem).filter { !held.contains($0) }
        guard !gaps.isEmpty else { return }
        surroundings.complain(
            "warning: scans find little or nothing in packages of \(gaps.joined(separator: ", ")), which were not fetched")
    }

    private func tell(_ changes: [FeedUpdate.Change]) {
        let width = changes.map(\.ecosystem.rawValue.count).max() ?? 0
        for change in changes {
            let name = change.ecosystem.rawValue
            let padding = String(repeating: " ", count: width - name.count + 2)
            surroundings.write(name + padding + Self.words(change.outcome) + "\n")
        }
    }

    private func tellUnchanged(_ inventory: AdvisoryInventory) {
        surroundings.write("the store is up to date: \(inventory.total), the newest of \(inventory.newest)\n\(store)\n")
    }

    private static func words(_ outcome: FeedUpdate.Outcome) -> String {
        switch outcome {
        case .unchanged: "unchanged"
        case .archive(let bytes): "\(DownloadProgress.megabytes(bytes)) MB"
        case .records(let count): count == 1 ? "1 record" : "\(count) records"
        }
    }
}

extension AdvisoryUpdateRun {
    private static let kept = "the store is as it was"

    /// A failed download as people read it.
    static func failure(_ error: FeedUpdateError, caFile: String?) -> CommandFailure {
        switch error {
        case .notAFeed:
            CommandFailure(
                .usage, error.message, help: "give `--url` the folder that holds `ecosystems.txt`; see https://google.github.io/osv.dev/data/")
        case .unknownEcosystem(_, let known):
            CommandFailure(.usage, error.message, help: "it has " + known.map { "`\($0)`" }.joined(separator: ", "))
        case .damaged: CommandFailure(.partial, error.message, help: kept + "; what came was thrown away, so try again")
        case .download(let download): CommandFailure(.partial, error.message, help: help(for: download, caFile))
        }
    }

    private static func help(for error: DownloadError, _ caFile: String?) -> String {
        switch error.reason {
        case .unreachable: kept + "; check the network, and whether a proxy has to be named with `--proxy URL`"
        case .proxyRefused: kept + "; write them into its address, as in `--proxy http://name:password@proxy.example:3128`"
        case .untrusted where caFile == nil: kept + "; when the server is yours, name who signs for it with `--ca-file FILE`"
        case .slow, .interrupted: kept + "; what came is kept, and the next update goes on there"
        default: kept
        }
    }

    /// A folder that cannot be used as people read it.
    static func failure(_ error: FeedFolderError, folder: String) -> CommandFailure {
        switch error {
        case .busy: CommandFailure(.partial, "another update of the same store is at work", help: "wait for it to end")
        case .refused(let reason):
            CommandFailure(.usage, "the folder `\(folder)` cannot be used: \(reason)", help: "check that it may be written to and has space")
        }
    }
}
