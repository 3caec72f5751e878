import Findings
import PackageURLs
import SourceText
import Testing

/// Which entries of the configuration and which VEX statements silence findings about packages.
@Suite struct FlawFilterTests {
    private func finding(_ flaws: [String] = ["GHSA-xvch-5gv4-984h", "CVE-2021-44906"], functions: [String] = ["a"]) -> Finding {
        let place = SourcePlace(path: RelativePath("shop/package.json") ?? .root, span: ByteSpan(0, 5))
        let position = SourcePosition(line: 1, column: 1, utf16Column: 1)
        let address = PackageURL("pkg:npm/minimist@1.2.5")
        return Finding(
            ruleID: RuleID("dependencies/vulnerable-dependency"), practice: .dependencies, severity: .high, confidence: .high, message: "m", gain: "g",
            remedy: "r", location: Location(place: place, start: position, end: position, excerpt: Excerpt(text: "", highlight: 0..<0)), related: [],
            manifest: RelativePath("shop/serverless.yml") ?? .root, application: "shop", functions: functions, subject: "minimist",
            concerns: flaws.isEmpty ? [] : [PackageConcern(address, name: "minimist", version: "1.2.5", flaws: flaws)], fix: nil, fingerprint: "f")
    }

    private func ignore(_ advisory: String?, package: String? = nil, function: String? = nil, reason: String = "known") -> FindingFilter.Ignore {
        FindingFilter.Ignore(
            rule: GlobPattern("dependencies/*"), function: function.map(GlobPattern.init), advisory: advisory,
            package: package.flatMap(PackagePattern.init), reason: reason)
    }

    private func outcome(_ findings: [Finding], ignores: [FindingFilter.Ignore] = [], statements: [VEXStatement] = []) -> FindingFilter.Outcome {
        var filter = FindingFilter(today: CalendarDate("2026-06-01") ?? .distantPast)
        filter.ignores = ignores
        filter.statements = statements
        return filter.outcome(of: findings)
    }

    @Test(arguments: [
        ("CVE-2021-44906", nil, true), ("ghsa-xvch-5gv4-984h", nil, true), ("CVE-2021-4490", nil, false), (nil, "minimist", true),
        (nil, "mini*", true), (nil, "minimist@1.2.5", true), (nil, "minimist@1.2", false), (nil, "pkg:npm/minimist", true),
        (nil, "pkg:npm/minimist@1.2.5", true), (nil, "pkg:pypi/minimist", false), ("CVE-2021-44906", "lodash", false),
    ] as [(String?, String?, Bool)])
    func anEntryMeansAFlawByAnyIDAndAPackage(advisory: String?, package: String?, isMeant: Bool) {
        let outcome = outcome([finding()], ignores: [ignore(advisory, package: package)])
        #expect(outcome.suppressed.map(\.source) == (isMeant ? [.configuration] : []))
        #expect(outcome.ignoreUses == [isMeant ? 1 : 0])
    }

    @Test func entriesForAllFunctionsTogetherSilence() {
        let both = finding(functions: ["a", "b"])
        #expect(outcome([both], ignores: [ignore("CVE-2021-44906", function: "a")]).reported.count == 1)
        let silenced = outcome(
            [both], ignores: [ignore("CVE-2021-44906", function: "a", reason: "one"), ignore("CVE-2021-44906", function: "b", reason: "two")])
        #expect(silenced.suppressed.map(\.reason) == ["one; two"])
        #expect(silenced.ignoreUses == [1, 1])
    }

    @Test func anEntryAboutAFlawMeansNoOtherFinding() {
        #expect(outcome([finding([])], ignores: [ignore("CVE-2021-44906")]).reported.count == 1)
    }

    private func statement(
        on package: String?, in container: String? = nil, of flaw: String = "CVE-2021-44906", status: VEXStatement.Status = .notAffected
    ) -> VEXStatement {
        let product = VEXStatement.Product(
            container: container.map { VEXStatement.Container(address: PackageURL($0), name: PackageURL($0) == nil ? $0 : nil) },
            package: package.flatMap(PackageURL.init))
        return VEXStatement(
            flaws: [flaw], products: [product], status: status, reason: "it is not called",
            place: SourcePlace(path: RelativePath("vex.json") ?? .root, span: ByteSpan(0, 1)))
    }

    @Test(arguments: [
        ("pkg:npm/minimist@1.2.5", nil, true), ("pkg:npm/minimist", nil, true), ("pkg:npm/minimist@1.2.6", nil, false),
        ("pkg:npm/minimist", "pkg:generic/shop/shop", true), ("pkg:npm/minimist", "pkg:generic/shop/shop#functions/a", true),
        ("pkg:npm/minimist", "pkg:generic/shop/shop#functions/b", false), ("pkg:npm/minimist", "pkg:oci/other", false),
        ("pkg:npm/minimist", "shop", true), ("pkg:npm/minimist", "other", false), ("pkg:generic/shop/shop", nil, true), (nil, "shop", true),
    ] as [(String?, String?, Bool)])
    func aStatementSilencesWhatItIsAbout(package: String?, container: String?, isMeant: Bool) {
        let outcome = outcome([finding()], statements: [statement(on: package, in: container)])
        #expect(outcome.suppressed.map(\.source) == (isMeant ? [.vex] : []))
        #expect(outcome.suppressed.map(\.reason) == (isMeant ? ["not affected: it is not called"] : []))
        #expect(outcome.statementUses == [isMeant ? 1 : 0])
    }

    @Test func onlyWhatSettlesAFlawSilences() {
        for (status, isSettled) in [(VEXStatement.Status.affected, false), (.underInvestigation, false), (.falsePositive, true), (.fixed, true)] {
            #expect(outcome([finding()], statements: [statement(on: "pkg:npm/minimist@1.2.5", status: status)]).suppressed.isEmpty != isSettled)
        }
        // That a package is fixed says nothing of the version at hand.
        #expect(outcome([finding()], statements: [statement(on: "pkg:npm/minimist", status: .fixed)]).suppressed.isEmpty)
    }

    @Test func aFindingWithSeveralFlawsNeedsAllOfThemSettled() {
        var several = [statement(on: "pkg:npm/minimist", of: "A-1")]
        let place = finding()
        let two = Finding(
            ruleID: place.ruleID, practice: place.practice, severity: .low, confidence: .high, message: "m", gain: "g", remedy: "r",
            location: place.location, related: [], manifest: place.manifest, application: "shop", functions: [], subject: "s",
            concerns: ["A-1", "A-2"].map { PackageConcern(PackageURL("pkg:npm/minimist@1.2.5"), name: "minimist", version: "1.2.5", flaws: [$0]) },
            fix: nil, fingerprint: "g")
        #expect(outcome([two], statements: several).suppressed.isEmpty)
        several.append(statement(on: "pkg:npm/minimist", of: "A-2"))
        #expect(outcome([two], statements: several).suppressed.count == 1)
        #expect(outcome([two], ignores: [ignore("A-2")], statements: [several[0]]).suppressed.map(\.source) == [.vex])
    }
}
