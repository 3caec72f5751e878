/// Decides, once for the whole scan, which findings are reported and which are silenced by what.
package struct FindingFilter: Sendable {
    /// What became of the findings.
    package struct Outcome: Sendable {
        /// What is reported, sorted.
        package var reported: [Finding] = []
        /// What is silenced, sorted, each by the first source that silences it: comment, configuration, VEX, baseline, diff.
        package var suppressed: [ScanReport.Suppressed] = []
        /// How many findings each suppression silenced, by its index.
        package var uses: [Int]
        /// How many findings each entry of the configuration silenced, alone or with others, by its index.
        package var ignoreUses: [Int]
        /// How many findings each statement silenced, alone or with others, by its index.
        package var statementUses: [Int]
    }

    /// The day that counts as today.
    package var today: CalendarDate
    /// The suppressions found in the files that were read.
    package var suppressions: [Suppression]
    /// The configuration's `ignore` entries.
    package var ignores: [Ignore]
    /// What others have found out about flaws of packages.
    package var statements: [VEXStatement] = []
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
        var outcome = Outcome(
            uses: Array(repeating: 0, count: suppressions.count), ignoreUses: Array(repeating: 0, count: ignores.count),
            statementUses: Array(repeating: 0, count: statements.count))
        let index = SuppressionIndex(suppressions, today: today)
        let coverage = FlawCoverage(ignores, statements, today: today)
        for finding in findings.sorted() {
            let comments = index.suppressions(of: finding)
            for comment in comments { outcome.uses[comment] += 1 }
            if let first = comments.first {
                outcome.suppress(finding, .comment, suppressions[first].reason)
            } else if let silence = coverage.silence(over: finding) {
                suppress(finding, silence, &outcome)
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

    private func suppress(_ finding: Finding, _ silence: FlawCoverage.Silence, _ outcome: inout Outcome) {
        for entry in silence.ignores { outcome.ignoreUses[entry] += 1 }
        for statement in silence.statements { outcome.statementUses[statement] += 1 }
        let reasons = silence.ignores.map { ignores[$0].reason } + silence.statements.map { statements[$0].words }
        var seen: Set<String> = []
        outcome.suppress(
            finding, silence.statements.isEmpty ? .configuration : .vex,
            reasons.filter { seen.insert($0).inserted }.joined(separator: "; "))
    }
}

extension FindingFilter.Outcome {
    fileprivate mutating func suppress(_ finding: Finding, _ source: ScanReport.Suppressed.Source, _ reason: String) {
        suppressed.append(ScanReport.Suppressed(finding: finding, source: source, reason: reason))
    }
}
