import Findings
import SourceText

/// The counts of one cell of the table: one practice of one function, of the service, or of the application.
struct PracticeTally: Hashable {
    /// The number of findings.
    private(set) var findings = 0
    /// The worst severity among them; `nil` when there are none.
    private(set) var worst: Severity?
    /// The number of answers that could not be given.
    private(set) var undecided = 0

    mutating func add(_ finding: Finding) {
        findings += 1
        worst = worst.map { max($0, finding.severity) } ?? finding.severity
    }

    mutating func addUndecided() { undecided += 1 }

    /// Whether there is nothing to say.
    var isEmpty: Bool { findings == 0 && undecided == 0 }
}

/// The ten counts of one row.
struct PracticeRow: Hashable {
    private var tallies: [Practice: PracticeTally] = [:]

    subscript(practice: Practice) -> PracticeTally {
        get { tallies[practice] ?? PracticeTally() }
        set { tallies[practice] = newValue }
    }

    /// Whether no cell has anything to say.
    var isEmpty: Bool { tallies.values.allSatisfy(\.isEmpty) }

    /// The number of findings in all cells.
    var findings: Int { tallies.values.reduce(0) { $0 + $1.findings } }
}

extension ScanReport {
    /// The practice of a rule: that of its metadata, else of its id's first part; `nil` when neither says.
    var practiceOfRule: [RuleID: Practice] {
        Dictionary(rules.map { ($0.id, $0.practice) }, uniquingKeysWith: { first, _ in first })
    }

    /// The findings' number by severity.
    var severityCounts: [Severity: Int] {
        findings.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
    }

    /// The number of functions in all applications.
    var functionCount: Int { applications.reduce(0) { $0 + $1.functions.count } }
}

extension RuleID {
    /// The practice the id's first part names; `nil` when it names none.
    var namedPractice: Practice? {
        description.split(separator: "/").first.flatMap { Practice(rawValue: String($0)) }
    }
}
