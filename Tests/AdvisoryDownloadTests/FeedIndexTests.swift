import AdvisoryDownload
import Testing

@Suite("What a feed says it holds")
struct FeedIndexTests {
    private func index(_ lines: String...) throws -> FeedIndex {
        try #require(FeedIndex(Array(lines.joined(separator: "\n").utf8)))
    }

    @Test func whatChangedIsTold() throws {
        let old = try index("2026-01-01T00:00:00Z,A-1", "2026-01-02T00:00:00Z,A-2")
        let new = try index("2026-01-03T00:00:00.5Z,A-3\r", "2026-01-02T00:00:01Z,A-2\r", "2026-01-01T00:00:00Z,A-1", "")
        #expect(old.changes(in: new) == ["A-2", "A-3"])
        #expect(new.changes(in: new) == [])
        #expect(new.changes(in: old) == nil, "what is gone is not among what changed")
    }

    @Test func mutantsNeverTrap() {
        let text = Array("2026-01-01T00:00:00Z,A-1\n2026-01-02T00:00:00.123456Z,GHSA-xxxx-yyyy-zzzz\r\n".utf8)
        var seed: UInt64 = 6
        for _ in 0..<2000 {
            var mutant = text
            for _ in 0..<3 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                mutant[Int(seed >> 33) % mutant.count] = UInt8(truncatingIfNeeded: seed >> 56)
            }
            guard let index = FeedIndex(mutant) else { continue }
            #expect(index.times.keys.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") })
        }
    }

    @Test(arguments: [
        "<html>", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z,", "2026-01-01T00:00:00Z,../../etc/passwd", "2026-01-01T00:00:00Z,.hidden",
        "2026-01-01T00:00:00Z,a b", "yesterday or the day before,A-1", "2026-01-01T00:00:00Z,A-1\n2026-01-0",
    ])
    func whatIsNoIndexIsRefused(text: String) {
        #expect(FeedIndex(Array(text.utf8)) == nil)
    }
}
