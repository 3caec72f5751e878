import HTTPDownload
import Synchronization
import Testing
import TestFeedServer

@Suite("Downloads from a server on this machine")
struct DownloaderTests {
    private static let file = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    /// A clock that stands still, and remembers how long it was waited.
    private final class StillClock: Sendable {
        let waits = Mutex<[Duration]>([])
        let step: Duration
        private let time = Mutex(Duration.zero)

        init(step: Duration = .zero) { self.step = step }

        var clock: DownloadClock {
            DownloadClock(
                now: { self.time.withLock { time in time += self.step; return time } },
                sleep: { wait in self.waits.withLock { $0.append(wait) } })
        }
    }

    /// A sink that counts how often it begins anew.
    private struct CountingSink: DownloadSink {
        var memory = MemorySink()
        var starts = 0
        var part: PartialDownload? { memory.part }
        var length: Int { memory.length }

        mutating func restart(as etag: EntityTag?) {
            memory.restart(as: etag)
            starts += 1
        }

        mutating func append(_ bytes: [UInt8]) { memory.append(bytes) }
    }

    private func fetch(
        _ server: FeedServer, _ path: String = "file", known: EntityTag? = nil, limit: Int = 1 << 20,
        limits: DownloadLimits = DownloadLimits(), clock: StillClock = StillClock(), endingAt ends: Set<Int> = []
    ) async throws -> (outcome: DownloadOutcome, sink: CountingSink) {
        try await HTTPConnection.with(HTTPConnection.Settings(), limits: limits) { connection in
            var sink = CountingSink()
            let address = try WebAddress(server.address + "/" + path, cleartext: .loopback)
            let downloader = Downloader(connection, limits: limits, clock: clock.clock)
            let received = Mutex(0)
            let outcome = try await downloader.fetch(address, into: &sink, unless: known, limit: limit) { count in
                // The server ends a connection that it stalls once all of it is here.
                let total = received.withLock { received in received += count; return received }
                if ends.contains(total) { server.endStalled() }
            }
            return (outcome, sink)
        }
    }

    private func reason(_ body: () async throws -> Void) async throws -> DownloadError.Reason? {
        do {
            try await body()
            return nil
        } catch let error as DownloadError {
            return error.reason
        }
    }

    @Test func aFileComesWholeAndNotTwice() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            let (outcome, sink) = try await fetch(server)
            #expect(sink.memory.bytes == Self.file)
            guard case .complete(let named) = outcome else { throw CancellationError() }
            let tag = try #require(named)
            let again = try await fetch(server, known: tag).outcome
            #expect(again == .unchanged)
            #expect(server.requests.last?.headers["if-none-match"] == tag.text)
        }
    }

    @Test func whatCameIsNotFetchedAgain() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .stall(after: 20_000), .stall(after: 10_000))
            let clock = StillClock()
            let sink = try await fetch(server, clock: clock, endingAt: [20_000, 30_000]).sink
            #expect(sink.memory.bytes == Self.file)
            #expect(sink.starts == 1)
            #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=20000-", "bytes=30000-"])
            #expect(clock.waits.withLock { $0 } == [.seconds(1), .seconds(2)])
        }
    }

    @Test func aConnectionThatEndsIsMadeAnew() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .cut(after: 40_000), .cut(after: 0))
            let sink = try await fetch(server).sink
            #expect(sink.memory.bytes == Self.file)
            #expect(server.requests.count == 3)
        }
    }

    @Test func aFileThatChangesMeanwhileIsFetchedAnew() async throws {
        let newer = Array(Self.file.reversed())
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .stall(after: 20_000))
            let result = try await HTTPConnection.with(HTTPConnection.Settings()) { connection in
                var sink = CountingSink()
                let address = try WebAddress(server.address + "/file", cleartext: .loopback)
                // The file changes while the client waits for its second attempt.
                let clock = DownloadClock(now: { .zero }, sleep: { _ in server.change { $0["file"] = newer } })
                let downloader = Downloader(connection, clock: clock)
                _ = try await downloader.fetch(address, into: &sink, limit: 1 << 20) { _ in server.endStalled() }
                return sink
            }
            #expect(result.memory.bytes == newer, "never the beginning of one and the end of the other")
            #expect(result.starts == 2)
        }
    }

    @Test func withoutATagNothingIsContinued() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.dropTags()
            server.fail("file", .cut(after: 40_000))
            let sink = try await fetch(server).sink
            #expect(sink.memory.bytes == Self.file)
            #expect(server.requests.allSatisfy { $0.headers["range"] == nil })
        }
    }

    @Test func aPartOfAnotherPlaceIsNotTaken() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .stall(after: 20_000), .headers(["content-range": "bytes 19999-99999/100000"]))
            let fetched = try await fetch(server, endingAt: [20_000]).sink.memory.bytes
            #expect(fetched == Self.file)
        }
    }

    @Test func failuresThatPassAreTriedAgainAndOthersNot() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .status(503, ["retry-after": "7"]), .status(500))
            let clock = StillClock()
            let fetched = try await fetch(server, clock: clock).sink.memory.bytes
            #expect(fetched == Self.file)
            #expect(clock.waits.withLock { $0 } == [.seconds(7), .seconds(2)])
            server.forgetRequests()
            let result = try await reason { _ = try await fetch(server, "missing") }
            #expect(result == .status(404))
            #expect(server.requests.count == 1)
        }
    }

    @Test func triesEnd() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .status(500), .status(502), .status(503), .status(504), .status(500))
            let clock = StillClock()
            let result = try await reason { _ = try await fetch(server, clock: clock) }
            #expect(result == .status(504))
            #expect(clock.waits.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4)])
        }
    }

    @Test func whoAsksForADayIsNotWaitedFor() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .status(429, ["retry-after": "86400"]))
            let clock = StillClock()
            let result = try await reason { _ = try await fetch(server, clock: clock) }
            #expect(result == .status(429))
            #expect(clock.waits.withLock { $0 }.isEmpty)
        }
    }

    @Test func redirectionsEnd() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("a", .status(302, ["location": "/b"]))
            server.fail("b", .status(307, ["location": "file"]))
            let fetched = try await fetch(server, "a").sink.memory.bytes
            #expect(fetched == Self.file)
            let loop = (0..<10).map { _ in FeedServer.Fault.status(301, ["location": "/loop"]) }
            for fault in loop { server.fail("loop", fault) }
            let reason = try await reason { _ = try await fetch(server, "loop") }
            #expect(reason == .nonsense("more than 5 redirections"))
        }
    }

    @Test func redirectionsOutOfThisMachineStayEncrypted() async throws {
        try await FeedServer.with([:]) { server in
            server.fail("file", .status(302, ["location": "http://mirror.example/file"]))
            let result = try await reason { _ = try await fetch(server) }
            #expect(result == .redirect("http://mirror.example/file", "is not encrypted"))
        }
    }

    @Test func whatIsTooLongIsNotTaken() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            let result = try await reason { _ = try await fetch(server, limit: 99_999) }
            #expect(result == .tooLarge(99_999))
            let exact = try await fetch(server, limit: 100_000).sink.length
            #expect(exact == 100_000)
        }
    }

    @Test func packedBytesAreNotTaken() async throws {
        try await FeedServer.with(["file": Self.file]) { server in
            server.fail("file", .headers(["content-encoding": "gzip"]))
            let result = try await reason { _ = try await fetch(server) }
            #expect(result == .nonsense("packed bytes that were not asked for"))
            #expect(server.requests.first?.headers["accept-encoding"] == "identity")
        }
    }

    @Test func whoDripsIsLeft() async throws {
        try await FeedServer.with(["file": Array("slow".utf8)]) { server in
            // Between two looks at the clock a minute passes.
            let clock = StillClock(step: .seconds(60))
            let limits = DownloadLimits(attempts: 1)
            let result = try await reason { _ = try await fetch(server, limits: limits, clock: clock) }
            #expect(result == .slow)
        }
    }

    @Test func whoIsSilentIsLeft() async throws {
        try await FeedServer.with([:]) { server in
            server.fail("file", .silence)
            let limits = DownloadLimits(silence: .milliseconds(50), attempts: 1)
            let result = try await reason { _ = try await fetch(server, limits: limits) }
            #expect(result == .slow)
        }
    }

    @Test func nobodyThereIsSaid() async throws {
        let gone = try await FeedServer.with([:]) { $0.address }
        let reason = try await reason {
            try await HTTPConnection.with(HTTPConnection.Settings()) { connection in
                let downloader = Downloader(connection, clock: StillClock().clock)
                _ = try await downloader.bytes(of: try WebAddress(gone + "/file", cleartext: .loopback), limit: 10)
            }
        }
        #expect(reason == .unreachable("nothing answers there"))
    }
}
