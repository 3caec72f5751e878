import Findings
import SourceText

/// One application with everything the report says about it, counted.
struct ApplicationView {
    /// The application.
    let summary: ScanReport.ApplicationSummary
    /// Its findings, in the report's order.
    let findings: [Finding]
    /// What could not be decided about it.
    let undecided: [Undecided]
    /// The counts by function, in the order of `summary.functions`.
    let functionRows: [PracticeRow]
    /// The counts of what concerns no function.
    let serviceRow: PracticeRow
    /// The counts of everything, each finding once.
    let totalRow: PracticeRow

    init(
        summary: ScanReport.ApplicationSummary, findings: [Finding], undecided: [Undecided],
        practices: [RuleID: Practice]
    ) {
        self.summary = summary
        self.findings = findings
        self.undecided = undecided
        var rows = RowsByFunction(functions: summary.functions.map(\.name))
        for finding in findings {
            rows.update(finding.functions, finding.practice) { $0.add(finding) }
        }
        for answer in undecided {
            guard let practice = practices[answer.ruleID] ?? answer.ruleID.namedPractice else { continue }
            rows.update(answer.functions, practice) { $0.addUndecided() }
        }
        functionRows = rows.functions
        serviceRow = rows.service
        totalRow = rows.total
    }
}

/// Rows being counted.
private struct RowsByFunction {
    var functions: [PracticeRow]
    var service = PracticeRow()
    var total = PracticeRow()
    private let index: [String: Int]

    init(functions names: [String]) {
        functions = names.map { _ in PracticeRow() }
        index = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Changes the cells of the functions named; a name that is no function of the application counts for the service.
    mutating func update(_ names: [String], _ practice: Practice, _ change: (inout PracticeTally) -> Void) {
        change(&total[practice])
        let rows = Set(names.compactMap { index[$0] })
        for row in rows { change(&functions[row][practice]) }
        if rows.isEmpty { change(&service[practice]) }
    }
}

extension ScanReport {
    /// Every application with its findings and counts, in the report's order; findings of an application that is not
    /// listed come last under the name they carry, so that none is lost.
    var applicationViews: [ApplicationView] {
        let practices = practiceOfRule
        let found = Dictionary(grouping: findings, by: \.applicationKey)
        var open = Dictionary(grouping: undecided, by: \.manifest)
        let listed = Set(applications.map(\.key))
        let unlisted = Set(found.keys).subtracting(listed).sorted().map(\.unlistedSummary)
        return (applications + unlisted).map { application in
            ApplicationView(
                summary: application, findings: found[application.key] ?? [],
                // They name the manifest only: the first application of it takes them, so that each counts once.
                undecided: open.removeValue(forKey: application.manifest) ?? [], practices: practices)
        }
    }
}

/// What names an application in a report.
struct ApplicationKey: Hashable, Comparable {
    let manifest: RelativePath
    let name: String

    static func < (left: ApplicationKey, right: ApplicationKey) -> Bool {
        (left.manifest, left.name) < (right.manifest, right.name)
    }

    var unlistedSummary: ScanReport.ApplicationSummary {
        .init(name: name, manifest: manifest, provider: "unknown", stage: nil, functions: [])
    }
}

extension Finding {
    var applicationKey: ApplicationKey { ApplicationKey(manifest: manifest, name: application) }
}

extension ScanReport.ApplicationSummary {
    var key: ApplicationKey { ApplicationKey(manifest: manifest, name: name) }
}
