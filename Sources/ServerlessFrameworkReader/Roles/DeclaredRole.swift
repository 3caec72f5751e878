import ApplicationModel
import SourceText

/// A role that the manifest declares as a resource, with everything that other resources attach to it.
struct DeclaredRole {
    let service: ServiceManifest
    /// The policies of the manifest whose statements were added.
    private var policiesRead: Set<String> = []

    /// Starts with nothing read; one instance serves one role.
    init(service: ServiceManifest) { self.service = service }

    /// The role behind a resource of type `AWS::IAM::Role`.
    mutating func role(_ resource: Resource) -> Role {
        var role = Role(id: Role.ID(resource.logicalID), kind: .declared, place: resource.logicalIDPlace)
        role.trustPolicy = resource.properties["AssumeRolePolicyDocument"]
        role.permissionsBoundary = resource.properties["PermissionsBoundary"]
        extend(&role, with: resource)
        attachPolicies(to: &role, logicalID: resource.logicalID, name: resource.properties["RoleName"]?.knownText)
        return role
    }

    /// Adds what a role's resource holds: inline and managed policies.
    mutating func extend(_ role: inout Role, with resource: Resource) {
        var reader = PolicyStatementReader(origin: .author)
        for policy in resource.properties["Policies"]?.oneOrMany ?? [] {
            reader.read(document: policy["PolicyDocument"] ?? (policy.isUndetermined ? policy : nil))
        }
        add(reader, to: &role)
        attach(resource.properties["ManagedPolicyArns"], to: &role)
    }

    /// Adds the policies of the manifest that name the role.
    mutating func attachPolicies(to role: inout Role, logicalID: String, name: String?) {
        for key in [logicalID, name].compactMap(\.self) {
            for policy in service.index.policies[key] ?? [] { readDocument(of: policy, into: &role) }
        }
    }

    /// Adds managed policies; of those that the manifest declares the statements too.
    mutating func attach(_ list: Value?, to role: inout Role, origin: GrantOrigin = .author) {
        guard let list else { return }
        for policy in list.oneOrMany {
            if case .unknown(let reason) = policy.content { role.incompleteness = role.incompleteness ?? reason }
            role.managedPolicies.append(ManagedPolicyAttachment(policy: policy, origin: origin))
            if let id = policy.referencedLogicalID, let declared = service.resource(id),
                declared.type == "AWS::IAM::ManagedPolicy"
            {
                readDocument(of: declared, into: &role)
            }
        }
    }

    private mutating func readDocument(of policy: Resource, into role: inout Role) {
        guard policiesRead.insert(policy.logicalID).inserted else { return }
        var reader = PolicyStatementReader(origin: .author)
        reader.read(document: policy.properties["PolicyDocument"])
        add(reader, to: &role)
    }

    private func add(_ reader: PolicyStatementReader, to role: inout Role) {
        role.statements += reader.statements
        role.incompleteness = role.incompleteness ?? reader.incompleteness
    }
}
