/// What the policies of one layer say to a request.
struct LayerAnswer {
    /// Statements that apply, or might.
    struct Side {
        var truth = Truth.no
        var statements: [StatementReference] = []

        mutating func add(_ applies: Truth, _ reference: StatementReference) {
            guard applies != .no else { return }
            // What certainly applies outweighs what might.
            if applies == .yes, truth == .unknown { statements = [] }
            if applies == .yes || truth != .yes { statements.append(reference) }
            truth = truth || applies
        }
    }

    let layer: PolicyLayer
    private(set) var denies = Side()
    /// What allows whoever the layer belongs to; in a resource's policy, whoever it names directly.
    private(set) var allows = Side()
    /// In a resource's policy: what allows the role of the caller's session.
    private(set) var allowsRole = Side()
    /// In a resource's policy: what allows the caller's account.
    private(set) var allowsAccount = Side()

    init(_ layer: PolicyLayer, _ policies: [Policy], _ request: AccessRequest, _ context: RequestContext) {
        self.layer = layer
        for (policyIndex, policy) in policies.enumerated() {
            for (index, statement) in policy.statements.enumerated() {
                let naming = layer == .resource ? statement.naming(of: request.caller) : .direct
                guard naming != .none else { continue }
                let reference = StatementReference(layer: layer, policy: policyIndex, statement: index)
                add(statement, statement.applies(to: request, in: context), naming, reference)
            }
        }
    }

    private mutating func add(
        _ statement: Policy.Statement, _ applies: Truth, _ naming: Policy.Statement.Naming,
        _ reference: StatementReference
    ) {
        guard statement.effect == .allow else { return denies.add(applies, reference) }
        switch naming {
        case .direct: allows.add(applies, reference)
        case .role: allowsRole.add(applies, reference)
        case .account: allowsAccount.add(applies, reference)
        case .none: break
        }
    }
}
