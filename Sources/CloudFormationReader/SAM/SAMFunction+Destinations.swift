internal import ApplicationModel
internal import SourceText

/// `EventInvokeConfig`: where results of asynchronous invocations go.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
extension SAMExpansion {
    mutating func addInvokeConfig(_ function: inout FunctionDraft) {
        guard let member = function.member("EventInvokeConfig") else { return }
        let origin = function.origin.asked(by: "EventInvokeConfig", at: member.keyPlace)
        let id = function.id + "EventInvokeConfig"
        let config = MemberMap(member.value)
        var destinations = MemberMap()
        for key in ["OnSuccess", "OnFailure"] {
            guard let end = config["DestinationConfig"]?.member(key), !end.value.isAbsent else { continue }
            let destination = destination(end, prefix: id + key, &function)
            destinations.set(key, ValueMaker(end.keyPlace).map(["Destination": destination]), at: end.keyPlace)
        }
        function.make(
            origin.draft(
                "AWS::Lambda::EventInvokeConfig", id,
                [
                    "FunctionName": origin.new.reference(function.id),
                    "Qualifier": origin.new.text(function.alias?.name ?? "$LATEST"),
                    "DestinationConfig": destinations.value(at: member.keyPlace),
                    "MaximumEventAgeInSeconds": config["MaximumEventAgeInSeconds"],
                    "MaximumRetryAttempts": config["MaximumRetryAttempts"],
                ], dependsOn: function.alias.map { [$0.logicalID] } ?? []))
    }

    /// The destination's ARN, with a queue or topic made for one that is not named, and the grant it needs.
    private mutating func destination(_ end: Value.Member, prefix: String, _ function: inout FunctionDraft) -> Value? {
        let config = MemberMap(end.value)
        let new = ValueMaker(end.keyPlace)
        guard let kind = config["Type"]?.string else {
            report("the destination `\(end.key)` is not known: expected a map with a `Type`", at: end.keyPlace)
            return config["Destination"]
        }
        var destination = config["Destination"]
        let choice = destination?.choice
        let isConditional = choice.map { $0.then.isAbsent != $0.otherwise.isAbsent } ?? false
        if destination == nil || isConditional, let made = madeDestination(kind, prefix: prefix, at: end, &function) {
            let arn = kind == "SNS" ? new.reference(made) : new.attribute("Arn", of: made)
            destination = filledDestination(choice, arn: arn, made: made, &function)
        }
        if let destination, let policy = new.sendPolicy(kind, to: destination, prefix: prefix) {
            function.destinationPolicies.append(policy)
        }
        return destination
    }

    private func madeDestination(
        _ kind: String, prefix: String, at end: Value.Member, _ function: inout FunctionDraft
    ) -> String? {
        let types = ["SQS": ("AWS::SQS::Queue", "Queue"), "SNS": ("AWS::SNS::Topic", "Topic")]
        guard let (type, suffix) = types[kind] else { return nil }
        function.make(function.origin.asked(by: end.key, at: end.keyPlace).draft(type, prefix + suffix, MemberMap()))
        return prefix + suffix
    }

    /// For a destination that only one branch of an `Fn::If` names, the other leads to what is made under its condition.
    private func filledDestination(
        _ choice: Value.Choice?, arn: Value, made: String, _ function: inout FunctionDraft
    ) -> Value {
        guard let choice, let name = choice.condition.string else { return arn }
        let new = ValueMaker(arn.place)
        let condition = choice.then.isAbsent ? name : "NOT" + name
        if let own = function.origin.attributes["Condition"]?.string {
            function.restrict(made, to: new.text(own + "AND" + condition))
        } else {
            function.restrict(made, to: new.text(condition))
        }
        return new.conditional(new.text(condition), arn, choice.then.isAbsent ? choice.otherwise : choice.then)
    }
}

extension FunctionDraft {
    /// Puts something that is made under a condition.
    fileprivate mutating func restrict(_ logicalID: String, to condition: Value) {
        guard let index = made.firstIndex(where: { $0.draft.logicalID == logicalID }) else { return }
        made[index].draft.attributes.set("Condition", condition)
    }
}
