import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function whose failed events vanish, or come back for ever.
struct NoFailureDestinationRule: FunctionRule, ResourceRule {
    static let metadata = RuleMetadata(
        .observability, "no-failure-destination", since: "0.1.0", severity: .medium,
        summary: "loses the events it fails on",
        why: """
            For asynchronous events Lambda tries twice more and then drops the event. Without a dead-letter queue or an \
            on-failure destination nobody sees what was dropped, neither the order that was lost nor the crafted event \
            that made the function crash. Only functions with asynchronous triggers are asked for one. A stream's mapping or \
            pipe retries the same records until they expire, and then they are gone as well. A queue of the same manifest \
            that something reads is asked for a redrive policy.
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

    private var readers = QueueReaders()

    init() {}

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfFunctions(self)
        inquiry.askOfResources(self)
    }

    func prepared(for context: AuditContext) -> NoFailureDestinationRule {
        var rule = self
        rule.readers = QueueReaders(of: context)
        return rule
    }

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let active = function.triggers.filter { $0.isEnabled?.bool != false }
        let dropped = function.failureDestinations.isEmpty ? droppedEvents(of: function, active, in: context.application) : []
        return dropped + active.compactMap { returningMessages($0, of: function, in: context.application) }
            + active.compactMap { expiringRecords($0, of: function, in: context.application) }
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        switch resource.type {
        case "AWS::Pipes::Pipe": expiringRecords(of: resource, in: context.application)
        case "AWS::SQS::Queue":
            readers.reader(of: resource.logicalID).flatMap { returningMessages(of: resource, to: $0) }.map { [$0] } ?? []
        default: []
        }
    }

    /// Unless it is told otherwise, a mapping tries the records of a stream again until they expire.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
    private func expiringRecords(_ trigger: Trigger, of function: Function, in application: Application) -> Verdict? {
        guard [.keyValueStream, .dataStream].contains(trigger.kind), trigger.invocation == .polled,
            trigger.failureDestination == nil
        else { return nil }
        if application.isTemplate || trigger.definition["Type"] != nil {
            let properties = trigger.definition["Properties"] ?? trigger.definition
            for setting in application.settings(["DestinationConfig", "OnFailure", "Destination"], of: properties) {
                if let open = setting.unknownPart {
                    return .undecided(at: open.place, because: open.whyUndetermined, functions: [])
                }
                if !setting.isMissing { return nil }
            }
        }
        let settings = [trigger.definition["destinations"], trigger.isEnabled].compactMap(\.self)
        if let open = settings.first(where: \.isUndetermined) {
            return .undecided(at: open.place, because: open.whyUndetermined, functions: [])
        }
        return .violation(
            Violation(
                at: trigger.place, "records of `\(trigger.name)` that `\(function.name)` fails on are lost once they expire",
                gain: "a record that makes `\(function.name)` fail holds up those behind it until it expires, and nobody hears of it",
                remedy: application.remedy(
                    sam: """
                        Set `DestinationConfig: { OnFailure: { Type: SQS, Destination: … } }` on the event, and \
                        `MaximumRetryAttempts` and `BisectBatchOnFunctionError` with it.
                        """,
                    cloudFormation: """
                        Set `DestinationConfig: { OnFailure: { Destination: … } }` on the event source mapping, and \
                        `MaximumRetryAttempts` and `BisectBatchOnFunctionError` with it.
                        """) ?? "Set `destinations.onFailure` on the `stream` event, and `maximumRetryAttempts` with it."))
    }

    /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
    private func expiringRecords(of pipe: Resource, in application: Application) -> [Verdict] {
        guard let stream = pipe.streamOfPipe(in: application) else { return [] }
        return application.settings(["SourceParameters", stream, "DeadLetterConfig", "Arn"], of: pipe.properties).compactMap { setting -> Verdict? in
            if let open = setting.unknownPart {
                return .undecided(at: open.place, because: open.whyUndetermined, functions: [])
            }
            return setting.isMissing ? .violation(violation(ofPipe: pipe, stream)) : nil
        }.decisive
    }

    private func violation(ofPipe pipe: Resource, _ stream: String) -> Violation {
        Violation(
            at: pipe.logicalIDPlace, "records that the pipe `\(pipe.logicalID)` fails on are lost once they expire",
            gain: "a record that makes what stands behind `\(pipe.logicalID)` fail holds up those behind it until it expires, and nobody hears of it",
            remedy: "Set `SourceParameters.\(stream).DeadLetterConfig.Arn` to a queue or topic that somebody watches, and `MaximumRetryAttempts` with it.")
    }

    private func returningMessages(of queue: Resource, to reader: String) -> Verdict? {
        guard queue.generator == nil, queue.properties.isMap || queue.properties.isNull, queue.properties["RedrivePolicy"] == nil
        else { return nil }
        return .violation(
            Violation(
                at: queue.logicalIDPlace, "the queue `\(queue.logicalID)` has no redrive policy",
                gain: "a message that makes `\(reader)` fail comes back until it expires and holds up the others",
                remedy: "Add `RedrivePolicy` with `deadLetterTargetArn` and `maxReceiveCount` to the queue."))
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

extension Setting {
    /// The value that keeps it open whether there is a destination; a reference to one is one.
    fileprivate var unknownPart: Value? {
        guard case .unknown(let value) = self, case .unknown = value.content else { return nil }
        return value
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
