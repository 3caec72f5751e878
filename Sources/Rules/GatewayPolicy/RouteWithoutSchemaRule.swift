import ApplicationModel
import AuditKit
import Findings

/// A route whose bodies nobody checks before the function runs.
struct RouteWithoutSchemaRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "route-without-schema", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "gets bodies that no schema was held against",
        why: """
            A REST API compares a request's body with a JSON Schema before it starts the function: what does not fit \
            never arrives. Without one the function is the first to look, and fields of unexpected type, number or \
            length go wherever the code passes them.
            """,
        remedy: """
            Add `request.schemas` with a schema for `application/json` to the `http` event, with types, lengths and \
            `additionalProperties: false`.
            """,
        cwe: [20],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
            "https://www.serverless.com/framework/docs/providers/aws/events/apigateway#request-schema-validators",
        ])

    static let examples: [RuleExample] = [
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
                  - «http»: POST /orders
                  - «httpApi»: PUT /orders/{id}
                  - http: GET /orders
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            additionalProperties: false
            """),
        .clean(
            .serverlessFramework,
            """
            # Requests of these methods carry no body.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: GET /orders
                  - httpApi: DELETE /orders/{id}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: ${env:METHOD}
            """),
    ]

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, trigger.kind == .restAPI || trigger.kind == .httpAPI else { return [] }
        guard let route = trigger.route, route.bodySchemas.isEmpty else { return [] }
        guard route.method != nil else {
            return [.undecided(at: trigger.place, because: "the method of the route is not known", functions: [])]
        }
        guard route.takesBody, !isForwarded(trigger) else { return [] }
        return [.violation(violation(trigger, route, of: function))]
    }

    /// A mock or a proxy to elsewhere never runs the function with the body.
    private func isForwarded(_ trigger: Trigger) -> Bool {
        let integration = trigger.definition["integration"]?.string?.lowercased().replacing("-", with: "_")
        return integration == "mock" || integration == "http" || integration == "http_proxy"
    }

    private func violation(_ trigger: Trigger, _ route: HTTPRoute, of function: Function) -> Violation {
        let isNative = trigger.kind == .restAPI
        let sender = route.exposure == .public ? "anyone on the internet" : "a caller"
        return Violation(
            at: trigger.place, "`\(route.summary)` passes bodies on without a schema",
            gain: "\(sender) hands `\(function.name)` fields of any type, name and length up to the platform's limit",
            severity: isNative && route.exposure == .public && route.method != "ANY" ? .medium : .low,
            remedy: isNative
                ? nil
                : """
                    An HTTP API cannot hold a schema: check the body first thing in the handler, for example with the \
                    parser of Powertools for AWS Lambda, or move the route to an `http` event with `request.schemas`.
                    """)
    }
}
