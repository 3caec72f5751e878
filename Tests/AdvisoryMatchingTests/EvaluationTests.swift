import AdvisoryMatching
import ApplicationModel
import Testing

/// OSV's algorithm, one rule after the other (https://ossf.github.io/osv-schema/#evaluation).
@Suite("OSV's algorithm")
struct EvaluationTests {
    /// The versions of a range's text: `>` introduced, `<` fixed, `=` last affected, `!` limit.
    private func affected(_ range: String, of versions: [String], in ecosystem: Ecosystem = .npm) -> [String] {
        let range = RangeText.range(range)
        return versions.filter { text in PackageVersion(text, in: ecosystem).map { range.contains($0, in: ecosystem) } ?? false }
    }

    @Test(arguments: [
        (">0", ["0.0.1", "1.0.0", "1.9.9", "2.0.0", "9.0.0"]), (">1.0.0 <2.0.0", ["1.0.0", "1.9.9"]), (">1.0.0 =2.0.0", ["1.0.0", "1.9.9", "2.0.0"]),
        (">0 <1.0.0 >2.0.0 <3.0.0", ["0.0.1", "2.0.0"]), ("<3.0.0 >2.0.0 <1.0.0 >0", ["0.0.1", "2.0.0"]),
        // Nothing lies between, and the order of writing decides.
        (">2.0.0 <2.0.0", []), (">0 <1.0.0 >1.0.0", ["0.0.1", "1.0.0", "1.9.9", "2.0.0", "9.0.0"]),
        (">0 !2.0.0", ["0.0.1", "1.0.0", "1.9.9"]), (">0 !1.0.0 !2.0.0", ["0.0.1", "1.0.0", "1.9.9"]),
        (">0 !*", ["0.0.1", "1.0.0", "1.9.9", "2.0.0", "9.0.0"]), (">0 !1.0.0 !*", ["0.0.1", "1.0.0", "1.9.9", "2.0.0", "9.0.0"]),
        ("<2.0.0", []), ("", []), (">0 <main", []),
    ])
    func eventsAreFollowed(range: String, expected: [String]) {
        #expect(affected(range, of: ["0.0.1", "1.0.0", "1.9.9", "2.0.0", "9.0.0"]) == expected)
    }

    @Test func zeroComesBeforeEveryPrerelease() {
        #expect(affected(">0 <1.0.0", of: ["0.0.0-0", "0.0.0-alpha"], in: .npm) == ["0.0.0-0", "0.0.0-alpha"])
        #expect(affected(">0 <1.0", of: ["0.dev0"], in: .pypi) == ["0.dev0"])
        #expect(affected(">0 <1", of: ["0-alpha"], in: .maven) == ["0-alpha"])
    }

    @Test func listsAreComparedAsText() {
        let advisory = Advisory(id: "A", ranges: [RangeText.range(">2.0 <3.0")], versions: ["1.0", "2019-09-12"])
        func evidence(_ version: String) -> Advisory.Evidence? {
            VersionVerdict(version, in: .pypi, advisories: [advisory]).matches.first?.evidence
        }
        #expect(evidence("1.0") == .versions)
        #expect(evidence("1.0.0") == nil)
        #expect(evidence("2.1") == .ranges)
        #expect(evidence("2019-09-12") == .versions)
    }

    @Test func oneFlawInSeveralDatabasesIsOne() {
        let advisories = [
            Advisory(id: "GHSA-1", aliases: ["CVE-1"], ranges: [RangeText.range(">0 <2.0.0")]),
            Advisory(id: "PYSEC-1", aliases: ["CVE-1"], ranges: [RangeText.range(">0 <2.0.0")]),
            Advisory(id: "CVE-1", ranges: [RangeText.range(">0")]),
            Advisory(id: "GHSA-2", aliases: ["CVE-2"], ranges: [RangeText.range(">0 <3.0.0")]),
            // Repaired here, and the only one that ties the flaws together.
            Advisory(id: "OLD-1", aliases: ["CVE-1", "CVE-2"], ranges: [RangeText.range(">0 <1.0.0")]),
        ]
        let verdict = VersionVerdict("1.5", in: .pypi, advisories: advisories)
        #expect(verdict.matches.map(\.advisory.id) == ["CVE-1", "GHSA-1", "GHSA-2", "PYSEC-1"])
        #expect(verdict.flaws == [[0, 1, 3], [2]])
        #expect(VersionVerdict("0.5", in: .pypi, advisories: advisories).flaws == [[0, 1, 2, 3, 4]])
    }

    @Test func theSafeVersionIsItselfSafe() {
        let advisories = [
            Advisory(id: "A", ranges: [RangeText.range(">0 <1.5.0-rc.1")]), Advisory(id: "B", ranges: [RangeText.range(">1.5.0-rc.1 <1.6.0-rc.1")]),
            Advisory(id: "C", ranges: [RangeText.range(">1.6.0 <1.7.0")]), Advisory(id: "D", ranges: [RangeText.range(">0 =1.0.5")]),
        ]
        let verdict = VersionVerdict("1.0.0", in: .npm, advisories: advisories)
        #expect(verdict.safeVersion == "1.6.0-rc.1")
        #expect(verdict.stableSafeVersion == "1.7.0")
        #expect(verdict.matches.map(\.hasFix) == [true, false])
    }

    @Test func whatHasNoFixBlocksOnlyWhereItIsAsked() {
        let advisories = [Advisory(id: "A", ranges: [RangeText.range(">0 <2.0.0")]), Advisory(id: "B", ranges: [RangeText.range(">0")])]
        let verdict = VersionVerdict("1.0.0", in: .npm, advisories: advisories)
        #expect(verdict.safeVersion == nil)
        #expect(verdict.stableSafeVersion == nil)
        #expect(verdict.versionClearingFixable == "2.0.0")
    }

    @Test(arguments: [
        ("Flask_Login", "PyPI", "flask-login", "PyPI", true), ("jw.util", "PyPI", "jw-util", "PyPI", true),
        ("a-_.b", "PyPI", "A.B", "PyPI", true), ("Newtonsoft.Json", "NuGet", "newtonsoft.json", "NuGet", true),
        ("Symfony/Yaml", "Packagist", "symfony/yaml", "Packagist", true), ("JSONStream", "npm", "jsonstream", "npm", false),
        ("drupal/core", "Packagist:https://packages.drupal.org/8", "drupal/core", "Packagist", false),
        ("https://github.com/apple/swift-nio.git", "SwiftURL", "github.com/Apple/swift-nio", "SwiftURL", true),
        ("git@github.com:apple/swift-nio.git", "SwiftURL", "github.com/apple/swift-nio/", "SwiftURL", true),
        ("a", "npm", "a", "Hex", false),
    ])
    func namesAreComparedAsRegistriesDo(left: String, ecosystem: String, right: String, other: String, areSame: Bool) {
        #expect((PackageName(left, inEcosystem: ecosystem) == PackageName(right, inEcosystem: other)) == areSame)
    }

    @Test func unknownEcosystemsHaveNoNames() { #expect(PackageName("a", inEcosystem: "Debian:12") == nil) }
}

/// Ranges as short text.
enum RangeText {
    static func range(_ text: String) -> AffectedRange {
        let kinds: [Character: AffectedRange.Event.Kind] = [">": .introduced, "<": .fixed, "=": .lastAffected, "!": .limit]
        return AffectedRange(text.split(separator: " ").compactMap { word in
            word.first.flatMap { kinds[$0] }.map { .init($0, String(word.dropFirst())) }
        })
    }
}
