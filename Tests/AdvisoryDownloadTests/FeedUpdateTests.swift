import AdvisoryDownload
import Foundation
import HTTPDownload
import Testing
import TestFeedServer

@Suite("What a folder keeps between updates")
struct FeedUpdateTests {
    private func withFolder(_ body: (FeedFolder) async throws -> Void) async throws {
        let store = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString).db").path
        let folder = FeedFolder(besideStore: store)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try await folder.locked { try await body(folder) }
    }

    private func update(_ folder: FeedFolder, _ server: FeedServer) async throws -> [FeedUpdate.Outcome] {
        try await HTTPConnection.with(HTTPConnection.Settings()) { connection in
            let downloader = Downloader(connection, clock: DownloadClock(now: { .zero }, sleep: { _ in }))
            let feed = try WebAddress(server.address, cleartext: .loopback)
            // The server ends a connection that it stalls once all of it is here.
            let update = FeedUpdate(of: folder, from: feed, with: downloader) { _, _ in server.endStalled() }
            return try await update.run().changes.map(\.outcome)
        }
    }

    @Test func aLaterUpdateGoesOnWhereALostConnectionEnded() async throws {
        let files = FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 40)))
        let length = files["npm/all.zip"]?.count ?? 0
        try await FeedServer.with(files) { server in
            try await withFolder { folder in
                server.fail("npm/all.zip", .stall(after: 1000), .status(404))
                await #expect(throws: FeedUpdateError.self) { try await update(folder, server) }
                server.forgetRequests()
                let outcomes = try await update(folder, server)
                #expect(outcomes == [.archive(bytes: length)])
                #expect(server.requests.first { $0.path == "npm/all.zip" }?.headers["range"] == "bytes=1000-")
            }
        }
    }

    @Test func aPartOfAnotherVersionIsDropped() async throws {
        try await FeedServer.with(FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 40)))) { server in
            try await withFolder { folder in
                server.fail("npm/all.zip", .stall(after: 1000), .status(404))
                await #expect(throws: FeedUpdateError.self) { try await update(folder, server) }
                let newer = FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 50)))
                server.change { $0 = newer }
                let outcomes = try await update(folder, server)
                #expect(outcomes == [.archive(bytes: newer["npm/all.zip"]?.count ?? 0)])
            }
        }
    }

    @Test func whatCameFromAnotherFeedIsNotTaken() async throws {
        let files = FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 3)))
        try await withFolder { folder in
            for _ in 1...2 {
                try await FeedServer.with(files) { server in
                    let outcomes = try await update(folder, server)
                    #expect(outcomes == [.archive(bytes: files["npm/all.zip"]?.count ?? 0)])
                }
            }
        }
    }

    @Test func aBrokenStateIsAsGoodAsNone() async throws {
        try await FeedServer.with(FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 3)))) { server in
            try await withFolder { folder in
                let first = try await update(folder, server)
                try Data("{".utf8).write(to: URL(filePath: folder.path + "/state.json"))
                let second = try await update(folder, server)
                #expect(first == second)
            }
        }
    }
}
