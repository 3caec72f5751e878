/// A document of the IAM policy language.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
package struct Policy: Sendable, Hashable {
    /// The version of the language.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    package enum Version: String, Sendable, Hashable {
        /// What a policy without `Version` is: variables are plain text.
        case v2008 = "2008-10-17"
        case v2012 = "2012-10-17"

        /// What in a resource or a condition's value is more than itself.
        var notation: WildcardPattern.Notation { self == .v2012 ? [.wildcards, .variables] : .wildcards }
    }

    /// Whether a statement grants or denies.
    package enum Effect: String, Sendable, Hashable { case allow = "Allow", deny = "Deny" }

    /// What an element lists, or everything but that: `Action` and `NotAction`.
    package enum Selection<Element: Sendable & Hashable>: Sendable, Hashable {
        case listed([Element])
        case except([Element])

        /// What is listed, either way.
        package var elements: [Element] {
            switch self {
            case .listed(let elements), .except(let elements): elements
            }
        }

        /// Whether the answer to "is it among them" is turned round.
        package var isNegated: Bool { if case .except = self { true } else { false } }
    }

    /// Whom a statement is about.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    package enum Principal: Sendable, Hashable {
        /// `*`, anonymous callers included.
        case everyone
        /// An account's id or root ARN, or the ARN of a user, a role or a session.
        case aws(String)
        case service(String)
        case federated(String)
        case canonicalUser(String)
    }

    /// The version of the language.
    package var version: Version
    /// `Id`, which only some services use.
    package var id: String?
    /// The statements, in the author's order.
    package var statements: [Statement]

    /// Makes a policy.
    package init(version: Version = .v2012, id: String? = nil, statements: [Statement]) {
        self.version = version
        self.id = id
        self.statements = statements
    }
}

extension Policy {
    /// One statement of a policy.
    package struct Statement: Sendable, Hashable {
        /// `Sid`.
        package var sid: String?
        /// Whether it grants or denies.
        package var effect: Effect
        /// `Principal` or `NotPrincipal`; `nil` in a policy of an identity.
        package var principals: Selection<Principal>?
        /// `Action` or `NotAction`.
        package var actions: Selection<WildcardPattern>
        /// `Resource` or `NotResource`; `nil` in a trust policy, which stands for its role.
        package var resources: Selection<WildcardPattern>?
        /// The conditions, all of which must hold.
        package var conditions: [Condition]

        /// Makes a statement.
        package init(
            _ effect: Effect, actions: Selection<WildcardPattern>, resources: Selection<WildcardPattern>?,
            principals: Selection<Principal>? = nil, conditions: [Condition] = [], sid: String? = nil
        ) {
            self.sid = sid
            self.effect = effect
            self.principals = principals
            self.actions = actions
            self.resources = resources
            self.conditions = conditions
        }
    }
}
