import AdvisoryMatching
import ApplicationModel
import Foundation
import Testing

/// Real lockfiles against real advisories, as an independent implementation of OSV's algorithm matched them.
@Suite("Matches against shared expectations")
struct MatchConformanceTests {
    /// Flaws that the expectation ties together and we keep apart: an advisory on another package (DRUPAL-CORE-2022-011)
    /// lists both CVEs, but they are two flaws.
    private static let keptApart: Set<String> = ["guzzlehttp/guzzle 6.3.0", "guzzlehttp/guzzle 6.5.4", "guzzlehttp/guzzle 6.5.5"]

    @Test func everyMatchIsFoundAndNoOther() throws {
        guard let lines = try ExpectedLine.all("expected-extra.jsonl"), let packages = SharedAdvisories.byPackage else { return }
        #expect(lines.count > 1000)
        var apart: Set<String> = []
        for line in lines {
            let verdict = try line.verdict(packages)
            let matches = verdict.matches
            #expect(matches.map(\.advisory.id) == line.advisories?.sorted(by: bytewise), "\(line.label)")
            let evidence = Dictionary(uniqueKeysWithValues: matches.map { ($0.advisory.id, $0.evidence.rawValue) })
            #expect(evidence == line.matched_by, "\(line.label)")
            #expect(verdict.safeVersion == line.minimal_safe_version, "\(line.label)")
            #expect(verdict.stableSafeVersion == line.minimal_safe_stable, "\(line.label)")
            #expect(verdict.versionClearingFixable == line.minimal_clearing_fixable, "\(line.label)")
            #expect(matches.filter { !$0.hasFix }.map(\.advisory.id) == line.advisories_without_fix, "\(line.label)")
            let groups = verdict.flaws.map { $0.map { matches[$0].advisory.id } }
            if groups == line.sortedGroups { continue }
            apart.insert("\(line.package) \(line.version)")
        }
        #expect(apart == Self.keptApart)
    }

    @Test func theSnapshotAnswersAlike() throws {
        guard let lines = try ExpectedLine.all("expected-extra.jsonl"), let records = SharedAdvisories.records else { return }
        let snapshot = AdvisorySnapshot(table: Array(AdvisorySnapshot.text(of: records).utf8))
        for line in lines {
            let name = try line.name
            let verdict = VersionVerdict(line.osv_version ?? line.version, in: name.ecosystem, advisories: snapshot.advisories(on: name))
            #expect(verdict.matches.map(\.advisory.id) == line.advisories?.sorted(by: bytewise), "\(line.label)")
            #expect(verdict.safeVersion == line.minimal_safe_version, "\(line.label)")
        }
    }

    @Test func whatWasWithdrawnIsNotReported() throws {
        guard let lines = try ExpectedLine.all("withdrawn-would-match-extra.jsonl"), let packages = SharedAdvisories.byPackage,
            let withdrawn = SharedAdvisories.withdrawn
        else { return }
        #expect(lines.count > 50)
        for line in lines {
            let wanted = line.withdrawn?.sorted(by: bytewise) ?? []
            let reported = Set(try line.verdict(packages).matches.map(\.advisory.id))
            #expect(reported.isDisjoint(with: wanted), "\(line.label)")
            #expect(try line.verdict(withdrawn).matches.map(\.advisory.id) == wanted, "\(line.label)")
        }
    }
}

/// One line of the expectations: a version of a package in a lockfile.
struct ExpectedLine: Decodable {
    let corpus: String
    let lockfile: String
    let ecosystem: String
    let package: String
    let version: String
    let osv_version: String?
    let advisories: [String]?
    let matched_by: [String: String]?
    let alias_groups: [[String]]?
    let minimal_safe_version: String?
    let minimal_safe_stable: String?
    let advisories_without_fix: [String]?
    let minimal_clearing_fixable: String?
    let withdrawn: [String]?

    static func all(_ file: String) throws -> [ExpectedLine]? {
        guard let folder = SharedData.folder("conformance/lockfiles", for: "expected matches") else { return nil }
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(ExpectedLine.self, from: Data($0.utf8)) }
    }

    var label: String { "\(ecosystem) \(package) \(version) in \(lockfile)" }

    var name: PackageName {
        get throws { try #require(PackageName(package, inEcosystem: ecosystem)) }
    }

    var sortedGroups: [[String]] {
        (alias_groups ?? []).map { $0.sorted(by: bytewise) }.sorted { bytewise($0.first ?? "", $1.first ?? "") }
    }

    func verdict(_ packages: [PackageName: [Advisory]]) throws -> VersionVerdict {
        let name = try name
        return VersionVerdict(version, in: name.ecosystem, advisories: packages[name] ?? [])
    }
}

func bytewise(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
