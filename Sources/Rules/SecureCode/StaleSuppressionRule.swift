import ApplicationModel
package import AuditKit
package import Findings

/// A suppression that silences nothing, or no longer holds.
package struct StaleSuppressionRule: SuppressionRule {
    package static let metadata = RuleMetadata(
        .secureCode, "stale-suppression", since: "0.1.0", severity: .low,
        summary: "suppression that silences nothing",
        why: """
            A `ringfence: ignore[…]` comment says that somebody looked at a finding and accepted it. When the finding is \
            gone, the comment stays behind and silences the next problem that appears on the line, which nobody has \
            looked at. When its date has passed, the acceptance has ended and the finding is back. The same is so for an \
            entry of `ignore` in `ringfence.yml` and for a statement of a VEX document, which are asked when the whole tree \
            was scanned.
            """,
        remedy: "Remove the comment or the entry; where its date has passed, decide anew and give it a new date.",
        cwe: [1127], references: ["https://cwe.mitre.org/data/definitions/1127.html"])

    package static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              hello:
                handler: hello.handler «# ringfence: ignore[perimeters/public-function-url] was public once»
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
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws # a comment that is none
            """),
    ]

    package init() {}

    package func verdicts(on suppression: Suppression, uses: Int, today: CalendarDate) -> [Verdict] {
        let rules = suppression.names
        if let until = suppression.until, until < today {
            return [
                .violation(
                    Violation(
                        at: suppression.place, "suppression of `\(rules)` ended on \(until)",
                        gain: "What was accepted until \(until) is open again and nobody has decided on it since."))
            ]
        }
        guard uses == 0 else { return [] }
        return [
            .violation(
                Violation(
                    at: suppression.place, "suppression of `\(rules)` silences nothing",
                    gain: "The next problem that appears \(reach(of: suppression)) is silenced before anyone has looked at it.",
                    remedy: remedy(for: suppression), repair: repair(of: suppression)))
        ]
    }

    private func reach(of suppression: Suppression) -> String {
        switch suppression.form {
        case .comment: "on this line"
        case .metadata: "at this resource"
        case .entry: "where the entry applies"
        case .statement: "in a version that the statement is about"
        }
    }

    private func remedy(for suppression: Suppression) -> String? {
        switch suppression.form {
        case .comment: nil
        case .metadata: "Remove the entry from the resource's metadata."
        case .entry: "Remove the entry from `ignore`, or correct what it names."
        case .statement:
            "Leave the document away when it is about something else; else name the flaw, the package and its version as the lockfile has them."
        }
    }

    private func repair(of suppression: Suppression) -> Repair? {
        switch suppression.form {
        case .comment: Repair("remove the comment", [.removeComment(suppression.place)])
        case .metadata: Repair("remove the entry", [.removeElement(suppression.place)])
        case .entry, .statement: nil
        }
    }
}
