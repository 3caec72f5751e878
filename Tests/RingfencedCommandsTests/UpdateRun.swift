import AdvisoryMatching
import CommandDoors
import Findings
import FoundationEssentials
import HTTPDownload
import RingfencedCommands
import Synchronization

/// A directory in which updates are run in this process, one after the other.
struct UpdateFolder {
    let path: String

    /// Makes a fresh directory for as long as `body` runs.
    static func with<Value>(_ body: (UpdateFolder) async throws -> Value) async throws -> Value {
        let path = FileManager.default.temporaryDirectory.appending(path: "ringfenced-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return try await body(UpdateFolder(path: path))
    }

    /// The store's path.
    var store: String { path + "/data/advisories.db" }

    /// The bytes of a file of the directory; `nil` when there is none.
    func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: path + "/" + name) }

    /// Runs `ringfenced` with these arguments.
    func run(
        _ arguments: [String], environment: [String: String] = [:], isTerminal: Bool = false,
        snapshot: [String: Int] = [:], sleep: @escaping @Sendable () throws -> Void = {}
    ) async -> (code: Int32, output: String, errors: String) {
        let written = Recorder()
        let complained = Recorder()
        let surroundings = Surroundings(
            environment: environment, workingDirectory: path, write: written.append, writeError: complained.append,
            readInput: { _ in [] }, isOutputTerminal: false, isErrorTerminal: isTerminal, width: nil,
            today: CalendarDate("2026-06-01") ?? .distantPast)
        let clock = DownloadClock(now: { .zero }, sleep: { _ in try sleep() })
        let counts = snapshot.sorted { $0.key < $1.key }.map { AdvisoryInventory.Count(ecosystem: $0.key, advisories: $0.value) }
        let network = NetworkSurroundings(
            limits: DownloadLimits(), clock: clock, snapshot: AdvisoryInventory(newest: "2026-05-01", counts: counts))
        let code = await RingfencedCommand.run(arguments, in: surroundings, on: network)
        return (code, written.text, complained.text)
    }

    /// Runs `advisories update` from a feed.
    func update(
        _ url: String, _ arguments: String..., environment: [String: String] = [:], isTerminal: Bool = false,
        snapshot: [String: Int] = [:], sleep: @escaping @Sendable () throws -> Void = {}
    ) async -> (code: Int32, output: String, errors: String) {
        await run(
            ["advisories", "update", "--url", url, "--store", "data/advisories.db"] + arguments, environment: environment,
            isTerminal: isTerminal, snapshot: snapshot, sleep: sleep)
    }
}

/// Text that several tasks may write.
private final class Recorder: Sendable {
    private let pieces = Mutex<[String]>([])
    var text: String { pieces.withLock { $0.joined() } }
    func append(_ piece: String) { pieces.withLock { $0.append(piece) } }
}
