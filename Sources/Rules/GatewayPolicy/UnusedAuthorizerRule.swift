import ApplicationModel
import AuditKit
import Findings
import SourceText

/// An authorizer that stands ready and that no route asks.
struct UnusedAuthorizerRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "unused-authorizer", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "declares an authorizer that no route asks",
        why: """
            To declare an authorizer guards nothing: each route has to name it, or the API has to make it the default. \
            One that nothing names is mostly a guard that somebody believes to be in place. It weighs more where routes of \
            the same application are open.
            """,
        remedy: "Name the authorizer in the routes that it is meant for, or remove it.",
        cwe: [862],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              httpApi:
                authorizers:
                  people:
                    type: jwt
                    identitySource: $request.header.Authorization
                    issuerUrl: https://login.shop.example
                    audience: [shop]
                  «machines»:
                    type: request
                    functionName: check
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: { path: /orders, method: get, authorizer: { name: people } }
              check:
                handler: check.handler
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties: { Name: shop }
              «People»:
                Type: AWS::ApiGateway::Authorizer
                Properties:
                  RestApiId: !Ref Shop
                  Type: COGNITO_USER_POOLS
            """),
        .flagged(
            .cloudFormation,
            """
            # In an OpenAPI document.
            Resources:
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body:
                    openapi: 3.0.1
                    components:
                      securitySchemes:
                        «people»:
                          type: apiKey
                          name: Authorization
                          in: header
                          x-amazon-apigateway-authorizer: { type: token }
                    paths:
                      /orders:
                        get: { responses: {} }
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body:
                    openapi: 3.0.1
                    components:
                      securitySchemes:
                        people: { type: apiKey, in: header, x-amazon-apigateway-authorizer: { type: token } }
                    paths:
                      /orders:
                        get: { security: [{ people: [] }] }
              People:
                Type: AWS::ApiGatewayV2::Authorizer
                Properties: { ApiId: !Ref Other, AuthorizerType: JWT }
              Route:
                Type: AWS::ApiGatewayV2::Route
                Properties: { ApiId: !Ref Other, RouteKey: GET /, AuthorizationType: JWT, AuthorizerId: !Ref People }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              httpApi:
                authorizers:
                  people: { type: jwt, identitySource: $request.header.Authorization }
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: { path: /orders, method: get, authorizer: { name: '${env:GUARD}' } }
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        let routes = application.functions.flatMap(\.triggers).compactMap(\.route)
        let isAnyOpen = routes.contains { $0.isAnonymous && !$0.isMeantForStrangers && !$0.isPreflight }
        return named(in: application, isAnyOpen) + declared(in: application, isAnyOpen)
            + application.resources.flatMap { described(by: $0, in: application, isAnyOpen) }
    }

    /// Those of `provider.httpApi.authorizers` and `provider.alb.authorizers`, which events name.
    private func named(in application: Application, _ isAnyOpen: Bool) -> [Verdict] {
        let sections: [(key: String, kind: Trigger.Kind)] = [("httpApi", .httpAPI), ("alb", .loadBalancer)]
        return sections.flatMap { key, kind -> [Verdict] in
            let authorizers = application.document[path: "provider", key, "authorizers"]?.members ?? []
            guard !authorizers.isEmpty else { return [] }
            let settings = application.functions.flatMap(\.triggers).filter { $0.kind == kind }
                .compactMap { $0.definition["authorizer"] }.flatMap(\.oneOrMany)
            let names = settings.compactMap { $0.isMap ? $0["name"] : $0 }
            let used = Set(names.compactMap(\.string))
            let open = names.first(where: \.isUndetermined)
            return authorizers.filter { !used.contains($0.key) }.map { authorizer in
                if let open { return .undecided(at: open.place, because: open.whyUndetermined, functions: []) }
                return .violation(violation(authorizer.key, at: authorizer.keyPlace, isAnyOpen))
            }
        }
    }

    /// Those that are resources, which anything may refer to.
    private func declared(in application: Application, _ isAnyOpen: Bool) -> [Verdict] {
        let types = ["AWS::ApiGateway::Authorizer", "AWS::ApiGatewayV2::Authorizer"]
        let authorizers = application.resources.filter { types.contains($0.type) && $0.generator == nil }
        guard !authorizers.isEmpty else { return [] }
        let used = application.referencedLogicalIDs
        return authorizers.filter { !used.contains($0.logicalID) }.map {
            .violation(violation($0.logicalID, at: $0.logicalIDPlace, isAnyOpen))
        }
    }

    /// Those of an OpenAPI document, which operations name under `security`.
    private func described(by resource: Resource, in application: Application, _ isAnyOpen: Bool) -> [Verdict] {
        guard ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].contains(resource.type),
            let body = resource.properties["Body"], body.isMap
        else { return [] }
        let schemes = (body[path: "components", "securitySchemes"] ?? body["securityDefinitions"])?.members ?? []
        let authorizers = schemes.filter { $0.value["x-amazon-apigateway-authorizer"] != nil }
        guard !authorizers.isEmpty else { return [] }
        let operations = (body["paths"]?.members ?? []).flatMap(\.value.members).map(\.value)
        if let open = ([body["paths"]].compactMap(\.self) + operations).first(where: \.isUndetermined) {
            return [.undecided(at: open.place, because: open.whyUndetermined, functions: [])]
        }
        let requirements = ([body] + operations).flatMap { $0["security"]?.elements ?? [] }
        let used = Set(requirements.flatMap { $0.members.map(\.key) })
        return authorizers.filter { !used.contains($0.key) }.map {
            .violation(violation($0.key, at: $0.keyPlace, isAnyOpen))
        }
    }

    private func violation(_ name: String, at place: SourcePlace, _ isAnyOpen: Bool) -> Violation {
        Violation(
            at: place, "no route asks the authorizer `\(name)`",
            gain: "callers that `\(name)` was written to turn away are let in wherever nobody else asks",
            functions: [], subject: "authorizer \(name)", severity: isAnyOpen ? .medium : .low)
    }
}
