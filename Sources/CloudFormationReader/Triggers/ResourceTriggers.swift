package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Triggers that the author writes as resources instead of events: mappings, rules, subscriptions, notifications.
package struct ResourceTriggers: Sendable {
    let template: Template
    private let names: ResourceNames
    private let preflights: RESTPreflights
    /// The triggers with the functions they reach, in the order of the resources.
    package private(set) var triggers: [(function: String, trigger: Trigger)] = []

    /// The services that may hold a permission without anything else in the manifest telling that they call.
    private static let principals: [String: (Trigger.Kind, Trigger.Invocation)] = [
        "ses.amazonaws.com": (.email, .asynchronous), "s3.amazonaws.com": (.objectStorage, .asynchronous),
        "sns.amazonaws.com": (.topic, .asynchronous), "events.amazonaws.com": (.eventBus, .asynchronous),
        "iot.amazonaws.com": (.iotRule, .asynchronous), "config.amazonaws.com": (.configurationRule, .asynchronous),
        "alexa-appkit.amazon.com": (.alexaSkill, .synchronous), "cognito-idp.amazonaws.com": (.userPool, .synchronous),
    ]

    /// Looks through a template's resources.
    package init(template: Template) {
        self.template = template
        names = ResourceNames(template: template)
        preflights = RESTPreflights(template: template)
        for resource in template.resources { read(resource) }
    }

    /// The services that call through a door, so that a permission tells of a route that is defined elsewhere.
    private static let doors: [String: Trigger.Kind] = [
        "apigateway.amazonaws.com": .restAPI, "elasticloadbalancing.amazonaws.com": .loadBalancer,
        "vpc-lattice.amazonaws.com": .loadBalancer,
    ]

    /// The doors that only a permission tells of, for functions without any.
    package func permittedDoors(for functions: [Function]) -> [(function: String, trigger: Trigger)] {
        var served = Set(functions.filter { $0.triggers.contains { $0.route != nil || $0.kind == .authorizer } }.map(\.name))
        return template.resources(ofType: "AWS::Lambda::Permission").compactMap { resource in
            guard let principal = resource.properties["Principal"]?.string, let kind = Self.doors[principal],
                let function = template.function(namedBy: resource.properties["FunctionName"]),
                served.insert(function).inserted
            else { return nil }
            var trigger = Trigger(
                kind: kind, name: TriggerWord.word(for: kind, madeBy: resource), place: resource.logicalIDPlace,
                invocation: .synchronous, definition: resource.definition)
            var route = HTTPRoute(method: nil, path: nil, place: resource.logicalIDPlace)
            route.authorization = .unknown(reason: "the route is defined outside the template")
            trigger.route = route
            return (function, trigger)
        }
    }

    /// The triggers that only a permission tells of, for functions without one of the same kind.
    package func permitted(for functions: [Function]) -> [(function: String, trigger: Trigger)] {
        var kinds = Set(functions.flatMap { function in function.triggers.map { "\(function.name) \($0.kind)" } })
        return template.resources(ofType: "AWS::Lambda::Permission").compactMap { resource in
            let properties = resource.properties
            guard let principal = properties["Principal"]?.string, let (kind, invocation) = Self.principals[principal],
                let function = template.function(namedBy: properties["FunctionName"]),
                !isRule(properties["SourceArn"]), kinds.insert("\(function) \(kind)").inserted
            else { return nil }
            var trigger = Trigger(
                kind: kind, name: TriggerWord.word(for: kind, madeBy: resource), place: resource.logicalIDPlace, invocation: invocation,
                definition: resource.definition)
            trigger.source = properties["SourceArn"]
            return (function, trigger)
        }
    }

    /// Whether a rule of the template is meant: its own targets tell what it calls, on a schedule or for events.
    private func isRule(_ source: Value?) -> Bool {
        source?.referencedLogicalID.flatMap(template.resource)?.type == "AWS::Events::Rule"
    }

    private mutating func read(_ resource: Resource) {
        let properties = resource.properties
        switch resource.type {
        case "AWS::Lambda::EventSourceMapping": readMapping(resource)
        case "AWS::Events::Rule": readRule(resource)
        case "AWS::Scheduler::Schedule":
            add(.schedule, .asynchronous, resource, target: properties[path: "Target", "Arn"], source: nil) {
                $0.isEnabled = properties["State"].map(Self.isEnabled)
            }
        case "AWS::SNS::Subscription":
            readSubscription(properties, of: resource, topic: properties["TopicArn"])
        case "AWS::SNS::Topic":
            for entry in properties["Subscription"]?.elements ?? [] {
                readSubscription(entry, of: resource, topic: reference(to: resource))
            }
        case "AWS::S3::Bucket": readNotifications(resource)
        case "AWS::Logs::SubscriptionFilter":
            add(
                .logSubscription, .asynchronous, resource, target: properties["DestinationArn"],
                source: properties["LogGroupName"])
        case "AWS::Cognito::UserPool":
            for member in properties["LambdaConfig"]?.members ?? [] {
                add(
                    .userPool, .synchronous, resource, target: member.value["LambdaArn"] ?? member.value,
                    source: reference(to: resource))
            }
        case "AWS::IoT::TopicRule":
            for action in properties[path: "TopicRulePayload", "Actions"]?.elements ?? [] {
                add(.iotRule, .asynchronous, resource, target: action[path: "Lambda", "FunctionArn"], source: nil)
            }
        case "AWS::StepFunctions::StateMachine":
            for mention in FunctionReferences(in: properties, template: template).mentions {
                add(
                    .stateMachine, .synchronous, resource,
                    target: .literal(mention.function, at: mention.value.usePlace), source: reference(to: resource))
            }
        case "AWS::SES::ReceiptRule":
            for action in properties[path: "Rule", "Actions"]?.elements ?? [] {
                add(.email, .asynchronous, resource, target: action[path: "LambdaAction", "FunctionArn"], source: nil)
            }
        case "AWS::Config::ConfigRule":
            add(
                .configurationRule, .asynchronous, resource, target: properties[path: "Source", "SourceIdentifier"],
                source: nil)
        default: readDoor(resource)
        }
    }

    private mutating func readDoor(_ resource: Resource) {
        let reader = ResourceDoors(template: template)
        switch resource.type {
        case "AWS::Lambda::Url":
            add(
                .functionURL, .synchronous, resource, target: resource.properties["TargetFunctionArn"], source: nil,
                route: reader.functionURL(resource))
        case "AWS::ApiGateway::Method":
            var route = reader.method(resource)
            route.cors = route.cors ?? preflights.cors(before: resource)
            add(
                .restAPI, .synchronous, resource, target: resource.properties[path: "Integration", "Uri"], source: nil,
                route: route)
        case "AWS::ApiGatewayV2::Api" where resource.properties["Target"] != nil:
            add(
                .httpAPI, .synchronous, resource, target: resource.properties["Target"], source: nil,
                route: reader.quickRoute(resource))
        case "AWS::ApiGatewayV2::Route":
            add(
                reader.isWebSocket(resource) ? .webSocket : .httpAPI, .synchronous, resource,
                target: reader.integration(of: resource), source: nil, route: reader.route(resource))
        case "AWS::AppSync::DataSource":
            add(
                .graphQL, .synchronous, resource,
                target: resource.properties[path: "LambdaConfig", "LambdaFunctionArn"], source: nil,
                route: reader.graphQL(resource))
        default: readOther(resource)
        }
    }

    private mutating func readMapping(_ resource: Resource) {
        let properties = resource.properties
        let source = properties["EventSourceArn"]
        let kind = properties["SelfManagedEventSource"] == nil ? kind(ofSource: source, word: resource.generator?.word ?? "") : .kafka
        add(kind, .polled, resource, target: properties["FunctionName"], source: source) {
            $0.isEnabled = properties["Enabled"]
            $0.failureDestination = properties[path: "DestinationConfig", "OnFailure", "Destination"]
        }
    }

    /// What SAM's events poll, for sources that only a parameter names.
    private static let kindsByWord: [String: Trigger.Kind] = [
        "SQS": .queue, "DynamoDB": .keyValueStream, "Kinesis": .dataStream, "MSK": .kafka, "SelfManagedKafka": .kafka,
        "MQ": .activeMQ, "DocumentDB": .documentStream,
    ]

    private func kind(ofSource source: Value?, word: String) -> Trigger.Kind {
        let type = names.logicalID(of: source).flatMap(template.resource)?.type ?? ""
        let text = type + " " + (source?.knownText ?? "")
        let kinds: [(String, Trigger.Kind)] = [
            ("SQS", .queue), (":sqs:", .queue), ("DynamoDB", .keyValueStream), (":dynamodb:", .keyValueStream),
            ("Kinesis", .dataStream), (":kinesis:", .dataStream), ("MSK", .kafka), (":kafka:", .kafka),
            ("AmazonMQ", .activeMQ), (":mq:", .activeMQ), ("DocDB", .documentStream),
        ]
        if let kind = kinds.first(where: { text.contains($0.0) })?.1 { return kind }
        return Self.kindsByWord[word] ?? .other
    }

    private mutating func readRule(_ resource: Resource) {
        let properties = resource.properties
        let kind: Trigger.Kind = properties["ScheduleExpression"] == nil ? .eventBus : .schedule
        for target in properties["Targets"]?.elements ?? [] {
            add(
                kind, .asynchronous, resource, target: target["Arn"],
                source: kind == .eventBus ? properties["EventBusName"] : nil
            ) {
                $0.failureDestination = target[path: "DeadLetterConfig", "Arn"]
                $0.isEnabled = properties["State"].map(Self.isEnabled)
            }
        }
    }

    /// A rule's or schedule's state as a Boolean; what is not known stays so.
    private static func isEnabled(_ state: Value) -> Value {
        state.string.map { state.replacing(.bool($0.uppercased() != "DISABLED")) } ?? state
    }

    private mutating func readSubscription(_ entry: Value, of resource: Resource, topic: Value?) {
        guard entry["Protocol"]?.string == "lambda" else { return }
        add(.topic, .asynchronous, resource, target: entry["Endpoint"], source: topic)
    }

    private mutating func readNotifications(_ resource: Resource) {
        for entry in resource.properties[path: "NotificationConfiguration", "LambdaConfigurations"]?.elements ?? [] {
            // What a function's event adds to the bucket stands at the event.
            let isOwn = resource.definition.place.span.contains(entry.place.span)
            add(.objectStorage, .asynchronous, resource, target: entry["Function"], source: reference(to: resource)) {
                $0.definition = entry
                guard !isOwn else { return }
                $0.place = entry.place
                $0.name = "S3"
            }
        }
    }

    func reference(to resource: Resource) -> Value {
        Value(.symbolic(.resource(logicalID: resource.logicalID, attribute: nil)), place: resource.logicalIDPlace)
    }

    mutating func add(
        _ kind: Trigger.Kind, _ invocation: Trigger.Invocation, _ resource: Resource, target: Value?, source: Value?,
        route: HTTPRoute? = nil, adjust: (inout Trigger) -> Void = { _ in }
    ) {
        guard let function = template.function(namedBy: target) else { return }
        var trigger = Trigger(
            kind: kind, name: TriggerWord.word(for: kind, madeBy: resource), place: resource.logicalIDPlace,
            invocation: invocation, definition: resource.definition)
        trigger.source = source
        trigger.route = route
        adjust(&trigger)
        triggers.append((function, trigger))
    }
}
