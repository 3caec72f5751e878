internal import ApplicationModel
internal import SourceText

/// What the events of a function make.
extension SAMExpansion {
    mutating func expandEvents(_ function: inout FunctionDraft) {
        for (position, event) in events(of: function.source) {
            for draft in expand(event, &function) { function.made.append((position, draft)) }
        }
    }

    private mutating func expand(_ event: SAMEvent, _ function: inout FunctionDraft) -> [ResourceDraft] {
        let target = function.target
        switch event.type {
        case "Kinesis", "DynamoDB", "SQS", "MQ", "MSK", "SelfManagedKafka", "DocumentDB":
            return [mapping(event, target, &function)]
        case "Schedule", "CloudWatchEvent", "EventBridgeRule":
            let rule = RuleEvent(event, target, suffix: "LambdaTarget", role: nil)
            return rule.drafts + [event.permission(target, principal: "events.amazonaws.com", sourceARN: rule.arn)]
        case "ScheduleV2": return event.schedule(target, isStateMachine: false)
        case "SNS": return subscription(event, target, &function)
        case "S3": return [notification(event, target, function.origin)]
        case "Cognito": return [userPoolTrigger(event, target)]
        case "IoTRule": return event.topicRule(target)
        case "CloudWatchLogs": return event.subscriptionFilter(target)
        case "AlexaSkill":
            return [event.permission(target, principal: "alexa-appkit.amazon.com", token: event["SkillId"])]
        case "Api": return restRoute(event, target, function.origin)
        case "HttpApi": return httpRoute(event, target, function.origin)
        default:
            report("functions have no event of type `\(event.type)`, so `\(event.key)` does nothing", at: event.place)
            return []
        }
    }
}

extension SAMEvent {
    /// `IoTRule`: a topic rule that invokes the function.
    fileprivate func topicRule(_ target: EventTarget) -> [ResourceDraft] {
        let arn = new.substitution("arn:aws:iot:${AWS::Region}:${AWS::AccountId}:rule/${\(logicalID)}")
        let action = new.map(["Lambda": new.map(["FunctionArn": target.arn])])
        let payload = new.map([
            "Sql": self["Sql"], "RuleDisabled": new.bool(false), "Actions": new.list([action]),
            "AwsIotSqlVersion": self["AwsIotSqlVersion"],
        ])
        return [
            permission(
                target, principal: "iot.amazonaws.com", sourceARN: arn, sourceAccount: new.pseudo("AWS::AccountId")),
            origin.draft("AWS::IoT::TopicRule", logicalID, ["TopicRulePayload": payload]),
        ]
    }

    /// `CloudWatchLogs`: a subscription filter of a log group.
    fileprivate func subscriptionFilter(_ target: EventTarget) -> [ResourceDraft] {
        let group = self["LogGroupName"] ?? new.text("")
        let arn = new.substitution(
            "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*", ["Group": group])
        let permission = permission(target, principal: "logs.amazonaws.com", sourceARN: arn)
        let filter = origin.draft(
            "AWS::Logs::SubscriptionFilter", logicalID,
            [
                "LogGroupName": self["LogGroupName"], "FilterPattern": self["FilterPattern"],
                "DestinationArn": target.arn,
            ],
            dependsOn: [permission.logicalID])
        return [permission, filter]
    }
}
