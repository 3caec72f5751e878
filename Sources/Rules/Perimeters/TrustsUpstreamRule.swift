import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A function that is safe only because another one looks first.
struct TrustsUpstreamRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "trusts-upstream", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "leaves it to another function to check what it gets",
        why: """
            A function that gets its events from a queue, a topic or another function often does not look at them, because who \
            sends them has. Nothing holds the sender to that: it is changed by somebody who does not know, a second sender is \
            added, or who may write to the queue sends a message of their own. What was checked is not said in the message, so \
            the function cannot tell.
            """,
        remedy: """
            Hold the message against the same schema again where it arrives: share the schema between both functions, not the \
            trust. Let nothing but the sender write to the queue or topic, or invoke the function.
            """,
        cwe: [501, 20],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/security-pillar.html",
        ])

    private var handovers = Handovers()

    init() {}

    func prepared(for context: AuditContext) -> TrustsUpstreamRule {
        var rule = self
        rule.handovers = Handovers(of: context)
        return rule
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let senders = Senders(of: function, handovers)
        guard senders.areTrusted, let event = UncheckedEvent(code, of: function) else { return [] }
        let checking = senders.checking
        var violation = Violation(
            at: event.place,
            "\(event.list) \(event.verb) \(event.target.words) unchecked: only \(enumerated(checking)) \(checking.count > 1 ? "look" : "looks") at it",
            gain: "whoever gets past \(enumerated(checking)) to what stands in front of `\(function.name)` chooses what it lets into \(event.target.words)",
            subject: "function \(function.name)", related: senders.all.map { (place: $0.delivery.call.namePlace, note: senders.note(on: $0)) })
        if let use = event.uses.first {
            violation.steps = use.origin.steps(from: use.part.words) + [(place: use.call.namePlace, note: "it reaches \(use.target.words)")]
        }
        return [.violation(violation)]
    }
}
