package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The roles that functions run under, each read once, in the order of first use.
package struct RoleList: Sendable {
    private let template: Template
    /// The roles so far.
    package private(set) var roles: [Role] = []
    private var known: Set<Role.ID> = []

    /// Starts with no role.
    package init(template: Template) { self.template = template }

    /// The role that a value names: a reference to one, its name, its ARN, or one that exists elsewhere.
    package mutating func use(_ value: Value) -> Role.ID {
        if let logicalID = logicalID(of: value) {
            if known.contains(Role.ID(logicalID)) { return Role.ID(logicalID) }
            if let resource = template.resource(logicalID) {
                var declared = DeclaredRole(template: template)
                return add(declared.role(resource))
            }
        }
        let id = value.string ?? value.text(placeholder: "?") ?? "?"
        var role = Role(
            id: Role.ID(id == "?" ? "external (\(value.undeterminedReason ?? "not known"))" : id), kind: .external,
            place: value.usePlace)
        role.incompleteness = "its permissions are not in the manifest"
        return add(role)
    }

    /// Adds a role unless it is there.
    package mutating func add(_ role: Role) -> Role.ID {
        if known.insert(role.id).inserted { roles.append(role) }
        return role.id
    }

    /// Puts a role before all others.
    package mutating func addFirst(_ role: Role) {
        if known.insert(role.id).inserted { roles.insert(role, at: 0) }
    }

    /// The logical id that a value names by reference, as a plain name, or as an ARN that ends in a role's name.
    package func logicalID(of value: Value) -> String? {
        if let id = value.referencedLogicalID { return id }
        guard let text = value.knownText else { return nil }
        if value.string != nil, !text.contains(":") { return template.index.roles[text]?.logicalID ?? text }
        guard let name = text.split(separator: "/").last.map(String.init), text.contains(":role/") else { return nil }
        return template.index.roles[name]?.logicalID
    }
}
