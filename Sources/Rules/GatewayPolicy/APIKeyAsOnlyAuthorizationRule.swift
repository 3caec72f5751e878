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
            remedy: remedy(trigger, function, context.application))
        return [.violation(violation)]
    }

    private func remedy(_ trigger: Trigger, _ function: Function, _ application: Application) -> String? {
        if trigger.kind == .graphQL {
            return """
                Set the API's `AuthenticationType` to `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT`, `AWS_IAM` or `AWS_LAMBDA`; \
                AppSync's own advice is to use keys for development and for what is public.
                """
        }
        let lead = "Keep the API key for the usage plan and"
        switch RouteDeclaration(trigger, of: function, in: application) {
        case nil: return nil
        case .event, .listed: return "\(lead) set `Auth.Authorizer` on the event, or `Auth.DefaultAuthorizer` on the API."
        case .operation: return "\(lead) name an authorizer beside it in the same entry of the operation's `security`."
        case .resource(let noun): return "\(lead) set `AuthorizationType` and `AuthorizerId` on the \(noun)."
        case .quick: return "\(lead) declare the API's routes with an authorizer."
        }
    }
}
