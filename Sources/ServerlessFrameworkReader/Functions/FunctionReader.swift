import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Reads one function: its own settings over the provider's, as the framework lays them.
struct FunctionReader {
    let service: ServiceManifest
    /// The function's name and definition.
    let member: Value.Member
    /// What could not be read.
    private(set) var issues: [SourceIssue] = []

    /// Makes a reader of one function.
    init(service: ServiceManifest, member: Value.Member) {
        self.service = service
        self.member = member
    }

    private var own: Value { member.value }
    private var provider: Value { service.provider }
    /// What the author lays over the function's generated resource.
    private var generated: Value? { service.resource(FunctionNaming.logicalID(of: member.key))?.properties }

    /// The function, without its role.
    mutating func read() -> Function {
        var function = Function(name: member.key, namePlace: member.keyPlace, definition: own)
        function.logicalID = service.isAWS ? FunctionNaming.logicalID(of: member.key) : nil
        readIdentity(into: &function)
        readLimits(into: &function)
        readEnvironment(into: &function)
        readObservation(into: &function)
        readDestinations(into: &function)
        function.package = PackageReader(service: service, member: member).package
        var events = EventReader(service: service, function: member)
        function.triggers = events.triggers()
        issues += events.issues
        return function
    }

    private func readIdentity(into function: inout Function) {
        function.deployedName = own["name"]?.truthy
        function.handler = own["handler"]?.truthy ?? (service.isAWS ? nil : own["script"]?.truthy)
        function.image = own["image"]?.truthy
        function.runtime =
            function.image == nil
            ? generated?["Runtime"] ?? own["runtime"]?.truthy ?? provider["runtime"]?.truthy ?? defaultRuntime : nil
    }

    /// What version 4 of the framework deploys where no runtime is said; of older ones it depends on the minor version.
    private var defaultRuntime: Value? {
        guard service.isAWS, service.frameworkMajor == 4, own["handler"]?.isTruthy == true else { return nil }
        let section = service.document.member("provider")
        let place = provider.member("name")?.keyPlace ?? section?.keyPlace ?? member.keyPlace
        let step = TraceStep(expression: "runtime", place: place, outcome: "not said; the framework's default is taken")
        return Value(.string("nodejs20.x"), place: place, trace: [step])
    }

    private func readLimits(into function: inout Function) {
        function.timeout = generated?["Timeout"] ?? own["timeout"]?.truthy ?? provider["timeout"]?.truthy
        function.memory = generated?["MemorySize"] ?? own["memorySize"]?.truthy ?? provider["memorySize"]?.truthy
        function.reservedConcurrency = own["reservedConcurrency"].flatMap { $0.isNull ? nil : $0 }
        function.vpc = vpc ?? generated?["VpcConfig"]
        function.layers =
            (own["layers"]?.truthy ?? provider["layers"]?.truthy)?.oneOrMany ?? generated?["Layers"]?.oneOrMany ?? []
    }

    /// `null` and `false` take the function out of the provider's network.
    private var vpc: Value? {
        guard let setting = own["vpc"] else { return provider["vpc"]?.truthy }
        guard setting.isTruthy else { return nil }
        return provider["vpc"]?.truthy?.merged(with: setting) ?? setting
    }

    private mutating func readEnvironment(into function: inout Function) {
        var reader = EnvironmentReader()
        for (section, isInherited) in [(provider, true), (own, false)] {
            // Twilio's own `environment` is the name of a stage; its variables have a section of their own.
            let variables = section["environmentVars"] ?? section["environment"]
            if isInherited, !service.inherits { continue }
            if service.isAWS || variables?.isMap == true { reader.read(variables, isInherited: isInherited) }
        }
        if service.isAWS {
            reader.read(generated?[path: "Environment", "Variables"], isInherited: false)
        }
        function.environment = reader.variables
        issues += reader.issues.map { issue in
            SourceIssue(
                issue.kind, "in the function `\(member.key)`: \(issue.message)", at: issue.place,
                isPartial: issue.isPartial)
        }
    }

    private func readObservation(into function: inout Function) {
        function.tags =
            service.inherits
            ? TagReader.tags(provider["stackTags"], provider["tags"], own["tags"], generatedTags)
            : TagReader.tags(own["tags"], generatedTags)
        function.tracing =
            generated?[path: "TracingConfig", "Mode"] ?? own["tracing"]?.truthy
            ?? provider[path: "tracing", "lambda"]?.truthy ?? own["tracing"] ?? provider[path: "tracing", "lambda"]
        function.hasLogsDisabled = own["disableLogs"]?.bool == true
        function.logRetention = logRetention
        let concurrency = generated?["ReservedConcurrentExecutions"]
        function.reservedConcurrency = concurrency ?? function.reservedConcurrency
    }

    private var generatedTags: Value? { generated?["Tags"].map(TagReader.map) }

    private var logRetention: Value? {
        let id = FunctionNaming.logGroupLogicalID(of: member.key)
        if let set = service.resource(id)?.properties["RetentionInDays"] { return set }
        if let custom = customLogGroup { return retention(ofCustom: custom) }
        if let group = ownLogGroup, let set = group.properties["RetentionInDays"] { return set }
        if let set = own["logRetentionInDays"]?.truthy ?? provider["logRetentionInDays"]?.truthy { return set }
        guard service.hasPlugin("serverless-plugin-log-retention") else { return nil }
        return own["logRetentionInDays"] ?? service.custom("logRetentionInDays")
    }

    /// The log group that the author names, in place of the one that the framework makes.
    private var customLogGroup: Value? {
        own[path: "logs", "logGroup"]?.truthy ?? provider[path: "logs", "lambda", "logGroup"]?.truthy
    }

    /// With a group of the author's the framework makes none, so that its own setting has nothing to hold for.
    private func retention(ofCustom group: Value) -> Value? {
        let declared =
            group.referencedLogicalID.flatMap(service.resource) ?? group.knownText.flatMap { service.index.logGroups[$0] }
        if let declared { return declared.properties["RetentionInDays"] }
        let reason = "its log group is made elsewhere"
        return Value(.unknown(reason: reason), place: group.place, usePlace: group.usePlace, trace: group.trace)
    }

    /// The log group that the author declares for the function, by its name.
    private var ownLogGroup: Resource? {
        var names: Set<String> = []
        if let name = own["name"]?.knownText { names.insert("/aws/lambda/" + name) }
        if let prefix = service.nameValue?.knownText {
            names.insert("/aws/lambda/\(prefix)-\(service.stage ?? "?")-\(member.key)")
        }
        return names.sorted().lazy.compactMap { service.index.logGroups[$0] }.first
    }

    private func readDestinations(into function: inout Function) {
        var failures = [own["onError"]?.truthy, generated?[path: "DeadLetterConfig", "TargetArn"]].compactMap(\.self)
        if service.hasPlugin("serverless-plugin-lambda-dead-letter"), let queue = own["deadLetter"]?.truthy {
            failures.append(queue["targetArn"] ?? queue["sqs"] ?? queue["sns"] ?? queue)
        }
        if let failure = own[path: "destinations", "onFailure"]?.truthy { failures.append(failure["arn"] ?? failure) }
        if let success = own[path: "destinations", "onSuccess"]?.truthy {
            function.successDestinations = [success["arn"] ?? success]
        }
        let changed = service.resource(FunctionNaming.invocationSettingsLogicalID(of: member.key))
        for resource in (service.index.invocationSettings[member.key] ?? []) + (changed.map { [$0] } ?? []) {
            let config = resource.properties["DestinationConfig"]
            if let failure = config?[path: "OnFailure", "Destination"] { failures.append(failure) }
            if let success = config?[path: "OnSuccess", "Destination"] { function.successDestinations.append(success) }
        }
        function.failureDestinations = failures
    }
}
