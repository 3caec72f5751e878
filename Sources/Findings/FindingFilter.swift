package import SourceText

/// Decides, once for the whole scan, which findings are reported and which are silenced by what.
package struct FindingFilter: Sendable {
    /// An `ignore` entry of the configuration.
    package struct Ignore: Sendable, Hashable {
        /// The rule, or a glob of rules.
        package let rule: GlobPattern
        /// The files; `nil` for all.
        package let path: GlobPattern?
        /// The function; `nil` for all.
        package let function: GlobPattern?
        /// The last day it holds; `nil` for no end.
        package let until: CalendarDate?
        /// Why.
        package let reason: String

        /// Makes an entry.
        package init(
            rule: GlobPattern, path: GlobPattern?, function: GlobPattern?, until: CalendarDate?, reason: String
        ) {
            self.rule = rule
            self.path = path
            self.function = function
            self.until = until
            self.reason = reason
        }
    }

    /// What became of the findings.
    package struct Outcome: Sendable {
        /// What is reported, sorted.
        package var reported: [Finding] = []
        /// What is silenced, sorted, each by the first source that silences it: comment, configuration, baseline, diff.
        package var suppressed: [ScanReport.Suppressed] = []
        /// How many findings each suppression silenced, by its index.
        package var uses: [Int]
    }

    /// The day that counts as today.
    package var today: CalendarDate
    /// The suppressions found in the files that were read.
    package var suppressions: [Suppression]
    /// The configuration's `ignore` entries.
    package var ignores: [Ignore]
    /// Fingerprints of accepted findings.
    package var baseline: Set<String>
    /// Fingerprints of findings that the compared revision already had; `nil` when none is compared.
    package var previous: Set<String>?

    /// Makes a filter that silences nothing.
    package init(today: CalendarDate) {
        self.today = today
        suppressions = []
        ignores = []
        baseline = []
    }

    /// Sorts findings into reported and silenced.
    package func outcome(of findings: [Finding]) -> Outcome {
        var outcome = Outcome(uses: Array(repeating: 0, count: suppressions.count))
        let index = SuppressionIndex(suppressions, today: today)
        for finding in findings.sorted() {
            let comments = index.suppressions(of: finding)
            for comment in comments { outcome.uses[comment] += 1 }
            if let first = comments.first {
                outcome.suppress(finding, .comment, suppressions[first].reason)
            } else if let ignore = ignores.first(where: { covers($0, finding) }) {
                outcome.suppress(finding, .configuration, ignore.reason)
            } else if baseline.contains(finding.fingerprint) {
                outcome.suppress(finding, .baseline, "")
            } else if let previous, previous.contains(finding.fingerprint) {
                outcome.suppress(finding, .diff, "")
            } else {
                outcome.reported.append(finding)
            }
        }
        return outcome
    }

    private func covers(_ ignore: Ignore, _ finding: Finding) -> Bool {
        if let until = ignore.until, until < today { return false }
        guard finding.ruleID.isMeant(by: ignore.rule) else { return false }
        if let path = ignore.path, !path.matches(finding.location.place.path.description) { return false }
        // A finding on several functions is only silenced when the entry means them all.
        if let function = ignore.function {
            return !finding.functions.isEmpty && finding.functions.allSatisfy { function.matches($0) }
        }
        return true
    }
}

extension FindingFilter.Outcome {
    fileprivate mutating func suppress(_ finding: Finding, _ source: ScanReport.Suppressed.Source, _ reason: String) {
        suppressed.append(ScanReport.Suppressed(finding: finding, source: source, reason: reason))
    }
}
