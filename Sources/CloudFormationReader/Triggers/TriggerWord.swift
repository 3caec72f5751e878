internal import ApplicationModel

/// What triggers are called that the author writes as resources: the words of SAM, which are the shortest there are.
enum TriggerWord {
    private static let words: [Trigger.Kind: String] = [
        .restAPI: "Api", .httpAPI: "HttpApi", .webSocket: "WebSocket", .functionURL: "FunctionUrl",
        .loadBalancer: "LoadBalancer", .graphQL: "AppSync", .schedule: "Schedule", .eventBus: "EventBridgeRule",
        .objectStorage: "S3", .topic: "SNS", .queue: "SQS", .keyValueStream: "DynamoDB", .dataStream: "Kinesis",
        .kafka: "Kafka", .activeMQ: "MQ", .rabbitMQ: "MQ", .documentStream: "DocumentDB",
        .logSubscription: "CloudWatchLogs", .userPool: "Cognito", .iotRule: "IoTRule", .alexaSkill: "AlexaSkill",
        .contentDelivery: "CloudFront", .email: "SES", .configurationRule: "ConfigRule", .stateMachine: "StateMachine",
        .deploymentHook: "CustomResource",
    ]

    /// The event that asked for a resource, in SAM's word for it; a resource of SAM's is no event.
    private static func event(behind resource: Resource) -> String? {
        resource.generator.flatMap { $0.word.hasPrefix("AWS::") ? nil : $0.word }
    }

    /// What the author calls the event that a resource makes. SAM puts the function's logical id before an event's key.
    static func eventName(madeBy resource: Resource) -> String {
        guard let generator = resource.generator else { return resource.logicalID }
        let key = resource.logicalID.dropFirst(generator.logicalID.count)
        return resource.logicalID.hasPrefix(generator.logicalID) && !key.isEmpty ? String(key) : generator.logicalID
    }

    /// The word for a trigger that a resource makes: what asks for the resource, else the kind's, else the type's last part.
    static func word(for kind: Trigger.Kind, madeBy resource: Resource) -> String {
        event(behind: resource) ?? words[kind] ?? resource.type.split(separator: ":").last.map(String.init) ?? resource.type
    }
}
