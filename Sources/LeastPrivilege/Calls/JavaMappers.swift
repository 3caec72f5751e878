import CodeAnalysis
import Permissions

/// Reads calls of what stands on top of the clients for Java: mappers, documents, transfers and Powertools' parameters.
struct JavaMappers {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of path: JavaPath) -> SDKReading? {
        switch path.package {
        case "software.amazon.awssdk.enhanced.dynamodb": enhanced(path)
        case "com.amazonaws.services.dynamodbv2.document": document(path)
        case "com.amazonaws.services.dynamodbv2.datamodeling": mapper(path)
        case "com.amazonaws.services.s3.transfer", "software.amazon.awssdk.transfer.s3": transfer(path)
        default: nil
        }
    }

    // MARK: Tables

    private static let single: [String: String] = [
        "putItem": "PutItem", "getItem": "GetItem", "getItemOutcome": "GetItem", "updateItem": "UpdateItem", "deleteItem": "DeleteItem",
        "query": "Query", "scan": "Scan", "describeTable": "DescribeTable", "createTable": "CreateTable", "deleteTable": "DeleteTable",
        "putItemWithResponse": "PutItem", "getItemWithResponse": "GetItem", "updateItemWithResponse": "UpdateItem",
        "deleteItemWithResponse": "DeleteItem", "describe": "DescribeTable", "waitForActive": "DescribeTable", "delete": "DeleteTable",
    ]
    private static let several: [String: String] = [
        "batchGetItem": "BatchGetItem", "batchWriteItem": "BatchWriteItem", "transactGetItems": "TransactGetItems",
        "transactWriteItems": "TransactWriteItems", "batchGetItemUnprocessed": "BatchGetItem", "batchWriteItemUnprocessed": "BatchWriteItem",
    ]

    /// Source: https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/dynamodb-enhanced-client.html
    private func enhanced(_ path: JavaPath) -> SDKReading? {
        guard path.type.hasPrefix("DynamoDb"), let method = path.steps.last else { return nil }
        if path.type.hasSuffix("Client") { return Self.several[method].flatMap { database($0, on: nil) } }
        return table(path, method)
    }

    /// Source: https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/services/dynamodbv2/document/package-summary.html
    private func document(_ path: JavaPath) -> SDKReading? {
        guard let method = path.steps.last else { return nil }
        if path.type == "DynamoDB" { return path.steps.count > 1 ? nil : Self.several[method].flatMap { database($0, on: nil) } }
        return path.type == "Table" || path.type == "Index" ? table(path, method) : nil
    }

    private func table(_ path: JavaPath, _ method: String) -> SDKReading? {
        guard let name = Self.single[method], path.steps.count < 3 else { return nil }
        let isIndex = path.type.contains("Index") || ["index()", "getIndex()"].contains(path.steps.first)
        guard path.steps.count == 1 || isIndex else { return nil }
        let table = isIndex ? analysis.receiver(madeOn: call.receiver) : call.receiver
        return database(name, on: analysis.arguments(madeWith: table).first, index: isIndex ? analysis.arguments(madeWith: call.receiver).first : nil)
    }

    private func database(_ name: String, on table: AbstractValue?, index: AbstractValue? = nil) -> SDKReading? {
        guard let operation = SDKClients.bundled[name: "dynamodb"]?.operation(name) else { return nil }
        var parameters = CallParameters()
        if let table { parameters.variables["TableName"] = table }
        if let index { parameters.variables["IndexName"] = index }
        parameters.isOpen = Self.several.values.contains(name)
        return SDKReading(operation, parameters, call)
    }

    // MARK: Objects that are rows

    private static let mapped: [String: [String]] = [
        "load": ["GetItem"], "delete": ["DeleteItem"], "query": ["Query"], "queryPage": ["Query"], "scan": ["Scan"], "scanPage": ["Scan"],
        "parallelScan": ["Scan"], "batchLoad": ["BatchGetItem"], "batchSave": ["BatchWriteItem"], "batchDelete": ["BatchWriteItem"],
        "batchWrite": ["BatchWriteItem"], "transactionLoad": ["TransactGetItems"], "transactionWrite": ["TransactWriteItems"],
    ]

    /// `save` puts what has only keys, and updates the rest, unless its configuration says otherwise.
    /// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBMapper.Methods.html
    private func mapper(_ path: JavaPath) -> SDKReading? {
        guard path.type == "DynamoDBMapper" || path.type == "IDynamoDBMapper" else { return nil }
        let names = path.method == "save" ? ["UpdateItem", "PutItem"] : path.method == "count" ? ["Query", "Scan"] : Self.mapped[path.method] ?? []
        guard !names.isEmpty else { return nil }
        let tables = call.arguments.lazy.compactMap { self.table(of: $0.value) }.first
        var reading = SDKReading()
        for name in names { reading.calls += database(name, on: tables)?.calls ?? [] }
        return reading
    }

    /// The table that the annotation of a row's class names.
    private func table(of value: AbstractValue) -> AbstractValue? {
        let values = [value] + analysis.elements(of: value)
        return values.lazy.compactMap { analysis.staticField(["@DynamoDBTable.tableName"], of: $0) }.first
    }

    // MARK: Transfers

    /// Source: https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/transfer-manager.html
    private func transfer(_ path: JavaPath) -> SDKReading? {
        guard path.type.hasSuffix("TransferManager"), let client = SDKClients.bundled[name: "s3"] else { return nil }
        let names: [String]
        switch path.method {
        case "upload", "uploadFile", "uploadFileList", "uploadDirectory": names = ["PutObject"]
        case "download", "downloadFile": names = path.package.hasPrefix("com.") ? ["HeadObject", "GetObject"] : ["GetObject"]
        case "downloadDirectory": names = ["ListObjectsV2", "GetObject"]
        case "copy": names = ["HeadObject", "CopyObject"]
        default: return nil
        }
        var reading = SDKReading()
        for operation in names.compactMap({ client.operation($0) }) {
            reading.calls.append(SDKCall(operation, parameters(of: operation, by: path.method), at: call.namePlace))
        }
        for text in SDKHelper.possibleCalls(beside: names.map { "s3.\($0)" }) {
            reading.add(text, reading.calls.last?.parameters ?? .unknown, isPossible: true, at: call)
        }
        return reading
    }

    private func parameters(of operation: SDKOperation, by method: String) -> CallParameters {
        let request = JavaRequest(analysis)
        var given = call.arguments.map(\.value)
        for name in ["PutObjectRequest", "GetObjectRequest", "CopyObjectRequest"] {
            if let inner = given.first.flatMap({ request.field(name, of: $0) }) { return request.parameters(of: operation, inner) }
        }
        // Of a folder the objects below it are meant, not one of its name.
        if method.hasSuffix("Directory") || method.hasSuffix("List") { given = Array(given.prefix(1)) }
        guard method == "copy", operation.name == "HeadObject" else { return request.parameters(of: operation, given: given) }
        var parameters = CallParameters()
        for (name, value) in zip(["Bucket", "Key"], given) { parameters.named[name] = value }
        return parameters
    }
}

extension JavaPath {
    /// The methods that follow each other.
    var steps: [String] { method.split(separator: ".").map(String.init) }
}

extension String {
    /// The same name with the case of its first letter switched, as languages spell the same field.
    var switchingCase: String {
        guard let first else { return self }
        return (first.isUppercase ? first.lowercased() : first.uppercased()) + dropFirst()
    }
}
