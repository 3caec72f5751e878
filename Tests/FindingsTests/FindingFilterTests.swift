import Findings
import SourceText
import Testing

@Suite struct FindingFilterTests {
    private let today = CalendarDate("2026-06-01") ?? .distantPast

    private func finding(line: Int, rule: String = "secrets/x", functions: [String] = ["a"]) -> Finding {
        let place = SourcePlace(path: RelativePath("s.yml") ?? .root, span: ByteSpan(line * 10, line * 10 + 5))
        let position = SourcePosition(line: line, column: 1, utf16Column: 1)
        let location = Location(
            place: place, start: position, end: position, excerpt: Excerpt(text: "", highlight: 0..<0))
        return Finding(
            ruleID: RuleID(rule), practice: .secrets, severity: .high, confidence: .high, message: "m", gain: "g",
            remedy: "r", location: location, related: [], manifest: place.path, application: "s", functions: functions,
            subject: "function a", fix: nil, fingerprint: "\(rule)-\(line)")
    }

    private func suppression(line: Int, rules: [String], until: CalendarDate? = nil) -> Suppression {
        let place = SourcePlace(path: RelativePath("s.yml") ?? .root, span: ByteSpan(line * 10, line * 10 + 1))
        return Suppression(rules: rules, until: until, reason: "why", place: place, line: line)
    }

    private func ignore(_ rule: String, path: String? = nil, function: String? = nil) -> FindingFilter.Ignore {
        FindingFilter.Ignore(
            rule: GlobPattern(rule), path: path.map(GlobPattern.init), function: function.map(GlobPattern.init),
            until: nil, reason: "known")
    }

    @Test func silencesByCommentOnTheLine() {
        var filter = FindingFilter(today: today)
        filter.suppressions = [suppression(line: 2, rules: ["x"]), suppression(line: 9, rules: ["x"])]
        let outcome = filter.outcome(of: [finding(line: 3), finding(line: 2)])
        #expect(outcome.reported.map(\.location.start.line) == [3])
        #expect(outcome.suppressed.map(\.source) == [.comment])
        #expect(outcome.suppressed.map(\.reason) == ["why"])
        #expect(outcome.uses == [1, 0])
    }

    @Test func ignoresAnExpiredComment() {
        var filter = FindingFilter(today: today)
        filter.suppressions = [suppression(line: 2, rules: ["*"], until: CalendarDate("2026-05-31"))]
        #expect(filter.outcome(of: [finding(line: 2)]).reported.count == 1)
    }

    @Test func silencesByConfigurationOnlyWhenAllFunctionsAreMeant() {
        var filter = FindingFilter(today: today)
        filter.ignores = [ignore("secrets/*", path: "*.yml", function: "a")]
        let outcome = filter.outcome(of: [finding(line: 1), finding(line: 2, functions: ["a", "b"])])
        #expect(outcome.reported.map(\.location.start.line) == [2])
        #expect(outcome.suppressed.map(\.source) == [.configuration])
    }

    @Test func silencesByBaselineAndByTheComparedRevision() {
        var filter = FindingFilter(today: today)
        filter.baseline = ["secrets/x-1"]
        filter.previous = ["secrets/x-2"]
        let outcome = filter.outcome(of: [finding(line: 1), finding(line: 2), finding(line: 3)])
        #expect(outcome.suppressed.map(\.source) == [.baseline, .diff])
        #expect(outcome.reported.count == 1)
    }

    @Test func acceptsExactlyTheFindingsOfABaseline() {
        let baseline = Baseline(accepting: [finding(line: 2), finding(line: 1)])
        #expect(baseline.findings.map(\.fingerprint) == ["secrets/x-1", "secrets/x-2"])
    }
}
