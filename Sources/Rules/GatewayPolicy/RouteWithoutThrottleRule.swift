import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A door without a limit of its own on how often it opens for strangers.
struct RouteWithoutThrottleRule: ApplicationRule {
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
        .undecided(
            .serverlessFramework,
            """
            # Whoever deploys decides whether there is a limit.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                reservedConcurrency: ${param:concurrency}
                url: true
            """),
        .undecided(
            .serverlessFramework,
            """
            # Whether strangers come in is not known.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                url:
                  authorizer: ${env:URL_AUTHORIZER}
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Create:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: create.handler
                  CodeUri: src/
                  Events:
                    «Post»: { Type: HttpApi, Properties: { Path: /orders, Method: post } }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 }
              Create:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: create.handler
                  CodeUri: src/
                  Events:
                    Post: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /orders, Method: post } }
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

    /// A route that strangers may call as often as they like.
    private struct OpenRoute {
        let trigger: Trigger
        let route: HTTPRoute
        let function: Function
    }

    /// What is limited together: one API, or one function's own URL.
    private struct Door: Hashable {
        let kind: Trigger.Kind
        let apiID: API.ID?
    }

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        var firsts: [Door: SourcePlace] = [:]
        return openRoutes(of: application).map { open in
            if let undecided = undecidedLimit(of: open, in: application) { return undecided }
            let door = Door(kind: open.trigger.kind, apiID: open.route.apiID)
            // All open routes of an API miss one setting, so they are one finding, at the first of them.
            let place = firsts[door] ?? open.trigger.place
            firsts[door] = place
            return .violation(violation(open, at: place, in: application))
        }
    }

    private func openRoutes(of application: Application) -> [OpenRoute] {
        let apis = Dictionary(application.apis.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return application.functions.filter { $0.reservedConcurrency?.isUndetermined ?? true }.flatMap { function in
            function.triggers.compactMap { trigger in
                guard trigger.kind.isGateway || trigger.kind == .functionURL, let route = trigger.route,
                    route.mayBeAnonymous, !route.isPreflight, route.throttle == nil
                else { return nil }
                let api = route.apiID.flatMap { apis[$0] }
                if api?.throttle != nil || (route.requiresAPIKey && api?.usagePlanThrottle != nil) { return nil }
                return OpenRoute(trigger: trigger, route: route, function: function)
            }
        }
    }

    /// What the tree does not say: a limit or an authorizer that only the deployment knows, limits of an API from
    /// elsewhere, and whom a resource policy keeps out.
    private func undecidedLimit(of open: OpenRoute, in application: Application) -> Verdict? {
        let functions = [open.function.name]
        if let limit = open.function.reservedConcurrency {
            return .undecided(at: limit.place, because: limit.whyUndetermined, functions: functions)
        }
        if case .unknown(let reason) = open.route.authorization {
            return .undecided(at: open.route.authorizationPlace, because: reason, functions: functions)
        }
        if let api = open.route.apiID.flatMap(application.api), api.isExternal {
            let reason = "the API is made elsewhere, with the limits it has there"
            return .undecided(at: api.place, because: reason, functions: functions)
        }
        guard let policy = open.route.restrictingPolicy(in: application) else { return nil }
        let reason = "the resource policy of the API decides who may call it"
        return .undecided(at: policy.place, because: reason, functions: functions)
    }

    private func violation(_ open: OpenRoute, at place: SourcePlace, in application: Application) -> Violation {
        let door = open.trigger.kind == .functionURL ? "the function URL of `\(open.function.name)`" : "`\(open.route.summary)`"
        let gain = "can call \(door) until the bill or the account's concurrency is gone"
        let subject = open.route.apiID.map { "api \($0.name)" } ?? "function \(open.function.name) \(open.trigger.name)"
        return Violation(
            at: place, message(open.trigger.kind), gain: "\(open.route.caller) \(gain)",
            functions: [open.function.name], subject: subject,
            remedy: inTemplate(open.trigger.kind, open.route, application) ?? remedy(open.trigger.kind, open.route),
            repair: ThrottleRepair(application: application).repair(of: open.trigger, open.route, of: open.function))
    }

    /// The limit in the words of what declares the API; `nil` for what the framework makes.
    private func inTemplate(_ kind: Trigger.Kind, _ route: HTTPRoute, _ application: Application) -> String? {
        if kind == .functionURL {
            guard application.isTemplate else { return nil }
            return "Set `ReservedConcurrentExecutions` on the function: a function URL has no other limit."
        }
        let isREST = kind == .restAPI
        let setting = isREST ? "MethodSettings" : "DefaultRouteSettings"
        let limits = "`ThrottlingRateLimit` and `ThrottlingBurstLimit`"
        let parts = isREST ? limits + " for the path `/*` and the method `*`" : limits
        let declared = route.apiID.flatMap {
            application.declaration(of: $0).advice(setting: setting, parts: parts, isREST: isREST)
        }
        let elsewhere = application.isTemplate ? "Set `\(setting)` (\(parts)) of the API's stage." : nil
        guard let advice = declared ?? elsewhere else { return nil }
        if isREST, route.requiresAPIKey { return usagePlan(route.apiID.map(application.declaration)) }
        return advice + " Or set `ReservedConcurrentExecutions` on the function."
    }

    /// SAM makes the plan and the key where the API asks for them.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html
    private func usagePlan(_ declaration: APIDeclaration?) -> String {
        let limits = "`Throttle.RateLimit` and `Throttle.BurstLimit`"
        switch declaration {
        case .implicit(let section)?: return "Set `UsagePlan` under `Globals.\(section).Auth`, with `CreateUsagePlan: PER_API`, \(limits)."
        case .serverless(let api)?: return "Set `Auth.UsagePlan` of `\(api.authorsName)`, with `CreateUsagePlan: PER_API`, \(limits)."
        default: return "Add an `AWS::ApiGateway::UsagePlan` with \(limits) for the API's stage."
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
