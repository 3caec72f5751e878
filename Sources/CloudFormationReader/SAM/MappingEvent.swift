internal import ApplicationModel
internal import SourceText

/// Events that Lambda polls: Kinesis, DynamoDB, SQS, MQ, MSK, Kafka and DocumentDB become event source mappings.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
extension SAMExpansion {
    private static let passed = [
        "StartingPosition", "StartingPositionTimestamp", "BatchSize", "Enabled", "MaximumBatchingWindowInSeconds",
        "MaximumRetryAttempts", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor",
        "Topics", "Queues", "SourceAccessConfigurations", "TumblingWindowInSeconds", "FunctionResponseTypes",
        "FilterCriteria", "KmsKeyArn", "ScalingConfig", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig",
    ]
    private static let sources = [
        "Kinesis": "Stream", "DynamoDB": "Stream", "SQS": "Queue", "MSK": "Stream", "MQ": "Broker",
        "DocumentDB": "Cluster",
    ]
    private static let rolePolicies = [
        "Kinesis": "AWSLambdaKinesisExecutionRole", "DynamoDB": "AWSLambdaDynamoDBExecutionRole",
        "SQS": "AWSLambdaSQSQueueExecutionRole", "MSK": "AWSLambdaMSKExecutionRole",
    ]

    /// The mapping; what the role needs to read the source is added to the function's.
    mutating func mapping(_ event: SAMEvent, _ target: EventTarget, _ function: inout FunctionDraft) -> ResourceDraft {
        if let name = Self.rolePolicies[event.type] {
            function.attached.append(event.new.managedPolicy("service-role/" + name))
        }
        function.included += event.sourcePolicies
        var properties = event.passed(Self.passed)
        properties.set("FunctionName", target.name, at: event.place)
        if let key = Self.sources[event.type] {
            if event[key] == nil { report("the event `\(event.key)` does not say its `\(key)`", at: event.place) }
            properties.set("EventSourceArn", event[key], at: event.properties.member(key)?.keyPlace)
        }
        addKafka(event, to: &properties)
        if let member = event.properties.member("DestinationConfig"), !member.value.isAbsent {
            properties.set("DestinationConfig", destinations(member.value, event, &function), at: member.keyPlace)
        }
        if event.type == "DocumentDB" {
            properties.set(
                "DocumentDBEventSourceConfig",
                event.passed(["DatabaseName", "CollectionName", "FullDocument"]).value(at: event.place))
        }
        return event.origin.draft("AWS::Lambda::EventSourceMapping", event.logicalID, properties)
    }

    private func addKafka(_ event: SAMEvent, to properties: inout MemberMap) {
        let new = event.new
        if let servers = event["KafkaBootstrapServers"] {
            properties.set(
                "SelfManagedEventSource", new.map(["Endpoints": new.map(["KafkaBootstrapServers": servers])]))
        }
        let names = [
            "MSK": "AmazonManagedKafkaEventSourceConfig", "SelfManagedKafka": "SelfManagedKafkaEventSourceConfig",
        ]
        let config = event.passed(["ConsumerGroupId", "SchemaRegistryConfig"])
        if let name = names[event.type], !config.isEmpty { properties.set(name, config.value(at: event.place)) }
    }

    /// Where failed batches go, without the word that only tells SAM what to grant.
    private func destinations(_ value: Value, _ event: SAMEvent, _ function: inout FunctionDraft) -> Value {
        var config = MemberMap(value)
        guard let failure = config.member("OnFailure"), let kind = failure.value["Type"]?.string else { return value }
        var end = MemberMap(failure.value)
        end.remove("Type")
        config.set(
            Value.Member(key: failure.key, keyPlace: failure.keyPlace, value: end.value(at: failure.value.place)))
        if ["SQS", "SNS", "S3"].contains(kind), let destination = end["Destination"],
            let policy = ValueMaker(failure.keyPlace).sendPolicy(kind, to: destination, prefix: event.logicalID)
        {
            function.included.append(policy)
        }
        return config.value(at: value.place)
    }
}
