import AdvisoryMatching
import AdvisoryStore
import Foundation
import TestFeedServer
import Testing

/// Whatever goes wrong, the old store stays, byte for byte, and what is wrong is said.
@Suite("ringfenced advisories update when something fails")
struct UpdateFaultTests {
    private static func feed(_ count: Int) -> [String: [UInt8]] { FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", count))) }

    /// A store of 30 advisories, and a feed that has 40 by now.
    private func afterAChange(_ body: (FeedServer, UpdateFolder, Data) async throws -> Void) async throws {
        try await FeedServer.with(Self.feed(30)) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                let store = try #require(folder.bytes("data/advisories.db"))
                server.change { $0 = Self.feed(40) }
                server.forgetRequests()
                try await body(server, folder, store)
                let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data")
                #expect(leftovers.sorted() == ["advisories.db", "advisories.db.feed"])
                #expect(folder.bytes("data/advisories.db.feed/draft.db") == nil)
            }
        }
    }

    @Test func aDamagedArchiveIsThrownAway() async throws {
        try await afterAChange { server, folder, store in
            server.change { files in
                guard var archive = files["npm/all.zip"] else { return }
                archive[60] ^= 1
                files["npm/all.zip"] = archive
            }
            let run = await folder.update(server.address)
            #expect(run.code == 4)
            #expect(run.errors.contains("npm/all.zip` is damaged: `TEST-1.json` does not have its checksum"), "\(run.errors)")
            #expect(folder.bytes("data/advisories.db") == store)
            server.change { $0 = Self.feed(40) }
            #expect(await folder.update(server.address).output.contains("the store has 40 advisories"))
        }
    }

    @Test func aPageInAnArchivesPlaceIsNone() async throws {
        try await afterAChange { server, folder, store in
            server.change { $0["npm/all.zip"] = Array("<html>please log in</html>".utf8) }
            let run = await folder.update(server.address)
            #expect(run.code == 4)
            #expect(run.errors.contains("is damaged: no zip file"), "\(run.errors)")
            #expect(folder.bytes("data/advisories.db") == store)
        }
    }

    @Test func anEmptyArchiveIsNone() async throws {
        try await afterAChange { server, folder, store in
            server.change { $0["npm/all.zip"] = FeedFiles.zip([]) }
            let run = await folder.update(server.address)
            #expect(run.errors.contains("is damaged: it holds no record"), "\(run.errors)")
            #expect(folder.bytes("data/advisories.db") == store)
        }
    }

    @Test func aConnectionThatIsLostOnceIsMadeAnew() async throws {
        try await afterAChange { server, folder, _ in
            server.fail("npm/all.zip", .cut(after: 1000))
            let run = await folder.update(server.address)
            #expect(run.output.contains("the store has 40 advisories"), "\(run.errors)")
        }
    }

    @Test func aServerThatFailsIsNamed() async throws {
        try await afterAChange { server, folder, store in
            server.fail("npm/all.zip", .status(500), .status(500), .status(500), .status(500))
            let run = await folder.update(server.address)
            #expect(run.code == 4)
            #expect(run.errors == "error: `\(server.address)/npm/all.zip` was answered with status 500\nhelp: the store is as it was\n")
            #expect(folder.bytes("data/advisories.db") == store)
        }
    }

    @Test func farFewerAdvisoriesNeedForce() async throws {
        try await afterAChange { server, folder, store in
            server.change { $0 = Self.feed(10) }
            let run = await folder.update(server.address)
            #expect(run.code == 4)
            #expect(run.errors.contains("what was downloaded cannot be all: it has 10 on npm, the store 30"), "\(run.errors)")
            #expect(run.errors.contains("--force"))
            #expect(folder.bytes("data/advisories.db") == store)
            #expect(await folder.update(server.address).code == 4, "it is not forgotten the next time")
            #expect(await folder.update(server.address, "--force").output.contains("the store has 10 advisories"))
        }
    }

    @Test func theFirstStoreMayNotKnowLessThanTheSnapshot() async throws {
        try await FeedServer.with(Self.feed(30)) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address, snapshot: ["npm": 40, "Go": 5])
                #expect(run.code == 4)
                let doubts = "it has 0 on Go, the snapshot in the program 5; it has 30 on npm, the snapshot in the program 40"
                #expect(run.errors.contains(doubts), "\(run.errors)")
                #expect(folder.bytes("data/advisories.db") == nil)
            }
        }
    }

    @Test func whatWasLeftOutIsSaid() async throws {
        try await FeedServer.with(Self.feed(30)) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address, "--ecosystem", "npm", snapshot: ["npm": 30, "Go": 5, "PyPI": 5])
                #expect(run.code == 0)
                #expect(run.errors == "warning: scans find little or nothing in packages of Go, PyPI, which were not fetched\n")
            }
        }
    }

    @Test func aFullFeedAfterADoubtfulOneIsTaken() async throws {
        try await afterAChange { server, folder, _ in
            server.change { $0 = Self.feed(10) }
            #expect(await folder.update(server.address).code == 4)
            server.change { $0 = Self.feed(40) }
            #expect(await folder.update(server.address).output.contains("the store has 40 advisories"))
        }
    }

    @Test func aRecordThatCannotBeReadIsNamed() async throws {
        try await afterAChange { server, folder, _ in
            let records = (1...39).map { ("TEST-\($0).json", FeedFiles.record("TEST-\($0)", "p\($0)")) }
            server.change { $0["npm/all.zip"] = FeedFiles.zip(records + [("TEST-40.json", Array("{".utf8))]) }
            let run = await folder.update(server.address)
            #expect(run.code == 4)
            #expect(run.errors == "warning: npm/all.zip: `TEST-40.json` is no record in OSV's format\n")
            #expect(run.output.contains("the store has 39 advisories"))
        }
    }

    @Test func aStoreThatSomebodyElseMadeIsMadeAnew() async throws {
        try await FeedServer.with(Self.feed(30)) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                let store = try #require(folder.bytes("data/advisories.db"))
                try FileManager.default.removeItem(atPath: folder.store)
                let run = await folder.update(server.address)
                #expect(run.output.contains("npm  unchanged\nthe store has 30 advisories"), "\(run.output)")
                #expect(folder.bytes("data/advisories.db") == store, "from the same records comes the same store")
            }
        }
    }

    @Test func anotherFileIsNotOverwritten() async throws {
        try await FeedServer.with(Self.feed(3)) { server in
            try await UpdateFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
                let letter = Data("a text that is long enough to be taken for a database's first page".utf8)
                try letter.write(to: URL(filePath: folder.store))
                let run = await folder.update(server.address)
                #expect(run.code == 2)
                #expect(run.errors.contains("is no store of advisories"), "\(run.errors)")
                #expect(folder.bytes("data/advisories.db") == letter)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func twoUpdatesOfAStoreDoNotMeet() async throws {
        try await FeedServer.with(Self.feed(3)) { server in
            try await UpdateFolder.with { folder in
                server.fail("ecosystems.txt", .status(503))
                let inner = Inner()
                let outer = await folder.update(
                    server.address,
                    sleep: {
                        // While the first one waits, it holds the folder.
                        inner.isBusy = FeedLock.isHeld(folder.store + ".feed/lock")
                    })
                #expect(outer.code == 0, "\(outer.errors)")
                #expect(inner.isBusy)
                #expect(!FeedLock.isHeld(folder.store + ".feed/lock"))
            }
        }
    }

    @Test func whoHoldsTheFolderIsWaitedFor() async throws {
        try await FeedServer.with(Self.feed(3)) { server in
            try await UpdateFolder.with { folder in
                #expect(await folder.update(server.address).code == 0)
                let run = await FeedLock.holding(folder.store + ".feed/lock") { await folder.update(server.address) }
                #expect(run.code == 4)
                #expect(run.errors.contains("another update of the same store is at work"))
            }
        }
    }
}
