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

        private struct Key: Hashable {
            let location: Location
            let functions: [String]
        }

        /// The first finding of each place and functions, with the number of those that are there.
        var places: [(finding: Finding, count: Int)] {
            var places: [(finding: Finding, count: Int)] = []
            var known: [Key: Int] = [:]
            for finding in findings {
                let key = Key(location: finding.location, functions: finding.functions)
                if let same = known[key] {
                    places[same].count += 1
                } else {
                    known[key] = places.count
                    places.append((finding, 1))
                }
            }
            return places
        }
    }

    /// This many findings of one rule are shown whole; folding fewer than `leastFolded` is not worth it.
    private static let wholeLimit = 3
    private static let leastFolded = 2

    let groups: [Group]
    let folded: [Folded]

    /// Groups findings, the widest first: the service, several functions, then one by one in the manifest's order.
    init(_ view: ApplicationView, folds: Bool) {
        let ranked = FindingGroups.ranked(view.findings)
        let foldedRules = folds ? FindingGroups.rulesToFold(ranked) : []
        var seen: [RuleID: Int] = [:]
        var whole: [Finding] = []
        var rest: [RuleID: [Finding]] = [:]
        for finding in ranked {
            seen[finding.ruleID, default: 0] += 1
            if foldedRules.contains(finding.ruleID), seen[finding.ruleID, default: 0] > FindingGroups.wholeLimit {
                rest[finding.ruleID, default: []].append(finding)
            } else {
                whole.append(finding)
            }
        }
        let byFunctions = Dictionary(grouping: whole, by: \.functions)
        let names = view.summary.functions.map(\.name)
        let order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        groups = byFunctions.map { Group(functions: $0, findings: $1) }
            .sorted { left, right in
                FindingGroups.place(left.functions, order).lexicographicallyPrecedes(
                    FindingGroups.place(right.functions, order))
            }
        folded = rest.map { Folded(ruleID: $0, findings: $1) }.sorted { $0.ruleID < $1.ruleID }
    }

    private static func ranked(_ findings: [Finding]) -> [Finding] {
        findings.enumerated()
            .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
            .map(\.element)
    }

    private static func rulesToFold(_ findings: [Finding]) -> Set<RuleID> {
        let counts = findings.reduce(into: [RuleID: Int]()) { $0[$1.ruleID, default: 0] += 1 }
        return Set(counts.filter { $1 >= wholeLimit + leastFolded }.keys)
    }

    /// The sort key: the service, then several functions by falling number, then one by its index.
    private static func place(_ functions: [String], _ order: [String: Int]) -> [Int] {
        if functions.isEmpty { return [0] }
        let indices = functions.map { order[$0] ?? Int.max }
        return functions.count == 1 ? [2] + indices : [1, -functions.count] + indices
    }
}
