import AdvisoryMatching
import ApplicationModel
import Foundation
import Testing

@Suite("The snapshot of advisories")
struct SnapshotTests {
    private let advisory = Advisory(
        id: "GHSA-x", aliases: ["CVE-1", "odd, id%"], kind: .unsound, summary: "Two  words, and; more", severity: .score(7.5),
        link: "https://example.com/a b?c=1,2", ranges: [AffectedRange([.init(.introduced, "0"), .init(.fixed, "1.0<2=3;4")]), RangeText.range(">5 =6 !7")],
        versions: ["1,0", "é 1"], symbols: [.init(module: "a/b#c", name: "T.f+g"), .init(module: "a/b#c", name: "h"), .init(module: "d", name: "")])

    @Test func whatIsWrittenIsRead() {
        let plain = Advisory(id: "GO-1", link: "https://pkg.go.dev/vuln/GO-1", ranges: [RangeText.range(">0")])
        let vector = Advisory(id: "A", severity: .vector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
        let level = Advisory(id: "B", kind: .malware, severity: .level(.critical))
        let all = [advisory, plain, vector, level]
        #expect(AdvisoryCode.advisories(in: Array(AdvisoryCode.text(of: all).utf8)) == all)
    }

    @Test func everyPackageOfATableIsFound() throws {
        let names = (0..<200).map { "p\($0)" }
        let records = try names.map { name in
            try AdvisoryRecord(json: Array(#"{"id":"X-\#(name)","modified":"2026-01-02T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"\#(name)"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}"#.utf8))
        }
        let snapshot = AdvisorySnapshot(table: Array(AdvisorySnapshot.text(of: records).utf8))
        for name in names { #expect(snapshot.advisories(on: PackageName(name, in: .npm)).map(\.id) == ["X-\(name)"]) }
        for name in ["", "p", "p200", "p1 ", "!", "\t", "q"] { #expect(snapshot.advisories(on: PackageName(name, in: .npm)).isEmpty) }
        #expect(snapshot.advisories(on: PackageName("p1", in: .pypi)).isEmpty)
        #expect(snapshot.inventory() == AdvisoryInventory(newest: "2026-01-02", counts: [.init(ecosystem: "npm", advisories: 200)]))
    }

    @Test func brokenTablesAnswerNothing() {
        for text in ["", "\n", "\n\n\n", "npm a", "npm a\t", "npm a\tx", "\t\t\t", "npm a\t1 2 3 4 5 6 7 8"] {
            #expect(AdvisorySnapshot(table: Array(text.utf8)).advisories(on: PackageName("a", in: .npm)).isEmpty)
        }
    }

    @Test func theBundledOneKnowsWellKnownFlaws() {
        let bundled = AdvisorySnapshot.bundled
        #expect(bundled.inventory().newest >= "2026-08-01")
        #expect(Set(bundled.inventory().counts.map(\.ecosystem)).isSuperset(of: ["Go", "Maven", "PyPI", "RubyGems", "crates.io", "npm"]))
        let lodash = VersionVerdict("4.17.20", in: .npm, advisories: bundled.advisories(on: PackageName("lodash", in: .npm)))
        #expect(lodash.matches.contains { $0.advisory.id == "GHSA-29mw-wpgm-hmr9" })
    }

    @Test func theBundledOneIsCurrent() throws {
        guard let records = SharedAdvisories.records else { return }
        let written = AdvisorySnapshot.text(of: records.filter { SnapshotLicenses.allow($0.license) })
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let present = try String(contentsOf: root.appending(path: "Sources/CAdvisorySnapshot/advisories.txt"), encoding: .utf8)
        #expect(written == present, "run `swift run ringfence-dev advisories --from ../shared/advisories`")
    }
}
