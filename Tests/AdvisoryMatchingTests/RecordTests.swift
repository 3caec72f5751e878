import AdvisoryMatching
import ApplicationModel
import SourceText
import Testing

@Suite("Records in OSV's format")
struct RecordTests {
    private func record(_ json: String) throws -> AdvisoryRecord { try AdvisoryRecord(json: Array(json.utf8)) }

    private func advisory(_ members: String, affected: String = "", id: String = "X-1") throws -> Advisory {
        let json = #"{"id": "\#(id)", \#(members) "affected": [{"package": {"ecosystem": "npm", "name": "a"} \#(affected)}]}"#
        return try #require(try record(json).packages.first?.advisory)
    }

    @Test func whatIsSaidOfEachPackageIsKeptTogether() throws {
        let record = try record(
            """
            {"id": "GHSA-1", "modified": "2026-01-02T03:04:05Z", "aliases": ["CVE-1"], "database_specific": {"license": "CC-BY-4.0"},
             "affected": [
              {"package": {"ecosystem": "PyPI", "name": "Flask_X"}, "versions": ["1.0", "1.0"], "ranges": [
                {"type": "GIT", "repo": "r", "events": [{"introduced": "0"}]},
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}]},
              {"package": {"ecosystem": "Debian:12", "name": "flask"}},
              {"package": {"ecosystem": "npm", "name": "flask"}, "ranges": []},
              {"package": {"ecosystem": "PyPI", "name": "flask-x"}, "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "3.0"}, {"last_affected": "3.1"}, {"limit": "4"}]}]}]}
            """)
        #expect(record.license == "CC-BY-4.0")
        #expect(record.modified == "2026-01-02T03:04:05Z")
        #expect(!record.isWithdrawn)
        #expect(record.packages.map(\.name) == [PackageName("flask-x", in: .pypi), PackageName("flask", in: .npm)])
        let python = try #require(record.packages.first?.advisory)
        #expect(python.ranges == [RangeText.range(">0 <2.0"), RangeText.range(">3.0 =3.1 !4")])
        #expect(python.versions == ["1.0"])
        #expect(python.aliases == ["CVE-1"])
    }

    @Test func theSeverityIsThatOfTheNewestVector() throws {
        let three = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
        let four = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
        func severity(_ texts: [String]) -> String {
            let entries = texts.map { #"{"type": "CVSS", "score": "\#($0)"}"# }.joined(separator: ",")
            return #""severity": [\#(entries)],"#
        }
        #expect(try advisory(severity([three, four])).severity == .vector(four))
        #expect(try advisory(severity([four, three])).severity == .vector(four))
        #expect(try advisory(severity(["CVSS:4.0/broken", three])).severity == .vector(three))
        let words = #""database_specific": {"severity": "MODERATE", "cvss_v3_score": 7.5},"#
        #expect(try advisory(severity(["low"]) + words).severity == .score(7.5))
        #expect(try advisory(#""database_specific": {"severity": "MODERATE"},"#).severity == .level(.medium))
        #expect(try advisory(#""database_specific": {"severity": "odd", "cvss_v3_score": 75},"#).severity == nil)
        #expect(try advisory("", affected: #", "database_specific": {"cvss": "\#(three)"}"#).severity == .vector(three))
    }

    @Test func kindsAreToldApart() throws {
        #expect(try advisory("").kind == .vulnerability)
        #expect(try advisory("", id: "MAL-2026-1").kind == .malware)
        let words: [(String, Advisory.Kind)] = [("unmaintained", .unmaintained), ("unsound", .unsound), ("notice", .notice)]
        for (word, kind) in words {
            #expect(try advisory("", affected: #", "database_specific": {"informational": "\#(word)"}"#).kind == kind)
        }
    }

    @Test func symbolsAreThoseOfEveryEcosystem() throws {
        let go = try advisory("", affected: #", "ecosystem_specific": {"imports": [{"path": "a/b", "symbols": ["F", "T.M", "F"]}, {"path": "a/c"}]}"#)
        #expect(go.symbols == [.init(module: "a/b", name: "F"), .init(module: "a/b", name: "T.M"), .init(module: "a/c", name: "")])
        let rust = try advisory("", affected: #", "ecosystem_specific": {"affects": {"functions": ["a::f"]}, "affected_functions": null}"#)
        #expect(rust.symbols == [.init(module: "", name: "a::f")])
        #expect(try advisory("", affected: #", "ecosystem_specific": {"affected_functions": ["g"]}"#).symbols == [.init(module: "", name: "g")])
    }

    @Test func theLinkLeadsToThePageOfTheDatabase() throws {
        #expect(try advisory("", id: "RUSTSEC-2026-0001").link == "https://rustsec.org/advisories/RUSTSEC-2026-0001.html")
        #expect(try advisory(#""aliases": ["CVE-2026-1"],"#).link == "https://nvd.nist.gov/vuln/detail/CVE-2026-1")
        let references = #""references": [{"type": "FIX", "url": "https://f"}, {"type": "ADVISORY", "url": "https://a"}],"#
        #expect(try advisory(references).link == "https://a")
        #expect(try advisory("").link == "")
    }

    @Test func theSummaryIsOneLine() throws {
        #expect(try advisory(#""summary": "two\n lines\tof text","#).summary == "two lines of text")
        #expect(try advisory(##""details": " # Impact of it\nMore","##).summary == "Impact of it")
        let words = String(repeating: "word ", count: 100_000)
        let long = try advisory(#""summary": "\#(words)","#).summary
        #expect(long.hasSuffix("word…"))
        #expect(long.utf8.count < 110)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"id": ""}"#, #"{"id": "a b"}"#, #"{"id": 1}"#, #"{"id": "X", "affected": {}}"#,
        #"{"id": "X", "affected": [{"package": {"ecosystem": "npm"}}]}"#, #"{"id": "X", "affected": [{"package": 1}]}"#,
        String(repeating: "[", count: 100_000),
    ])
    func otherTextIsRefused(json: String) {
        #expect(throws: AdvisoryRecordError.unreadable) { try record(json) }
    }

    @Test func whatIsOddBesideIsLeftOut() throws {
        let odd = #""aliases": 5, "summary": ["a"], "severity": "high", "references": {}, "database_specific": [1],"#
        let read = try advisory(odd, affected: #", "ecosystem_specific": "x", "database_specific": 7"#)
        #expect(read == Advisory(id: "X-1"))
    }
}

@Suite("Files in the layout of OSV's export")
struct FeedTests {
    private func record(_ id: String, _ modified: String) -> String { #"{"id": "\#(id)", "modified": "\#(modified)", "affected": []}"# }

    private func read(_ files: [String: String], at path: String = "") throws -> (ids: [String], issues: [String]) {
        var feed = AdvisoryFeed(InMemoryFileSource(files))
        var ids: [String] = []
        try feed.read(path.isEmpty ? .root : try #require(RelativePath(path))) { ids.append($0.id + " " + $0.modified) }
        return (ids, feed.issues.map { "\($0.place.path): \($0.message)" })
    }

    @Test func everyLayoutIsRead() throws {
        let files = [
            "npm/A.json": record("A", "1"), "npm/notes.txt": "", "PyPI/B.json": record("B", "1"), "PyPI/deep/er/C.json": record("C", "1"),
            "D.json": record("D", "1"),
        ]
        #expect(try read(files).ids == ["D 1", "B 1", "A 1"])
        #expect(try read(files, at: "npm").ids == ["A 1"])
        #expect(try read(files, at: "npm/A.json").ids == ["A 1"])
        #expect(try read(files, at: "nowhere").issues == ["nowhere: nothing stands here"])
    }

    @Test func aRecordOfSeveralFoldersIsHandedOnOnceUnlessItIsNewer() throws {
        let files = ["a/A.json": record("A", "2026-02"), "b/A.json": record("A", "2026-01"), "c/A.json": record("A", "2026-03")]
        #expect(try read(files).ids == ["A 2026-02", "A 2026-03"])
    }

    @Test func brokenFilesAreNamedAndTheOthersRead() throws {
        let files = ["npm/A.json": "{", "npm/B.json": record("B", "1"), "x/all.zip": "no zip file, whatever its name says"]
        let result = try read(files)
        #expect(result.ids == ["B 1"])
        #expect(result.issues == [
            "npm/A.json: `A.json` is no record in OSV's format", "x/all.zip: no zip file, or one that is cut off",
        ])
    }
}
