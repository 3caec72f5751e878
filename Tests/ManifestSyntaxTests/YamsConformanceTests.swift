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
        guard let folder = ProcessInfo.processInfo.environment["RINGFENCE_CORPUS"] else {
            print("skipped: set RINGFENCE_CORPUS to a folder of manifests to compare with Yams on all of them")
            return
        }
        var (ourTime, theirTime) = (Duration.zero, Duration.zero)
        let clock = ContinuousClock()
        var counts = (read: 0, compared: 0, refusedByUs: 0, refusedByYams: 0, bytes: 0)
        for path in manifests(below: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path),
                let relative = RelativePath(path),
                let language = ManifestLanguage(path: relative)
            else { continue }
            let file = SourceFile(path: relative, bytes: Array(data))
            var document = ManifestDocument(file: file, roots: [], comments: [], issues: [])
            ourTime += clock.measure { document = .parse(file, language: language) }
            #expect(TreeInvariants.violation(in: document) == nil, "\(path)")
            counts.read += 1
            counts.bytes += data.count
            let isPartial = document.issues.contains(where: \.isPartial)
            if isPartial { counts.refusedByUs += 1 }
            var isAccepted = false
            theirTime += clock.measure { isAccepted = YamsComparison.accepts(file.text) }
            guard isAccepted else {
                counts.refusedByYams += 1
                if ProcessInfo.processInfo.environment["RINGFENCE_VERBOSE"] != nil {
                    print(
                        "refused by Yams:", path,
                        outline(ManifestDocument(file: file, roots: [], comments: [], issues: document.issues)))
                }
                continue
            }
            // JSON may be refused as JSON and yet be YAML; the YAML reader is compared on it all the same.
            let asYAML = language == .yaml ? document : ManifestDocument.parse(file, language: .yaml)
            counts.compared += 1
            #expect(YamsComparison.difference(asYAML, file.text) == nil, "\(path)")
            if language == .json, !isPartial {
                #expect(YamsComparison.difference(document, file.text) == nil, "\(path)")
            }
        }
        print("compared with Yams:", counts, "our time \(ourTime), that of Yams \(theirTime)")
        #expect(counts.compared > 0)
    }

    private func manifests(below folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { name in [".yml", ".yaml", ".json"].contains { name.hasSuffix($0) } }.sorted()
    }
}
