package import ApplicationModel
package import Permissions
package import SourceText

/// A permission that a role has: one action of one statement, on the statement's resources.
package struct RoleGrant: Sendable, Hashable {
    /// The action, which may have wildcards.
    package let action: ActionPattern
    /// The resources; `nil` for one that cannot be told.
    package let resources: [ARNPattern?]
    /// Who put it there.
    package let origin: GrantOrigin
    /// Whether a condition of the statement or of the template narrows it.
    package let isConditional: Bool
    /// The managed policy it is part of, by name; `nil` for a statement of the manifest.
    package let managedPolicy: String?
    /// Where the action is written; for a managed policy where it is attached.
    package let place: SourcePlace
    /// The statement it is part of; for a managed policy where it is attached.
    package let statementPlace: SourcePlace

    /// Whether it allows an action on a resource, as far as that can be told: what cannot be told of its resources counts as
    /// allowed.
    package func allows(_ action: Action, on resource: ARNPattern) -> Bool {
        self.action.matches(action) && resources.contains { $0?.covers(resource) ?? true }
    }

    /// Whether it may be what a need is met with, in part at least.
    package func serves(_ action: Action, on needed: [ARNPattern]) -> Bool {
        guard self.action.matches(action) else { return false }
        return resources.contains { resource in
            guard let resource else { return true }
            return needed.contains { resource.overlaps($0) }
        }
    }
}

/// Everything that a role allows and denies.
package struct RoleGrants: Sendable {
    /// What it allows, authored statements first.
    package private(set) var allowed: [RoleGrant] = []
    /// What it denies.
    package private(set) var denied: [RoleGrant] = []
    /// Why there may be more; `nil` when it is complete.
    package private(set) var incompleteness: String?
    /// What it allows beside what the author asked for, managed policies aside.
    package private(set) var added: [RoleGrant] = []
    private var byPlace: [SourcePlace: [Int]] = [:]
    private var byStatement: [SourcePlace: [Int]] = [:]

    /// Reads a role's statements and the managed policies that are known.
    package init(_ role: Role, in application: Application) {
        let names = ManifestNames(application)
        incompleteness = role.incompleteness
        for statement in role.statements { add(statement, names) }
        for attachment in role.managedPolicies { add(attachment, names) }
        for (position, grant) in allowed.enumerated() {
            byPlace[grant.place, default: []].append(position)
            byStatement[grant.statementPlace, default: []].append(position)
        }
        added = allowed.filter { !$0.origin.isByAuthor && $0.managedPolicy == nil }
    }

    /// What the action, template or managed policy at a place allows.
    package func allowed(at place: SourcePlace) -> [RoleGrant] { (byPlace[place] ?? []).map { allowed[$0] } }

    /// What the statement at a place allows.
    package func allowed(byStatementAt place: SourcePlace) -> [RoleGrant] { (byStatement[place] ?? []).map { allowed[$0] } }

    /// How many actions of a statement are looked at.
    private static let actionLimit = 1_000

    private mutating func add(_ statement: PolicyStatement, _ names: ManifestNames) {
        guard statement.notActions.isEmpty, statement.notResources.isEmpty else {
            return note("a statement says what it leaves out rather than what it names")
        }
        let resources = statement.resources.flatMap(names.resources)
        for action in statement.actions.prefix(Self.actionLimit) {
            guard let text = action.string else {
                note("an action of it cannot be told")
                continue
            }
            let grant = RoleGrant(
                action: ActionPattern(text), resources: resources, origin: statement.origin,
                isConditional: statement.condition != nil || statement.isOptional, managedPolicy: nil, place: action.place,
                statementPlace: statement.place)
            switch statement.effect {
            case .allow: allowed.append(grant)
            case .deny: denied.append(grant)
            case .unknown: note("whether a statement allows or denies cannot be told")
            }
        }
    }

    private mutating func add(_ attachment: ManagedPolicyAttachment, _ names: ManifestNames) {
        let text = names.texts(of: attachment.policy).first ?? "*"
        guard let name = ManagedPolicy.name(inARN: text), let statements = ManagedPolicyStatements.bundled(name: name) else {
            return note("what the policy `\(DeployedName.shown(in: text))` allows is not known")
        }
        for statement in statements {
            let resources = statement.resources.map { ARNPattern($0) }
            for action in statement.actions {
                let grant = RoleGrant(
                    action: ActionPattern(action), resources: resources, origin: attachment.origin, isConditional: statement.isConditional,
                    managedPolicy: name, place: attachment.policy.place,
                    statementPlace: attachment.policy.place)
                if statement.isAllowed { allowed.append(grant) } else { denied.append(grant) }
            }
        }
    }

    private mutating func note(_ reason: String) { incompleteness = incompleteness ?? reason }
}
