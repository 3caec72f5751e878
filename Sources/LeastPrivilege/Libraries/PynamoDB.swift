import CodeAnalysis
import Permissions

/// Reads the models of PynamoDB, whose class `Meta` names the table, and whose indexes name themselves likewise.
/// Source: https://pynamodb.readthedocs.io/en/stable/api.html
enum PynamoDB {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.hasPrefix("pynamodb.") else { return nil }
        if library.api.hasPrefix("pynamodb.transactions.") || library.api.hasPrefix("pynamodb.connection.") { return other(library) }
        if let steps = library.steps(after: "pynamodb.indexes.") { return index(library, steps) }
        guard let steps = library.steps(after: "pynamodb.models.Model"), let method = steps.last, steps.count < 3 else { return nil }
        if steps.count == 2, steps[0] != "batch_write()" { return nil }
        let names = steps.count == 2 ? ["BatchWriteItem"] : operations[method] ?? []
        guard !names.isEmpty else { return nil }
        // Releases before 6.0 ask for the table's description first.
        let table = table(library)
        return library.database(names, table: table).joined(library.database(["DescribeTable"], table: table, isPossible: true))
    }

    private static let operations: [String: [String]] = [
        "get": ["GetItem"], "refresh": ["GetItem"], "save": ["PutItem"], "update": ["UpdateItem"], "delete": ["DeleteItem"], "query": ["Query"],
        "count": ["Query"], "scan": ["Scan"], "rate_limited_scan": ["Scan"], "batch_get": ["BatchGetItem"], "batch_write": ["BatchWriteItem"],
        "exists": ["DescribeTable"], "describe_table": ["DescribeTable"], "create_table": ["CreateTable", "DescribeTable"],
        "delete_table": ["DeleteTable"], "update_ttl": ["UpdateTimeToLive", "DescribeTimeToLive"],
    ]

    private static func table(_ library: LibraryCall) -> AbstractValue? {
        let model = library.call.receiver
        return library.analysis.staticField(["Meta", "table_name"], of: model)
            ?? library.analysis.staticField(["Meta", "table_name"], of: library.analysis.receiver(madeOn: model))
    }

    /// An index is a field of its model, which is not at hand where the index is asked.
    private static func index(_ library: LibraryCall, _ steps: [String]) -> SDKReading? {
        let names: [String: String] = ["query": "Query", "scan": "Scan", "count": "Query"]
        guard steps.count == 2, let name = names[steps[1]] else { return nil }
        let index = library.analysis.staticField(["Meta", "index_name"], of: library.call.receiver)
        return library.database([name], table: nil, index: index ?? .unknown)
    }

    private static func other(_ library: LibraryCall) -> SDKReading? {
        library.call.isConstruction || library.api.contains("(") ? nil : SDKReading(undecided: "what `pynamodb` writes in transactions is not known")
    }
}
