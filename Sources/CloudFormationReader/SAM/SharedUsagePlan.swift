internal import ApplicationModel
internal import SourceText

/// The usage plan that several APIs share.
struct SharedUsagePlan {
    var settings = MemberMap()
    var origin: Origin?
    /// Logical ids of the APIs and of their stages.
    var stages: [(api: String, stage: String)] = []
    var conditions: [String?] = []
    var deletionPolicies: [Value] = []
    var replacePolicies: [Value] = []
    /// Tags that an API passes on.
    var tags: Value?
}

extension SAMExpansion {
    private static let passed = ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"]

    /// `UsagePlan` of a REST API: a plan, a key and what ties them together, for this API or shared with others.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html
    mutating func usagePlan(_ draft: ResourceDraft, _ origin: Origin, stage: String) -> [ResourceDraft] {
        guard let member = RestAPIAuth(draft.properties["Auth"]).usagePlan else { return [] }
        let origin = origin.asked(by: "UsagePlan", at: member.keyPlace)
        let settings = MemberMap(member.value)
        switch settings["CreateUsagePlan"]?.string {
        case "PER_API":
            return plan(
                draft.logicalID, origin, settings.passed(Self.passed), [(draft.logicalID, stage)],
                dependsOn: [draft.logicalID])
        case "SHARED":
            share(draft.logicalID, origin, settings, stage: stage)
            if draft.properties["PropagateTags"]?.bool == true, let tags = draft.properties["Tags"] {
                usagePlan.tags = tags
            }
            return []
        case "NONE": return []
        default:
            report(
                "the usage plan of `\(draft.logicalID)` is not known: expected `CreateUsagePlan` to be `PER_API`, `SHARED` or `NONE`",
                at: member.keyPlace)
            return []
        }
    }

    private mutating func share(_ api: String, _ origin: Origin, _ settings: MemberMap, stage: String) {
        if usagePlan.origin == nil { usagePlan.origin = origin }
        // The last API that says something has the say.
        for member in settings.passed(Self.passed).members { usagePlan.settings.set(member) }
        usagePlan.stages.append((api, stage))
        usagePlan.conditions.append(origin.attributes["Condition"]?.string)
        if let policy = origin.attributes["DeletionPolicy"] { usagePlan.deletionPolicies.append(policy) }
        if let policy = origin.attributes["UpdateReplacePolicy"] { usagePlan.replacePolicies.append(policy) }
    }

    mutating func finishUsagePlan() {
        guard let origin = usagePlan.origin else { return }
        var attributes = MemberMap()
        attributes.set("DeletionPolicy", strongest(usagePlan.deletionPolicies))
        attributes.set("UpdateReplacePolicy", strongest(usagePlan.replacePolicies))
        let names = Set(usagePlan.conditions.compactMap(\.self)).sorted()
        if !usagePlan.conditions.contains(nil), !names.isEmpty {
            attributes.set("Condition", origin.new.text("SharedUsagePlanCondition"))
        }
        let common = Origin(
            logicalID: origin.logicalID, word: origin.word, place: origin.place, attributes: attributes)
        let made = plan(
            "Serverless", common, usagePlan.settings, usagePlan.stages, dependsOn: usagePlan.stages.map(\.api))
        shared += propagating(usagePlan.tags, if: origin.new.bool(true), to: made)
    }

    private func strongest(_ policies: [Value]) -> Value? {
        for word in ["Retain", "Snapshot", "Delete"] {
            if let policy = policies.first(where: { $0.string == word }) { return policy }
        }
        return policies.first
    }

    private func plan(
        _ prefix: String, _ origin: Origin, _ settings: MemberMap, _ stages: [(api: String, stage: String)],
        dependsOn: [String]
    ) -> [ResourceDraft] {
        let new = origin.new
        var properties = settings
        properties.set(
            "ApiStages",
            new.list(stages.map { new.map(["ApiId": new.reference($0.api), "Stage": new.reference($0.stage)]) }))
        let keys = stages.map { new.map(["RestApiId": new.reference($0.api), "StageName": new.reference($0.stage)]) }
        return [
            origin.draft("AWS::ApiGateway::UsagePlan", prefix + "UsagePlan", properties, dependsOn: dependsOn),
            origin.draft(
                "AWS::ApiGateway::ApiKey", prefix + "ApiKey",
                ["Enabled": new.bool(true), "StageKeys": new.list(keys)], dependsOn: [prefix + "UsagePlan"]),
            origin.draft(
                "AWS::ApiGateway::UsagePlanKey", prefix + "UsagePlanKey",
                [
                    "KeyId": new.reference(prefix + "ApiKey"), "KeyType": new.text("API_KEY"),
                    "UsagePlanId": new.reference(prefix + "UsagePlan"),
                ], dependsOn: [prefix + "ApiKey"]),
        ]
    }
}
