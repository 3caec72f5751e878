import ApplicationModel
import AuditKit
import Findings

/// A route where an API key stands in for authorization.
struct APIKeyAsOnlyAuthorizationRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "api-key-as-only-authorization", since: "0.1.0", severity: .medium,
        summary: "lets in whoever has an API key",
        why: """
            API keys of API Gateway are for metering: they say which usage plan a request counts towards. The same key \
            is shipped to every copy of a client, never expires and is sent with each request. AWS advises against \
            using them as the only way to control who may call.
            """,
        remedy: "Keep `private: true` for the usage plan and add an `authorizer` to the event.",
        cwe: [287, 1390],
        references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"])

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
                  - «http»:
                      path: orders
                      method: post
                      private: true
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
                      private: true
                      authorizer: aws_iam
            """),
        .clean(
            .serverlessFramework,
            """
            # No key is asked for: another rule speaks.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: POST /orders
            """),
    ]

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, let route = trigger.route else { return [] }
        guard route.requiresAPIKey, route.isAnonymous else { return [] }
        guard route.restrictingPolicy(in: context.application) == nil else { return [] }
        let violation = Violation(
            at: trigger.place, "an API key is all that `\(route.summary)` asks for",
            gain: "whoever reads the key out of any client, or a log, runs `\(function.name)` until the key is replaced",
            severity: route.isReadOnly ? .low : .medium,
            remedy: context.application.remedy(
                sam: "Keep `ApiKeyRequired: true` for the usage plan and set `Auth.Authorizer` on the event, or `DefaultAuthorizer` on the API.",
                cloudFormation: "Keep `ApiKeyRequired: true` for the usage plan and set `AuthorizationType` and `AuthorizerId` on the method."))
        return [.violation(violation)]
    }
}
