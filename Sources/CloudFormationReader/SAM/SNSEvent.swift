internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `SNS`: a subscription of the function, or of a queue that stands between.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html
extension SAMExpansion {
    mutating func subscription(
        _ event: SAMEvent, _ target: EventTarget, _ function: inout FunctionDraft
    ) -> [ResourceDraft] {
        let topic = event["Topic"]
        if topic == nil { report("the event `\(event.key)` does not say its `Topic`", at: event.place) }
        guard let queue = event["SqsSubscription"], queue.isTruthy else {
            let permission = event.permission(target, principal: "sns.amazonaws.com", sourceARN: topic)
            return [permission, event.subscription("lambda", target.arn)]
        }
        let between = queue.isMap ? QueueBetween(event, given: queue) : QueueBetween(event, isFIFO: isFIFO(topic))
        guard let arn = between.arn, let url = between.url else {
            report(
                "the subscription of `\(event.key)` names no queue: expected `QueueArn` and `QueueUrl`",
                at: queue.usePlace)
            return []
        }
        let policy = event.origin.draft(
            "AWS::SQS::QueuePolicy", between.policyID,
            [
                "PolicyDocument": event.new.queuePolicy(
                    principal: event.new.text("*"), queue: arn, source: topic ?? event.new.text("*")),
                "Queues": event.new.list([url]),
            ])
        function.attached.append(event.new.managedPolicy("service-role/AWSLambdaSQSQueueExecutionRole"))
        let mapping = event.origin.draft(
            "AWS::Lambda::EventSourceMapping", event.logicalID + "EventSourceMapping",
            [
                "FunctionName": target.name, "EventSourceArn": arn, "BatchSize": between.batchSize,
                "Enabled": event.new.bool(true),
            ])
        return [mapping] + between.drafts + [policy, event.subscription("sqs", arn)]
    }

    private func isFIFO(_ topic: Value?) -> Value? {
        guard let id = topic?.referencedLogicalID, let fifo = drafts[id]?.properties["FifoTopic"], fifo.isTruthy else {
            return nil
        }
        return fifo
    }
}

/// The queue between a topic and a function: the author's or one that is made.
private struct QueueBetween {
    let arn: Value?
    let url: Value?
    let policyID: String
    let batchSize: Value
    let drafts: [ResourceDraft]

    init(_ event: SAMEvent, given: Value) {
        arn = given["QueueArn"]
        url = given["QueueUrl"]
        policyID = given["QueuePolicyLogicalId"]?.string ?? event.logicalID + "QueuePolicy"
        batchSize = given["BatchSize"] ?? event.new.number(10)
        drafts = []
    }

    init(_ event: SAMEvent, isFIFO: Value?) {
        let id = event.logicalID + "Queue"
        arn = event.new.attribute("Arn", of: id)
        url = event.new.reference(id)
        policyID = event.logicalID + "QueuePolicy"
        batchSize = event.new.number(10)
        drafts = [event.origin.draft("AWS::SQS::Queue", id, ["FifoQueue": isFIFO])]
    }
}

extension SAMEvent {
    fileprivate func subscription(_ protocolName: String, _ endpoint: Value) -> ResourceDraft {
        var properties = new.members(["Protocol": new.text(protocolName), "Endpoint": endpoint])
        properties.set("TopicArn", self["Topic"], at: properties.member("Topic")?.keyPlace)
        for member in passed(["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]).members {
            properties.set(member)
        }
        return origin.draft("AWS::SNS::Subscription", logicalID, properties)
    }
}
