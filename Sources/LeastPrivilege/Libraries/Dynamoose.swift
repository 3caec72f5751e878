import CodeAnalysis
import Permissions

/// Reads the models of Dynamoose: `dynamoose.model(name, schema)`, whose name is the table's unless a table says otherwise.
/// Source: https://dynamoosejs.com/guide/Model
enum Dynamoose {
    private static let maker = "dynamoose.model"

    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.hasPrefix("dynamoose.") else { return nil }
        if library.api.hasPrefix("dynamoose.transaction") { return SDKReading(undecided: "what `dynamoose` writes in transactions is not known") }
        if library.api == maker { return tables(library) }
        guard let steps = library.steps(after: maker + "()"), steps.count == 1, let method = steps.first else { return nil }
        guard let names = operations[method] else { return nil }
        let table = table(library)
        let reading = library.database(names, table: table)
        // It chooses an index by itself where one fits.
        guard names == ["Query"] else { return reading }
        return reading.joined(library.database(names, table: table, index: .unknown, isPossible: true))
    }

    private static let operations: [String: [String]] = [
        "get": ["GetItem"], "populate": ["GetItem"], "create": ["PutItem"], "save": ["PutItem"], "update": ["UpdateItem"],
        "delete": ["DeleteItem"], "query": ["Query"], "scan": ["Scan"], "batchGet": ["BatchGetItem"], "batchPut": ["BatchWriteItem"],
        "batchDelete": ["BatchWriteItem"],
    ]

    private static func table(_ library: LibraryCall) -> AbstractValue? {
        if let table = library.argumentOfMaker("dynamoose.Table") { return table }
        let models = [library.call.receiver, library.analysis.receiver(madeOn: library.call.receiver)]
        let made = models.lazy.compactMap { library.analysis.arguments(madeWith: $0).first }.first { !$0.strings.isEmpty || !$0.text.isEmpty }
        return made ?? library.argumentOfMaker(maker)
    }

    /// Unless it is told not to, it makes the table and waits for it.
    private static func tables(_ library: LibraryCall) -> SDKReading {
        let options = library.call.argument(2)?.value
        let isMade = options.flatMap { library.analysis.field("create", of: $0) }?.constant != .boolean(false)
        let isAwaited = options.flatMap { library.analysis.field("waitForActive", of: $0) }?.constant != .boolean(false)
        let names = (isMade ? ["CreateTable", "DescribeTable"] : []) + (isAwaited ? ["DescribeTable"] : [])
        return library.database(names, table: library.argumentOfMaker("dynamoose.Table") ?? library.call.argument(0)?.value, isPossible: true)
    }
}
