import CodeAnalysis
import Permissions

/// Reads DynamoDB Toolbox, from its first versions with methods to those with commands, and OneTable, which is alike.
/// Source: https://www.dynamodbtoolbox.com/docs/entities/usage and https://doc.onetable.io/api/table/overview/
enum DynamoDBToolbox {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        if let steps = library.steps(after: "dynamodb-onetable.Table#") { return oneTable(library, steps) }
        guard library.api.hasPrefix("dynamodb-toolbox") else { return nil }
        for type in ["Entity#", "Table#", "EntityRepository#"] {
            guard let range = library.api.firstRange(of: "." + type) else { continue }
            let method = String(library.api[range.upperBound...])
            return method == "build" ? built(library, type) : called(library, method, type)
        }
        return nil
    }

    // MARK: Commands

    private static func built(_ library: LibraryCall, _ type: String) -> SDKReading? {
        guard let command = library.call.argument(0)?.value else { return nil }
        let names = library.analysis.apis(of: command).compactMap { $0.split(separator: ".").last.map(String.init) }
        guard let name = names.lazy.compactMap({ commands[$0] }).first else {
            return names.contains { plain.contains($0) } ? nil : SDKReading(undecided: "which command of `dynamodb-toolbox` is built could not be told")
        }
        return reading(library, name, table(library, type))
    }

    private static let commands = [
        "GetItemCommand": "GetItem", "PutItemCommand": "PutItem", "UpdateItemCommand": "UpdateItem", "UpdateAttributesCommand": "UpdateItem",
        "DeleteItemCommand": "DeleteItem", "QueryCommand": "Query", "ScanCommand": "Scan", "BatchGetCommand": "BatchGetItem",
        "BatchGetRequest": "BatchGetItem", "BatchPutRequest": "BatchWriteItem", "BatchDeleteRequest": "BatchWriteItem", "BatchWriteCommand": "BatchWriteItem",
        "DeletePartitionCommand": "BatchWriteItem", "PutTransaction": "PutItem", "UpdateTransaction": "UpdateItem", "DeleteTransaction": "DeleteItem",
        "GetTransaction": "GetItem", "ConditionCheck": "ConditionCheckItem",
    ]

    /// What is built and calls nothing by itself.
    private static let plain: Set<String> = ["EntityParser", "EntityFormatter", "EntityConditionParser", "EntityPathParser", "EntityRepository", "TableRepository"]

    // MARK: Methods

    private static let methods = [
        "get": "GetItem", "put": "PutItem", "update": "UpdateItem", "delete": "DeleteItem", "query": "Query", "scan": "Scan",
        "batchGet": "BatchGetItem", "batchWrite": "BatchWriteItem", "transactGet": "GetItem", "transactWrite": "",
    ]

    private static func called(_ library: LibraryCall, _ method: String, _ type: String) -> SDKReading? {
        guard let name = methods[method] else { return nil }
        if name.isEmpty { return SDKReading(undecided: "what `dynamodb-toolbox` writes in transactions is not known") }
        return reading(library, name, table(library, type))
    }

    /// Which index is asked is only decided by the query's options.
    private static func reading(_ library: LibraryCall, _ name: String, _ table: AbstractValue?) -> SDKReading {
        if name == "ConditionCheckItem" { return library.reading(of: ["dynamodb:ConditionCheckItem"], CallParameters()) }
        let reading = library.database([name], table: table)
        guard name == "Query" || name == "Scan" else { return reading }
        return reading.joined(library.database([name], table: table, index: .unknown, isPossible: true))
    }

    private static func table(_ library: LibraryCall, _ type: String) -> AbstractValue? {
        let object = library.call.receiver
        let table = type == "Table#" ? object : library.setting(-1, "table", of: object) ?? .none
        return library.setting(-1, "name", of: table)
    }

    // MARK: OneTable

    private static let models: [String: [String]] = [
        "create": ["PutItem"], "get": ["GetItem"], "load": ["GetItem"], "find": ["Query"], "scan": ["Scan"], "update": ["UpdateItem"],
        "upsert": ["UpdateItem"], "remove": ["DeleteItem"],
    ]

    private static func oneTable(_ library: LibraryCall, _ steps: [String]) -> SDKReading? {
        if steps.count == 1, steps[0] == "transact" || steps[0] == "batchWrite" {
            return SDKReading(undecided: "what `dynamodb-onetable` writes at once is not known")
        }
        guard steps.count == 2, steps[0] == "getModel()", let names = models[steps[1]] else { return nil }
        let maker = library.analysis.receiver(madeOn: library.call.receiver)
        let table = library.setting(-1, "name", of: maker)
        let reading = library.database(names, table: table)
        return names == ["Query"] ? reading.joined(library.database(names, table: table, index: .unknown, isPossible: true)) : reading
    }
}
