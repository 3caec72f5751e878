package import AdvisoryMatching
import AdvisoryStore
import FoundationEssentials

/// The store's place on the disk: made beside it and moved there when it is whole.
package enum AdvisoryStoreFile {
    /// Where the store lies unless it is said otherwise; `nil` when the environment names no home.
    ///
    /// Source: <https://specifications.freedesktop.org/basedir-spec/latest/>
    package static func defaultPath(in environment: [String: String]) -> String? {
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/ringfence/advisories.db" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/ringfence/advisories.db"
    }

    /// Where a scan looks advisories up: in the store where there is one, else in the snapshot.
    /// - Throws: `CommandFailure` when what lies in the store's place cannot be read.
    package static func source(in surroundings: Surroundings) throws -> any AdvisorySource {
        guard let path = defaultPath(in: surroundings.environment) else { return AdvisorySnapshot.bundled }
        do {
            return try AdvisoryStore(path: path)
        } catch AdvisoryStoreError.missing {
            return AdvisorySnapshot.bundled
        } catch let error as AdvisoryStoreError {
            throw CommandFailure(.usage, "the store `\(path)` \(error.meaning)", help: "make it anew with `ringfence advisories import PATH`")
        }
    }

    /// Makes a store and puts it into its place; when anything fails, what was there stays.
    ///
    /// `draft` is where it is made, a place on the same disk that nobody else writes to; beside the store when it is
    /// `nil`. `approve` looks at what the store holds before it takes its place.
    /// - Throws: `CommandFailure` when the store cannot be written, and what `approve` and `fill` throw.
    package static func replace(
        _ path: String, on day: String, draft: String? = nil, approve: (AdvisoryInventory) throws -> Void = { _ in },
        _ fill: ((AdvisoryRecord) throws -> Void) throws -> Void
    ) throws -> AdvisoryInventory {
        let place = URL(filePath: path)
        let draft = draft ?? place.deletingLastPathComponent().appending(path: ".advisories-\(UUID().uuidString).db").path
        // What an earlier run left there when it was ended is no beginning of this one.
        try? FileManager.default.removeItem(atPath: draft)
        defer { try? FileManager.default.removeItem(atPath: draft) }
        do {
            try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw unwritable(path)
        }
        do {
            let inventory = try AdvisoryStoreWriter.write(to: draft, on: day, fill)
            try approve(inventory)
            try DurableMove.move(draft, to: path)
            return inventory
        } catch is AdvisoryStoreError {
            throw unwritable(path)
        } catch is DurableMove.Failure {
            throw unwritable(path)
        }
    }

    private static func unwritable(_ path: String) -> CommandFailure {
        CommandFailure(
            .usage, "the store `\(path)` cannot be written", help: "check that its directory may be written to and has space")
    }
}
