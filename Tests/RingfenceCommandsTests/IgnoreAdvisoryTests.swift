import Testing

/// Living with a published flaw for a while: by entries of `ringfence.yml` and by VEX documents.
@Suite struct IgnoreAdvisoryTests {
    private static let scan = ["scan", "--quiet", "--rule", "vulnerable-dependency", "--rule", "stale-suppression"]
    private static let finding = "5:57 dependencies/vulnerable-dependency"

    private func scan(_ files: [String: String], _ arguments: [String] = [], today: String = "2026-06-01") async throws -> CommandLineRun {
        try await CommandLineRun(Self.scan + arguments, files: files, today: today)
    }

    @Test func aFlawIsFoundAndIgnoredByItsNameElsewhere() async throws {
        let open = try await scan(DependencyProject.files)
        #expect(open.code == 1 && open.output.contains("GHSA-xvch-5gv4-984h"), "\(open.output)")
        for entry in [
            "advisory: CVE-2021-44906", "advisory: GHSA-xvch-5gv4-984h", "package: minimist", "package: 'pkg:npm/minimist@1.2.5'",
            "rule: dependencies/*, advisory: CVE-2021-44906, function: order",
        ] {
            let run = try await scan(DependencyProject.ignoring("  - { \(entry), until: 2026-12-31, reason: arguments are ours }"))
            #expect(run.code == 0, "\(entry): \(run.output) \(run.errors)")
            #expect(run.output.contains("1 suppressed  1 by configuration"), "\(entry): \(run.output)")
        }
    }

    @Test func whatEndedIsOpenAgainAndSaidSo() async throws {
        let files = DependencyProject.ignoring("  - advisory: CVE-2021-44906\n    until: 2026-05-31\n    reason: soon")
        let run = try await scan(files)
        #expect(run.code == 1)
        #expect(run.output.contains("GHSA-xvch-5gv4-984h"))
        #expect(run.output.contains("ringfence.yml:2:5: low: suppression of `CVE-2021-44906` ended on 2026-05-31"), "\(run.output)")
    }

    @Test func whatSilencesNothingIsSaidWhenEverythingWasScanned() async throws {
        let files = DependencyProject.ignoring("  - { advisory: CVE-1999-0001, reason: why }")
        let whole = try await scan(files)
        #expect(whole.output.contains("ringfence.yml:2:5: low: suppression of `CVE-1999-0001` silences nothing"), "\(whole.output)")
        var beside = DependencyProject.files.reduce(into: [:]) { $0["shop/" + $1.key] = $1.value }
        beside["ringfence.yml"] = files["ringfence.yml"]
        let part = try await scan(beside, ["shop", "--root", "."])
        #expect(!part.output.contains("CVE-1999-0001"), "\(part.output)")
        let notAsked = try await CommandLineRun(["scan", "--quiet", "--rule", "stale-suppression"], files: files)
        #expect(!notAsked.output.contains("CVE-1999-0001"), "nobody asked about packages: \(notAsked.output)")
    }

    @Test(arguments: [
        ("{ reason: why }", "2:5: an `ignore` entry names neither a `rule` nor an `advisory` or a `package`"),
        ("{ advisory: CVE-2021-44906 }", "2:5: the `ignore` entry for `CVE-2021-44906` has no `reason`"),
        ("{ advisory: [a], reason: why }", "2:17: `advisory` of the `ignore` entry for `dependencies/*` is not a text"),
        ("{ package: 'pkg:npm', reason: why }", "2:16: `pkg:npm` is no package URL"),
        ("{ advisory: A, version: 1, reason: why }", "2:20: unknown key `version` in an `ignore` entry"),
    ])
    func anEntryThatCannotBeReadStopsTheScan(entry: String, message: String) async throws {
        let run = try await scan(DependencyProject.ignoring("  - \(entry)"))
        #expect(run.code == 2)
        #expect(run.errors.contains("error: ringfence.yml:\(message)"), "\(run.errors)")
    }

    // MARK: VEX

    private static func openVEX(_ status: String, _ product: String, flaw: String = "CVE-2021-44906") -> String {
        """
        {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1", "author": "us", "timestamp": "2026-01-01T00:00:00Z", "version": 1,
         "statements": [
           {"vulnerability": {"name": "\(flaw)"}, "products": [\(product)], "status": "\(status)", "impact_statement": "arguments are ours"}
         ]}
        """
    }

    @Test func aDocumentSilencesWhatItSettles() async throws {
        let files = DependencyProject.files(with: ["vex/ours.json": Self.openVEX("not_affected", #"{"@id": "pkg:npm/minimist@1.2.5"}"#)])
        let run = try await scan(files, ["--vex", "vex/ours.json"])
        #expect(run.code == 0 && run.output.contains("1 suppressed  1 by vex"), "\(run.output) \(run.errors)")
        let configured = try await scan(files.merging(["ringfence.yml": "vex: [vex/ours.json]\n"]) { $1 })
        #expect(configured.code == 0 && configured.output.contains("1 by vex"), "\(configured.output) \(configured.errors)")
        let json = try await CommandLineRun(
            ["scan", "--format", "json", "--rule", "vulnerable-dependency", "--vex", "vex/ours.json", "--fail-on", "never"], files: files)
        #expect(json.output.contains(#""reason": "not affected: arguments are ours""#))
        #expect(json.output.contains(#""flaws": ["GHSA-xvch-5gv4-984h", "CVE-2021-44906"]"#), "\(json.output)")
    }

    @Test(arguments: ["affected", "under_investigation"])
    func whatIsOpenStaysReported(status: String) async throws {
        let files = DependencyProject.files(with: ["v.json": Self.openVEX(status, #"{"@id": "pkg:npm/minimist"}"#)])
        let run = try await scan(files, ["--vex", "v.json"])
        #expect(run.code == 1 && run.output.contains("0 suppressed"), "\(run.output)")
    }

    @Test func aDocumentAboutSomethingElseIsToldOnce() async throws {
        let files = DependencyProject.files(with: ["v.json": Self.openVEX("not_affected", #"{"@id": "pkg:npm/minimist@1.2.6"}"#)])
        let run = try await scan(files, ["--vex", "v.json"])
        #expect(run.output.contains("v.json:3:4: low: suppression of `CVE-2021-44906` silences nothing"), "\(run.output)")
    }

    @Test(arguments: [
        (["--vex", "none.json"], "the VEX document `none.json` is not below the root"), (["--vex", "../x.json"], "lies outside the scanned root"),
        (["--vex", "broken.json"], "broken.json:1:"), (["--vex", "other.json"], "other.json:1:1: the document is neither OpenVEX nor CycloneDX"),
    ])
    func aDocumentThatCannotBeReadStopsTheScan(arguments: [String], message: String) async throws {
        let run = try await scan(DependencyProject.files(with: ["broken.json": "{\"@context\": ", "other.json": "{}"]), arguments)
        #expect(run.code == 2)
        #expect(run.errors.contains(message), "\(run.errors)")
    }
}
