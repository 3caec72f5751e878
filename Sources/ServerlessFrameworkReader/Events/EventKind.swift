import ApplicationModel

/// What an event's name in the manifest stands for.
struct EventKind {
    /// The kind of source.
    let kind: Trigger.Kind
    /// How the function is invoked.
    let invocation: Trigger.Invocation
    /// The key under which the source is named; `nil` when the event makes its own.
    let sourceKeys: [String]

    /// The kind for an event of AWS by the manifest's word; `nil` for one that only a plugin knows.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/events
    static func named(_ name: String) -> EventKind? {
        guard let (kind, invocation, keys) = table[name] else { return nil }
        return EventKind(kind: kind, invocation: invocation, sourceKeys: keys)
    }

    private static let table: [String: (Trigger.Kind, Trigger.Invocation, [String])] = [
        "http": (.restAPI, .synchronous, []),
        "httpApi": (.httpAPI, .synchronous, []),
        "websocket": (.webSocket, .synchronous, []),
        "alb": (.loadBalancer, .synchronous, ["listenerArn"]),
        "schedule": (.schedule, .asynchronous, []),
        "s3": (.objectStorage, .asynchronous, ["bucket"]),
        "existingS3": (.objectStorage, .asynchronous, ["bucket"]),
        "sns": (.topic, .asynchronous, ["arn"]),
        "sqs": (.queue, .polled, ["arn"]),
        "stream": (.dataStream, .polled, ["arn"]),
        "msk": (.kafka, .polled, ["arn"]),
        "kafka": (.kafka, .polled, ["bootstrapServers"]),
        "activemq": (.activeMQ, .polled, ["arn"]),
        "rabbitmq": (.rabbitMQ, .polled, ["arn"]),
        "documentdb": (.documentStream, .polled, ["arn", "cluster"]),
        "docdb": (.documentStream, .polled, ["arn", "cluster"]),
        "cloudwatchEvent": (.eventBus, .asynchronous, []),
        "eventBridge": (.eventBus, .asynchronous, ["eventBus"]),
        "cloudwatchLog": (.logSubscription, .asynchronous, ["logGroup"]),
        "cognitoUserPool": (.userPool, .synchronous, ["pool"]),
        "iot": (.iotRule, .asynchronous, ["sql"]),
        "iotFleetProvisioning": (.iotProvisioning, .synchronous, ["templateName"]),
        "alexaSkill": (.alexaSkill, .synchronous, ["appId"]),
        "alexaSmartHome": (.alexaSmartHome, .synchronous, ["appId"]),
        "cloudFront": (.contentDelivery, .synchronous, ["origin"]),
        "preExistingCloudFront": (.contentDelivery, .synchronous, ["distributionId"]),
        "lambdaAtEdge": (.contentDelivery, .synchronous, ["distribution"]),
        "config": (.configurationRule, .asynchronous, []),
        "ses": (.email, .asynchronous, []),
        "emailReceived": (.email, .asynchronous, []),
    ]
}
