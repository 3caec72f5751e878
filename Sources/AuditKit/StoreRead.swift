package import CodeAnalysis

/// A call that reads back what was stored before: which store, which of its entries, and which part of the entry.
struct StoreRead {
    /// The kind of store.
    let service: Delivery.Service
    /// What names the store.
    let target: AbstractValue
    /// What names the entry; nothing where it cannot be told.
    let key: AbstractValue
    /// The field of the entry that was read; `nil` for all of it and where it cannot be told.
    let field: String?
    /// The call.
    let call: CallFact

    /// The read that the answer of a call is; `nil` for answers of anything else, and for parts that the store writes itself.
    init?(_ origin: Origin, in analysis: HandlerAnalysis) {
        guard case .answer(let api) = origin.path.root, let way = Way.known[api], let rest = way.fields(behind: origin.path.fields),
            let call = analysis.call(answering: origin)
        else { return nil }
        let holder = way.isOfReceiver ? analysis.arguments(madeWith: call.receiver).first : nil
        guard let target = way.target.lazy.compactMap({ analysis.parameter($0, of: call) }).first ?? holder else { return nil }
        service = way.service
        self.target = target
        self.call = call
        key = way.key.flatMap { analysis.parameter($0, of: call) } ?? .none
        // The types of values as DynamoDB writes them are no fields.
        field = rest.first { !["S", "N", "B", "M", "L", "SS", "NS"].contains($0) }
    }

    /// How a call of a client reads back.
    private struct Way: Sendable {
        let service: Delivery.Service
        /// The parameters that name the store.
        let target: [String]
        /// The parts of the answer that are what was stored, as the fields that lead to them.
        let parts: [[String]]
        var key: String?
        /// Whether the object it is called on was made with the store's name.
        var isOfReceiver = false

        /// The fields behind the part that was stored; `nil` for another part. A whole answer holds all parts.
        func fields(behind fields: [String]) -> [String]? {
            if let part = parts.first(where: { fields.starts(with: $0) }) { return Array(fields.dropFirst(part.count)) }
            return parts.contains { $0.starts(with: fields) } ? [] : nil
        }

        private static let object = Way(service: .bucket, target: ["Bucket"], parts: [["Body"], ["Metadata"]], key: "Key")
        private static let item = Way(service: .table, target: ["TableName"], parts: [["Item"], ["Items"], ["Attributes"]])
        private static let message = Way(service: .queue, target: ["QueueUrl"], parts: [["Messages", "Body"], ["Messages", "MessageAttributes"]])

        /// The calls of clients that read back, in every generation of the SDKs.
        static let known = APITable(services + documents + python)

        private static let services: [(APIPattern, Way)] =
            clients("s3", "S3", ["GetObject"], object) + clients("dynamodb", "DynamoDB", ["GetItem", "Query", "Scan"], item)
            + clients("sqs", "SQS", ["ReceiveMessage"], message)

        private static let documents: [(APIPattern, Way)] = [
            ("@aws-sdk/lib-dynamodb.GetCommand#", item), ("@aws-sdk/lib-dynamodb.QueryCommand#", item),
            ("@aws-sdk/lib-dynamodb.ScanCommand#", item), ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().get", item),
            ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().query", item), ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().scan", item),
            ("aws-sdk*DocumentClient#get", item), ("aws-sdk*DocumentClient#query", item), ("aws-sdk*DocumentClient#scan", item),
        ]

        private static let python: [(APIPattern, Way)] = [
            ("boto3.client(s3).get_object", object), ("boto3.client(dynamodb).get_item", item), ("boto3.client(dynamodb).query", item),
            ("boto3.client(dynamodb).scan", item), ("boto3.client(sqs).receive_message", message),
            ("boto3.resource(dynamodb).Table().get_item", ofTable), ("boto3.resource(dynamodb).Table().query", ofTable),
            ("boto3.resource(dynamodb).Table().scan", ofTable),
            ("boto3.resource(s3).Object().get", Way(service: .bucket, target: ["bucket_name"], parts: [["Body"], ["Metadata"]], isOfReceiver: true)),
        ]

        private static let ofTable = Way(service: .table, target: ["TableName"], parts: [["Item"], ["Items"], ["Attributes"]], isOfReceiver: true)

        /// An operation in the versions 2 and 3 of the SDK for JavaScript.
        private static func clients(_ package: String, _ name: String, _ operations: [String], _ way: Way) -> [(APIPattern, Way)] {
            operations.flatMap { operation -> [(APIPattern, Way)] in
                let method = operation.prefix(1).lowercased() + operation.dropFirst()
                let paths = [
                    "aws-sdk.\(name)#\(method)", "aws-sdk/clients/\(name.lowercased())#\(method)",
                    "@aws-sdk/client-\(package).\(operation)Command#", "@aws-sdk/client-\(package).*#\(method)",
                ]
                return paths.map { (APIPattern($0), way) }
            }
        }
    }
}

extension HandlerAnalysis {
    /// The call whose answer an origin is a part of.
    package func call(answering origin: Origin) -> CallFact? {
        guard let place = origin.trail.steps.first?.place else { return nil }
        return calls.first { $0.place == place && !$0.isConstruction }
    }

    /// The named argument of a call, the field of the object that holds all of them, or that of the command it sends.
    package func parameter(_ name: String, of call: CallFact) -> AbstractValue? {
        if let named = call.arguments.first(where: { $0.name == name }) { return named.value }
        guard let first = call.arguments.first?.value else { return nil }
        return field(name, of: first) ?? arguments(madeWith: first).first.flatMap { field(name, of: $0) }
    }
}
