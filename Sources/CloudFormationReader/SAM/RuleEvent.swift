internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `Schedule`, `CloudWatchEvent` and `EventBridgeRule`: a rule with the function or state machine as its target.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
struct RuleEvent {
    private static let longestTargetID = 64
    /// The rule, and a dead-letter queue with its policy.
    let drafts: [ResourceDraft]
    /// The rule's ARN.
    let arn: Value

    /// Makes the rule; `role` is the ARN of a role that starts the target where one is needed.
    init(_ event: SAMEvent, _ target: EventTarget, suffix: String, role: Value?) {
        let arn = event.new.attribute("Arn", of: event.logicalID)
        let queue = DeadLetterQueue(event, rule: arn)
        var rule = Self.rule(event)
        var entry = event.new.members(["Arn": target.arn, "Id": Self.id(event, suffix: suffix), "RoleArn": role])
        for member in event.passed(["Input", "InputPath", "RetryPolicy", "InputTransformer"]).members {
            entry.set(member)
        }
        entry.set("DeadLetterConfig", queue.arn.map { event.new.map(["Arn": $0]) })
        rule.set("Targets", event.new.list([entry.value(at: event.place)]))
        self.arn = arn
        drafts = [event.origin.draft("AWS::Events::Rule", event.logicalID, rule)] + queue.drafts
    }

    private static func rule(_ event: SAMEvent) -> MemberMap {
        let isSchedule = event.type == "Schedule"
        var rule = event.new.members([
            "ScheduleExpression": isSchedule ? event["Schedule"] : nil,
            "EventPattern": isSchedule ? nil : event["Pattern"],
            "EventBusName": isSchedule ? nil : event["EventBusName"],
            "Name": event[isSchedule ? "Name" : "RuleName"],
            "Description": isSchedule ? event["Description"] : nil,
        ])
        // SAM takes anything but a literal `false` for true, references included.
        let enabled = event["Enabled"].map { $0.replacing(.string($0.isTruthy ? "ENABLED" : "DISABLED")) }
        rule.set("State", enabled ?? event["State"])
        return rule
    }

    private static func id(_ event: SAMEvent, suffix: String) -> Value {
        if let id = event["Target"]?["Id"] { return id }
        return event.new.text(String(event.logicalID.prefix(longestTargetID - suffix.count)) + suffix)
    }
}

/// The `DeadLetterConfig` of a rule or a schedule: an ARN, or a queue that is made.
struct DeadLetterQueue {
    let arn: Value?
    let drafts: [ResourceDraft]

    /// Reads the property; a rule's queue gets a policy that lets the rule send, a schedule's does not.
    init(_ event: SAMEvent, rule: Value?) {
        guard let member = event.properties.member("DeadLetterConfig"), !member.value.isAbsent else {
            arn = nil
            drafts = []
            return
        }
        if let given = member.value["Arn"] {
            arn = given
            drafts = []
            return
        }
        let origin = event.origin.asked(by: "DeadLetterConfig", at: member.keyPlace)
        let id = member.value["QueueLogicalId"]?.string ?? event.logicalID + "Queue"
        let queue = origin.new.attribute("Arn", of: id)
        arn = queue
        var made = [origin.draft("AWS::SQS::Queue", id, MemberMap())]
        if let rule {
            let principal = origin.new.map(["Service": origin.new.text("events.amazonaws.com")])
            made.append(
                origin.draft(
                    "AWS::SQS::QueuePolicy", event.logicalID + "QueuePolicy",
                    [
                        "PolicyDocument": origin.new.queuePolicy(principal: principal, queue: queue, source: rule),
                        "Queues": origin.new.list([origin.new.reference(id)]),
                    ]))
        }
        drafts = made
    }
}
