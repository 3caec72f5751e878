package import Findings
import SourceText

/// Tables of permissions as JSON for other programs.
package enum PermissionJSON {
    /// The version of the format; it changes when a field changes its meaning or goes.
    package static let version = 1

    /// All tables in one object, ending with a line break.
    package static func text(of tables: [FunctionPermissionTable]) -> String {
        JSONWriter.render(.object([("version", .int(version)), ("functions", .array(tables.map(table)))]))
    }

    private static func table(_ table: FunctionPermissionTable) -> JSONValue {
        .object([
            ("function", .string(table.function)), ("application", .string(table.application)), ("place", place(table.place)),
            ("role", .optional(table.role)), ("actions", .array(table.rows.map(row))), ("undecided", .array(table.undecided.map(line))),
            ("incomplete", .optional(table.incompleteness)),
        ])
    }

    private static func row(_ row: FunctionPermissionTable.Row) -> JSONValue {
        .object([
            ("action", .string(row.action)), ("resources", .strings(row.resources)), ("state", .string(row.state.rawValue)),
            ("needs", .array(row.needs.map(line))), ("grants", .array(row.grants.map(line))),
        ])
    }

    private static func line(_ line: CardLine) -> JSONValue {
        .object([("text", .string(line.text)), ("place", line.place.map(place) ?? .null)])
    }

    private static func place(_ place: FilePosition) -> JSONValue {
        .object([
            ("path", .string(place.path.description)), ("line", place.position.map { .int($0.line) } ?? .null),
            ("column", place.position.map { .int($0.column) } ?? .null),
        ])
    }
}
