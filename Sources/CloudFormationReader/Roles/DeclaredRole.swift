package import ApplicationModel
internal import ManifestReading

/// A role that the manifest declares as a resource, with everything that other resources attach to it.
package struct DeclaredRole: Sendable {
    private let template: Template
    /// The policies of the manifest whose statements were added.
    private var policiesRead: Set<String> = []

    /// Starts with nothing read; one instance serves one role.
    package init(template: Template) { self.template = template }

    /// The role behind a resource of type `AWS::IAM::Role`.
    package mutating func role(_ resource: Resource) -> Role {
        let kind: Role.Kind = resource.generator == nil ? .declared : .perFunction
        var role = Role(id: Role.ID(resource.logicalID), kind: kind, place: resource.logicalIDPlace)
        role.trustPolicy = resource.properties["AssumeRolePolicyDocument"]
        role.permissionsBoundary = resource.properties["PermissionsBoundary"]
        extend(&role, with: resource)
        attachPolicies(to: &role, logicalID: resource.logicalID, name: resource.properties["RoleName"]?.knownText)
        return role
    }

    /// Adds what a role's resource holds: inline and managed policies.
    package mutating func extend(_ role: inout Role, with resource: Resource) {
        var reader = PolicyStatementReader(origin: .author)
        for policy in resource.properties["Policies"]?.oneOrMany ?? [] {
            reader.read(document: policy["PolicyDocument"] ?? (policy.isUndetermined ? policy : nil))
        }
        add(reader, to: &role)
        attach(resource.properties["ManagedPolicyArns"], to: &role, madeFor: resource.generator)
    }

    /// Adds the policies of the manifest that name the role.
    package mutating func attachPolicies(to role: inout Role, logicalID: String, name: String?) {
        for key in [logicalID, name].compactMap(\.self) {
            for policy in template.index.policies[key] ?? [] { readDocument(of: policy, into: &role) }
        }
    }

    /// Adds managed policies; of those that the manifest declares the statements too.
    ///
    /// What a transform attaches by itself stands where the role stands, not where an author wrote a policy.
    package mutating func attach(_ list: Value?, to role: inout Role, madeFor generator: Resource.Generator? = nil) {
        guard let list else { return }
        for policy in list.oneOrMany {
            if case .unknown(let reason) = policy.content { role.incompleteness = role.incompleteness ?? reason }
            let isAdded = generator != nil && policy.place == role.place
            let origin: GrantOrigin = isAdded ? .framework(reason: generator?.word ?? "") : .author
            role.managedPolicies.append(ManagedPolicyAttachment(policy: policy, origin: origin))
            if let id = policy.referencedLogicalID, let declared = template.resource(id),
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
