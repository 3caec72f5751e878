internal import ApplicationModel
internal import SourceText

/// The functions whose versions CodeDeploy puts into service step by step.
struct DeploymentPreferences {
    struct Preference {
        let function: String
        let origin: Origin
        let settings: MemberMap
        let tags: Value?
        /// The function's condition, where the preference passes it on.
        let condition: Value?
    }

    var all: [Preference] = []
}

/// `DeploymentPreference` of functions.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html
extension SAMExpansion {
    private static let application = "ServerlessDeploymentApplication"
    private static let role = "CodeDeployServiceRole"
    private static let configurations: Set<String> = [
        "Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes", "Canary10Percent30Minutes",
        "Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes",
        "Linear10PercentEvery10Minutes", "AllAtOnce",
    ]

    mutating func preferDeployment(_ function: FunctionDraft) {
        guard let member = function.member("DeploymentPreference"), member.value.isMap, function.alias != nil else {
            return
        }
        let settings = MemberMap(member.value)
        let enabled = settings["Enabled"]
        guard enabled?.bool != false, enabled?.string != "False" else { return }
        let passes =
            settings["PassthroughCondition"]?.bool == true || settings["PassthroughCondition"]?.string == "True"
        let propagates = function["PropagateTags"]?.bool == true
        deployments.all.append(
            DeploymentPreferences.Preference(
                function: function.id, origin: function.origin.asked(by: "DeploymentPreference", at: member.keyPlace),
                settings: settings, tags: propagates ? function["Tags"] : nil,
                condition: passes ? function.origin.attributes["Condition"] : nil))
    }

    /// The application that all functions share, the role CodeDeploy runs under, and a group for each function.
    mutating func finishDeployments() {
        guard let first = deployments.all.first else { return }
        var attributes = MemberMap()
        attributes.set("Condition", sharedCondition(at: first.origin.place))
        let origin = Origin(
            logicalID: first.function, word: "DeploymentPreference", place: first.origin.place, attributes: attributes)
        var tags = MemberMap()
        for tag in deployments.all.flatMap({ $0.tags?.members ?? [] }) { tags.set(tag) }
        let new = origin.new
        let all = tags.isEmpty ? nil : new.list(new.tags(tags.value(at: new.place)))
        shared.append(
            origin.draft(
                "AWS::CodeDeploy::Application", Self.application,
                ["ComputePlatform": new.text("Lambda"), "Tags": all]))
        if deployments.all.contains(where: { $0.settings["Role"] == nil }) {
            let arn = new.managedPolicy("service-role/AWSCodeDeployRoleForLambda")
            shared.append(
                origin.draft(
                    "AWS::IAM::Role", Self.role,
                    [
                        "AssumeRolePolicyDocument": new.trust("codedeploy.amazonaws.com"),
                        "ManagedPolicyArns": new.list([arn]), "Tags": all,
                    ]))
        }
        shared += deployments.all.map(group)
    }

    private func sharedCondition(at place: SourcePlace) -> Value? {
        let names = deployments.all.map { $0.condition?.string }
        guard !names.contains(nil) else { return nil }
        let unique = Set(names.compactMap(\.self)).sorted()
        guard unique.count > 1 else { return unique.first.map(ValueMaker(place).text) }
        return ValueMaker(place).text("ServerlessCodeDeployCondition")
    }

    private func group(_ preference: DeploymentPreferences.Preference) -> ResourceDraft {
        let settings = preference.settings
        let new = preference.origin.new
        var attributes = MemberMap()
        attributes.set("Condition", preference.condition)
        let origin = Origin(
            logicalID: preference.function, word: preference.origin.word, place: preference.origin.place,
            attributes: attributes)
        let events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
        return origin.draft(
            "AWS::CodeDeploy::DeploymentGroup", preference.function + "DeploymentGroup",
            [
                "ApplicationName": new.reference(Self.application), "AlarmConfiguration": alarms(settings["Alarms"]),
                "AutoRollbackConfiguration": new.map(["Enabled": new.bool(true), "Events": new.texts(events)]),
                "DeploymentConfigName": settings["Type"].map(configuration),
                "DeploymentStyle": new.map([
                    "DeploymentType": new.text("BLUE_GREEN"), "DeploymentOption": new.text("WITH_TRAFFIC_CONTROL"),
                ]),
                "ServiceRoleArn": settings["Role"] ?? new.attribute("Arn", of: Self.role),
                "TriggerConfigurations": settings["TriggerConfigurations"],
                "Tags": preference.tags.map { new.list(new.tags($0)) },
            ])
    }

    private func configuration(_ type: Value) -> Value {
        type.mappingContents { value in
            if value.choice != nil { return configuration(value) }
            guard let name = value.string, Self.configurations.contains(name) else { return value }
            return value.replacing(.string("CodeDeployDefault.Lambda" + name))
        }
    }

    private func alarms(_ property: Value?) -> Value? {
        property?.mappingContents { value in
            let new = ValueMaker(value.usePlace)
            let names = value.elements.filter { !$0.isAbsent }
            guard !names.isEmpty else { return new.map([:]) }
            return new.map(["Enabled": new.bool(true), "Alarms": new.list(names.map { new.map(["Name": $0]) })])
        }
    }
}
