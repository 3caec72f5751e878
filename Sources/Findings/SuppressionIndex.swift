import SourceText

/// Finds the suppressions that speak of a finding's lines without looking at all the others.
struct SuppressionIndex {
    private let suppressions: [Suppression]
    /// The indices of the suppressions that hold, by file, sorted by the line they speak of.
    private let byPath: [RelativePath: [Int]]
    /// Those of whole resources, sorted by where the resource starts; resources do not overlap.
    private let scoped: [RelativePath: [(scope: ByteSpan, indices: [Int])]]

    init(_ suppressions: [Suppression], today: CalendarDate) {
        self.suppressions = suppressions
        let holding = suppressions.indices.filter { suppressions[$0].holds(on: today) }
        byPath = Dictionary(grouping: holding.filter { suppressions[$0].scope == nil }) { suppressions[$0].place.path }
            .mapValues { indices in indices.sorted { suppressions[$0].line < suppressions[$1].line } }
        scoped = Dictionary(grouping: holding.filter { suppressions[$0].scope != nil }) { suppressions[$0].place.path }
            .mapValues { indices in
                Dictionary(grouping: indices) { suppressions[$0].scope ?? ByteSpan(0, 0) }
                    .map { (scope: $0.key, indices: $0.value.sorted()) }.sorted { $0.scope.lowerBound < $1.scope.lowerBound }
            }
    }

    /// The indices of the suppressions that name the finding's rule and speak of a line that its place covers, or of the resource that holds it.
    func suppressions(of finding: Finding) -> [Int] {
        let indices = (commentSuppressions(of: finding) + metadataSuppressions(of: finding.location.place))
        return indices.filter { suppressions[$0].names(finding.ruleID) }
    }

    private func metadataSuppressions(of place: SourcePlace) -> [Int] {
        guard let resources = scoped[place.path] else { return [] }
        var (low, high) = (0, resources.count)
        while low < high {
            let middle = (low + high) / 2
            if resources[middle].scope.lowerBound <= place.span.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low > 0, resources[low - 1].scope.contains(place.span) else { return [] }
        return resources[low - 1].indices
    }

    private func commentSuppressions(of finding: Finding) -> [Int] {
        guard let candidates = byPath[finding.location.place.path] else { return [] }
        let lines = finding.location.start.line...max(finding.location.start.line, finding.location.end.line)
        return Array(
            candidates[first(in: candidates, from: lines.lowerBound)...]
                .prefix { suppressions[$0].line <= lines.upperBound })
    }

    private func first(in candidates: [Int], from line: Int) -> Int {
        var low = 0
        var high = candidates.count
        while low < high {
            let middle = (low + high) / 2
            if suppressions[candidates[middle]].line < line { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
