import ApplicationModel
package import AuditKit
package import Findings

/// A suppression without a reason.
package struct UnexplainedSuppressionRule: SuppressionRule {
    package static let metadata = RuleMetadata(
        .secureCode, "unexplained-suppression", since: "0.1.0", severity: .low,
        summary: "suppression without a reason",
        why: """
            Whoever reads a `ringfence: ignore[…]` comment later must know what was weighed: without a reason nobody can \
            tell whether the acceptance still holds, so it is never taken back.
            """,
        remedy: "Write the reason behind the bracket, and `until=YYYY-MM-DD` when it will end.",
        cwe: [1116], references: ["https://cwe.mitre.org/data/definitions/1116.html"])

    package static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs22.x
            functions:
              status:
                handler: status.handler
                url: true «# ringfence: ignore[public-function-url]»
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs22.x
            functions:
              status:
                handler: status.handler
                url: true # ringfence: ignore[public-function-url] a public status page
            """),
    ]

    package init() {}

    package func verdicts(on suppression: Suppression, uses: Int, today: CalendarDate) -> [Verdict] {
        guard suppression.reason.isEmpty else { return [] }
        let rules = suppression.names
        return [
            .violation(
                Violation(
                    at: suppression.place, "suppression of `\(rules)` gives no reason",
                    gain: "A risk stays open because nobody can tell why it was accepted."))
        ]
    }
}
