import Archives
import Foundation
import SourceText
import TestSupport
import Testing

@Suite("Zip files")
struct ZipArchiveTests {
    private let text = Array(String(repeating: "what is packed, is packed again\n", count: 20).utf8)

    private func archive(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> ZipArchive {
        try ZipArchive(bytes, limits: limits)
    }

    @Test func storedAndDeflatedFilesAreRead() throws {
        let bytes = ZipWriter.bytes([.init("a.json", text), .init("d/b.json", text, isDeflated: true), .init("d/", [])])
        let archive = try archive(bytes)
        #expect(archive.entries.map(\.path.description) == ["a.json", "d/b.json"])
        for entry in archive.entries { #expect(try archive.contents(of: entry) == text) }
        #expect(archive.refusedNames == [])
    }

    @Test func emptyArchivesAndFilesAreRead() throws {
        #expect(try archive(ZipWriter.bytes([])).entries.isEmpty)
        let one = try archive(ZipWriter.bytes([.init("empty", []), .init("packed", [], isDeflated: true)]))
        for entry in one.entries { #expect(try one.contents(of: entry) == []) }
    }

    @Test func aCommentAndTheLargeFormAreRead() throws {
        let files = [ZipWriter.File("a", text, isDeflated: true)]
        #expect(try archive(ZipWriter.bytes(files, comment: "made by PK\u{5}\u{6}")).entries.count == 1)
        let large = try archive(ZipWriter.bytes(files, isLarge: true))
        #expect(try large.contents(of: large.entries[0]) == text)
    }

    @Test(arguments: ["/etc/passwd", "../up", "a/../../up", "", "a\u{0}b"])
    func namesThatLeaveTheRootAreRefused(name: String) throws {
        let archive = try archive(ZipWriter.bytes([.init(name, text), .init("good", text)]))
        #expect(archive.entries.map(\.path.description) == ["good"])
        #expect(archive.refusedNames == [name])
    }

    @Test func aNameThatStandsTwiceIsRefused() throws {
        let archive = try archive(ZipWriter.bytes([.init("a", text), .init("./a", [1])]))
        #expect(archive.refusedNames == ["./a"])
        #expect(try archive.contents(of: archive.entries[0]) == text)
    }

    @Test func limitsAreKept() throws {
        let bytes = ZipWriter.bytes([.init("a", text), .init("b", text, isDeflated: true)])
        #expect(throws: ArchiveError.self) { try archive(bytes, limits: ArchiveLimits(entries: 1)) }
        #expect(throws: ArchiveError.self) { try archive(bytes, limits: ArchiveLimits(totalBytes: 2 * text.count - 1)) }
        let small = try archive(bytes, limits: ArchiveLimits(entryBytes: text.count - 1))
        for entry in small.entries { #expect(throws: ArchiveError.self) { try small.contents(of: entry) } }
    }

    @Test func whatContradictsItselfIsRefused() throws {
        #expect(throws: ArchiveError.self) { try archive(ZipWriter.bytes([.init("a", text, isDeflated: true, claimedSize: 1 << 30)])) }
        #expect(throws: ArchiveError.self) { try archive(ZipWriter.bytes([.init("a", text), .init("b", text)], isOverlapping: true)) }
        for claimed in [text.count - 1, text.count + 1] {
            let wrong = try archive(ZipWriter.bytes([.init("a", text, isDeflated: true, claimedSize: claimed)]))
            #expect(throws: ArchiveError.self) { try wrong.contents(of: wrong.entries[0]) }
        }
        let summed = try archive(ZipWriter.bytes([.init("a", text, checksum: 1)]))
        #expect(throws: ArchiveError.self) { try summed.contents(of: summed.entries[0]) }
        let encrypted = try archive(ZipWriter.bytes([.init("a", text, isEncrypted: true)]))
        #expect(throws: ArchiveError.self) { try encrypted.contents(of: encrypted.entries[0]) }
    }

    @Test func everyPrefixIsRefused() {
        let bytes = ZipWriter.bytes([.init("a", Array("abc".utf8)), .init("b", text, isDeflated: true)])
        for length in 0..<bytes.count { #expect(throws: ArchiveError.self) { try archive(Array(bytes.prefix(length))) } }
    }

    @Test func mutantsNeverTrap() throws {
        var random = SplitMix(seed: 7)
        let bytes = ZipWriter.bytes([.init("a", text), .init("b", text, isDeflated: true)], isLarge: true)
        for _ in 0..<3000 {
            var mutant = bytes
            for _ in 0..<(1 + random.next() % 4) { mutant[Int(random.next() % UInt64(mutant.count))] = UInt8(truncatingIfNeeded: random.next()) }
            guard let archive = try? ZipArchive(mutant, limits: ArchiveLimits(entryBytes: 1 << 20)) else { continue }
            for entry in archive.entries {
                if let contents = try? archive.contents(of: entry) { #expect(contents.count == entry.size) }
            }
        }
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
