import AdvisoryMatching
import AdvisoryStore
import ApplicationModel
import Foundation
import Testing

@Suite("The store of advisories")
struct AdvisoryStoreTests {
    /// A record of one package.
    private func record(
        _ id: String, _ package: String, fixed: String, modified: String = "2026-01-02T03:04:05Z", extra: String = ""
    ) throws -> AdvisoryRecord {
        let json = """
            {"id": "\(id)", "modified": "\(modified)", "summary": "what \(id) is about", "aliases": ["CVE-2026-1"]\(extra),
             "affected": [{"package": {"ecosystem": "npm", "name": "\(package)"}, "versions": ["0.1.0", "main"],
                           "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "\(fixed)"}]}]}]}
            """
        return try AdvisoryRecord(json: Array(json.utf8))
    }

    private func withFile(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString).db").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func whatIsWrittenIsFound() throws {
        try withFile { path in
            let inventory = try AdvisoryStoreWriter.write(to: path, on: "2026-02-03") { take in
                try take(record("B-2", "left", fixed: "2.0.0"))
                try take(record("A-1", "left", fixed: "3.0.0", modified: "2026-01-05T00:00:00Z"))
                try take(record("C-3", "right", fixed: "1.0.0"))
                try take(record("D-4", "gone", fixed: "1.0.0", extra: #", "withdrawn": "2026-01-01T00:00:00Z""#))
            }
            let store = try AdvisoryStore(path: path)
            let left = try store.advisories(on: PackageName("left", in: .npm))
            #expect(left.map(\.id) == ["A-1", "B-2"])
            #expect(left.first?.versions == ["main"], "versions that a range holds are not kept")
            #expect(left.first?.summary == "what A-1 is about")
            #expect(try store.advisories(on: PackageName("gone", in: .npm)).isEmpty)
            #expect(try store.advisories(on: PackageName("left", in: .pypi)).isEmpty)
            let both = try store.advisories(on: [PackageName("right", in: .npm), PackageName("left", in: .npm)])
            #expect(both.map { $0.map(\.id) } == [["C-3"], ["A-1", "B-2"]])
            #expect(inventory == AdvisoryInventory(newest: "2026-01-05", counts: [.init(ecosystem: "npm", advisories: 3)]))
            #expect(try store.inventory() == inventory)
            #expect(try store.importDay() == "2026-02-03")
        }
    }

    @Test func aLaterCopyReplacesAnEarlierOne() throws {
        try withFile { path in
            let inventory = try AdvisoryStoreWriter.write(to: path, on: "2026-02-03") { take in
                try take(record("A-1", "old", fixed: "2.0.0"))
                try take(record("A-1", "new", fixed: "3.0.0"))
            }
            let store = try AdvisoryStore(path: path)
            #expect(try store.advisories(on: PackageName("old", in: .npm)).isEmpty)
            #expect(try store.advisories(on: PackageName("new", in: .npm)).map(\.id) == ["A-1"])
            #expect(inventory.counts == [.init(ecosystem: "npm", advisories: 1)])
        }
    }

    @Test func aRecordOnSeveralPackagesCountsOnceAndGoesAsAWhole() throws {
        func affected(_ name: String, _ ecosystem: String) -> String {
            #"{"package": {"ecosystem": "\#(ecosystem)", "name": "\#(name)"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}"#
        }
        func record(_ affected: String...) throws -> AdvisoryRecord {
            try AdvisoryRecord(
                json: Array(#"{"id": "A-1", "modified": "2026-01-02T03:04:05Z", "affected": [\#(affected.joined(separator: ", "))]}"#.utf8))
        }
        try withFile { path in
            let inventory = try AdvisoryStoreWriter.write(to: path, on: "2026-02-03") { take in
                try take(record(affected("a", "npm"), affected("b", "npm"), affected("c", "Go")))
                try take(record(affected("b", "npm"), affected("d", "npm")))
            }
            #expect(inventory.counts == [.init(ecosystem: "npm", advisories: 1)])
            let store = try AdvisoryStore(path: path)
            let known = try store.advisories(on: [("a", .npm), ("b", .npm), ("c", .go), ("d", .npm)].map { PackageName($0, in: $1) })
            #expect(known.map(\.count) == [0, 1, 0, 1])
        }
    }

    @Test func otherFilesAreRefused() throws {
        try withFile { path in
            #expect(throws: AdvisoryStoreError.missing) { try AdvisoryStore(path: path) }
            for bytes in [Data(), Data("no database, but long enough to be looked at as one".utf8)] {
                try bytes.write(to: URL(filePath: path))
                #expect(throws: AdvisoryStoreError.notAStore) { try AdvisoryStore(path: path) }
            }
        }
    }

    @Test func aStoreOfAnotherFormIsRefused() throws {
        try withFile { path in
            _ = try AdvisoryStoreWriter.write(to: path, on: "2026-02-03") { _ in }
            // The number of the form stands at offset 60 (https://www.sqlite.org/fileformat.html#the_database_header).
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes[63] = 99
            try bytes.write(to: URL(filePath: path))
            #expect(throws: AdvisoryStoreError.otherVersion(99)) { try AdvisoryStore(path: path) }
        }
    }

    @Test func aFailureIsHandedOn() throws {
        try withFile { path in
            #expect(throws: CancellationError.self) {
                try AdvisoryStoreWriter.write(to: path, on: "2026-02-03") { _ in throw CancellationError() }
            }
        }
    }
}
