import SourceText

/// Finds the suppressions that speak of a finding's lines without looking at all the others.
struct SuppressionIndex {
    private let suppressions: [Suppression]
    /// The indices of the suppressions that hold, by file, sorted by the line they speak of.
    private let byPath: [RelativePath: [Int]]

    init(_ suppressions: [Suppression], today: CalendarDate) {
        self.suppressions = suppressions
        let holding = suppressions.indices.filter { suppressions[$0].holds(on: today) }
        byPath = Dictionary(grouping: holding) { suppressions[$0].place.path }
            .mapValues { indices in indices.sorted { suppressions[$0].line < suppressions[$1].line } }
    }

    /// The indices of the suppressions that name the finding's rule and speak of a line that its place covers.
    func suppressions(of finding: Finding) -> [Int] {
        guard let candidates = byPath[finding.location.place.path] else { return [] }
        let lines = finding.location.start.line...max(finding.location.start.line, finding.location.end.line)
        return candidates[first(in: candidates, from: lines.lowerBound)...]
            .prefix { suppressions[$0].line <= lines.upperBound }
            .filter { suppressions[$0].names(finding.ruleID) }
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
