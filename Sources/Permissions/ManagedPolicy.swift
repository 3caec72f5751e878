/// A policy that AWS manages and that gives whole services away, judged by its statements.
/// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
package struct ManagedPolicy: Sendable, Hashable {
    /// The name with its path, such as `service-role/AWSLambdaBasicExecutionRole`.
    package let name: String
    /// The services of which it allows every action on every resource, sorted; `*` when it is all of them.
    package let wholeServices: [String]

    /// Whether it allows everything.
    package var allowsEverything: Bool { wholeServices.contains("*") }

    /// The policy with an ARN in any partition; `nil` when it is not one of AWS's or gives no service away.
    package static func bundled(arn: String) -> ManagedPolicy? { name(inARN: arn).flatMap(bundled(name:)) }

    /// The name with its path within the ARN of a policy of AWS's, in any partition; `nil` for other texts.
    package static func name(inARN arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[4] == "aws" else { return nil }
        guard parts[5].hasPrefix("policy/") else { return nil }
        return String(parts[5].dropFirst("policy/".count))
    }

    /// The policy with a name; `nil` when it gives no service away or is not known.
    package static func bundled(name: String) -> ManagedPolicy? {
        // `NotAction` of iam, organizations and account; the table only has what `Action` elements name.
        if name == "PowerUserAccess" { return ManagedPolicy(name: name, wholeServices: ["*"]) }
        let open = (ManagedPolicyStatements.bundled(name: name) ?? []).filter(\.isUnlimited)
        let services = Set(open.flatMap(\.actions).compactMap(wholeService)).sorted()
        return services.isEmpty ? nil : ManagedPolicy(name: name, wholeServices: services)
    }

    private static func wholeService(_ action: String) -> String? {
        if action == "*" || action == "*:*" { return "*" }
        return action.hasSuffix(":*") ? String(action.dropLast(2)) : nil
    }
}

extension ManagedPolicyStatements.Statement {
    /// Whether it allows its actions on every resource, whatever the circumstances.
    fileprivate var isUnlimited: Bool { isAllowed && !isConditional && resources.contains("*") }
}
