internal import ApplicationModel
internal import SourceText

/// `AWS::Serverless::StateMachine` becomes a state machine, its role and what its events make.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
extension SAMExpansion {
    private static let renamed = [
        ("Name", "StateMachineName"), ("Type", "StateMachineType"), ("Logging", "LoggingConfiguration"),
        ("Tracing", "TracingConfiguration"), ("DefinitionSubstitutions", "DefinitionSubstitutions"),
        ("Definition", "Definition"), ("Role", "RoleArn"),
    ]

    /// The definition stays a map under `Definition`; SAM itself writes it as a text with substitutions.
    mutating func expandStateMachine(_ id: String) {
        guard let draft = drafts[id] else { return }
        let origin = origin(draft)
        let own = draft.properties
        var properties = MemberMap()
        for (key, name) in Self.renamed { properties.set(name, own[key], at: own.member(key)?.keyPlace) }
        addDefinitionLocation(own, to: &properties)
        let tags = origin.new.list([origin.new.tag("stateMachine:createdBy", "SAM")] + origin.new.tags(own["Tags"]))
        properties.set("Tags", tags, at: own.member("Tags")?.keyPlace ?? draft.place)
        var made: [ResourceDraft] = []
        if own["Role"] == nil {
            made.append(stateMachineRole(draft, origin, tags))
            properties.set("RoleArn", origin.new.attribute("Arn", of: id + "Role"))
        }
        let published = publishedStateMachine(draft, origin)
        made += published
        let usesAlias = own["UseAliasAsEventTarget"]?.bool == true && !published.isEmpty
        let target = usesAlias ? published.last.map(\.logicalID) ?? id : id
        made += stateMachineEvents(draft, origin, target)
        let propagate = own["PropagateTags"]
        emit(propagating(own["Tags"], if: propagate, to: made), for: id)
        become("AWS::StepFunctions::StateMachine", properties, id: id)
        if let main = drafts[id] { drafts[id] = propagating(own["Tags"], if: propagate, to: [main]).first }
    }

    private func addDefinitionLocation(_ own: MemberMap, to properties: inout MemberMap) {
        guard let member = own.member("DefinitionUri"), !member.value.isAbsent else { return }
        let isFile = member.value.isMap && member.value["Bucket"] == nil
        let pointer = S3Pointer(member.value.string)?.value(at: member.value.usePlace)
        properties.set(isFile ? "Definition" : "DefinitionS3Location", pointer ?? member.value, at: member.keyPlace)
    }

    private mutating func stateMachineRole(_ draft: ResourceDraft, _ origin: Origin, _ tags: Value) -> ResourceDraft {
        let own = draft.properties
        let id = draft.logicalID + "Role"
        let member = own["Policies"] == nil ? nil : own.member("Policies")
        let origin = origin.asked(by: member == nil ? origin.word : "Policies", at: member?.keyPlace)
        var policies = SAMPolicies(own["Policies"], role: id, attached: [])
        if own["Tracing"]?["Enabled"]?.bool == true {
            policies.attach(
                ValueMaker(own.member("Tracing")?.keyPlace ?? draft.place).managedPolicy("AWSXrayWriteOnlyAccess"))
        }
        issues += policies.issues
        return origin.draft(
            "AWS::IAM::Role", id,
            [
                "AssumeRolePolicyDocument": origin.new.trust("states.amazonaws.com"),
                "ManagedPolicyArns": origin.new.list(policies.managed),
                "Policies": policies.documents.isEmpty ? nil : origin.new.list(policies.documents),
                "Path": own["RolePath"], "PermissionsBoundary": own["PermissionsBoundary"], "Tags": tags,
            ])
    }

    /// `AutoPublishAlias`: a version and an alias that leads to it.
    private func publishedStateMachine(_ draft: ResourceDraft, _ origin: Origin) -> [ResourceDraft] {
        guard let member = draft.properties.member("AutoPublishAlias"), let name = member.value.string else {
            return []
        }
        let id = draft.logicalID
        let origin = origin.asked(by: "AutoPublishAlias", at: member.keyPlace)
        var version = origin.draft(
            "AWS::StepFunctions::StateMachineVersion", id + "Version",
            [
                "StateMachineArn": origin.new.reference(id),
                "StateMachineRevisionId": origin.new.attribute("StateMachineRevisionId", of: id),
            ])
        for key in ["DeletionPolicy", "UpdateReplacePolicy"] where version.attributes[key] == nil {
            version.attributes.set(key, origin.new.text("Retain"))
        }
        var preference = MemberMap(draft.properties["DeploymentPreference"])
        if preference.isEmpty { preference.set("Type", origin.new.text("ALL_AT_ONCE")) }
        preference.set("StateMachineVersionArn", origin.new.reference(id + "Version"))
        let alias = origin.draft(
            "AWS::StepFunctions::StateMachineAlias", id + "Alias" + name,
            ["Name": member.value, "DeploymentPreference": preference.value(at: member.keyPlace)])
        return [version, alias]
    }

    private mutating func stateMachineEvents(_ draft: ResourceDraft, _ origin: Origin, _ id: String) -> [ResourceDraft]
    {
        let reference = origin.new.reference(id)
        let target = EventTarget(logicalID: id, name: reference, arn: reference, shorthand: "${\(id)}")
        let boundary = draft.properties["PermissionsBoundary"]
        var made: [(position: Int, drafts: [ResourceDraft])] = []
        for (position, event) in events(of: draft) {
            made.append((position, expand(event, target, origin, boundary)))
        }
        return made.sorted { $0.position < $1.position }.flatMap(\.drafts)
    }

    private mutating func expand(
        _ event: SAMEvent, _ target: EventTarget, _ origin: Origin, _ boundary: Value?
    ) -> [ResourceDraft] {
        switch event.type {
        case "Schedule", "CloudWatchEvent", "EventBridgeRule":
            let given = event.type == "Schedule" ? event["RoleArn"] : nil
            let role = given == nil ? [event.startRole(target, service: "events.amazonaws.com", boundary)] : []
            let arn = given ?? event.new.attribute("Arn", of: event.logicalID + "Role")
            return RuleEvent(event, target, suffix: "StepFunctionsTarget", role: arn).drafts + role
        case "ScheduleV2": return event.schedule(target, isStateMachine: true)
        case "Api": return startRoute(event, target, origin, boundary)
        default:
            report(
                "state machines have no event of type `\(event.type)`, so `\(event.key)` does nothing", at: event.place)
            return []
        }
    }

    /// `Api`: a method that starts the state machine with the request.
    private mutating func startRoute(
        _ event: SAMEvent, _ target: EventTarget, _ origin: Origin, _ boundary: Value?
    ) -> [ResourceDraft] {
        guard let route = RestRoute(event) else {
            report("the event `\(event.key)` is not known: expected `Path` and `Method`", at: event.place)
            return []
        }
        let role = event.startRole(target, service: "apigateway.amazonaws.com", boundary)
        let integration = Integration(
            stateMachine: target, event, origin, role: event.new.attribute("Arn", of: role.logicalID))
        if let id = route.apiID, apis[id]?.isREST == true, apis[id]?.isManaged == true {
            addRestRoute(route, to: id, stage: event["Stage"]?.string ?? "", integration)
        }
        return [role]
    }
}

extension SAMEvent {
    /// The role under which a service starts a state machine.
    fileprivate func startRole(_ target: EventTarget, service: String, _ boundary: Value?) -> ResourceDraft {
        let id = logicalID + "Role"
        let policy = new.policy(id + "StartExecutionPolicy", [new.allow("states:StartExecution", on: target.arn)])
        return origin.draft(
            "AWS::IAM::Role", id,
            [
                "AssumeRolePolicyDocument": new.trust(service), "Policies": new.list([policy]),
                "PermissionsBoundary": boundary,
            ])
    }
}
