import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A route that hands every path and method to one function.
struct CatchAllRouteRule: TriggerRule {
    static let metadata = RuleMetadata(
        .granularity, "catch-all-route", since: "0.1.0", severity: .low,
        summary: "answers every path and every method",
        why: """
            `ANY /{proxy+}` and `$default` hand the function whatever anybody asks for: paths nobody thought of, methods \
            nobody serves, probes for holes of other software. The gateway can neither check a body nor ask for different \
            rights, since for it there is only one route, and one role must allow what any of them needs. It weighs more \
            where strangers come in and other functions have routes of their own: what is not served there lands here. An \
            application of a web framework behind one route is reported as low.
            """,
        remedy: """
            Write a route for each method and path that is served, with a function for each sort of work. Where a web \
            framework needs the catch-all, put an authorizer on it and serve only the methods that it has.
            """,
        cwe: [1125, 749],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              app:
                handler: app.handler
                events:
                  - «httpApi»: '*'
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: GET orders
              rest:
                handler: rest.handler
                events:
                  - «http»: ANY {proxy+}
                  - «http»:
                      path: admin/{any+}
                      method: any
            """),
        .clean(
            .serverlessFramework,
            """
            # One method below one path, and a function URL, which has no routes.
            service: shop
            provider:
              name: aws
            functions:
              files:
                handler: files.handler
                url:
                  authorizer: aws_iam
                events:
                  - httpApi: GET /files/{path+}
                  - httpApi: ANY /orders
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              app:
                handler: app.handler
                events:
                  - httpApi:
                      method: any
                      path: ${env:APP_PATH}
            """),
    ]

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard [.restAPI, .httpAPI, .http, .loadBalancer].contains(trigger.kind), trigger.invocation != .never,
            let route = trigger.route, route.method == nil || route.method == "ANY"
        else { return [] }
        guard let path = route.path, path != "/?", route.method != nil else {
            return route.path?.isGreedy == false && route.path != "/?"
                ? [] : [.undecided(at: trigger.place, because: "the path or the method of the route is not known", functions: [])]
        }
        guard path.isGreedy else { return [] }
        return [.violation(violation(route, path, at: trigger, of: function, in: context.application))]
    }

    private func violation(
        _ route: HTTPRoute, _ path: String, at trigger: Trigger, of function: Function, in application: Application
    ) -> Violation {
        let others = application.functions.filter { other in
            other.name != function.name && other.triggers.contains { $0.route?.apiID == route.apiID && $0.route != nil }
        }
        let name = path == "$default" ? "`$default`" : "`ANY \(path)`"
        return Violation(
            at: trigger.place, "\(name) hands every path and method to `\(function.name)`",
            gain: "\(route.caller) reaches whatever the code of `\(function.name)` answers, also what nobody meant to publish",
            severity: route.isAnonymous && !others.isEmpty ? .medium : .low)
    }
}

extension String {
    /// Whether a path takes everything below it: `$default`, a last part such as `{proxy+}`, or `/*`.
    fileprivate var isGreedy: Bool { self == "$default" || hasSuffix("+}") || self == "/*" }
}
