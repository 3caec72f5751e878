import Findings

/// The findings of one application, by the functions they concern.
struct FindingGroups {
    /// Findings that concern the same functions.
    struct Group {
        /// The functions, in the manifest's order; empty for the service as a whole.
        let functions: [String]
        /// The worst first, then in the report's order.
        var findings: [Finding]
    }

    /// Findings of one rule that are listed by place only.
    struct Folded {
        let ruleID: RuleID
        let findings: [Finding]
    }

    /// This many findings of one rule are shown whole; folding fewer than `leastFolded` is not worth it.
    private static let wholeLimit = 3
    private static let leastFolded = 2

    let groups: [Group]
    let folded: [Folded]

    /// Groups findings: the service, then functions in the manifest's order, then findings of several functions.
    init(_ view: ApplicationView, folds: Bool) {
        let ranked = FindingGroups.ranked(view.findings)
        let foldedRules = folds ? FindingGroups.foldedFindings(ranked) : [:]
        let hidden = Set(foldedRules.values.joined())
        let byFunctions = Dictionary(grouping: ranked.filter { !hidden.contains($0) }, by: \.functions)
        let names = view.summary.functions.map(\.name)
        let order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        groups = byFunctions.map { Group(functions: $0, findings: $1) }
            .sorted { left, right in
                FindingGroups.place(left.functions, order).lexicographicallyPrecedes(
                    FindingGroups.place(right.functions, order))
            }
        folded = foldedRules.map { Folded(ruleID: $0, findings: $1) }.sorted { $0.ruleID < $1.ruleID }
    }

    private static func ranked(_ findings: [Finding]) -> [Finding] {
        findings.enumerated()
            .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
            .map(\.element)
    }

    private static func foldedFindings(_ findings: [Finding]) -> [RuleID: [Finding]] {
        Dictionary(grouping: findings, by: \.ruleID)
            .filter { $1.count >= wholeLimit + leastFolded }
            .mapValues { Array($0.dropFirst(wholeLimit)) }
    }

    /// The sort key: service (-1), single functions by index, then several.
    private static func place(_ functions: [String], _ order: [String: Int]) -> [Int] {
        if functions.isEmpty { return [0] }
        let indices = functions.map { order[$0] ?? Int.max }
        return [functions.count == 1 ? 1 : 2] + indices
    }
}
