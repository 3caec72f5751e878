/// The policies that apply to a request, by the part each plays.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
package struct AppliedPolicies: Sendable {
    /// Those of the caller: inline and managed, of the user and its groups or of the role.
    package var identity: [Policy] = []
    /// Those of the resource; a role's trust policy when it is to be assumed.
    package var resource: [Policy] = []
    /// The permissions boundary; `nil` when there is none.
    package var boundary: Policy?
    /// The policies that the session was opened with; `nil` when there are none.
    package var session: [Policy]?
    /// Service control policies, from the organization's root down to the account; every level must allow.
    package var serviceControls: [[Policy]] = []
    /// Resource control policies of the resource's account, likewise. They only deny: one that allows everything is always
    /// attached, and cannot be taken off.
    package var resourceControls: [[Policy]] = []
    /// Whether only the resource's own policy can let anyone in, as with trust policies and keys of KMS: what it grants
    /// to an account the account's identities still need in their own policies.
    package var resourceMustAllow = false

    /// Makes a set without policies.
    package init() {}

    /// Makes a set of policies of the caller and of the resource.
    package init(identity: [Policy], resource: [Policy] = []) {
        self.identity = identity
        self.resource = resource
    }
}

/// The part that a policy plays in a decision.
package enum PolicyLayer: Sendable, Hashable {
    case identity, resource, boundary, session
    /// The level, 0-based from the organization's root.
    case serviceControl(level: Int), resourceControl(level: Int)

    /// The layer in words.
    package var name: String {
        switch self {
        case .identity: "identity policy"
        case .resource: "resource policy"
        case .boundary: "permissions boundary"
        case .session: "session policy"
        case .serviceControl: "service control policy"
        case .resourceControl: "resource control policy"
        }
    }
}

/// Which statement of which policy.
package struct StatementReference: Sendable, Hashable {
    /// The part that its policy plays.
    package let layer: PolicyLayer
    /// Which of the layer's policies, 0-based.
    package let policy: Int
    /// Which of its statements, 0-based.
    package let statement: Int
}

/// What IAM answers to a request, and why.
package struct AccessDecision: Sendable, Hashable {
    /// The answer.
    package enum Outcome: String, Sendable, Hashable {
        case allowed
        /// A statement denies it.
        case explicitlyDenied
        /// Nothing allows it, or not everything that has to.
        case implicitlyDenied
        /// It depends on what is not known, or differs among the requests that were asked for.
        case undecided
    }

    /// The answer.
    package let outcome: Outcome
    /// The statements behind it: those that deny, or those that allow; when undecided, those that might.
    package let statements: [StatementReference]
    /// The layers without whose word it stays denied, in the order that AWS asks them.
    package let missing: [PolicyLayer]

    /// Whether it is allowed for certain.
    package var isAllowed: Bool { outcome == .allowed }

    /// The decision as a sentence; statements counted from 1, and named by `Sid` where they have one.
    package func explanation(_ policies: AppliedPolicies) -> String {
        let names = statements.map { policies.name(of: $0) }.joined(separator: ", ")
        switch outcome {
        case .allowed: return "allowed by " + (names.isEmpty ? "being the account's root user" : names)
        case .explicitlyDenied: return "denied by " + names
        case .undecided: return "depends on " + (names.isEmpty ? "what is not known" : names)
        case .implicitlyDenied:
            return "not allowed by any statement of the " + missing.map(\.name).joined(separator: " or the ")
        }
    }
}

extension AppliedPolicies {
    /// The policies of a layer.
    package func policies(of layer: PolicyLayer) -> [Policy] {
        switch layer {
        case .identity: identity
        case .resource: resource
        case .boundary: boundary.map { [$0] } ?? []
        case .session: session ?? []
        case .serviceControl(let level): serviceControls.indices.contains(level) ? serviceControls[level] : []
        case .resourceControl(let level): resourceControls.indices.contains(level) ? resourceControls[level] : []
        }
    }

    fileprivate func name(of reference: StatementReference) -> String {
        let policies = policies(of: reference.layer)
        let name = reference.layer.name
        let place = policies.count > 1 ? " of \(name) \(reference.policy + 1)" : " of the \(name)"
        guard policies.indices.contains(reference.policy),
            policies[reference.policy].statements.indices.contains(reference.statement),
            let sid = policies[reference.policy].statements[reference.statement].sid, !sid.isEmpty
        else { return "statement \(reference.statement + 1)" + place }
        return "statement `\(sid)`" + place
    }
}
