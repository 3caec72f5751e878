/// The sizes to which IAM limits policies, in characters without white space.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
package enum PolicySize {
    /// All inline policies of a role together.
    package static let inlineOfRole = 10_240
    /// All inline policies of a user together.
    package static let inlineOfUser = 2_048
    /// All inline policies of a group together.
    package static let inlineOfGroup = 5_120
    /// One managed policy.
    package static let managed = 6_144
    /// How many managed policies a role may have unless AWS allows more.
    package static let managedPoliciesOfRole = 10
}

extension Policy {
    /// The policy as several that IAM takes, none longer than a limit, filled in order; only a single action on a single
    /// resource can still be too long.
    /// - Parameter limit: in characters without white space, such as `PolicySize.managed`.
    package func split(limit: Int = PolicySize.managed) -> [Policy] {
        let frame = Policy(version: version, id: id, statements: []).countedSize
        var policies: [Policy] = []
        var size = 0
        for statement in statements.flatMap({ $0.split(limit: limit - frame) }) {
            let added = statement.countedSize + 1
            if policies.isEmpty || size + added > limit + 1 {
                policies.append(Policy(version: version, id: id, statements: []))
                size = frame
            }
            policies[policies.count - 1].statements.append(statement)
            size += added
        }
        return policies
    }
}

extension Policy.Statement {
    /// Its share of a policy's size, in characters without white space.
    package var countedSize: Int {
        var text = JSONText(isCompact: true)
        text.write(canonicalValue)
        return text.result.unicodeScalars.reduce(0) { $0 + ($1 == " " ? 0 : 1) }
    }

    /// Several statements that say the same together, each within a limit where a list can still be divided.
    fileprivate func split(limit: Int) -> [Policy.Statement] {
        guard countedSize > limit, let halves = divided else { return [self] }
        return halves.0.split(limit: limit) + halves.1.split(limit: limit)
    }

    /// Two halves by resources or, where there is one, by actions; what `Not…` lists cannot be divided.
    private var divided: (Policy.Statement, Policy.Statement)? {
        if case .listed(let listed)? = resources, listed.count > 1 {
            return (with(resources: listed.prefix(listed.count / 2)), with(resources: listed.dropFirst(listed.count / 2)))
        }
        if case .listed(let listed) = actions, listed.count > 1 {
            return (with(actions: listed.prefix(listed.count / 2)), with(actions: listed.dropFirst(listed.count / 2)))
        }
        return nil
    }

    private func with(resources: ArraySlice<WildcardPattern>) -> Policy.Statement {
        var result = self
        result.resources = .listed(Array(resources))
        return result
    }

    private func with(actions: ArraySlice<WildcardPattern>) -> Policy.Statement {
        var result = self
        result.actions = .listed(Array(actions))
        return result
    }
}
