import Foundation
import ManifestSyntax
import SourceText
import Testing

/// Our semantics agree with Yams on every text both accept.
@Suite struct YamsConformanceTests {
    @Test(arguments: ManifestCorpus.all) func agreesOnTheCorpus(_ name: String, _ text: String) {
        let document = parse(text)
        #expect(YamsComparison.accepts(text), "the corpus holds valid YAML only")
        #expect(YamsComparison.difference(document, text) == nil)
        #expect(TreeInvariants.violation(in: document) == nil)
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
