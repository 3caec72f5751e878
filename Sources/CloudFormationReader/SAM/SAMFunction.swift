internal import ApplicationModel
internal import SourceText

/// `AWS::Serverless::Function` becomes a function, its role, version and alias, its URL and what its events make.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
extension SAMExpansion {
    /// Properties of the function that keep their names.
    private static let passed = [
        "FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment",
        "KmsKeyArn", "ReservedConcurrentExecutions", "Layers", "FileSystemConfigs", "ImageConfig", "PackageType",
        "Architectures", "SnapStart", "EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig",
        "LoggingConfig", "TenancyConfig", "RecursiveLoop", "DurableConfig", "FunctionScalingConfig",
        "PublishToLatestPublished",
    ]

    mutating func expandFunction(_ id: String) {
        guard let draft = drafts[id] else { return }
        let origin = origin(draft)
        var function = FunctionDraft(draft, origin)
        function.properties = functionProperties(draft, origin)
        publish(&function)
        addURL(&function)
        addInvokeConfig(&function)
        preferDeployment(function)
        expandEvents(&function)
        addRole(&function)
        let made = function.made.sorted { $0.position < $1.position }.map(\.draft)
        let tags = draft.properties["Tags"]
        let propagate = draft.properties["PropagateTags"]
        emit(propagating(tags, if: propagate, to: made), for: id)
        become("AWS::Lambda::Function", function.properties, id: id)
        if let main = drafts[id] { drafts[id] = propagating(tags, if: propagate, to: [main]).first }
        for made in made { note(made, of: id) }
    }

    /// Remembers what `Function.Alias` and the like lead to.
    private mutating func note(_ made: ResourceDraft, of id: String) {
        let names = [
            "AWS::Lambda::Alias": "Alias", "AWS::Lambda::Version": "Version", "AWS::SNS::Topic": "DestinationTopic",
            "AWS::SQS::Queue": "DestinationQueue",
        ]
        if let name = names[made.type] { references[id + "." + name] = made.logicalID }
    }

    private func functionProperties(_ draft: ResourceDraft, _ origin: Origin) -> MemberMap {
        let own = draft.properties
        var properties = MemberMap()
        for key in Self.passed {
            if own[key] != nil, let member = own.member(key) { properties.set(member) }
        }
        properties.set("Role", own["Role"], at: own.member("Role")?.keyPlace)
        properties.set("Code", SAMCode(own).value, at: SAMCode(own).keyPlace)
        let tags = origin.new.list([origin.new.tag("lambda:createdBy", "SAM")] + origin.new.tags(own["Tags"]))
        properties.set("Tags", tags, at: own.member("Tags")?.keyPlace ?? draft.place)
        if let tracing = own.member("Tracing"), draft.tracing != nil {
            properties.set(
                "TracingConfig", ValueMaker(tracing.keyPlace).map(["Mode": tracing.value]), at: tracing.keyPlace)
        }
        if let queue = own.member("DeadLetterQueue"), let target = queue.value["TargetArn"] {
            properties.set(
                "DeadLetterConfig", ValueMaker(queue.keyPlace).map(["TargetArn": target]), at: queue.keyPlace)
        }
        if let provider = own.member("CapacityProviderConfig") {
            properties.set("CapacityProviderConfig", capacity(provider), at: provider.keyPlace)
        }
        return properties
    }

    private func capacity(_ member: Value.Member) -> Value {
        let new = ValueMaker(member.keyPlace)
        let config = MemberMap(member.value)
        return new.map([
            "LambdaManagedInstancesCapacityProviderConfig": new.map([
                "CapacityProviderArn": config["Arn"],
                "PerExecutionEnvironmentMaxConcurrency": config["PerExecutionEnvironmentMaxConcurrency"],
                "ExecutionEnvironmentMemoryGiBPerVCpu": config["ExecutionEnvironmentMemoryGiBPerVCpu"],
            ])
        ])
    }
}

extension ResourceDraft {
    /// The tracing mode of a function, unless it is none or `Disabled`, which is the same.
    var tracing: Value? {
        guard let mode = properties["Tracing"], mode.string != "Disabled" else { return nil }
        return mode
    }
}

/// A function while it is expanded.
struct FunctionDraft {
    let source: ResourceDraft
    let origin: Origin
    var properties = MemberMap()
    /// What is made, with a position in the output.
    var made: [(position: Int, draft: ResourceDraft)] = []
    /// The alias with its name, when one is published.
    var alias: (logicalID: String, name: String)?
    /// The managed policies and the inline ones that events need.
    var attached: [Value] = []
    var included: [Value] = []
    /// The inline policies that the destinations of asynchronous invocations need.
    var destinationPolicies: [Value] = []

    init(_ source: ResourceDraft, _ origin: Origin) {
        self.source = source
        self.origin = origin
    }

    var id: String { source.logicalID }
    subscript(key: String) -> Value? { source.properties[key] }
    func member(_ key: String) -> Value.Member? { self[key] == nil ? nil : source.properties.member(key) }

    /// What events run: the alias when there is one.
    var target: EventTarget {
        let new = origin.new
        if let alias {
            let reference = new.reference(alias.logicalID)
            return EventTarget(
                logicalID: alias.logicalID, name: reference, arn: reference, shorthand: "${\(alias.logicalID)}")
        }
        return EventTarget(
            logicalID: id, name: new.reference(id), arn: new.attribute("Arn", of: id), shorthand: "${\(id).Arn}")
    }

    /// Adds what belongs to the function itself, which stands in front of what events make.
    mutating func make(_ draft: ResourceDraft) { made.append((-1, draft)) }
}
