package import AdvisoryMatching
import GRDB

/// Advisories in a database file, looked up by package through an index.
package struct AdvisoryStore: AdvisorySource {
    /// The form of the file; one with another form is not read.
    static let formatVersion = 1
    /// What tells the file from other databases (<https://www.sqlite.org/pragma.html#pragma_application_id>).
    static let applicationID = 0x5246_4144

    private let queue: DatabaseQueue

    /// Opens a store that `AdvisoryStoreWriter` made.
    /// - Throws: `AdvisoryStoreError` when there is none, or one of another form.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            let (application, version) = try queue.read { db in
                (try Int.fetchOne(db, sql: "PRAGMA application_id"), try Int.fetchOne(db, sql: "PRAGMA user_version"))
            }
            guard application == Self.applicationID else { throw AdvisoryStoreError.notAStore }
            guard version == Self.formatVersion else { throw AdvisoryStoreError.otherVersion(version ?? 0) }
        } catch let error as AdvisoryStoreError {
            throw error
        } catch let error as DatabaseError {
            throw AdvisoryStoreError(error)
        }
    }

    package func advisories(on package: PackageName) throws -> [Advisory] {
        try advisories(on: [package]).first ?? []
    }

    package func advisories(on packages: [PackageName]) throws -> [[Advisory]] {
        try reading { db in
            let statement = try db.cachedStatement(sql: "SELECT advisory FROM advisory WHERE package = ? ORDER BY id")
            return try packages.map { package in
                try String.fetchAll(statement, arguments: [package.key]).flatMap { AdvisoryCode.advisories(in: Array($0.utf8)) }
            }
        }
    }

    package func inventory() throws -> AdvisoryInventory {
        try reading { db in
            let counts = try Row.fetchAll(db, sql: "SELECT name, advisories FROM ecosystem ORDER BY name")
            let newest = try String.fetchOne(db, sql: "SELECT value FROM fact WHERE name = 'newest'") ?? ""
            return AdvisoryInventory(newest: newest, counts: counts.map { .init(ecosystem: $0[0], advisories: $0[1]) })
        }
    }

    /// The day on which the store was made, as `2026-08-21`.
    /// - Throws: `AdvisoryStoreError` when the store cannot be read.
    package func importDay() throws -> String {
        try reading { db in try String.fetchOne(db, sql: "SELECT value FROM fact WHERE name = 'imported'") ?? "" }
    }

    private func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try queue.read(body)
        } catch let error as DatabaseError {
            throw AdvisoryStoreError(error)
        }
    }
}
