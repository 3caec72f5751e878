/// How much an attacker gains.
package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case low, medium, high, critical

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// This severity or `ceiling`, whichever is lower.
    package func capped(at ceiling: Severity) -> Severity { min(self, ceiling) }

    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

/// How sure the rule is that the finding is true.
package enum Confidence: String, Sendable, Hashable, CaseIterable, Comparable {
    case low, medium, high

    package static func < (left: Confidence, right: Confidence) -> Bool {
        (Confidence.allCases.firstIndex(of: left) ?? 0) < (Confidence.allCases.firstIndex(of: right) ?? 0)
    }
}
