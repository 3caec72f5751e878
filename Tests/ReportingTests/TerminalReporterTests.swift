import Findings
import Reporting
import SourceText
import Testing

@Suite struct TerminalReporterTests {
    private func render(_ report: ScanReport, _ style: TerminalStyle) -> String {
        TerminalReporter(style: style).render(report)
    }

    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: [24, 30, 40, 50, 60, 72, 80, 90, 100, 110, 120, 160, 200, 400])
    func noTableLineIsWiderThanTheTerminal(width: Int) {
        for report in [SampleReport.storefront, SampleReport.monorepo, SampleReport.wide] {
            let text = render(report, TerminalStyle(width: width))
            // Places are never cut, so that they can be clicked on; carets follow their highlight's own width.
            for line in lines(text) where !line.contains(".yml") && !line.contains("/") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test func colorChangesNoText() {
        let plain = render(SampleReport.monorepo, TerminalStyle(width: 100))
        let colored = render(SampleReport.monorepo, TerminalStyle(width: 100, hasColor: true))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        #expect(!plain.contains("\u{1B}"))
    }

    @Test func asciiStyleWritesOnlyASCIIOfItsOwn() {
        let text = render(SampleReport.monorepo, TerminalStyle(width: 80, hasUnicode: false, verbosity: .verbose))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: TerminalStyle.Verbosity.allCases)
    func countsAreExactAtEveryVerbosity(verbosity: TerminalStyle.Verbosity) {
        let text = render(SampleReport.monorepo, TerminalStyle(width: 120, verbosity: verbosity))
        #expect(text.contains("15 findings"))
        #expect(text.contains("2 undecided"))
        #expect(text.contains("2 suppressed  1 by comment  1 by baseline"))
    }

    @Test(arguments: [TerminalStyle.Verbosity.normal, .verbose, .quiet])
    func everyFindingKeepsItsPlace(verbosity: TerminalStyle.Verbosity) {
        let report = SampleReport.monorepo
        let text = render(report, TerminalStyle(width: 100, verbosity: verbosity))
        for finding in report.findings {
            let place = finding.location.place.path.description
            #expect(text.contains("\(place):\(finding.location.start.line):\(finding.location.start.column)"))
        }
    }

    @Test func suppressedCountStandsEvenWhenNoneWas() {
        #expect(render(SampleReport.clean, TerminalStyle()).contains("0 suppressed"))
        #expect(render(SampleReport.clean, TerminalStyle(verbosity: .quiet)).contains("0 suppressed"))
    }

    @Test func undecidedIsNotCalledClean() {
        var report = SampleReport.clean
        report.undecided = SampleReport.storefront.undecided
        #expect(!render(report, TerminalStyle()).contains("clean"))
        #expect(!render(SampleReport.partial, TerminalStyle()).contains("clean"))
        #expect(!render(SampleReport.empty, TerminalStyle()).contains("clean"))
        #expect(render(SampleReport.clean, TerminalStyle()).contains("clean"))
    }

    @Test func equalFindingsAreAllKept() {
        var report = SampleReport.storefront
        report.findings = Array(repeating: report.findings[0], count: 6)
        let text = render(report, TerminalStyle(width: 120))
        let place = "serverless.yml:\(report.findings[0].location.start.line):"
        // Three in full, and the others on one line that counts them.
        #expect(lines(text).count { $0.contains(place) } == 4)
        #expect(lines(text).contains { $0.contains(place) && $0.contains("  3 times  ") }, "\(text)")
    }

    @Test func findingOfAnUnlistedApplicationIsShown() {
        var report = SampleReport.storefront
        report.applications = []
        let text = render(report, TerminalStyle())
        #expect(text.contains("`POST /orders` answers anyone"))
    }

    @Test func clickablePlaceIsNeverCut() {
        let text = render(SampleReport.storefront, TerminalStyle(width: 20))
        #expect(text.contains("services/storefront/serverless.yml:17:18\n"))
    }

    @Test func caretsStandUnderWideCharacters() {
        let location = SampleReport.location("a.yml", "\tname: 漢字 'x' # 終わり", "'x'")
        var report = SampleReport.clean
        report.findings = [SampleReport.finding(SampleReport.rules[0], "m", at: location)]
        let text = render(report, TerminalStyle(width: 80))
        #expect(text.contains("1 │ name: 漢字 'x' # 終わり\n"))
        #expect(text.contains("  │ " + String(repeating: " ", count: "name: ".count + 4 + 1) + "^^^\n"))
    }

    @Test func longLinesAreCutAroundTheHighlight() {
        let filler = String(repeating: "abcdefghij", count: 400)
        let location = SampleReport.location("a.yml", filler + "<here>" + filler, "<here>")
        var report = SampleReport.clean
        report.findings = [SampleReport.finding(SampleReport.rules[0], "m", at: location)]
        let shown = lines(render(report, TerminalStyle(width: 80)))
        let source = shown.first { $0.contains("<here>") } ?? ""
        #expect(source.count <= 80 && source.contains("│ …") && source.hasSuffix("…"))
        let carets = shown.first { $0.contains("^^^^^^") } ?? ""
        #expect(
            carets.firstIndex(of: "^").map { carets.distance(from: carets.startIndex, to: $0) }
                == source.firstIndex(of: "<").map { source.distance(from: source.startIndex, to: $0) })
    }

    @Test func manyFunctionsWithoutFindingsAreCounted() {
        var report = SampleReport.storefront
        let quiet = (1...50).map { ScanReport.FunctionSummary("quiet\($0)", "internal") }
        let first = report.applications[0]
        report.applications = [
            .init(
                name: first.name, manifest: first.manifest, provider: first.provider, stage: first.stage,
                functions: first.functions + quiet)
        ]
        #expect(render(report, TerminalStyle()).contains("and 50 functions with nothing found"))
        #expect(render(report, TerminalStyle(verbosity: .verbose)).contains("quiet50"))
    }

    /// A report on one application without findings.
    private func clean(_ functions: [String], provider: String = "aws") -> ScanReport {
        var report = SampleReport.clean
        report.applications = [
            .init(
                name: "s", manifest: .root, provider: provider, stage: nil,
                functions: functions.map { ScanReport.FunctionSummary($0, "internal") })
        ]
        return report
    }

    @Test func nothingJudgedIsNoPass() {
        let none = render(clean([]), TerminalStyle())
        #expect(none.contains("no functions") && !none.contains("clean"))
        #expect(render(clean(["a", "b"]), TerminalStyle()).contains("clean: nothing found on 2 functions"))
        let azure = render(clean(["a"], provider: "azure"), TerminalStyle())
        #expect(azure.contains("rules about AWS do not apply to azure"))
    }

    @Test func notesKeepAScanFromBeingCalledClean() {
        var report = clean(["a"])
        let place = SourcePlace(path: RelativePath("a.yml") ?? .root, span: ByteSpan(0, 0))
        let issue = SourceIssue(.notEvaluated, "function `X` is not judged yet", at: place, isPartial: false)
        report.issues = [
            LocatedIssue(issue: issue, start: SourcePosition(line: 1, column: 1, utf16Column: 1))
        ]
        let text = render(report, TerminalStyle())
        #expect(text.contains("nothing found on 1 function") && !text.contains("clean"))
    }

    @Test func ofTwoFunctionsItSaysBoth() {
        var report = clean(["a", "b"])
        let location = SampleReport.location("a.yml", "x", "x")
        report.findings = [
            SampleReport.finding(
                SampleReport.rules[0], "m", at: location, application: "s", manifest: "", functions: ["a", "b"])
        ]
        #expect(render(report, TerminalStyle()).contains("both functions  a, b"))
    }

    @Test func cellsWithFindingsShowThatMoreIsUndecided() {
        #expect(render(SampleReport.storefront, TerminalStyle()).contains("◆1?"))
    }

    @Test(arguments: [
        ("", "", "services/a.yml", "services/a.yml"), ("root/", "", "services/a.yml", "root/services/a.yml"),
        ("", "services", "services/a.yml", "a.yml"), ("", "services/b/c", "services/a.yml", "../../a.yml"),
        ("", "other", "services/a.yml", "../services/a.yml"), ("", "services", "services", "."), ("", "", "", "."),
    ])
    func namesPathsFromTheWorkingDirectory(prefix: String, directory: String, path: String, name: String) throws {
        let paths = PathNames(prefix: prefix, workingDirectory: RelativePath(directory) ?? .root)
        #expect(paths.name(of: RelativePath(path) ?? .root) == name)
    }
}

extension SampleReport {
    /// Cells with three digits and names of wide characters.
    static var wide: ScanReport {
        var report = storefront
        report.findings = Array(repeating: report.findings, count: 40).flatMap { $0 }
        return report
    }
}
