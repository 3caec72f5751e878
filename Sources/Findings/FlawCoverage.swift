import SourceText

/// Which entries of the configuration and which statements together silence a finding: every package it is about, in
/// every function that it names.
struct FlawCoverage {
    private let ignores: [FindingFilter.Ignore]
    /// The entries that hold, which are about packages or not.
    private let holding: [Int]
    private let settled: SettledFlaws

    init(_ ignores: [FindingFilter.Ignore], _ statements: [VEXStatement], today: CalendarDate) {
        self.ignores = ignores
        settled = SettledFlaws(statements)
        holding = ignores.indices.filter { ignores[$0].holds(on: today) }
    }

    /// What silences a finding, each once and in order.
    struct Silence {
        var ignores: [Int] = []
        var statements: [Int] = []
    }

    /// `nil` when a part of the finding is not silenced.
    func silence(over finding: Finding) -> Silence? {
        let entries = holding.filter { ignores[$0].meansRuleAndPath(of: finding) }
        guard !entries.isEmpty || (!settled.isEmpty && !finding.concerns.isEmpty) else { return nil }
        let concerns: [PackageConcern?] = finding.concerns.isEmpty ? [nil] : finding.concerns
        let functions: [String?] = finding.functions.isEmpty ? [nil] : finding.functions
        var silence = Silence()
        for concern in concerns {
            for function in functions {
                if let entry = entries.first(where: { ignores[$0].means(concern, function) }) {
                    if !silence.ignores.contains(entry) { silence.ignores.append(entry) }
                } else if let concern, let index = settled.index(on: concern, for: function, of: finding.application, finding.manifest) {
                    if !silence.statements.contains(index) { silence.statements.append(index) }
                } else {
                    return nil
                }
            }
        }
        return silence
    }
}

extension FindingFilter.Ignore {
    fileprivate func meansRuleAndPath(of finding: Finding) -> Bool {
        guard finding.ruleID.isMeant(by: rule) else { return false }
        return path.map { $0.matches(finding.location.place.path.description) } ?? true
    }

    /// Whether it means what a finding says of a package in a function; `nil` where the finding names none.
    fileprivate func means(_ concern: PackageConcern?, _ function: String?) -> Bool {
        if let named = self.function {
            guard let function, named.matches(function) else { return false }
        }
        guard isAboutPackages else { return true }
        return concern.map(means) ?? false
    }
}
