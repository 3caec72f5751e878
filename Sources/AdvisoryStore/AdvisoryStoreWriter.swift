package import AdvisoryMatching
import ApplicationModel
import GRDB

/// Makes a store in a file of its own, which the caller puts into its place once it is whole.
package enum AdvisoryStoreWriter {
    /// Writes a store.
    ///
    /// `path` must not exist. `day` is the day of today. `fill` is given what takes the records one by one; one that comes
    /// a second time replaces the first. Withdrawn records are left out.
    /// - Throws: what `fill` throws, and `AdvisoryStoreError` when the file cannot be written; what is at `path` then is
    ///   not whole.
    package static func write(
        to path: String, on day: String, _ fill: (_ take: (AdvisoryRecord) throws -> Void) throws -> Void
    ) throws -> AdvisoryInventory {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            // Everything is one transaction: rows that are committed one by one are written one by one.
            let inventory = try queue.write { db in
                var writer = try RowWriter(db)
                try fill { try writer.add($0) }
                return try writer.finish(on: day)
            }
            try queue.close()
            return inventory
        } catch let error as DatabaseError {
            throw AdvisoryStoreError(error)
        }
    }

    /// A file that nobody else sees yet needs no journal on the disk, and is written through when it is whole.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768")
        }
        return configuration
    }
}

/// Puts records into the tables.
private struct RowWriter {
    private let db: Database
    private var newest = ""

    init(_ db: Database) throws {
        self.db = db
        try db.execute(
            sql: """
                PRAGMA application_id = \(AdvisoryStore.applicationID);
                PRAGMA user_version = \(AdvisoryStore.formatVersion);
                CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE ecosystem (name TEXT PRIMARY KEY, advisories INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE record (id TEXT, package TEXT, ecosystem TEXT NOT NULL, PRIMARY KEY (id, package)) WITHOUT ROWID;
                CREATE TABLE advisory (package TEXT, id TEXT, advisory TEXT NOT NULL, PRIMARY KEY (package, id)) WITHOUT ROWID;
                """)
    }

    mutating func add(_ record: AdvisoryRecord) throws {
        try remove(record.id)
        guard !record.isWithdrawn else { return }
        newest = max(newest, String(record.modified.prefix(10)))
        let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO advisory VALUES (?, ?, ?)")
        let count = try db.cachedStatement(sql: "INSERT OR IGNORE INTO record VALUES (?, ?, ?)")
        for (name, advisory) in record.packages {
            let text = AdvisoryCode.text(of: [advisory.withoutCoveredVersions(in: name.ecosystem)])
            try insert.execute(arguments: [name.key, record.id, text])
            try count.execute(arguments: [record.id, name.key, name.ecosystem.rawValue])
        }
    }

    /// Takes back what an earlier copy of a record said.
    private func remove(_ id: String) throws {
        let known = try db.cachedStatement(sql: "SELECT 1 FROM record WHERE id = ?")
        guard try Int.fetchOne(known, arguments: [id]) != nil else { return }
        // By the key of each row: a look through all of them, for every record that comes twice, would take minutes.
        try db.execute(
            sql: """
                DELETE FROM advisory WHERE (package, id) IN (SELECT package, id FROM record WHERE id = ?);
                DELETE FROM record WHERE id = ?
                """, arguments: [id, id])
    }

    func finish(on day: String) throws -> AdvisoryInventory {
        try db.execute(sql: "INSERT INTO ecosystem SELECT ecosystem, count(DISTINCT id) FROM record GROUP BY ecosystem")
        try db.execute(sql: "DROP TABLE record")
        try db.execute(sql: "INSERT INTO fact VALUES ('imported', ?), ('newest', ?)", arguments: [day, newest])
        let counts = try Row.fetchAll(db, sql: "SELECT name, advisories FROM ecosystem ORDER BY name")
        return AdvisoryInventory(newest: newest, counts: counts.map { .init(ecosystem: $0[0], advisories: $0[1]) })
    }
}
