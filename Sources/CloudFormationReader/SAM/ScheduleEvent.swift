internal import ApplicationModel
internal import ManifestReading
internal import SourceText

extension SAMEvent {
    private static let passedToSchedule = [
        "ScheduleExpression", "State", "Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName",
        "KmsKeyArn",
    ]

    /// `ScheduleV2`: a schedule of EventBridge Scheduler, and the role it runs under.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
    func schedule(_ target: EventTarget, isStateMachine: Bool) -> [ResourceDraft] {
        let queue = DeadLetterQueue(self, rule: nil)
        let role = self["RoleArn"] == nil ? role(target, queue.arn, isStateMachine) : nil
        let roleARN = self["RoleArn"] ?? new.attribute("Arn", of: logicalID + "Role")
        var entry = new.members(["Arn": target.arn, "RoleArn": roleARN])
        for member in passed(["Input", "RetryPolicy"]).members { entry.set(member) }
        entry.set("DeadLetterConfig", queue.arn.map { new.map(["Arn": $0]) })
        var properties = passed(Self.passedToSchedule)
        if self["OmitName"]?.isTruthy != true { properties.set("Name", self["Name"] ?? new.text(logicalID)) }
        properties.set("FlexibleTimeWindow", self["FlexibleTimeWindow"] ?? new.map(["Mode": new.text("OFF")]))
        properties.set("Target", entry.value(at: place))
        return [origin.draft("AWS::Scheduler::Schedule", logicalID, properties)] + queue.drafts
            + (role.map { [$0] } ?? [])
    }

    private func role(_ target: EventTarget, _ queue: Value?, _ isStateMachine: Bool) -> ResourceDraft {
        let start =
            isStateMachine
            ? new.policy(logicalID + "StartExecutionPolicy", [new.allow("states:StartExecution", on: target.arn)])
            : new.sendPolicy("Lambda", to: target.arn, prefix: logicalID)
        let send = queue.flatMap { new.sendPolicy("SQS", to: $0, prefix: logicalID) }
        return origin.draft(
            "AWS::IAM::Role", logicalID + "Role",
            [
                "AssumeRolePolicyDocument": new.trust("scheduler.amazonaws.com"),
                "Policies": new.list([start, send].compactMap(\.self)),
                "PermissionsBoundary": self["PermissionsBoundary"],
            ])
    }
}
