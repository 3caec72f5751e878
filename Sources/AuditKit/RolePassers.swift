import ApplicationModel

/// Which roles the functions of an application may pass on by name: whoever makes a function do so acts through the
/// service that gets the role.
struct RolePassers: Sendable {
    /// The ids of the passing roles by the logical id of the role that is passed.
    private var passing: [String: Set<Role.ID>] = [:]

    /// Looks at the statements of the functions' roles once.
    init(_ application: Application) {
        guard !application.otherRoles.isEmpty else { return }
        for role in application.roles {
            for statement in role.statements where statement.effect == .allow && statement.passesRoles {
                for case .resource(let id, _) in statement.resources.flatMap(\.symbols) { passing[id, default: []].insert(role.id) }
            }
        }
    }

    /// The roles that name a role as one to pass.
    func roles(passing role: Role) -> Set<Role.ID> { passing[role.id.name] ?? [] }
}

extension PolicyStatement {
    fileprivate var passesRoles: Bool {
        actions.contains { ["iam:passrole", "iam:pass*", "iam:*", "*"].contains($0.string?.lowercased()) }
    }
}
