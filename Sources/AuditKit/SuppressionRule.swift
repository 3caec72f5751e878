package import Findings

/// A rule about a suppression itself, asked once the findings are filtered.
package protocol SuppressionRule: Rule {
    /// What the rule says about a suppression that silenced `uses` findings.
    func verdicts(on suppression: Suppression, uses: Int, today: CalendarDate) -> [Verdict]
}

extension SuppressionRule {
    package func answer(_ inquiry: inout Inquiry) {}
    package static var isAboutSuppressions: Bool { true }
}
