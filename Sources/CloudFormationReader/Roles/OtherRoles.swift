package import ApplicationModel
internal import ManifestReading

/// The roles of a template that no function runs under: those of state machines, pipes, tasks, APIs, people.
package enum OtherRoles {
    /// Every role that is not among the known ones, with what acts with it, in the template's order.
    package static func all(in template: Template, besides known: [Role]) -> [Role] {
        var seen = Set(known.map(\.id.name))
        let resources = template.resources(ofType: "AWS::IAM::Role").filter { seen.insert($0.logicalID).inserted }
        guard !resources.isEmpty else { return [] }
        let holders = RoleHolders(of: Set(resources.map(\.logicalID)), in: template)
        return resources.map { resource in
            var declared = DeclaredRole(template: template)
            var role = declared.role(resource)
            role.holders = holders.byRole[resource.logicalID] ?? []
            return role
        }
    }
}

extension OtherRoles {
    /// The roles of functions with what else acts under them: a role that a state machine has as well is not the functions' alone.
    package static func sharing(_ roles: [Role], in template: Template) -> [Role] {
        let declared = Set(roles.filter { $0.kind == .declared }.map(\.id.name))
        guard !declared.isEmpty else { return roles }
        let holders = RoleHolders(of: declared, in: template)
        return roles.map { role in
            var role = role
            role.holders = (holders.byRole[role.id.name] ?? []).filter { $0.type != "AWS::Lambda::Function" }
            return role
        }
    }
}

/// The resources of a template that name a role as the one they act under.
private struct RoleHolders {
    /// How deep properties are looked into.
    private static let depthLimit = 40
    /// Resources that name a role to give it permissions, not to act with them.
    private static let policies: Set<String> = [
        "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::RolePolicy",
    ]
    private static let attachment = "AWS::Cognito::IdentityPoolRoleAttachment"

    /// The holders by the logical id of the role, each once.
    private(set) var byRole: [String: [RoleHolder]] = [:]
    private let roles: Set<String>
    private var seen: [String: Set<RoleHolder>] = [:]

    init(of roles: Set<String>, in template: Template) {
        self.roles = roles
        for resource in template.resources where !Self.policies.contains(resource.type) {
            if resource.type == "AWS::Lambda::Function" {
                // A function's environment tells it roles that others act under.
                resource.properties.member("Role").map { visit($0.value, below: $0.key, of: resource, depth: 0) }
            } else {
                visit(resource.properties, below: "", of: resource, depth: 0)
            }
        }
    }

    private mutating func visit(_ value: Value, below key: String, of resource: Resource, depth: Int) {
        guard depth < Self.depthLimit else { return }
        for element in value.elements { visit(element, below: key, of: resource, depth: depth + 1) }
        for member in value.members { visit(member.value, below: member.key, of: resource, depth: depth + 1) }
        for symbol in value.symbols {
            switch symbol {
            case .intrinsic(_, let argument): visit(argument, below: key, of: resource, depth: depth + 1)
            case .resource(let id, _) where roles.contains(id) && Self.takesRole(key, resource): add(resource, key, to: id)
            default: continue
            }
        }
    }

    private mutating func add(_ resource: Resource, _ key: String, to role: String) {
        let name = resource.generator?.logicalID ?? resource.logicalID
        let holder = RoleHolder(name: name, type: resource.type, key: key)
        if seen[role, default: []].insert(holder).inserted { byRole[role, default: []].append(holder) }
    }

    /// `RoleArn`, `ExecutionRoleArn`, `Credentials`, `ServiceRole`, `Roles` and their like.
    private static func takesRole(_ key: String, _ resource: Resource) -> Bool {
        if resource.type == attachment { return true }
        let key = key.lowercased()
        return ["role", "roles", "rolearn", "rolename", "credentials", "credentialsarn"].contains(where: key.hasSuffix)
    }
}
