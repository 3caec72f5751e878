import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function whose failed events vanish, or come back for ever.
struct NoFailureDestinationRule: FunctionRule {
    static let metadata = RuleMetadata(
        .observability, "no-failure-destination", since: "0.1.0", severity: .medium,
        summary: "loses the events it fails on",
        why: """
            For asynchronous events Lambda tries twice more and then drops the event. Without a dead-letter queue or an \
            on-failure destination nobody sees what was dropped, neither the order that was lost nor the crafted event \
            that made the function crash. Only functions with asynchronous triggers are asked for one; a queue of the \
            same manifest that feeds a function is asked for a redrive policy.
            """,
        remedy: """
            Set `destinations.onFailure` on the function to a queue or topic that somebody watches (or `onError` to an \
            ARN).
            """,
        cwe: [778, 703],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
        ])

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let active = function.triggers.filter { $0.isEnabled?.bool != false }
        let dropped = function.failureDestinations.isEmpty ? droppedEvents(of: function, active, in: context.application) : []
        return dropped + active.compactMap { returningMessages($0, of: function, in: context.application) }
    }

    /// A dead-letter queue of the trigger itself, such as a topic's `redrivePolicy`, only gets what could not be
    /// delivered to the function, never what the function failed on.
    private func droppedEvents(
        of function: Function, _ triggers: [Trigger], in application: Application
    ) -> [Verdict] {
        let lossy = triggers.filter { trigger in
            // Who may invoke is known from a permission, but not how they do it.
            trigger.invocation == .asynchronous && trigger.kind.isNative && trigger.name != "AWS::Lambda::Permission"
        }
        let certain = lossy.filter { $0.isEnabled?.isUndetermined != true }
        guard let first = certain.first else {
            guard let open = lossy.lazy.compactMap(\.isEnabled).first else { return [] }
            return [.undecided(at: open.place, because: open.whyUndetermined, functions: [])]
        }
        let others = certain.count > 1 ? " and \(certain.count - 1) more" : ""
        let isOnlyClock = certain.allSatisfy { $0.kind == .schedule }
        let violation = Violation(
            at: first.place,
            "events of `\(first.summary)`\(others) are dropped after \(attempts(of: function)) and nobody hears of it",
            gain: "an event that makes `\(function.name)` fail is lost without a trace, and so is the attempt behind it",
            severity: isOnlyClock ? .low : .medium,
            remedy: function.remedy(
                sam: """
                    Set `EventInvokeConfig.DestinationConfig.OnFailure` on the function to a queue or topic that somebody \
                    watches (or `DeadLetterQueue`).
                    """,
                cloudFormation: """
                    Add an `AWS::Lambda::EventInvokeConfig` with `DestinationConfig.OnFailure` for the function, or set its \
                    `DeadLetterConfig`.
                    """))
        return [.violation(violation)]
    }

    private func attempts(of function: Function) -> String {
        guard let retries = function.definition["maximumRetryAttempts"]
            ?? function.definition[path: "Properties", "EventInvokeConfig", "MaximumRetryAttempts"]
        else { return "three failures" }
        return switch retries.number {
        case 0: "one failure"
        case 1: "two failures"
        case 2: "three failures"
        default: "the last failure"
        }
    }

    private func returningMessages(
        _ trigger: Trigger, of function: Function, in application: Application
    ) -> Verdict? {
        guard trigger.kind == .queue, let queue = trigger.sourceLogicalID.flatMap(application.resource),
            queue.type == "AWS::SQS::Queue", queue.properties.isMap || queue.properties.isNull,
            queue.properties["RedrivePolicy"] == nil
        else { return nil }
        let violation = Violation(
            at: queue.logicalIDPlace, "the queue `\(queue.logicalID)` has no redrive policy",
            gain: "a message that makes `\(function.name)` fail comes back until it expires and holds up the others",
            functions: [function.name],
            remedy: "Add `RedrivePolicy` with `deadLetterTargetArn` and `maxReceiveCount` to the queue.",
            related: [(trigger.place, "feeds `\(function.name)`")])
        return .violation(violation)
    }
}

extension Trigger.Kind {
    /// Whether AWS itself sends the event: what a plugin's own event does is not known.
    fileprivate var isNative: Bool {
        switch self {
        case .other, .http, .direct, .deploymentHook: false
        default: true
        }
    }
}
