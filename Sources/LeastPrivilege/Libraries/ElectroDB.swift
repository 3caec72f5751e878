import CodeAnalysis
import Permissions

/// Reads the entities of ElectroDB: their configuration names the table, their schema the index of each way to ask.
/// Source: https://electrodb.dev/en/queries/get/
enum ElectroDB {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.hasPrefix("electrodb.") else { return nil }
        if library.api.contains("transaction.") { return SDKReading(undecided: "what `electrodb` writes in transactions is not known") }
        if let steps = library.steps(after: "electrodb.Entity#") { return entity(library, steps, library.call.receiver) }
        guard let steps = library.steps(after: "electrodb.Service#"), let first = steps.first else { return nil }
        switch first {
        case "entities" where steps.count > 2: return entity(library, Array(steps.dropFirst(2)), library.call.receiver)
        case "collections" where steps.count == 2: return asked(library, index: .unknown)
        default: return nil
        }
    }

    private static let single = [
        "put": "PutItem", "create": "PutItem", "upsert": "UpdateItem", "update": "UpdateItem", "patch": "UpdateItem", "remove": "DeleteItem",
        "delete": "DeleteItem", "get": "GetItem",
    ]
    private static let several = ["put": "BatchWriteItem", "delete": "BatchWriteItem", "get": "BatchGetItem"]

    private static func entity(_ library: LibraryCall, _ steps: [String], _ entity: AbstractValue) -> SDKReading? {
        guard let first = steps.first else { return nil }
        if first == "query", steps.count == 2 { return asked(library, index: index(library, steps[1]) ) }
        if first == "scan", steps.count == 2 { return library.database(["Scan"], table: table(library)) }
        guard steps.count == 1 else { return nil }
        if first == "find" || first == "match" { return asked(library, index: .unknown).joined(library.database(["Scan"], table: table(library), isPossible: true)) }
        let isList = library.call.argument(0).map { !library.analysis.elements(of: $0.value).isEmpty } ?? false
        return (isList ? several[first] : single[first]).map { library.database([$0], table: table(library)) }
    }

    /// The table itself, or the index that a way to ask goes through.
    private static func asked(_ library: LibraryCall, index: AbstractValue?) -> SDKReading {
        guard let index, index == .unknown else { return library.database(["Query"], table: table(library), index: index) }
        let reading = library.database(["Query"], table: table(library))
        return reading.joined(library.database(["Query"], table: table(library), index: index, isPossible: true))
    }

    private static func index(_ library: LibraryCall, _ name: String) -> AbstractValue? {
        let schema = library.argumentOfMaker("electrodb.Entity")
        guard let ways = schema.flatMap({ library.analysis.field("indexes", of: $0) }), let way = library.analysis.field(name, of: ways) else { return .unknown }
        return library.analysis.field("index", of: way)
    }

    private static func table(_ library: LibraryCall) -> AbstractValue? {
        for maker in ["electrodb.Entity", "electrodb.Service"] {
            for position in [1, 0] {
                if let made = library.argumentOfMaker(maker, position), let table = library.analysis.field("table", of: made) { return table }
            }
        }
        return nil
    }
}
