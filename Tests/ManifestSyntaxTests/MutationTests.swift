import ManifestSyntax
import SourceText
import Testing

/// No text, however broken, traps the readers or breaks what holds for every tree.
@Suite struct MutationTests {
    @Test func survivesTruncationAtEveryLine() {
        for (name, text) in ManifestCorpus.all {
            let bytes = Array(text.utf8)
            let file = SourceFile(path: .root, bytes: bytes)
            for end in file.lineStarts + file.lineStarts.map({ $0 + 3 }) where end <= bytes.count {
                expectSound(Array(bytes[..<end]), "\(name) up to \(end)")
            }
        }
    }

    @Test(arguments: 0..<8) func survivesMutation(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<600 {
            let (name, text) = ManifestCorpus.all[Int.random(in: 0..<ManifestCorpus.all.count, using: &random)]
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&bytes, using: &random) }
            expectSound(bytes, "\(name), seed \(seed), round \(round)")
        }
    }

    @Test(arguments: 100..<104) func survivesNoise(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<600 {
            let count = Int.random(in: 0..<80, using: &random)
            expectSound((0..<count).map { _ in Self.indicator(using: &random) }, "noise, seed \(seed), round \(round)")
        }
    }

    @Test func survivesMutationOfRealFiles() {
        guard let files = CorpusFolder.files(for: "mutate all of them") else { return }
        var random = SplitMix64(seed: 7)
        for file in files {
            for round in 0..<4 {
                var bytes = file.bytes
                for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&bytes, using: &random) }
                expectSound(bytes, "\(file.path), round \(round)")
            }
        }
    }

    private func expectSound(_ bytes: [UInt8], _ name: String) {
        for language in ManifestLanguage.allCases {
            let document = parse(bytes: bytes, language)
            let violation = TreeInvariants.violation(in: document)
            if let violation {
                Issue.record("\(name), \(language): \(violation)\n\(document.file.text.debugDescription)")
            }
        }
    }

    private static func indicator(using random: inout SplitMix64) -> UInt8 {
        let alphabet = Array("- : ?[]{},#&*!|>'\"%@`\n\n\n  \t\rabc1~<<\\\u{E9}.".utf8)
        return alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }

    static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard !bytes.isEmpty else { return bytes.append(indicator(using: &random)) }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] = indicator(using: &random)
        case 2: bytes.insert(indicator(using: &random), at: at)
        case 3: bytes.removeSubrange(at..<end)
        case 4: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 5: bytes.removeSubrange(at...)
        default:
            let other = ManifestCorpus.all[Int.random(in: 0..<ManifestCorpus.all.count, using: &random)].1
            bytes.replaceSubrange(at..., with: Array(other.utf8).suffix(Int.random(in: 0...200, using: &random)))
        }
    }
}
