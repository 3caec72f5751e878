extension AppliedPolicies {
    /// Decides a request as AWS documents it: an explicit deny wins, controls of the organization must allow at every
    /// level, within an account identity or resource suffices, across accounts both must allow, and a boundary and
    /// session policies limit what an identity's policies grant.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    package func decision(on request: AccessRequest) -> AccessDecision {
        Deliberation(self, request).decision
    }
}

/// One request and what every layer says to it.
private struct Deliberation {
    private struct Branch {
        var truth: Truth
        var statements: [StatementReference]
        var missing: [PolicyLayer]

        static let granted = Branch(truth: .yes, statements: [], missing: [])

        init(truth: Truth, statements: [StatementReference], missing: [PolicyLayer]) {
            self.truth = truth
            self.statements = statements
            self.missing = missing
        }

        init(_ side: LayerAnswer.Side, _ layer: PolicyLayer) {
            self.init(truth: side.truth, statements: side.statements, missing: side.truth == .no ? [layer] : [])
        }

        static func && (left: Branch, right: Branch) -> Branch {
            Branch(
                truth: left.truth && right.truth, statements: left.statements + right.statements,
                missing: left.missing + right.missing.filter { !left.missing.contains($0) })
        }

        /// The way that holds; when none does, what either lacks.
        static func || (left: Branch, right: Branch) -> Branch {
            if left.truth == .yes || right.truth == .no && left.truth == .unknown { return left }
            if right.truth == .yes || left.truth == .no && right.truth == .unknown { return right }
            return Branch(
                truth: left.truth || right.truth, statements: left.statements + right.statements,
                missing: left.missing + right.missing.filter { !left.missing.contains($0) })
        }
    }

    private let request: AccessRequest
    private let policies: AppliedPolicies
    private let resourceControls: [LayerAnswer]
    private let serviceControls: [LayerAnswer]
    private let resource: LayerAnswer
    private let identity: LayerAnswer
    private let limits: [LayerAnswer]

    init(_ policies: AppliedPolicies, _ request: AccessRequest) {
        let context = request.fullContext
        let answer = { (layer: PolicyLayer) in
            LayerAnswer(layer, policies.policies(of: layer), request, context)
        }
        self.request = request
        self.policies = policies
        // Nobody's organization limits a service of AWS.
        let levels = request.caller.account == nil ? 0 : policies.serviceControls.count
        serviceControls = (0..<levels).map { answer(.serviceControl(level: $0)) }
        resourceControls = policies.resourceControls.indices.map { answer(.resourceControl(level: $0)) }
        resource = answer(.resource)
        identity = answer(.identity)
        let hasIdentity = request.caller.account != nil
        limits =
            (policies.boundary != nil && hasIdentity ? [answer(.boundary)] : [])
            + (policies.session != nil && hasIdentity ? [answer(.session)] : [])
    }

    var decision: AccessDecision {
        let layers = resourceControls + serviceControls + [resource] + (request.caller.account == nil ? [] : [identity]) + limits
        let denials = layers.filter { $0.denies.truth == .yes }.flatMap(\.denies.statements)
        guard denials.isEmpty else {
            return AccessDecision(outcome: .explicitlyDenied, statements: denials, missing: [])
        }
        let granted = serviceControls.reduce(Branch.granted) { $0 && Branch($1.allows, $1.layer) } && access
        let doubts = layers.filter { $0.denies.truth == .unknown }.flatMap(\.denies.statements)
        switch granted.truth {
        case .no: return AccessDecision(outcome: .implicitlyDenied, statements: [], missing: granted.missing)
        case .yes where doubts.isEmpty:
            return AccessDecision(outcome: .allowed, statements: granted.statements, missing: [])
        case .unknown, .yes:
            return AccessDecision(
                outcome: .undecided, statements: doubts + granted.statements, missing: granted.missing)
        }
    }

    private var access: Branch {
        let direct = Branch(resource.allows, .resource)
        guard request.caller.account != nil else { return direct }
        let role = Branch(resource.allowsRole, .resource)
        let account = Branch(resource.allowsAccount, .resource)
        guard request.isWithinOneAccount else { return (direct || role || account) && (ownGrant && limit) }
        // A role's grant is its sessions' upper bound, so what limits the session limits it too.
        // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
        let byResource = direct || (role && limit)
        guard !policies.resourceMustAllow else { return byResource || (account && (ownGrant && limit)) }
        return byResource || (ownGrant && limit)
    }

    /// The root user may do everything that nobody denies it.
    private var ownGrant: Branch {
        if case .root = request.caller { return .granted }
        return Branch(identity.allows, .identity)
    }

    private var limit: Branch { limits.reduce(Branch.granted) { $0 && Branch($1.allows, $1.layer) } }
}
