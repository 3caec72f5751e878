import AdvisoryMatching
import AdvisoryStore
import ApplicationModel
import Foundation
import TestFeedServer
import Testing

@Suite("ringfenced advisories update")
struct AdvisoriesUpdateTests {
    private static let feed = FeedFiles.feed(
        ("npm", FeedFiles.ecosystem("npm", 30)), ("PyPI", FeedFiles.ecosystem("PyPI", 3, prefix: "PY")),
        ("Debian:12", ["Debian:12/all.zip": []]))

    private func ids(_ folder: UpdateFolder, _ package: String, in ecosystem: Ecosystem) throws -> [String] {
        try AdvisoryStore(path: folder.store).advisories(on: PackageName(package, in: ecosystem)).map(\.id)
    }

    @Test func theFirstUpdateMakesTheStore() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address)
                #expect(run.code == 0, "\(run.errors)")
                #expect(run.errors.isEmpty, "nothing but the result in a pipe")
                #expect(run.output.hasSuffix("the store has 33 advisories, the newest of 2026-05-30\n\(folder.store)\n"), "\(run.output)")
                let seventh = try ids(folder, "package-7", in: .npm)
                #expect(seventh == ["TEST-7"])
                let third = try ids(folder, "package-3", in: .pypi)
                #expect(third == ["PY-3"])
                let day = try AdvisoryStore(path: folder.store).importDay()
                #expect(day == "2026-06-01")
                #expect(server.paths == ["PyPI/all.zip", "PyPI/modified_id.csv", "ecosystems.txt", "npm/all.zip", "npm/modified_id.csv"])
            }
        }
    }

    @Test func theSecondFetchesNothing() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                let before = folder.bytes("data/advisories.db")
                server.forgetRequests()
                let run = await folder.update(server.address)
                #expect(run.code == 0)
                #expect(run.output.hasPrefix("npm   unchanged\nPyPI  unchanged\nthe store is up to date: 33 advisories"), "\(run.output)")
                #expect(server.paths == ["PyPI/modified_id.csv", "ecosystems.txt", "npm/modified_id.csv"])
                #expect(folder.bytes("data/advisories.db") == before)
            }
        }
    }

    @Test func withoutAnIndexTheArchiveSaysWhetherItChanged() async throws {
        let feed = { (count: Int) in FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", count, hasIndex: false))) }
        try await FeedServer.with(feed(3)) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                #expect(await folder.update(server.address).output.hasPrefix("npm  unchanged\n"))
                server.change { $0 = feed(4) }
                let run = await folder.update(server.address)
                #expect(run.output.contains("the store has 4 advisories"), "\(run.output)")
            }
        }
    }

    /// An archive so long that some requests for single records are the shorter way.
    private static func large(changed: [Int: String] = [:], count: Int = 1200) -> [String: [UInt8]] {
        FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", count, changed: changed)))
    }

    @Test func fewChangesAreFetchedOneByOne() async throws {
        try await FeedServer.with(Self.large()) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                server.change { $0 = Self.large(changed: [9: "2026-05-31"], count: 1201) }
                server.forgetRequests()
                let run = await folder.update(server.address)
                #expect(run.code == 0, "\(run.errors)")
                #expect(run.output.hasPrefix("npm  2 records\nthe store has 1201 advisories, the newest of 2026-05-31"), "\(run.output)")
                #expect(server.paths == ["ecosystems.txt", "npm/TEST-1201.json", "npm/TEST-9.json", "npm/modified_id.csv"])
                let newest = try ids(folder, "package-1201", in: .npm)
                #expect(newest == ["TEST-1201"])
                #expect(await folder.update(server.address).output.hasPrefix("npm  unchanged\n"))
            }
        }
    }

    @Test func manyChangesAreFetchedAsAnArchive() async throws {
        try await FeedServer.with(Self.large()) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                server.change { $0 = Self.large(changed: Dictionary(uniqueKeysWithValues: (1...50).map { ($0, "2026-05-31") })) }
                server.forgetRequests()
                #expect(await folder.update(server.address).code == 0)
                #expect(server.paths == ["ecosystems.txt", "npm/all.zip", "npm/modified_id.csv"])
            }
        }
    }

    @Test func changesDoNotPileUpBesideAnArchive() async throws {
        try await FeedServer.with(Self.large()) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                server.change { $0 = Self.large(changed: [1: "2026-05-31", 2: "2026-05-31"]) }
                #expect(await folder.update(server.address).output.hasPrefix("npm  2 records\n"))
                server.change { $0 = Self.large(changed: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, "2026-05-31") })) }
                #expect(await folder.update(server.address).output.hasPrefix("npm  0.4 MB\n"))
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.store + ".feed/npm/changed")
                #expect(left.isEmpty)
            }
        }
    }

    @Test func whatIsGoneFromTheFeedGoesFromTheStore() async throws {
        try await FeedServer.with(Self.large()) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                server.change { $0 = Self.large(count: 1199) }
                #expect(await folder.update(server.address).code == 0)
                let left = try ids(folder, "package-1200", in: .npm)
                #expect(left == [])
            }
        }
    }

    @Test func whatTheArchiveLacksComesTheNextTime() async throws {
        // The index is ahead of the archive, as between two of the feed's own runs.
        var behind = Self.large()
        behind["npm/modified_id.csv"] = Self.large(count: 1201)["npm/modified_id.csv"]
        behind["npm/TEST-1201.json"] = Self.large(count: 1201)["npm/TEST-1201.json"]
        try await FeedServer.with(behind) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).output.contains("the store has 1200 advisories"))
                #expect(await folder.update(server.address).output.hasPrefix("npm  1 record\nthe store has 1201 advisories"))
            }
        }
    }

    @Test func oneEcosystemLeavesTheOthersInPlace() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                server.change { $0.merge(FeedFiles.ecosystem("PyPI", 5, prefix: "PY")) { $1 } }
                let run = await folder.update(server.address, "--ecosystem", "pypi")
                #expect(run.output.contains("the store has 35 advisories"), "\(run.output)")
                #expect(!run.output.contains("npm "))
            }
        }
    }
}
