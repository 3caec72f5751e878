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
        .flagged(
            .cloudFormation,
            """
            # A route past every function.
            Resources:
              Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Name: shop } }
              «Send»:
                Type: AWS::ApiGatewayV2::Route
                Properties: { ApiId: !Ref Api, RouteKey: POST /orders, Target: !Sub 'integrations/${ToQueue}' }
              ToQueue:
                Type: AWS::ApiGatewayV2::Integration
                Properties:
                  ApiId: !Ref Api
                  IntegrationType: AWS_PROXY
                  IntegrationSubtype: SQS-SendMessage
                  RequestParameters: { QueueUrl: !Ref Orders, MessageBody: $request.body }
              Orders: { Type: AWS::SQS::Queue }
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
        let kind: Trigger.Kind
        let name: String
        let place: SourcePlace
        let route: HTTPRoute
        /// `nil` when the route leads past every function.
        let function: Function?
        var functions: [String] { [function?.name].compactMap(\.self) }
    }

    /// What is limited together: one API, or one function's own URL.
    private struct Door: Hashable {
        let kind: Trigger.Kind
        let apiID: API.ID?
    }

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        var firsts: [Door: SourcePlace] = [:]
        return (openRoutes(of: application) + openServiceRoutes(of: application)).map { open in
            if let undecided = undecidedLimit(of: open, in: application) { return undecided }
            let door = Door(kind: open.kind, apiID: open.route.apiID)
            // All open routes of an API miss one setting, so they are one finding, at the first of them.
            let place = firsts[door] ?? open.place
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
                return OpenRoute(
                    kind: trigger.kind, name: trigger.name, place: trigger.place, route: route, function: function)
            }
        }
    }

    /// The routes that lead to a service: nothing but the API can limit those.
    private func openServiceRoutes(of application: Application) -> [OpenRoute] {
        application.apis.filter { $0.throttle == nil }.flatMap { api -> [OpenRoute] in
            guard let kind = api.kind.trigger, kind != .webSocket || !connectionIsGuarded(api, in: application) else { return [] }
            return api.serviceRoutes.compactMap { route in
                guard route.mayBeAnonymous, !route.isPreflight, route.throttle == nil,
                    !(route.requiresAPIKey && api.usagePlanThrottle != nil)
                else { return nil }
                return OpenRoute(kind: kind, name: api.id.name, place: route.place, route: route, function: nil)
            }
        }
    }

    /// The callers of a WebSocket API are asked when they connect, for all of its routes.
    private func connectionIsGuarded(_ api: API, in application: Application) -> Bool {
        let routes = application.functions.flatMap(\.triggers).compactMap(\.route).filter { $0.apiID == api.id } + api.serviceRoutes
        return routes.contains { $0.path == "$connect" && !$0.mayBeAnonymous }
    }

    /// What the tree does not say: a limit or an authorizer that only the deployment knows, limits of an API from
    /// elsewhere, and whom a resource policy keeps out.
    private func undecidedLimit(of open: OpenRoute, in application: Application) -> Verdict? {
        let functions = open.functions
        if let limit = open.function?.reservedConcurrency {
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
        let end = open.function == nil ? "runs away or what stands behind it gives way" : "or the account's concurrency is gone"
        let subject = open.route.apiID.map { "api \($0.name)" } ?? "function \(open.function?.name ?? "") \(open.name)"
        return Violation(
            at: place, message(open.kind),
            gain: "\(open.route.caller) can call `\(open.route.summary)` until the bill \(end)",
            functions: open.functions, subject: subject,
            remedy: application.isTemplate ? inTemplate(open) : remedy(open.kind, open.route),
            repair: ThrottleRepair(application: application).repair(of: open.kind, open.route, of: open.function))
    }

    private func inTemplate(_ open: OpenRoute) -> String {
        let orFunction = open.function == nil ? "" : ", or `ReservedConcurrentExecutions` on the function"
        return switch open.kind {
        case .functionURL: "Set `ReservedConcurrentExecutions` on the function: a function URL has no other limit."
        case .httpAPI, .webSocket:
            """
            Set `DefaultRouteSettings` with `ThrottlingRateLimit` and `ThrottlingBurstLimit` on the API's stage\(orFunction).
            """
        default:
            open.route.requiresAPIKey
                ? "Add a usage plan with `Throttle: { RateLimit: …, BurstLimit: … }` for the API's stage."
                : """
                    Set `MethodSettings` with `ThrottlingRateLimit` and `ThrottlingBurstLimit` for `/*` on the API's stage\(orFunction).
                    """
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

extension API.Kind {
    /// The kind of trigger that routes of such an API make; `nil` for doors that know no limit.
    var trigger: Trigger.Kind? {
        switch self {
        case .rest: .restAPI
        case .http: .httpAPI
        case .webSocket: .webSocket
        case .loadBalancer, .functionURL, .graphQL, .other: nil
        }
    }
}
