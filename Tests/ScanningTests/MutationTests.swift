import AuditKit
import Findings
import FoundationEssentials
import Rules
import Scanning
import SourceText
import TestSupport
import Testing

/// Seeded damage to the manifests of the examples and of every rule: the scan always ends, its places lie in their
/// files, and the same damage gives the same report.
@Suite struct MutationTests {
    /// `RINGFENCE_MUTATIONS` asks for more than the few that every test run can afford.
    static let count = ProcessInfo.processInfo.environment["RINGFENCE_MUTATIONS"].flatMap { Int($0) } ?? 250

    @Test func damagedManifestsNeverTrapTheScan() async throws {
        let corpus = try Corpus.texts
        #expect(corpus.count > 20)
        var generator = SplitMix64(seed: 0x5EED)
        for _ in 0..<MutationTests.count {
            let bytes = Corpus.damaged(corpus, &generator)
            let report = await scan(bytes, as: MutationTests.name(of: bytes))
            for finding in report.findings {
                #expect(finding.location.place.span.upperBound <= bytes.count)
            }
            for issue in report.issues {
                #expect(issue.issue.place.span.upperBound <= bytes.count)
            }
        }
    }

    @Test func theSameDamageGivesTheSameReport() async throws {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<20 {
            let bytes = Corpus.damaged(try Corpus.texts, &generator)
            let first = await scan(bytes, as: MutationTests.name(of: bytes))
            let second = await scan(bytes, as: MutationTests.name(of: bytes))
            #expect(first.findings == second.findings)
            #expect(first.issues == second.issues)
        }
    }

    /// Damaged templates stay templates, as far as their first bytes still tell.
    private static func name(of bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("Resources:") && !text.contains("service:") ? "template.yaml" : "serverless.yml"
    }

    private func scan(_ bytes: [UInt8], as name: String) async -> ScanReport {
        let options = ScanOptions(rules: RuleRegistry.all, today: .distantPast, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(bytes: [name: bytes]), options: options).report()
    }
}

/// Manifests to damage.
enum Corpus {
    /// The bundled examples' YAML files and every example of every rule.
    static var texts: [[UInt8]] {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Examples").path
            let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
            let files = names.compactMap { FileManager.default.contents(atPath: root + "/" + $0).map(Array.init) }
            let examples = RuleRegistry.all.flatMap { $0.examples }.map { example in
                Array(example.text.unicodeScalars.filter { $0 != "«" && $0 != "»" }.map(String.init).joined().utf8)
            }
            return files + examples
        }
    }

    /// One text of the corpus with one to four kinds of damage.
    static func damaged(_ corpus: [[UInt8]], _ generator: inout SplitMix64) -> [UInt8] {
        guard var bytes = corpus.randomElement(using: &generator) else { return [] }
        for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, corpus, &generator) }
        return bytes
    }

    private static let interesting = Array("{}[]:,'\"|>&*!#-? \t\n\r$(){}~%@`\\0\u{FEFF}é".utf8)

    private static func damage(_ bytes: inout [UInt8], _ corpus: [[UInt8]], _ generator: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        let length = Int.random(in: 1...40, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: index)
        case 2: bytes.removeSubrange(index..<min(bytes.count, index + length))
        case 3: bytes.removeSubrange(index...)
        case 4: bytes.insert(contentsOf: Array(bytes[index..<min(bytes.count, index + length)]), at: index)
        case 5: bytes.insert(contentsOf: Array(repeating: interesting.randomElement(using: &generator) ?? 0, count: length), at: index)
        default:
            guard let other = corpus.randomElement(using: &generator), !other.isEmpty else { return }
            bytes.replaceSubrange(index..., with: other[Int.random(in: 0..<other.count, using: &generator)...])
        }
    }
}
