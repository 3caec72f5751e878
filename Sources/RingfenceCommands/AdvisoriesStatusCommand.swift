import AdvisoryMatching
import AdvisoryStore
import ArgumentParser
import CommandDoors
import Findings
import FoundationEssentials

/// `ringfence advisories status`.
struct AdvisoriesStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how old the known vulnerabilities are, and how many there are of each ecosystem.",
        discussion: """
            EXAMPLES
              ringfence advisories status
              ringfence advisories status --json
            """)

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Store")
    var options: AdvisoryStoreOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let path = try options.path(in: surroundings)
        let snapshot = Source(AdvisorySnapshot.bundled.inventory(), imported: nil, today: surroundings.today)
        let store = try store(at: path, today: surroundings.today)
        let status = Status(store: store, storePath: path, snapshot: snapshot)
        surroundings.write(json ? try Self.json(status) : Self.text(status))
    }

    /// `nil` when there is none yet.
    private func store(at path: String, today: CalendarDate) throws -> Source? {
        do {
            let store = try AdvisoryStore(path: path)
            return Source(try store.inventory(), imported: try store.importDay(), today: today)
        } catch AdvisoryStoreError.missing where options.store == nil {
            return nil
        } catch let error as AdvisoryStoreError {
            throw CommandFailure(.usage, "the store `\(path)` \(error.meaning)", help: "make it anew with `ringfence advisories import PATH`")
        }
    }

    private static func json(_ status: Status) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(status), as: UTF8.self) + "\n"
    }

    private static func text(_ status: Status) -> String {
        let store = status.store.map { source in
            "store      \(source.line)\n           \(status.storePath)\n"
        }
        return (store ?? "store      none; `ringfence advisories update` makes one\n           \(status.storePath)\n")
            + "snapshot   \(status.snapshot.line)\n           in the program\n\n" + table(status)
    }

    /// Ecosystems down, sources across.
    private static func table(_ status: Status) -> String {
        let names = Set((status.store?.advisories ?? [:]).keys).union(status.snapshot.advisories.keys).sorted()
        var rows: [[String]] = [["ecosystem", "store", "snapshot"]]
        for name in names {
            let store = status.store.map { String($0.advisories[name] ?? 0) } ?? ""
            rows.append([name, store, String(status.snapshot.advisories[name] ?? 0)])
        }
        let width = names.map(\.count).max() ?? 0
        return rows.map { row in
            row[0] + spaces(max(width, 9) - row[0].count + 10 - row[1].count) + row[1] + spaces(11 - row[2].count) + row[2] + "\n"
        }.joined()
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

/// What is known and how old it is.
private struct Status: Encodable {
    let version = 1
    let store: Source?
    let storePath: String
    let snapshot: Source
}

/// One source of advisories.
private struct Source: Encodable {
    let newest: String
    let imported: String?
    let ageInDays: Int?
    let advisories: [String: Int]
    private let total: String

    private enum CodingKeys: String, CodingKey { case newest, imported, ageInDays, advisories }

    init(_ inventory: AdvisoryInventory, imported: String?, today: CalendarDate) {
        newest = inventory.newest
        total = inventory.total
        self.imported = imported
        // What counts is how old the knowledge is, not when a copy of it was made.
        ageInDays = CalendarDate(inventory.newest).map { max(0, $0.days(until: today)) }
        advisories = Dictionary(inventory.counts.map { ($0.ecosystem, $0.advisories) }, uniquingKeysWith: max)
    }

    var line: String {
        let age = ageInDays.map { " (\($0 == 0 ? "today" : "\($0) day\($0 == 1 ? "" : "s") ago"))" } ?? ""
        return "\(total), the newest of \(newest)\(age)" + (imported.map { ", imported on \($0)" } ?? "")
    }
}
