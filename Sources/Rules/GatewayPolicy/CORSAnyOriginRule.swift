import ApplicationModel
import AuditKit
import Findings

/// A door that lets scripts of any web page read its answers.
struct CORSAnyOriginRule: TriggerRule, ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "cors-any-origin", since: "0.1.0", severity: .low,
        summary: "lets scripts of any web page read its answers",
        why: """
            Browsers keep a page from reading another site's answers unless that site allows the page's origin. With \
            `*`, which is what `cors: true` means, every page may: one that a victim happens to visit can read whatever \
            the route returns to the victim's network, cookie or key.
            """,
        remedy: """
            Name the origins of your own pages: `cors: { origin: https://app.your-domain }` for `http`, \
            `allowedOrigins` for `httpApi` and `url`.
            """,
        cwe: [942],
        references: [
            "https://developer.mozilla.org/en-US/docs/Web/HTTP/CORS",
            "https://www.serverless.com/framework/docs/providers/aws/events/apigateway#enabling-cors",
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
                  - http:
                      path: orders
                      method: get
                      «cors»: true
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              httpApi:
                cors:
                  allowedOrigins: ['https://shop.example', «'*'»]
                  allowCredentials: true
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
              search:
                handler: search.handler
                events:
                  - httpApi: GET /orders/search
            """),
        .flagged(
            .cloudFormation,
            """
            # Headers of a REST API's own answers, and of its preflight for a function.
            Resources:
              Shop: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
              Receive:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Shop
                  ResourceId: !GetAtt Shop.RootResourceId
                  HttpMethod: GET
                  Integration:
                    Type: AWS
                    IntegrationHttpMethod: POST
                    Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Orders.QueueName}'
                    IntegrationResponses:
                      - StatusCode: 200
                        ResponseParameters:
                          method.response.header.Access-Control-Allow-Origin: «"'*'"»
              Orders: { Type: AWS::SQS::Queue }
              List:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Shop
                  ResourceId: !Ref Path
                  HttpMethod: GET
                  Integration:
                    Type: AWS_PROXY
                    IntegrationHttpMethod: POST
                    Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Run.Arn}/invocations'
              Preflight:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Shop
                  ResourceId: !Ref Path
                  HttpMethod: OPTIONS
                  Integration:
                    Type: MOCK
                    IntegrationResponses:
                      - StatusCode: 200
                        ResponseParameters: { method.response.header.Access-Control-Allow-Origin: «"'*'"» }
              Path:
                Type: AWS::ApiGateway::Resource
                Properties: { RestApiId: !Ref Shop, ParentId: !GetAtt Shop.RootResourceId, PathPart: list }
              Run: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: pass } } }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              httpApi:
                cors:
                  allowedOrigins: [https://shop.example]
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .clean(
            .serverlessFramework,
            """
            # Without the setting browsers allow no foreign page.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - http: GET /orders
            """),
        .undecided(
            .serverlessFramework,
            """
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
                      cors:
                        origin: ${env:ORIGIN}
            """),
    ]

    init() {}

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfTriggers(self)
        inquiry.askOfApplication(self)
    }

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let route = trigger.route, let cors = route.cors else { return [] }
        if let any = cors.origins.first(where: isAny) {
            return [.violation(violation(any, cors, trigger, route, of: function, in: context.application))]
        }
        guard let open = cors.origins.first(where: couldBeAny) else { return [] }
        return [.undecided(at: open.place, because: open.whyUndetermined, functions: [])]
    }

    /// Of the routes that lead past every function.
    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        application.apis.flatMap(\.serviceRoutes).compactMap { route in
            guard let cors = route.cors else { return nil }
            if let any = cors.origins.first(where: isAny) {
                return .violation(violation(any, cors, ofServiceRoute: route, in: application))
            }
            guard let open = cors.origins.first(where: couldBeAny) else { return nil }
            return .undecided(at: open.place, because: open.whyUndetermined, functions: [])
        }
    }

    private func violation(
        _ origin: Value, _ cors: CORS, ofServiceRoute route: HTTPRoute, in application: Application
    ) -> Violation {
        let hasCredentials = cors.allowsCredentials?.bool == true
        let whose = hasCredentials ? "that are made for the victim's own login" : "with whatever key or network the visitor has"
        return Violation(
            at: origin.place, hasCredentials ? "any origin may read answers, credentials included" : "any origin may read answers",
            gain: "a page of anybody's reads answers of `\(route.summary)` \(whose)", functions: [],
            subject: "api \(route.apiID?.name ?? "?")", severity: hasCredentials || route.isPrivateNetwork ? .medium : .low,
            remedy: application.remedy(sam: Self.remedyOfSAM, cloudFormation: Self.remedyOfTemplates), repair: repair(origin, cors))
    }

    /// `https://*` and `http://*` are wildcards of HTTP APIs; `https://*.example.com` names somebody.
    private func isAny(_ origin: Value) -> Bool {
        guard let text = origin.string else { return false }
        return ["*", "http://*", "https://*", "null"].contains(text.lowercased())
    }

    /// Something literal in an origin, such as a host's ending, already names somebody.
    private func couldBeAny(_ origin: Value) -> Bool {
        switch origin.content {
        case .unknown, .symbolic(.environment), .symbolic(.variable), .symbolic(.parameter): true
        default: false
        }
    }

    private func violation(
        _ origin: Value, _ cors: CORS, _ trigger: Trigger, _ route: HTTPRoute, of function: Function,
        in application: Application
    ) -> Violation {
        let hasCredentials = cors.allowsCredentials?.bool == true
        let isInternal = route.isPrivateNetwork
        let gain =
            hasCredentials
            ? "a page the victim visits reads answers of `\(function.name)` that are made for the victim's own login"
            : isInternal
                ? "a page that somebody inside the network visits reads answers of `\(function.name)` and takes them out"
                : "a page of anybody's reads answers of `\(function.name)` with whatever key or network the visitor has"
        let message = hasCredentials ? "any origin may read answers, credentials included" : "any origin may read answers"
        let isPreflightOnly = answersPreflightOnly(trigger)
        return Violation(
            at: origin.place,
            isPreflightOnly ? message + ", if the function's own headers allow it as the preflight does" : message,
            gain: gain, severity: hasCredentials || isInternal ? .medium : .low,
            confidence: isPreflightOnly ? .medium : nil,
            remedy: application.remedy(sam: Self.remedyOfSAM, cloudFormation: Self.remedyOfTemplates),
            repair: repair(origin, cors))
    }

    private static let remedyOfSAM = """
        Name the origins of your own pages: `AllowOrigin` under `Cors` of a REST API, with single quotes inside the \
        string, `AllowOrigins` under `CorsConfiguration` of an HTTP API and under `Cors` of a function URL.
        """
    private static let remedyOfTemplates = """
        Name the origins of your own pages: `AllowOrigins` under `CorsConfiguration` of an HTTP API and under `Cors` of a \
        function URL, `Access-Control-Allow-Origin` of the `OPTIONS` method in a REST API.
        """

    /// Without the wildcard the other origins of the list are left; whose pages call where there are none the manifest
    /// does not say.
    private func repair(_ origin: Value, _ cors: CORS) -> Repair? {
        let others = cors.origins.filter { !isAny($0) }
        guard !others.isEmpty, others.allSatisfy({ $0.place != origin.place }) else { return nil }
        return Repair("take the wildcard out of the origins", safety: .unsafe, [.removeElement(origin.place)])
    }

    /// With a proxy integration, which is the default, `cors` of a REST API answers `OPTIONS` alone: the headers of the
    /// real answer are the function's.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/events/apigateway#enabling-cors
    private func answersPreflightOnly(_ trigger: Trigger) -> Bool {
        guard trigger.kind == .restAPI else { return false }
        let integration = trigger.definition["integration"]?.string?.lowercased().replacing("_", with: "-")
        return integration == nil || integration == "lambda-proxy" || integration == "aws-proxy"
    }
}
