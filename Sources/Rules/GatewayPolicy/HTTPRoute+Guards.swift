import ApplicationModel

extension HTTPRoute {
    /// The resource policy of the route's API if it may keep some callers out; one that lets everybody in is none.
    func restrictingPolicy(in application: Application) -> Value? {
        guard let policy = apiID.flatMap(application.api)?.resourcePolicy else { return nil }
        return policy.letsEverybodyIn ? nil : policy
    }
}

extension Value {
    /// Whether a resource policy allows everybody without a condition, and denies nothing.
    fileprivate var letsEverybodyIn: Bool {
        let statements = (self["Statement"] ?? self).oneOrMany
        guard !statements.isEmpty, statements.allSatisfy({ $0["Effect"]?.string == "Allow" }) else { return false }
        return statements.contains { $0.allowsAnyPrincipal && $0["Condition"].map(\.isNull) ?? true && $0.coversRoutes }
    }

    private var allowsAnyPrincipal: Bool {
        guard let principal = self["Principal"] else { return false }
        return (principal["AWS"] ?? principal).oneOrMany.contains { $0.string == "*" }
    }

    /// Whether the statement is about invoking every route: `execute-api:/*` or an ARN that ends in `/*` or `*`.
    private var coversRoutes: Bool {
        let actions = (self["Action"]?.oneOrMany ?? []).compactMap { $0.string?.lowercased() }
        guard actions.contains(where: { ["execute-api:invoke", "execute-api:*", "*"].contains($0) }) else { return false }
        return self["Resource"]?.oneOrMany.contains { resource in
            let text = resource.text(placeholder: "x") ?? ""
            return text == "*" || text == "execute-api:*" || text == "execute-api:/*"
                || text.hasPrefix("arn:") && text.hasSuffix(":x/*")
        } ?? false
    }
}
