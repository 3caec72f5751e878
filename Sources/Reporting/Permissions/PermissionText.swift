package import Findings

/// Tables of permissions as text for a terminal.
package struct PermissionText: Sendable {
    private let paths: PathNames
    private let width: Int
    private let hasColor: Bool

    /// Makes texts for a terminal.
    package init(style: TerminalStyle) {
        paths = style.paths
        width = style.width
        hasColor = style.hasColor
    }

    /// A function's table, ending with a line break.
    package func text(of table: FunctionPermissionTable) -> String {
        var page = CardPage(width: width, hasColor: hasColor)
        page.head("\(table.function), a function of \(table.application)", place: table.place.named(by: paths))
        page.table(nil, facts(table))
        for (state, title, ink) in Self.sections {
            page.section(CardEntry(title, ink: ink), table.rows.filter { $0.state == state }.flatMap { entries($0) })
        }
        page.section(CardEntry("could not be told", ink: .strong), table.undecided.map { CardEntry($0.text, at: $0.place?.named(by: paths)) })
        return page.text
    }

    private static let sections: [(state: FunctionPermissionTable.Row.State, title: String, ink: Ink)] = [
        (.missing, "needed and not granted: these calls will be refused", .severity(.high)),
        (.unverified, "needed; whether it is granted could not be told", .warning),
        (.possible, "perhaps needed, and not granted", .warning), (.used, "needed and granted", .good),
        (.unused, "granted and not needed by any function under the role", .warning),
        (.neededByOthers, "granted for other functions under the role", .strong),
        (.undecided, "granted; whether it is needed could not be told", .strong),
    ]

    private func facts(_ table: FunctionPermissionTable) -> [(label: String, text: String)] {
        let role = table.role.map { "`\($0)`" } ?? "a role that is not in the manifest"
        let reason = table.incompleteness.map { [(label: "incomplete", text: $0)] } ?? []
        return [(label: "role", text: role)] + reason
    }

    /// The action with its resources, then who needs it, then who grants it.
    private func entries(_ row: FunctionPermissionTable.Row) -> [CardEntry] {
        let shown = row.resources.prefix(3).joined(separator: ", ") + (row.resources.count > 3 ? " and \(row.resources.count - 3) more" : "")
        let place = row.needs.isEmpty ? row.grants.first?.place?.named(by: paths) : nil
        let head = CardEntry("`\(row.action)` on \(shown)", at: place)
        let needs = row.needs.prefix(4).map { CardEntry($0.text, at: $0.place?.named(by: paths), indentation: 2) }
        let grants = row.needs.isEmpty ? [] : row.grants.prefix(2).map { grant in
            CardEntry("granted\(grant.text.isEmpty ? "" : " by \(grant.text)")", at: grant.place?.named(by: paths), indentation: 2)
        }
        return [head] + needs + grants
    }
}
