package import ApplicationModel
package import Findings
package import LeastPrivilege
import Permissions

/// Describes what functions may do and need.
package struct PermissionPortrait {
    private let application: Application
    private let comparison: PermissionComparison
    private let positions: Positions
    private let policies: PolicyPortrait

    /// Describes the functions of an application.
    package init(_ application: Application, _ comparison: PermissionComparison, positions: Positions) {
        self.application = application
        self.comparison = comparison
        self.positions = positions
        policies = PolicyPortrait(application)
    }

    /// The table of every function, in the manifest's order; of an action or a pattern of actions when one is given.
    package func tables(about action: String? = nil) -> [FunctionPermissionTable] {
        zip(application.functions, comparison.functions).map { table(of: $0, $1, about: action.map(ActionPattern.init)) }
    }

    private func table(
        of function: Function, _ permissions: PermissionComparison.FunctionPermissions, about wanted: ActionPattern?
    ) -> FunctionPermissionTable {
        let given = permissions.role.flatMap { comparison.grants[$0] }
        let rows = (needed(permissions, given) + spare(permissions, given)).filter { row in
            wanted.map { Self.isAbout($0, ActionPattern(row.action)) } ?? true
        }
        return FunctionPermissionTable(
            function: function.name, application: application.name, place: positions[function.namePlace],
            role: permissions.role?.name, rows: rows.sorted { ($0.action, $0.state.rawValue) < ($1.action, $1.state.rawValue) },
            policy: policies.policy(of: permissions.needs, given),
            undecided: permissions.needs.undecided.map { CardLine($0.reason, at: positions[$0.place]) },
            incompleteness: permissions.needs.incompleteness ?? given?.incompleteness)
    }

    /// Whether a pattern that is asked for and one that is granted have an action in common.
    private static func isAbout(_ wanted: ActionPattern, _ granted: ActionPattern) -> Bool {
        if wanted.isEverything || granted.isEverything || wanted.text.lowercased() == granted.text.lowercased() { return true }
        return ActionCatalogue.bundled.actions(matching: wanted).contains(where: granted.matches)
    }

    // MARK: What is needed

    private func needed(_ permissions: PermissionComparison.FunctionPermissions, _ given: RoleGrants?) -> [FunctionPermissionTable.Row] {
        let missing = Set(comparison.missing(of: permissions))
        let byAction = Dictionary(grouping: permissions.needs.needs.filter(isShown(given)), by: \.action)
        return byAction.keys.sorted().map { action in
            let needs = byAction[action] ?? []
            let grants = (given?.allowed ?? []).filter { grant in
                needs.contains { need in need.known.map { grant.serves($0, on: need.resources) } ?? false }
            }
            return FunctionPermissionTable.Row(
                action: action, resources: unique(needs.flatMap { $0.resources.map(\.description) }),
                state: state(needs, isMissing: needs.contains(where: missing.contains), isGranted: !grants.isEmpty),
                needs: unique(needs.map { CardLine(words($0), at: positions[$0.place]) }), grants: unique(grants.map(line)))
        }
    }

    private func state(_ needs: [Need], isMissing: Bool, isGranted: Bool) -> FunctionPermissionTable.Row.State {
        if isMissing { return .missing }
        if isGranted { return .used }
        return needs.contains(where: \.isCertain) ? .unverified : .possible
    }

    /// What the platform does by itself is shown where it is granted.
    private func isShown(_ given: RoleGrants?) -> (Need) -> Bool { { $0.isCalled || given?.allows($0) ?? false } }

    private func words(_ need: Need) -> String {
        switch need.reason {
        case .call(let name): need.isCertain ? name : "\(name), perhaps"
        case .platform(let reason): reason
        }
    }

    // MARK: What is not

    private func spare(_ permissions: PermissionComparison.FunctionPermissions, _ given: RoleGrants?) -> [FunctionPermissionTable.Row] {
        guard let role = permissions.role else { return [] }
        return (given?.allowed ?? []).filter { $0.origin.isByAuthor && comparison.needs(served: $0, of: permissions).isEmpty }.map { grant in
            FunctionPermissionTable.Row(
                action: grant.action.text, resources: unique(grant.resources.map { $0?.description ?? "a resource that could not be told" }), state: state(grant, permissions, role),
                needs: [], grants: [line(grant)])
        }
    }

    private func state(
        _ grant: RoleGrant, _ permissions: PermissionComparison.FunctionPermissions, _ role: Role.ID
    ) -> FunctionPermissionTable.Row.State {
        if !comparison.functions(served: grant, of: role).isEmpty { return .neededByOthers }
        return comparison.incompleteness(of: role) == nil ? .unused : .undecided
    }

    private func line(_ grant: RoleGrant) -> CardLine {
        if let policy = grant.managedPolicy { return CardLine("`\(policy)`", at: positions[grant.place]) }
        switch grant.origin {
        case .author: return CardLine("", at: positions[grant.place])
        case .policyTemplate: return CardLine("a policy template", at: positions[grant.place])
        case .framework(let reason): return CardLine("the framework, \(reason)", at: positions[grant.place])
        case .plugin(let name): return CardLine("`\(name)`", at: positions[grant.place])
        }
    }
}

/// Each element once, where it stands first.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}

extension RoleGrants {
    /// Whether one of the grants may be what a need is met with.
    func allows(_ need: Need) -> Bool { need.known.map { action in allowed.contains { $0.serves(action, on: need.resources) } } ?? false }
}
