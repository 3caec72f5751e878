package import Findings

/// Tables of permissions as text for a terminal.
package struct PermissionText: Sendable {
    private let paths: PathNames
    private let width: Int

    /// Makes texts, `width` columns wide, that say places by some names of paths.
    package init(paths: PathNames, width: Int = 100) {
        self.paths = paths
        self.width = width
    }

    /// A function's table, ending with a line break.
    package func text(of table: FunctionPermissionTable) -> String {
        var page = CardPage(width: width)
        page.head("\(table.function), a function of \(table.application)", place: table.place.named(by: paths))
        page.table(nil, facts(table))
        for (state, title) in Self.sections {
            page.section(CardEntry(title), table.rows.filter { $0.state == state }.flatMap { entries($0) })
        }
        page.section(CardEntry("could not be told"), table.undecided.map { CardEntry($0.text, at: $0.place?.named(by: paths)) })
        return page.text
    }

    private static let sections: [(FunctionPermissionTable.Row.State, String)] = [
        (.missing, "needed and not granted: these calls will be refused"), (.used, "needed and granted"),
        (.unused, "granted and not needed by any function under the role"),
        (.neededByOthers, "granted for other functions under the role"), (.undecided, "granted; whether it is needed could not be told"),
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
        let needs = row.needs.prefix(4).map { CardEntry("  \($0.text)", at: $0.place?.named(by: paths)) }
        let grants = row.needs.isEmpty ? [] : row.grants.prefix(2).map { grant in
            CardEntry("  granted\(grant.text.isEmpty ? "" : " by \(grant.text)")", at: grant.place?.named(by: paths))
        }
        return [head] + needs + grants
    }
}
