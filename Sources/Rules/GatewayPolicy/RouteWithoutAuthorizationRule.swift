import ApplicationModel
import AuditKit
import Findings

/// A route that runs a function for everyone.
struct RouteWithoutAuthorizationRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "route-without-authorization", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "runs for callers that nobody identified",
        why: """
            A gateway can turn strangers away before a function starts. Where a route has no authorizer that work is \
            left to the function, every one of them, and a single forgotten check opens the data behind it. Routes \
            that strangers must reach, such as a login, are reported at low severity and confidence.
            """,
        remedy: """
            Add an `authorizer` to the event: a JWT or Cognito authorizer for people, `aws_iam` for machines. If the \
            route is public on purpose, say so with `# ringfence: ignore[gateway-policy/route-without-authorization] \
            <reason>`.
            """,
        cwe: [306, 862],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
        ])

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let route = trigger.route, isDoor(trigger, route) else { return [] }
        if case .unknown(let reason) = route.authorization {
            return [.undecided(at: route.authorizationPlace, because: reason, functions: [])]
        }
        guard route.isAnonymous, !route.requiresAPIKey, !route.isPreflight else { return [] }
        if let policy = route.apiID.flatMap(context.application.api)?.resourcePolicy {
            let reason = "the resource policy of the API decides who may call `\(route.summary)`"
            return [.undecided(at: policy.place, because: reason, functions: [])]
        }
        return [.violation(violation(trigger, route, of: function, in: context.application))]
    }

    /// Of a WebSocket API only `$connect` can ask who somebody is; function URLs have a rule of their own.
    private func isDoor(_ trigger: Trigger, _ route: HTTPRoute) -> Bool {
        switch trigger.kind {
        case .restAPI, .httpAPI, .loadBalancer, .http: true
        case .webSocket: route.path == "$connect"
        default: false
        }
    }

    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, of function: Function, in application: Application
    ) -> Violation {
        let isIntended = route.isMeantForStrangers
        return Violation(
            at: trigger.place, "`\(route.summary)` has no authorizer",
            gain: "anyone on the internet runs `\(function.name)` through `\(route.summary)`\(reach(function, application))",
            severity: isIntended ? .low : severity(route, function, application),
            confidence: isIntended ? .low : nil,
            remedy: remedy(trigger, application))
    }

    private func reach(_ function: Function, _ application: Application) -> String {
        guard let action = application.role(of: function)?.strongestGrant else { return "" }
        return ", whose role may call `\(action)`"
    }

    private func severity(_ route: HTTPRoute, _ function: Function, _ application: Application) -> Severity {
        guard route.isReadOnly else {
            let holdsGrants = application.role(of: function)?.authoredGrants.isEmpty == false
            return holdsGrants ? .high : .medium
        }
        // A single page or file is often public on purpose.
        return route.path == "/" ? .low : .medium
    }

    private func remedy(_ trigger: Trigger, _ application: Application) -> String? {
        switch trigger.kind {
        case .loadBalancer:
            "Add `authorizer` to the `alb` event and declare it under `provider.alb.authorizers` (Cognito or OIDC)."
        case .webSocket: "Add `authorizer` to the `$connect` route; the other routes then belong to known callers."
        case .http where application.provider.name == "azure": "Set `authLevel: function` or put API Management before it."
        default: nil
        }
    }
}
