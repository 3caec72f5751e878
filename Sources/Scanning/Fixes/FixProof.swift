import Findings
import SourceText

/// Compares two scans: repairs are proved when their findings are gone and nothing else is worse.
struct FixProof {
    /// A problem as far as it stays the same when text around it changes.
    private struct Problem: Hashable, Comparable {
        let rule: RuleID
        let manifest: RelativePath
        let subject: String

        init(_ finding: Finding) { (rule, manifest, subject) = (finding.ruleID, finding.manifest, finding.subject) }

        static func < (left: Problem, right: Problem) -> Bool {
            (left.rule, left.manifest, left.subject) < (right.rule, right.manifest, right.subject)
        }
    }

    /// How often a problem was found, and how bad it was at worst.
    private struct Extent {
        var count = 0
        var worst = Severity.low
    }

    private let before: ScanReport
    private let fixed: [Problem: Int]
    private let allowed: [Problem: Extent]
    /// The rules whose findings the repairs bring to light.
    private let revealed: Set<RuleID>

    /// Takes the scan before the repairs and the findings that they are for.
    init(_ before: ScanReport, fixed: [Finding]) {
        self.before = before
        // What a command is still to be run for stays until then.
        let gone = fixed.filter { $0.fix?.followUp == nil }
        self.fixed = gone.reduce(into: [:]) { $0[Problem($1), default: 0] += 1 }
        var allowed = FixProof.extents(before.findings)
        for finding in gone { allowed[Problem(finding)]?.count -= 1 }
        self.allowed = allowed
        revealed = fixed.reduce(into: []) { $0.formUnion($1.fix?.reveals ?? []) }
    }

    /// What a scan of the repaired tree says against the repairs; `nil` when it proves them.
    func objection(to after: ScanReport) -> String? {
        guard functions(after) == functions(before) else { return "after it other functions are read" }
        if let issue = newIssue(in: after) { return "after it the manifest has a new problem: \(issue)" }
        let extents = FixProof.extents(after.findings)
        for problem in extents.keys.sorted() where !revealed.contains(problem.rule) || fixed[problem] != nil {
            let (now, then) = (extents[problem] ?? Extent(), allowed[problem] ?? Extent())
            if now.count > then.count {
                if stands(problem, inPlaceOfAnotherIn: after) { continue }
                return fixed[problem] == nil ? "it would bring a new finding of `\(problem.rule)`" : "the finding stays"
            }
            if now.worst > then.worst { return "a finding of `\(problem.rule)` would become worse" }
        }
        if let rule = newlyUndecided(in: after) { return "after it `\(rule)` could no longer decide" }
        return nil
    }

    /// Whether each finding of a problem stands where one of another rule, at least as grave, stood before and does no
    /// more, or says of some functions what its rule said of them and others before: the same thing, and less bad.
    private func stands(_ problem: Problem, inPlaceOfAnotherIn after: ScanReport) -> Bool {
        guard fixed[problem] == nil else { return false }
        let remaining = Set(after.findings.map { Problem($0) })
        let left = Set(after.findings.map { Standing($0) })
        let known = Set(before.findings.map { Standing($0) })
        return after.findings.filter { Problem($0) == problem }.allSatisfy { finding in
            known.contains(Standing(finding)) || isLeft(finding, of: remaining)
                || before.findings.contains { old in
                    fixed[Problem(old)] == nil && old.location.place == finding.location.place && old.severity >= finding.severity
                        && !left.contains(Standing(old))
                }
        }
    }

    /// Whether a finding is what is left of one that concerned more functions.
    private func isLeft(_ finding: Finding, of remaining: Set<Problem>) -> Bool {
        let functions = Set(finding.functions)
        guard !functions.isEmpty else { return false }
        return before.findings.contains { old in
            old.ruleID == finding.ruleID && old.manifest == finding.manifest && old.severity >= finding.severity
                && functions.isStrictSubset(of: old.functions) && !remaining.contains(Problem(old))
        }
    }

    /// A finding by its rule and place: places in files that no repair touches stay what they are.
    private struct Standing: Hashable {
        let rule: RuleID
        let place: SourcePlace

        init(_ finding: Finding) { (rule, place) = (finding.ruleID, finding.location.place) }
    }

    private static func extents(_ findings: [Finding]) -> [Problem: Extent] {
        findings.reduce(into: [:]) { extents, finding in
            let extent = extents[Problem(finding)] ?? Extent()
            extents[Problem(finding)] = Extent(count: extent.count + 1, worst: max(extent.worst, finding.severity))
        }
    }

    private func functions(_ report: ScanReport) -> [[String]] {
        report.applications.map { [$0.manifest.description] + $0.functions.map(\.name) }
    }

    private func newIssue(in after: ScanReport) -> String? {
        struct Issue: Hashable {
            let kind: SourceIssue.Kind
            let path: RelativePath
        }
        var counts: [Issue: Int] = [:]
        for located in before.issues {
            counts[Issue(kind: located.issue.kind, path: located.issue.place.path), default: 0] += 1
        }
        for located in after.issues {
            let issue = Issue(kind: located.issue.kind, path: located.issue.place.path)
            guard let count = counts[issue], count > 0 else { return located.issue.message }
            counts[issue] = count - 1
        }
        return nil
    }

    private func newlyUndecided(in after: ScanReport) -> RuleID? {
        let counts = { (report: ScanReport) in
            report.undecided.reduce(into: [RuleID: Int]()) { $0[$1.ruleID, default: 0] += 1 }
        }
        let (then, now) = (counts(before), counts(after))
        return now.keys.sorted().first { !revealed.contains($0) && (now[$0] ?? 0) > (then[$0] ?? 0) }
    }
}
