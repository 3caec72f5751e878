import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A route that leads past every function into a service, and asks nobody who they are.
struct ServiceRouteWithoutAuthorizationRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "service-route-without-authorization", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "has a route that lets strangers into a service behind it",
        why: """
            API Gateway can hand a request to a queue, a bus, a table or another address without a function in between. \
            Then nothing behind the route looks at who is calling: what the API does not ask, nobody asks, and whatever \
            reads from the service takes the message for one of its own.
            """,
        remedy: """
            Set `AuthorizationType` of the method or route to `AWS_IAM`, or name an authorizer there; in an API's OpenAPI \
            document name a scheme in `security` of the operation.
            """,
        cwe: [306], references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
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
            .cloudFormation,
            """
            Resources:
              Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Name: shop } }
              Send:
                Type: AWS::ApiGatewayV2::Route
                Properties:
                  ApiId: !Ref Api
                  RouteKey: POST /orders
                  AuthorizationType: AWS_IAM
                  Target: !Sub 'integrations/${ToQueue}'
              ToQueue:
                Type: AWS::ApiGatewayV2::Integration
                Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationSubtype: SQS-SendMessage }
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        return application.apis.filter { $0.kind != .webSocket && $0.resourcePolicy == nil }.flatMap { api in
            api.serviceRoutes.compactMap { verdict(on: $0, of: api) }
        }
    }

    private func verdict(on route: HTTPRoute, of api: API) -> Verdict? {
        guard !route.isPrivateNetwork, route.method != "OPTIONS" else { return nil }
        switch route.authorization {
        case .none where !route.requiresAPIKey: return .violation(violation(route, of: api))
        case .unknown(let reason): return .undecided(at: route.authorizationPlace, because: reason, functions: [])
        default: return nil
        }
    }

    private func violation(_ route: HTTPRoute, of api: API) -> Violation {
        let onlyReads = route.method == "GET" || route.method == "HEAD"
        return Violation(
            at: route.place, "`\(route.summary)` leads to a service and has no authorizer",
            gain: "anyone on the internet sends what they like through `\(route.summary)` to what stands behind it",
            functions: [], subject: "api \(api.id.name) \(route.summary)", severity: onlyReads ? .low : nil)
    }
}
