import ApplicationModel
import AuditKit
import Findings

/// A door without a limit of its own on how often it opens for strangers.
struct RouteWithoutThrottleRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "route-without-throttle", since: "0.1.0", severity: .low,
        summary: "can be called by strangers as often as they like",
        why: """
            Without a limit of its own an API has the account's: thousands of requests a second, shared with everything \
            else in the region. One caller can then run up the bill, exhaust a database behind the function, or starve \
            every other function of the account. Only doors that strangers can reach are reported.
            """,
        remedy: "Set a rate and a burst for the API's stage, or `reservedConcurrency` on the function.",
        cwe: [770],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - «http»: GET /orders
              search:
                handler: search.handler
                events:
                  - http: GET /orders/search
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»: true
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              httpApi:
                id: a1b2c3d4e5
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .clean(
            .serverlessFramework,
            """
            # Reserved concurrency is a limit too.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                reservedConcurrency: 10
                events:
                  - http: GET /orders
            """),
        .clean(
            .serverlessFramework,
            """
            # Callers are known, so a flood has a name.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - http:
                      path: orders
                      method: get
                      authorizer: aws_iam
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              apiGateway:
                usagePlan:
                  throttle:
                    rateLimit: 50
                    burstLimit: 100
            functions:
              list:
                handler: list.handler
                events:
                  - http:
                      path: orders
                      method: get
                      private: true
            """),
    ]

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, trigger.kind.isGateway || trigger.kind == .functionURL else { return [] }
        guard let route = trigger.route, route.isAnonymous, !route.isPreflight, function.reservedConcurrency == nil
        else { return [] }
        let api = route.apiID.flatMap(application.api)
        guard route.throttle == nil, api?.throttle == nil else { return [] }
        if route.requiresAPIKey, api?.usagePlanThrottle != nil { return [] }
        if let reason = undecidedLimit(trigger, route, in: application) { return [reason] }
        return [.violation(violation(trigger, route, of: function, in: application))]
    }

    /// Limits of an API from elsewhere, and whom a resource policy keeps out, are not in the manifest.
    private func undecidedLimit(_ trigger: Trigger, _ route: HTTPRoute, in application: Application) -> Verdict? {
        if let api = route.apiID.flatMap(application.api), api.isExternal {
            let reason = "the API is made elsewhere, with the limits it has there"
            return .undecided(at: api.place, because: reason, functions: [])
        }
        guard let policy = route.restrictingPolicy(in: application) else { return nil }
        let reason = "the resource policy of the API decides who may call it"
        return .undecided(at: policy.place, because: reason, functions: [])
    }

    /// All open routes of an API miss one setting, so they are one finding, at the first of them.
    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, of function: Function, in application: Application
    ) -> Violation {
        let first = firstOpenRoute(like: trigger, route, in: application) ?? trigger
        return Violation(
            at: first.place, message(trigger.kind),
            gain: "\(route.caller) can call `\(route.summary)` until the bill or the account's concurrency is gone",
            remedy: remedy(trigger.kind, route))
    }

    private func firstOpenRoute(
        like trigger: Trigger, _ route: HTTPRoute, in application: Application
    ) -> Trigger? {
        application.functions.lazy.filter { $0.reservedConcurrency == nil }.flatMap(\.triggers).first { other in
            guard other.kind == trigger.kind, let open = other.route, open.apiID == route.apiID else { return false }
            return open.isAnonymous && !open.isPreflight && open.throttle == nil
        }
    }

    private func message(_ kind: Trigger.Kind) -> String {
        switch kind {
        case .functionURL: "a function URL that strangers may call has no limit on concurrency"
        case .httpAPI: "the HTTP API has no throttle for the routes that strangers may call"
        case .webSocket: "the WebSocket API has no throttle for the callers it lets in"
        default: "the REST API has no throttle for the routes that strangers may call"
        }
    }

    private func remedy(_ kind: Trigger.Kind, _ route: HTTPRoute) -> String {
        switch kind {
        case .functionURL: "Set `reservedConcurrency` on the function: a function URL has no other limit."
        case .httpAPI, .webSocket:
            """
            Set `DefaultRouteSettings.ThrottlingRateLimit` and `ThrottlingBurstLimit` of the stage under \
            `resources.extensions`, or `reservedConcurrency` on the function.
            """
        default:
            route.requiresAPIKey
                ? "Add `provider.apiGateway.usagePlan.throttle` with `rateLimit` and `burstLimit`."
                : """
                    Set `maxRequestsPerSecond` and `maxConcurrentRequests` with `serverless-api-gateway-throttling`, or \
                    `reservedConcurrency` on the function.
                    """
        }
    }
}
