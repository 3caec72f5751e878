import Foundation
import ManifestSyntax
import SourceText
import TestSupport
import Testing

/// Our semantics agree with Yams on every text both accept.
@Suite struct YamsConformanceTests {
    @Test(arguments: ManifestCorpus.all) func agreesOnTheCorpus(_ name: String, _ text: String) {
        let document = parse(text)
        #expect(YamsComparison.accepts(text), "the corpus holds valid YAML only")
        #expect(YamsComparison.difference(document, text) == nil)
        #expect(TreeInvariants.violation(in: document) == nil)
    }

    /// Mutants of the corpus that both accept are read alike, whatever they mean.
    ///
    /// Left out: names of anchors that end with a colon and plain text in brackets that starts with `?`, where Yams
    /// follows YAML 1.1 and we, with js-yaml, 1.2; line breaks and control characters of 1.1 only.
    @Test(arguments: 0..<4) func agreesOnMutants(_ seed: UInt64) {
        var random = SplitMix64(seed: 1000 + seed)
        var compared = 0
        for _ in 0..<1000 {
            let (name, text) = ManifestCorpus.all[Int.random(in: 0..<ManifestCorpus.all.count, using: &random)]
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) { MutationTests.mutate(&bytes, using: &random) }
            guard let mutant = String(validating: bytes, as: UTF8.self), isAlikeIn11And12(mutant) else { continue }
            let document = parse(bytes: bytes)
            guard !document.issues.contains(where: \.isPartial), YamsComparison.accepts(mutant) else { continue }
            compared += 1
            if let found = YamsComparison.difference(document, mutant) {
                Issue.record("\(name): \(found)\n\(mutant.debugDescription)")
            }
        }
        #expect(compared > 100)
    }

    private func isAlikeIn11And12(_ text: String) -> Bool {
        if text.contains("?")
            || text.split(whereSeparator: \.isWhitespace).contains(where: { $0.contains("&") && $0.hasSuffix(":") })
        {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            let isControl = scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value)
            return !isControl && ![0x7F, 0x85, 0x2028, 0x2029].contains(scalar.value)
        }
    }

    @Test func agreesOnAFolderOfRealFiles() throws {
        guard let files = CorpusFolder.files(for: "compare with Yams on all of them") else { return }
        var (ourTime, theirTime) = (Duration.zero, Duration.zero)
        let clock = ContinuousClock()
        var counts = (read: 0, compared: 0, refusedByUs: 0, refusedByYams: 0, bytes: 0)
        for file in files {
            guard let language = ManifestLanguage(path: file.path) else { continue }
            var document = ManifestDocument(file: file, roots: [], comments: [], issues: [])
            ourTime += clock.measure { document = .parse(file, language: language) }
            #expect(TreeInvariants.violation(in: document) == nil, "\(file.path)")
            counts.read += 1
            counts.bytes += file.bytes.count
            let isPartial = document.issues.contains(where: \.isPartial)
            if isPartial { counts.refusedByUs += 1 }
            var isAccepted = false
            theirTime += clock.measure { isAccepted = YamsComparison.accepts(file.text) }
            guard isAccepted else {
                counts.refusedByYams += 1
                continue
            }
            // JSON may be refused as JSON and yet be YAML; the YAML reader is compared on it all the same.
            let asYAML = language == .yaml ? document : ManifestDocument.parse(file, language: .yaml)
            counts.compared += 1
            #expect(YamsComparison.difference(asYAML, file.text) == nil, "\(file.path)")
            if language == .json, !isPartial {
                #expect(YamsComparison.difference(document, file.text) == nil, "\(file.path)")
            }
        }
        print("compared with Yams:", counts, "our time \(ourTime), that of Yams \(theirTime)")
        #expect(counts.compared > 0)
    }
}
