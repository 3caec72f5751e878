import ApplicationModel
import SourceText

/// The permissions that the framework adds to a role by itself.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/iam
struct FrameworkGrants {
    let service: ServiceManifest
    /// How the grants are marked, given what they are for.
    let origin: (_ reason: String) -> GrantOrigin

    /// What writing logs needs, for all functions with the service's prefix or for one.
    func logs(of function: Function?) -> [PolicyStatement] {
        let place = function?.namePlace ?? service.providerPlace
        let suffix = function == nil ? "*:*" : ":*"
        let group = logGroupParts(of: function, at: place)
        let writing = statement(
            ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"],
            on: [Value(.composed(group + [.literal(suffix)]), place: place)], for: "logs", at: place)
        let putting = statement(
            ["logs:PutLogEvents"], on: [Value(.composed(group + [.literal(suffix + ":*")]), place: place)],
            for: "logs", at: place)
        guard function?.hasLogsDisabled == true else { return [writing, putting] }
        var denied = putting
        denied.effect = .deny
        return [denied]
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

    private func logGroupParts(of function: Function?, at place: SourcePlace) -> [Value.Part] {
        let head: [Value.Part] = [
            .literal("arn:"), .symbol(.pseudoParameter("AWS::Partition")), .literal(":logs:"),
            .symbol(.pseudoParameter("AWS::Region")), .literal(":"), .symbol(.pseudoParameter("AWS::AccountId")),
            .literal(":log-group:"),
        ]
        let settings = function?.definition["logs"] ?? service.provider[path: "logs", "lambda"]
        if let group = settings?["logGroup"]?.truthy { return head + Self.parts(of: group) }
        let prefix = head + [.literal("/aws/lambda/")]
        if let name = function?.deployedName { return prefix + Self.parts(of: name) }
        let names = [service.nameValue.map(Self.parts) ?? [], [.literal("-" + (service.stage ?? "*"))]]
        return prefix + names.flatMap(\.self) + (function.map { [.literal("-" + $0.name)] } ?? [])
    }

    private static func parts(of value: Value) -> [Value.Part] {
        switch value.content {
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
