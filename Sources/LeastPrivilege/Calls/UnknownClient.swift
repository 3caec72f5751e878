import CodeAnalysis
import Permissions

/// Calls that are AWS's by their names and parameters, on something that could not be followed: a client that somebody else
/// made.
enum UnknownClient {
    /// The parameters by which calls of AWS's API are told from others, whatever they are made on.
    private static let telling: Set<String> = [
        "TableName", "RequestItems", "TransactItems", "Bucket", "QueueUrl", "TopicArn", "FunctionName", "StreamName", "SecretId",
        "stateMachineArn", "EventBusName", "DeliveryStreamName", "UserPoolId",
    ]

    /// The methods of clients for documents, which are named for no operation.
    private static let methods: Set<String> = [
        "get", "put", "update", "delete", "query", "scan", "batchGet", "batchWrite", "transactGet", "transactWrite", "upload",
    ]

    private static let clients = ["dynamodb", "s3", "sqs", "sns", "lambda", "kinesis", "events", "secretsmanager", "stepfunctions", "firehose", "cognito-idp"]

    static func call(_ call: CallFact, _ analysis: HandlerAnalysis) -> UndecidedCall? {
        guard !call.isConstruction, let api = call.apis.first else { return nil }
        let names = call.arguments.compactMap(\.name) + (call.arguments.first.map { analysis.fieldNames(of: $0.value) } ?? [])
        guard names.contains(where: telling.contains) else { return nil }
        let method = String(APIPath.name(api))
        guard methods.contains(method) || isOperation(method) else { return nil }
        return UndecidedCall(place: call.namePlace, reason: "what `\(method)` is called on could not be told")
    }

    private static func isOperation(_ method: String) -> Bool {
        clients.contains { name in
            guard let client = SDKClients.bundled[name: name] else { return false }
            return client.operation(lowerCamel: method) != nil || (method.contains("_") && client.operation(python: method) != nil)
        }
    }
}
