extension Policy.Statement {
    /// How directly a statement's principals name the caller, from not at all to by itself.
    enum Naming: Int, Sendable, Comparable {
        /// Not at all.
        case none
        /// Its account, which then decides by its own policies.
        case account
        /// The role whose session it is.
        case role
        /// The caller itself, or everyone.
        case direct

        static func < (left: Naming, right: Naming) -> Bool { left.rawValue < right.rawValue }
    }

    /// Whether the statement is about a request, principals left aside.
    func applies(to request: AccessRequest, in context: RequestContext) -> Truth {
        Self.contains(actions, request.action)
            && appliesToResource(request.resource, in: context)
            && conditions.every { $0.truth(in: context) }
    }

    private func appliesToResource(_ resource: WildcardPattern, in context: RequestContext) -> Truth {
        guard let resources else { return .yes }
        let patterns = resources.elements.compactMap { $0.resolved(in: context) }
        // A resource that cannot be resolved is no reason to widen what `NotResource` leaves.
        if resources.isNegated, patterns.count < resources.elements.count { return .no }
        return Self.contains(resources.isNegated ? .except(patterns) : .listed(patterns), resource)
    }

    private static func contains(_ selection: Policy.Selection<WildcardPattern>, _ region: WildcardPattern) -> Truth {
        let isListed = selection.elements.any { Truth($0, matches: region) }
        return selection.isNegated ? !isListed : isListed
    }

    /// How directly it names a caller; a statement without principals names nobody.
    func naming(of caller: Caller) -> Naming {
        switch principals {
        case nil: .none
        case .listed(let listed): listed.map { $0.naming(of: caller) }.max() ?? .none
        case .except(let exempt): isExempt(caller, exempt) ? .none : .direct
        }
    }

    /// A denial's `NotPrincipal` spares a caller only when everything it is gets listed: session, role and account.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    private func isExempt(_ caller: Caller, _ exempt: [Policy.Principal]) -> Bool {
        let namings = exempt.map { $0.naming(of: caller) }
        if effect == .allow { return namings.contains { $0 != .none } }
        if exempt.contains(.everyone) { return true }
        guard namings.contains(.direct) else { return false }
        switch caller {
        case .user: return namings.contains(.account)
        case .session: return namings.contains(.account) && namings.contains(.role)
        case .root, .service, .federated, .anonymous: return true
        }
    }
}

extension Policy.Principal {
    /// How directly the principal names a caller.
    func naming(of caller: Caller) -> Policy.Statement.Naming {
        switch (self, caller) {
        case (.everyone, _): .direct
        case (.service(let name), .service(let caller)): name == caller || name == "*" ? .direct : .none
        case (.federated(let name), .federated(let caller)): name == caller || name == "*" ? .direct : .none
        case (.aws("*"), _): .direct
        case (.aws(let name), .user(let arn)): name == arn ? .direct : Self.account(name, of: caller)
        case (.aws(let name), .session(let role, let session)):
            name == session ? .direct : name == role ? .role : Self.account(name, of: caller)
        case (.aws(let name), .root): Self.account(name, of: caller) == .none ? .none : .direct
        default: .none
        }
    }

    private static func account(_ name: String, of caller: Caller) -> Policy.Statement.Naming {
        guard let account = caller.account else { return .none }
        if name == account { return .account }
        let parts = name.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let isRoot = parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[5] == "root"
        return isRoot && parts[4] == account ? .account : .none
    }
}
