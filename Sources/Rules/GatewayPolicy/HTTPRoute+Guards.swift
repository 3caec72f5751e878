import ApplicationModel
import AuditKit

extension HTTPRoute {
    /// Why it cannot be said who gets past the route's authorizer; `nil` when it can.
    func undecidedAuthorization(in application: Application) -> String? {
        switch authorization {
        case .unknown(let reason): reason
        // An ARN or a reference is somebody else's function; a bare name is one of this manifest's.
        case .function(let name?):
            name.string.flatMap { text in
                text.contains(":") || application.format != .serverlessFramework || apiID != Self.restAPIOfService
                    || application.function(named: text) != nil
                    ? nil : "the authorizer `\(text)` names no function of the manifest"
            }
        default: nil
        }
    }

    /// The API that the framework makes for `http` events.
    private static let restAPIOfService = API.ID("rest")

    /// The resource policy of the route's API if it may keep some callers out; one that lets everybody in is none.
    func restrictingPolicy(in application: Application) -> Value? {
        guard let policy = apiID.flatMap(application.api)?.resourcePolicy else { return nil }
        return policy.letsEverybodyIn ? nil : policy
    }

    /// The setting by which the route belongs to an API that is made elsewhere, with limits that are not in this
    /// manifest; `nil` when the framework makes the API.
    func importedAPI(in application: Application, kind: Trigger.Kind) -> Value? {
        let provider = application.document["provider"]
        let gateway = provider?["apiGateway"]
        let setting: Value? =
            switch kind {
            case .restAPI: gateway?["restApiId"]
            case .httpAPI: provider?[path: "httpApi", "id"]
            case .webSocket: gateway?["websocketApiId"] ?? provider?["websocketApiId"]
            default: nil
            }
        return setting.flatMap { $0.isNull ? nil : $0 }
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
