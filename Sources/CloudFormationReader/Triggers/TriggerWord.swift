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

    /// The word for a trigger that a resource makes: what asks for the resource, else the kind's, else the type's last part.
    static func word(for kind: Trigger.Kind, madeBy resource: Resource) -> String {
        resource.generator?.word ?? words[kind] ?? resource.type.split(separator: ":").last.map(String.init) ?? resource.type
    }
}
