import ManifestSyntax
import SourceText
import TestSupport
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

    /// Edits of broken files are refused or made, and what is made reads no worse.
    @Test(arguments: 200..<204) func editorSurvivesMutation(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var bytes = Array(ManifestCorpus.all[Int.random(in: 0..<ManifestCorpus.all.count, using: &random)].1.utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) { Self.mutate(&bytes, using: &random) }
            for language in ManifestLanguage.allCases {
                let document = parse(bytes: bytes, language)
                for path in document.ownPaths.shuffled(using: &random).prefix(5) {
                    for edit in edits(path) {
                        let made = try? ManifestEditor(document, language: language).applying([edit])
                        let after = made.map { parse(bytes: $0, language) }
                        #expect(after.map { $0.issues.count <= document.issues.count } ?? true)
                    }
                }
            }
        }
    }

    private func edits(_ path: ManifestPath) -> [ManifestEdit] {
        let value = ManifestLiteral.mapping([.init("k", .sequence([.string("v")]))])
        return [
            .replace(path, with: .string("x: y")), .replace(path, with: value), .remove(path), .rename(path, to: "z"),
            .insert(key: "zz", value: value, into: path), .append(value, to: path),
        ]
    }

    /// What is edited in real files reads as it was written, and nothing else changes.
    @Test func editsRealFiles() {
        guard let files = CorpusFolder.files(for: "edit all of them") else { return }
        var random = SplitMix64(seed: 11)
        var (made, refused) = (0, 0)
        for file in files {
            guard let language = ManifestLanguage(path: file.path), file.bytes.count < 20_000 else { continue }
            let document = ManifestDocument.parse(file, language: language)
            guard !document.issues.contains(where: \.isPartial) else { continue }
            for path in document.ownPaths.shuffled(using: &random).prefix(6) {
                for edit in edits(path) {
                    guard let bytes = try? ManifestEditor(document, language: language).applying([edit]) else {
                        refused += 1
                        continue
                    }
                    made += 1
                    let count = parse(bytes: bytes, language).ownPaths.count
                    if case .rename = edit { #expect(count == document.ownPaths.count, "\(file.path) \(path)") }
                    if case .insert = edit { #expect(count == document.ownPaths.count + 3, "\(file.path) \(path)") }
                    if case .append = edit { #expect(count == document.ownPaths.count + 3, "\(file.path) \(path)") }
                }
            }
        }
        print("edits of real files:", made, "made,", refused, "refused as not applicable")
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
