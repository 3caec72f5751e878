import ApplicationModel
import ManifestReading
import SourceText

/// The permissions that the framework adds to a role by itself.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/iam
struct FrameworkGrants {
    let service: ServiceManifest
    /// How the grants are marked, given what they are for.
    let origin: (_ reason: String) -> GrantOrigin

    /// What writing logs needs in a function's own role.
    func logs(of function: Function) -> [PolicyStatement] {
        let group = Self.parts(of: customLogGroup(of: function)) ?? logGroup(of: function)
        let grants = writing([group], suffix: ":*", at: function.namePlace)
        return function.hasLogsDisabled ? denied(grants) : grants
    }

    /// What writing logs needs in the role of all functions: one grant for the service's prefix, and one for each
    /// function that is named otherwise or has a group of its own.
    func sharedLogs(of functions: [Function], isDedicated: (Function) -> Bool) -> [PolicyStatement] {
        let others = functions.filter { !hasPrefixedGroup($0) && !$0.hasLogsDisabled }
        let prefixed = functions.filter(hasPrefixedGroup)
        var groups: [[Value.Part]] = []
        var said: Set<[Value.Part]> = []
        for function in others where !isDedicated(function) {
            let group = Self.parts(of: function.definition[path: "logs", "logGroup"]?.truthy) ?? logGroup(of: function)
            if said.insert(group).inserted { groups.append(group) }
        }
        let place = service.providerPlace
        var grants = groups.isEmpty ? [] : writing(groups, suffix: ":*", at: place)
        // The framework keeps the prefix where the role would hold nothing else.
        guard prefixed.contains(where: { !$0.hasLogsDisabled }) || (groups.isEmpty && !others.isEmpty) else {
            return grants
        }
        grants += writing([Self.logGroups + prefix], suffix: "*:*", at: place)
        return grants + prefixed.filter(\.hasLogsDisabled).flatMap { denied(logs(of: $0)) }
    }

    private func writing(_ groups: [[Value.Part]], suffix: String, at place: SourcePlace) -> [PolicyStatement] {
        let resources = { (end: String) in
            groups.map { Value(.composed(Self.logHead + $0 + [.literal(suffix + end)]), place: place) }
        }
        return [
            statement(
                ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"], on: resources(""), for: "logs",
                at: place),
            statement(["logs:PutLogEvents"], on: resources(":*"), for: "logs", at: place),
        ]
    }

    /// The second of the grants for a group as a denial.
    private func denied(_ grants: [PolicyStatement]) -> [PolicyStatement] {
        grants.suffix(1).map { grant in
            var denial = grant
            denial.effect = .deny
            return denial
        }
    }

    /// Whether the grant for the service's prefix covers the function's log group.
    private func hasPrefixedGroup(_ function: Function) -> Bool {
        if function.definition[path: "logs", "logGroup"]?.isTruthy == true { return false }
        guard let name = function.deployedName else { return true }
        let prefix = Value(.composed(prefix), place: name.place).identityText ?? "?"
        return name.identityText?.hasPrefix(prefix) ?? false
    }

    /// What a function's own settings and triggers make the framework add.
    func grants(for function: Function) -> [PolicyStatement] {
        settings(of: function) + function.triggers.flatMap { polling($0, of: function) } + webSocket(of: function)
    }

    /// The managed policies that a function's settings make the framework attach.
    func managedPolicies(for function: Function) -> [ManagedPolicyAttachment] {
        var names: [(String, String)] = []
        if function.vpc != nil { names.append(("AWSLambdaVPCAccessExecutionRole", "vpc")) }
        if function.definition["durableConfig"]?.isTruthy == true {
            names.append(("AWSLambdaBasicDurableExecutionRolePolicy", "durableConfig"))
        }
        return names.map { name, reason in
            let arn: [Value.Part] = [
                .literal("arn:"), .symbol(.pseudoParameter("AWS::Partition")),
                .literal(":iam::aws:policy/service-role/" + name),
            ]
            return ManagedPolicyAttachment(
                policy: Value(.composed(arn), place: function.namePlace), origin: origin(reason))
        }
    }

    private func settings(of function: Function) -> [PolicyStatement] {
        var grants: [PolicyStatement] = []
        let own = function.definition
        if let tracing = function.tracing, tracing.isTruthy {
            grants.append(
                statement(
                    ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], on: [.literal("*", at: tracing.usePlace)],
                    for: "tracing", at: tracing.usePlace))
        }
        // The framework adds these two only for ARNs that are text to it.
        if let queue = own["onError"]?.truthy, queue.referencedLogicalID == nil {
            grants.append(statement(["sns:Publish"], on: [queue], for: "onError", at: queue.usePlace))
        }
        let key = own["kmsKeyArn"]?.truthy ?? service.provider["kmsKeyArn"]?.truthy
        if let key, key.referencedLogicalID == nil {
            grants.append(statement(["kms:Decrypt"], on: [key], for: "kmsKeyArn", at: key.usePlace))
        }
        if let system = own[path: "fileSystemConfig", "arn"]?.truthy {
            let prefix = system.knownText?.contains(":s3files:") == true ? "s3files" : "elasticfilesystem"
            grants.append(
                statement(
                    ["\(prefix):ClientMount", "\(prefix):ClientWrite"], on: [system], for: "fileSystemConfig",
                    at: system.usePlace))
        }
        // A function under a role that it names itself gets no grant for its destinations.
        guard own["role"]?.isTruthy != true else { return grants }
        return grants + ["onSuccess", "onFailure"].compactMap { destination(own[path: "destinations", $0]) }
    }

    private func destination(_ setting: Value?) -> PolicyStatement? {
        guard let setting = setting?.truthy else { return nil }
        var target = setting["arn"] ?? setting
        if let name = target.string, let function = service.function(namedBy: target), function == name {
            let id = FunctionNaming.logicalID(of: function)
            target = target.replacing(.symbolic(.resource(logicalID: id, attribute: "Arn")))
        }
        let declared = target.referencedLogicalID.flatMap(service.resource)?.type
        let action = Self.action(forDestination: setting["type"]?.string ?? declared ?? target.knownText ?? "")
        return statement([action], on: [target], for: "destinations", at: setting.usePlace)
    }

    /// The action by a destination's type in the manifest, the type of its resource, or its ARN.
    private static func action(forDestination type: String) -> String {
        switch true {
        case type == "sqs" || type == "AWS::SQS::Queue" || type.contains(":sqs:"): "sqs:SendMessage"
        case type == "sns" || type == "AWS::SNS::Topic" || type.contains(":sns:"): "sns:Publish"
        case type == "eventBus" || type == "AWS::Events::EventBus" || type.contains(":event-bus/"): "events:PutEvents"
        default: "lambda:InvokeFunction"
        }
    }

    private func webSocket(of function: Function) -> [PolicyStatement] {
        guard let trigger = function.triggers.first(where: { $0.name == "websocket" }) else { return [] }
        let arn: [Value.Part] = [
            .literal("arn:"), .symbol(.pseudoParameter("AWS::Partition")),
            .literal(":execute-api:*:*:*/@connections/*"),
        ]
        return [
            statement(
                ["execute-api:ManageConnections"], on: [Value(.composed(arn), place: trigger.place)],
                for: "websocket", at: trigger.place)
        ]
    }

    private static let logHead: [Value.Part] = [
        .literal("arn:"), .symbol(.pseudoParameter("AWS::Partition")), .literal(":logs:"),
        .symbol(.pseudoParameter("AWS::Region")), .literal(":"), .symbol(.pseudoParameter("AWS::AccountId")),
        .literal(":log-group:"),
    ]
    private static let logGroups: [Value.Part] = [.literal("/aws/lambda/")]

    /// What the names of functions without one of their own start with.
    private var prefix: [Value.Part] {
        (Self.parts(of: service.nameValue) ?? []) + [.literal("-" + (service.stage ?? "*"))]
    }

    private func logGroup(of function: Function) -> [Value.Part] {
        Self.logGroups + (Self.parts(of: function.deployedName) ?? prefix + [.literal("-" + function.name)])
    }

    private func customLogGroup(of function: Function) -> Value? {
        function.definition[path: "logs", "logGroup"]?.truthy
            ?? service.provider[path: "logs", "lambda", "logGroup"]?.truthy
    }

    private static func parts(of value: Value?) -> [Value.Part]? {
        guard let value else { return nil }
        return switch value.content {
        case .composed(let parts): parts
        case .symbolic(let symbol): [.symbol(symbol)]
        default: [.literal(value.scalarText ?? "*")]
        }
    }

    func statement(
        _ actions: [String], on resources: [Value], for reason: String, at place: SourcePlace
    ) -> PolicyStatement {
        var statement = PolicyStatement(effect: .allow, origin: origin(reason), place: place)
        statement.actions = actions.map { .literal($0, at: place) }
        statement.resources = resources
        return statement
    }
}
