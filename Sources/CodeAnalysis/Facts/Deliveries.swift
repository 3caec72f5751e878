/// Something that a handler hands over to where another function may get it: an invocation, a message, an event, an item.
package struct Delivery: Sendable {
    /// Where it is handed to.
    package enum Service: String, Sendable, Hashable {
        case function, queue, topic, bus, stateMachine, stream, table, bucket
    }

    /// Where it is handed to.
    package let service: Service
    /// What names the function, queue, topic …; nothing where the service's own default is meant.
    package let target: AbstractValue
    /// What is handed over.
    package let payload: AbstractValue
    /// What is kept where others may read it: of a bucket the object, of anything else the payload.
    package let stored: AbstractValue
    /// The name of what is kept; nothing where there is none.
    package let key: AbstractValue
    /// Whether an address is made by which somebody else sends what is kept.
    package let isSigned: Bool
    /// The call that does it.
    package let call: CallFact
    /// What came from outside into the payload, with what is certain about it.
    package let origins: [Origin]
}

extension HandlerAnalysis {
    /// All that is handed over, in the order of the calls.
    package var deliveries: [Delivery] {
        calls(among: DeliveryWay.known).flatMap { call -> [Delivery] in
            guard let way = call.apis.lazy.compactMap({ DeliveryWay.known[$0] }).first, way.isMeant(by: call) else { return [] }
            return deliveries(by: way, call)
        }
    }

    private func deliveries(by way: DeliveryWay, _ call: CallFact) -> [Delivery] {
        let entries = way.list.flatMap { argument($0, of: call) }.map { elements(of: $0) } ?? []
        let holder = way.isOfReceiver ? arguments(madeWith: call.receiver).first : nil
        let common = way.target.lazy.compactMap { argument($0, of: call) }.first ?? holder
        guard !entries.isEmpty else {
            guard way.list == nil || common != nil else { return [] }
            // A call that names no target is another service's of the same name, except where there is a default.
            guard common != nil || way.service == .bus else { return [] }
            return [delivery(way, common ?? .none, call, else: whole(call)) { argument($0, of: call) }]
        }
        return entries.map { entry in
            let own = way.target.lazy.compactMap { field($0, of: entry) }.first
            return delivery(way, own ?? common ?? .none, call, else: entry) { field($0, of: entry) }
        }
    }

    private func joined(_ names: [String], _ find: (String) -> AbstractValue?) -> AbstractValue? {
        let found = names.compactMap(find)
        return found.isEmpty ? nil : found.reduce(.none) { $0.joined($1) }
    }

    /// The named argument, or the field of the object among the arguments that holds all of them; those of an operation that
    /// an address is signed for stand one deeper.
    private func argument(_ name: String, of call: CallFact) -> AbstractValue? {
        if let named = call.arguments.first(where: { $0.name == name }) { return named.value }
        if let signed = call.arguments.first(where: { $0.name == "Params" }) { return field(name, of: signed.value) }
        return call.arguments.prefix(2).lazy.compactMap { field(name, of: $0.value) }.first
    }

    private func whole(_ call: CallFact) -> AbstractValue { call.arguments.reduce(.none) { $0.joined($1.value) } }

    private func delivery(
        _ way: DeliveryWay, _ target: AbstractValue, _ call: CallFact, else whole: AbstractValue, _ find: (String) -> AbstractValue?
    ) -> Delivery {
        let payload = joined(way.payload, find) ?? whole
        return Delivery(
            service: way.service, target: target, payload: payload, stored: way.content.isEmpty ? payload : joined(way.content, find) ?? .none,
            key: way.key.flatMap(find) ?? .none, isSigned: way.isSigned || isSignedLater(way, call, find), call: call, origins: origins(in: payload, at: call))
    }
}

extension HandlerAnalysis {
    /// Whether a command to store is made for its address alone: it has nothing to store, and the program signs addresses.
    private func isSignedLater(_ way: DeliveryWay, _ call: CallFact, _ find: (String) -> AbstractValue?) -> Bool {
        call.isConstruction && !way.content.isEmpty && way.content.allSatisfy { find($0) == nil }
            && callsByAPI["@aws-sdk/s3-request-presigner.getSignedUrl"] != nil
    }
}

/// How a call of a client hands something over.
private struct DeliveryWay: Sendable {
    let service: Delivery.Service
    /// The parameters that name where to.
    let target: [String]
    /// The parameters that hold what.
    let payload: [String]
    /// The parameters that hold what is kept, where that is something else.
    var content: [String] = []
    /// The parameter that names what is kept.
    var key: String?
    /// Whether it makes an address for somebody else to send to.
    var isSigned = false
    /// The operation that its first argument must name.
    var operations: Set<String> = []
    /// The parameter that lists several.
    var list: String?
    /// Whether the object it is called on was made with the target's name.
    var isOfReceiver = false

    /// Whether a call does what is meant.
    func isMeant(by call: CallFact) -> Bool {
        operations.isEmpty || call.argument(0, named: "ClientMethod")?.value.string.map(operations.contains) == true
    }

    /// The calls of clients that hand something over, in every generation of the SDKs.
    static let known = APITable(
        clients("lambda", "Lambda", ["Invoke", "InvokeAsync"], DeliveryWay(service: .function, target: ["FunctionName"], payload: ["Payload", "InvokeArgs"]))
            + clients("sqs", "SQS", ["SendMessage"], DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody", "MessageAttributes"]))
            + clients(
                "sqs", "SQS", ["SendMessageBatch"],
                DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody", "MessageAttributes"], list: "Entries"))
            + clients("sns", "SNS", ["Publish"], DeliveryWay(service: .topic, target: ["TopicArn", "TargetArn"], payload: ["Message", "MessageAttributes", "Subject"]))
            + clients("eventbridge", "EventBridge", ["PutEvents"], DeliveryWay(service: .bus, target: ["EventBusName"], payload: ["Detail"], list: "Entries"))
            + clients("cloudwatch-events", "CloudWatchEvents", ["PutEvents"], DeliveryWay(service: .bus, target: ["EventBusName"], payload: ["Detail"], list: "Entries"))
            + clients("sfn", "StepFunctions", ["StartExecution", "StartSyncExecution"], DeliveryWay(service: .stateMachine, target: ["stateMachineArn"], payload: ["input"]))
            + clients("kinesis", "Kinesis", ["PutRecord"], DeliveryWay(service: .stream, target: ["StreamName", "StreamARN"], payload: ["Data"]))
            + clients("kinesis", "Kinesis", ["PutRecords"], DeliveryWay(service: .stream, target: ["StreamName", "StreamARN"], payload: ["Data"], list: "Records"))
            + clients("dynamodb", "DynamoDB", ["PutItem", "UpdateItem"], table)
            + clients("s3", "S3", ["PutObject", "Upload"], object) + signing + documents + python + java)

    private static let object = DeliveryWay(service: .bucket, target: ["Bucket"], payload: ["Key"], content: ["Body"], key: "Key")
    private static let signed = DeliveryWay(service: .bucket, target: ["Bucket"], payload: ["Key"], content: ["Body"], key: "Key", isSigned: true)
    private static let signedOperation = DeliveryWay(
        service: .bucket, target: ["Bucket"], payload: ["Key"], content: ["Body"], key: "Key", isSigned: true, operations: ["putObject", "put_object"])

    private static let signing: [(APIPattern, DeliveryWay)] = [
        ("aws-sdk.S3#createPresignedPost", signed), ("aws-sdk/clients/s3#createPresignedPost", signed),
        ("@aws-sdk/s3-presigned-post.createPresignedPost", signed), ("aws-sdk.S3#getSignedUrl", signedOperation),
        ("aws-sdk.S3#getSignedUrlPromise", signedOperation), ("aws-sdk/clients/s3#getSignedUrl", signedOperation),
        ("aws-sdk/clients/s3#getSignedUrlPromise", signedOperation), ("boto3.client(s3).generate_presigned_url", signedOperation),
    ]
    private static let table = DeliveryWay(service: .table, target: ["TableName"], payload: ["Item", "ExpressionAttributeValues", "AttributeUpdates"])

    private static let documents: [(APIPattern, DeliveryWay)] = [
        ("@aws-sdk/lib-dynamodb.PutCommand", table), ("@aws-sdk/lib-dynamodb.UpdateCommand", table),
        ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().put", table), ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().update", table),
        ("aws-sdk*DocumentClient#put", table), ("aws-sdk*DocumentClient#update", table),
    ]

    private static let python: [(APIPattern, DeliveryWay)] = [
        ("boto3.client(lambda).invoke", DeliveryWay(service: .function, target: ["FunctionName"], payload: ["Payload"])),
        ("boto3.client(sqs).send_message", DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody", "MessageAttributes"])),
        ("boto3.client(sqs).send_message_batch", DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody"], list: "Entries")),
        (
            "boto3.resource(sqs).*.send_message",
            DeliveryWay(service: .queue, target: ["QueueName"], payload: ["MessageBody", "MessageAttributes"], isOfReceiver: true)
        ),
        ("boto3.client(sns).publish", DeliveryWay(service: .topic, target: ["TopicArn", "TargetArn"], payload: ["Message", "MessageAttributes", "Subject"])),
        (
            "boto3.resource(sns).*.publish",
            DeliveryWay(service: .topic, target: ["TopicArn"], payload: ["Message", "MessageAttributes", "Subject"], isOfReceiver: true)
        ),
        ("boto3.client(events).put_events", DeliveryWay(service: .bus, target: ["EventBusName"], payload: ["Detail"], list: "Entries")),
        ("boto3.client(stepfunctions).start_*execution", DeliveryWay(service: .stateMachine, target: ["stateMachineArn"], payload: ["input"])),
        ("boto3.client(kinesis).put_record", DeliveryWay(service: .stream, target: ["StreamName", "StreamARN"], payload: ["Data"])),
        ("boto3.client(kinesis).put_records", DeliveryWay(service: .stream, target: ["StreamName", "StreamARN"], payload: ["Data"], list: "Records")),
        ("boto3.client(dynamodb).put_item", table), ("boto3.client(dynamodb).update_item", table),
        ("boto3.resource(dynamodb).Table().put_item", ofTableObject), ("boto3.resource(dynamodb).Table().update_item", ofTableObject),
        ("boto3.client(s3).put_object", object), ("boto3.client(s3).generate_presigned_post", signed),
        ("boto3.resource(s3).Bucket().put_object", DeliveryWay(service: .bucket, target: ["Name"], payload: ["Key"], content: ["Body"], key: "Key", isOfReceiver: true)),
        ("boto3.resource(s3).Object().put", DeliveryWay(service: .bucket, target: ["Bucket"], payload: ["Key"], content: ["Body"], isOfReceiver: true)),
    ]

    private static let java: [(APIPattern, DeliveryWay)] = [
        ("lambda", "lambda", "invoke", DeliveryWay(service: .function, target: ["FunctionName"], payload: ["Payload"])),
        ("sqs", "sqs", "sendMessage", DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody", "MessageAttributes"])),
        ("sqs", "sqs", "sendMessageBatch", DeliveryWay(service: .queue, target: ["QueueUrl"], payload: ["MessageBody"], list: "Entries")),
        ("sns", "sns", "publish", DeliveryWay(service: .topic, target: ["TopicArn", "TargetArn"], payload: ["Message", "MessageAttributes", "Subject"])),
        ("eventbridge", "eventbridge", "putEvents", DeliveryWay(service: .bus, target: ["EventBusName"], payload: ["Detail"], list: "Entries")),
        ("sfn", "stepfunctions", "startExecution", DeliveryWay(service: .stateMachine, target: ["StateMachineArn"], payload: ["Input"])),
        ("kinesis", "kinesis", "putRecord", DeliveryWay(service: .stream, target: ["StreamName", "StreamARN"], payload: ["Data"])),
        ("dynamodb", "dynamodbv2", "putItem", table), ("dynamodb", "dynamodbv2", "updateItem", table),
        ("s3", "s3", "putObject", object),
    ].flatMap { package, older, method, way in
        [
            (APIPattern("software.amazon.awssdk.services.\(package).*Client#\(method)"), way),
            (APIPattern("com.amazonaws.services.\(older).A*#\(method)"), way),
        ]
    }

    private static let ofTableObject = DeliveryWay(
        service: .table, target: ["TableName"], payload: ["Item", "ExpressionAttributeValues"], isOfReceiver: true)

    /// An operation in the versions 2 and 3 of the SDK for JavaScript.
    private static func clients(_ package: String, _ name: String, _ operations: [String], _ way: DeliveryWay) -> [(APIPattern, DeliveryWay)] {
        operations.flatMap { operation -> [(APIPattern, DeliveryWay)] in
            let method = operation.prefix(1).lowercased() + operation.dropFirst()
            return [
                (APIPattern("aws-sdk.\(name)#\(method)"), way), (APIPattern("aws-sdk/clients/\(name.lowercased())#\(method)"), way),
                (APIPattern("@aws-sdk/client-\(package).\(operation)Command"), way),
                (APIPattern("@aws-sdk/client-\(package).*#\(method)"), way),
            ]
        }
    }
}
