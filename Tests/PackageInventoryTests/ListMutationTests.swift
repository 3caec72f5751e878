import PackageInventory
import SourceText
import TestSupport
import Testing

/// No list, however broken, traps a reader, leads out of its file, or names a package that is not in the list.
@Suite("Broken lists")
struct ListMutationTests {
    @Test(arguments: PackageListKind.allCases) func survivesMutation(_ kind: PackageListKind) {
        var random = SplitMix64(seed: UInt64(kind.rawValue.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
        for text in ListCorpus.texts(of: kind) {
            for round in 0..<200 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...5, using: &random) { Self.mutate(&bytes, using: &random) }
                expectSound(bytes, kind, "\(kind), round \(round)")
            }
        }
    }

    @Test(arguments: PackageListKind.allCases) func survivesTruncation(_ kind: PackageListKind) {
        for text in ListCorpus.texts(of: kind) {
            let bytes = Array(text.utf8)
            for end in stride(from: 0, to: bytes.count, by: 7) {
                expectSound(Array(bytes[..<end]), kind, "\(kind) up to \(end)")
            }
        }
    }

    @Test(arguments: PackageListKind.allCases) func theCorpusItselfIsWhole(_ kind: PackageListKind) {
        let texts = ListCorpus.texts(of: kind)
        #expect(!texts.isEmpty)
        for text in texts where kind != .bunBinaryLock {
            let list = read(text, kind)
            #expect(list.issues.isEmpty && !list.packages.isEmpty, "\(kind): \(list.issues)")
        }
    }

    private func expectSound(_ bytes: [UInt8], _ kind: PackageListKind, _ name: String) {
        let path = RelativePath(kind.rawValue) ?? .root
        let list = PackageList.read(ListInput(SourceFile(path: path, bytes: bytes), kind: kind))
        let whole = ByteSpan(0, bytes.count)
        let indices = list.packages.indices
        let targets = (list.packages.flatMap(\.requirements) + list.importers.flatMap(\.requirements)).compactMap(
            \.target)
        let places = list.packages.map(\.place) + list.issues.map(\.place)
        let isSound =
            places.allSatisfy { whole.contains($0.span) } && targets.allSatisfy(indices.contains)
            && list.importers.compactMap(\.package).allSatisfy(indices.contains)
        let graph = PackageGraph(list)
        let ways = indices.compactMap { graph.shortestPath(to: $0) }
        let reaches = ways.allSatisfy { $0.packages.allSatisfy(indices.contains) }
        if !isSound || !reaches { Issue.record("\(name): \(String(decoding: bytes, as: UTF8.self).debugDescription)") }
    }

    private static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        let alphabet = Array("\"'{}[]():,=@#/\\-<>&;%!. \n\r\t1a\u{E9}".utf8)
        guard !bytes.isEmpty else { return bytes.append(alphabet[0]) }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        case 2: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: at)
        case 3: bytes.removeSubrange(at..<end)
        case 4: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
        default: bytes.removeSubrange(at...)
        }
    }
}
