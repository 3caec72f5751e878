package import AdvisoryMatching
package import ApplicationModel
import FoundationEssentials
internal import HTTPDownload

/// What is known of the files that an update keeps, so that the next one fetches only what changed.
package struct FeedState: Codable, Hashable, Sendable {
    /// What is kept of an ecosystem.
    struct Kept: Codable, Hashable, Sendable {
        /// The version of `all.zip`; `nil` when the server names none.
        var archiveTag: String?
        /// The length of `all.zip` in bytes.
        var archiveLength: Int
        /// The version of `modified_id.csv` of which every line is kept; `nil` when some lines are not, or may not be.
        var indexTag: String?
    }

    /// The form of this file.
    private var version = 1
    /// The feed that the files came from.
    let address: String
    /// What is kept, by ecosystem.
    var kept: [String: Kept] = [:]
    /// Whether a store was made from what is kept.
    package var isImported = false
    /// What that store holds, so that one that somebody else put there is told from it; `nil` when none was made.
    package var inventory: AdvisoryInventory? { made.map { .init(newest: $0.newest, counts: $0.counts.map { .init(ecosystem: $0.name, advisories: $0.count) }) } }
    var made: Made?

    /// What a store holds.
    struct Made: Codable, Hashable, Sendable {
        struct Count: Codable, Hashable, Sendable {
            let name: String
            let count: Int
        }

        let newest: String
        let counts: [Count]

        init(_ inventory: AdvisoryInventory) {
            newest = inventory.newest
            counts = inventory.counts.map { Count(name: $0.ecosystem, count: $0.advisories) }
        }
    }

    /// Makes the state of a feed of which nothing is kept.
    init(address: String) { self.address = address }

    /// Reads the state of a feed; that of another one, or one that cannot be read, is as good as none.
    init(_ bytes: [UInt8], address: String) {
        let read = try? JSONDecoder().decode(FeedState.self, from: Data(bytes))
        self = read.flatMap { $0.version == 1 && $0.address == address ? $0 : nil } ?? FeedState(address: address)
    }

    /// The state as a file.
    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { Array($0) } ?? []
    }

    /// The ecosystems of which records are kept, in the order of `Ecosystem`.
    package var ecosystems: [Ecosystem] { Ecosystem.allCases.filter { kept[$0.rawValue] != nil } }

    func archiveTag(of ecosystem: Ecosystem) -> EntityTag? { kept[ecosystem.rawValue]?.archiveTag.flatMap { EntityTag($0) } }

    func indexTag(of ecosystem: Ecosystem) -> EntityTag? { kept[ecosystem.rawValue]?.indexTag.flatMap { EntityTag($0) } }
}
