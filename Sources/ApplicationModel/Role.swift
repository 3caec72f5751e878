package import SourceText

/// An identity that functions or other resources act under, with every permission that is known of it.
package struct Role: Sendable, Identifiable {
    /// Names the role within its application: `default`, a function's name, a logical id or an ARN.
    package struct ID: Sendable, Hashable {
        /// The name.
        package let name: String
        /// Makes an id.
        package init(_ name: String) { self.name = name }
    }

    /// Where the role comes from.
    package enum Kind: String, Sendable, Hashable {
        /// The framework makes one role for all functions that name none.
        case sharedByFramework
        /// The framework or a plugin makes it for one function.
        case perFunction
        /// A resource of the same manifest.
        case declared
        /// It exists elsewhere; its permissions are not in the tree.
        case external
    }

    /// The id.
    package var id: ID
    /// Where it comes from.
    package var kind: Kind
    /// Where it is declared or its settings are written; the provider block when the framework makes it.
    package var place: SourcePlace
    /// The policy statements, authored first.
    package var statements: [PolicyStatement]
    /// The managed policies, by ARN or reference as written.
    package var managedPolicies: [ManagedPolicyAttachment]
    /// The permissions boundary, as written.
    package var permissionsBoundary: Value?
    /// The trust policy, as written; `nil` when the framework writes it.
    package var trustPolicy: Value?
    /// Whether permissions may exist that the model does not hold, and why; `nil` when it is complete.
    package var incompleteness: String?
    /// The resources that name the role as theirs, in the manifest's order; of a role that functions run under, those that are
    /// none of them.
    package var holders: [RoleHolder]

    /// Makes a role without permissions.
    package init(id: ID, kind: Kind, place: SourcePlace) {
        self.id = id
        self.kind = kind
        self.place = place
        statements = []
        managedPolicies = []
        holders = []
    }
}

/// Who put a permission there.
package enum GrantOrigin: Sendable, Hashable {
    /// The author wrote it.
    case author
    /// The framework adds it by itself, and for what.
    case framework(reason: String)
    /// A plugin adds it.
    case plugin(String)
    /// The author chose a policy template of SAM, which writes the statements.
    case policyTemplate

    /// Whether the author asked for the permission, in words of their own or by a template.
    package var isByAuthor: Bool { self == .author || self == .policyTemplate }
}

/// A managed policy attached to a role.
package struct ManagedPolicyAttachment: Sendable, Hashable {
    /// The ARN, or a reference, as written.
    package let policy: Value
    /// Who attached it.
    package let origin: GrantOrigin

    /// Makes an attachment.
    package init(policy: Value, origin: GrantOrigin) {
        self.policy = policy
        self.origin = origin
    }
}

/// One statement of an IAM policy, as written.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
package struct PolicyStatement: Sendable, Hashable {
    /// Whether the statement grants or denies.
    package enum Effect: String, Sendable, Hashable { case allow, deny, unknown }

    /// Whether the statement grants or denies.
    package var effect: Effect
    /// `Action` as a list.
    package var actions: [Value]
    /// `NotAction` as a list.
    package var notActions: [Value]
    /// `Resource` as a list.
    package var resources: [Value]
    /// `NotResource` as a list.
    package var notResources: [Value]
    /// `Principal` or `NotPrincipal`, as written.
    package var principal: Value?
    /// `Condition`, as written.
    package var condition: Value?
    /// Where the key `NotAction` is written; `nil` when the statement has none.
    package var notActionKeyPlace: SourcePlace?
    /// Whether a condition of the template (`Fn::If`) decides if the statement is deployed at all.
    package var isOptional: Bool
    /// Who put it there.
    package var origin: GrantOrigin
    /// Where the statement is written; for the framework's own, what made the framework add it.
    package var place: SourcePlace

    /// Makes a statement that names nothing.
    package init(effect: Effect, origin: GrantOrigin, place: SourcePlace) {
        self.effect = effect
        self.origin = origin
        self.place = place
        actions = []
        notActions = []
        resources = []
        notResources = []
        isOptional = false
    }
}
