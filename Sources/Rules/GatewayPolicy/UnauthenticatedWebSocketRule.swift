import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A WebSocket API to which everybody may connect.
struct UnauthenticatedWebSocketRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "unauthenticated-websocket", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "takes WebSocket connections from anybody",
        why: """
            A WebSocket API asks who somebody is once, when the connection is opened: only `$connect` can have an \
            authorizer. Without one every later message comes from nobody in particular, and browsers let any page open \
            such a connection, for they hold WebSockets to no origin.
            """,
        remedy: "Add an `authorizer` to the `$connect` route: a function that checks a token, or `aws_iam`.",
        cwe: [306, 1385],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              connect:
                handler: connect.handler
                events:
                  - «websocket»: $connect
                  - websocket: message
            """),
        .flagged(
            .serverlessFramework,
            """
            # Without the route everybody connects, and an authorizer anywhere else is never asked.
            service: shop
            provider:
              name: aws
            functions:
              chat:
                handler: chat.handler
                events:
                  - «websocket»: message
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
              «Connect»:
                Type: AWS::ApiGatewayV2::Route
                Properties: { ApiId: !Ref Chat, RouteKey: $connect, Target: !Sub 'integrations/${Forward}' }
              Forward:
                Type: AWS::ApiGatewayV2::Integration
                Properties:
                  ApiId: !Ref Chat
                  IntegrationType: AWS_PROXY
                  IntegrationUri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Open.Arn}/invocations'
              Open:
                Type: AWS::Lambda::Function
                Properties: { Handler: open.handler, Runtime: nodejs24.x, Role: !Ref Role, Code: { S3Bucket: b, S3Key: k } }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              connect:
                handler: connect.handler
                events:
                  - websocket:
                      route: $connect
                      authorizer:
                        name: check
                  - websocket: message
              check:
                handler: check.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # No function of this name is there to ask.
            service: shop
            provider:
              name: aws
            functions:
              connect:
                handler: connect.handler
                events:
                  - websocket: { route: $connect, authorizer: { name: nosuch } }
            """),
    ]

    init() {}

    /// The routes of one WebSocket API, each with its function.
    fileprivate struct Door {
        var routes: [(trigger: Trigger, route: HTTPRoute, function: Function)] = []
    }

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        var order: [API.ID?] = []
        var doors: [API.ID?: Door] = [:]
        for function in application.functions {
            for trigger in function.triggers where trigger.kind == .webSocket {
                guard let route = trigger.route else { continue }
                if doors[route.apiID] == nil { order.append(route.apiID) }
                doors[route.apiID, default: Door()].routes.append((trigger, route, function))
            }
        }
        let connects = connectRoutes(of: application)
        return order.compactMap { id in doors[id].flatMap { verdict(on: $0, of: id, connects, in: application) } }
    }

    /// Routes for `$connect` that lead to no function of the manifest, by their API.
    private func connectRoutes(of application: Application) -> [String: Resource] {
        let routes = application.resources(ofType: "AWS::ApiGatewayV2::Route").filter {
            $0.properties["RouteKey"]?.string == "$connect"
        }
        let named = routes.compactMap { route in route.properties["ApiId"]?.referencedLogicalID.map { ($0, route) } }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    private func verdict(
        on door: Door, of id: API.ID?, _ connects: [String: Resource], in application: Application
    ) -> Verdict? {
        guard let asked = door.routes.first(where: { $0.route.path == "$connect" }) ?? door.routes.first else { return nil }
        if case .unknown(let reason) = asked.route.authorization {
            return .undecided(at: asked.route.authorizationPlace, because: reason, functions: door.functions)
        }
        guard asked.route.isAnonymous else { return nil }
        let isOpenedHere = asked.route.path == "$connect"
        if !isOpenedHere, let id, let api = application.api(id), api.isExternal {
            let reason = "the API is made elsewhere, with the `$connect` route it has there"
            return .undecided(at: asked.route.place, because: reason, functions: door.functions)
        }
        if !isOpenedHere, let type = id.flatMap({ connects[$0.name] })?.properties["AuthorizationType"], type.string != "NONE" {
            return type.isUndetermined
                ? .undecided(at: type.place, because: type.whyUndetermined, functions: door.functions) : nil
        }
        return .violation(violation(asked.trigger, asked.function, door, isOpenedHere: isOpenedHere, in: application))
    }

    private func violation(
        _ trigger: Trigger, _ function: Function, _ door: Door, isOpenedHere: Bool, in application: Application
    ) -> Violation {
        Violation(
            at: trigger.place,
            isOpenedHere ? "`$connect` has no authorizer" : "the WebSocket API has no `$connect` route that could ask who calls",
            gain: "anyone on the internet, and any web page in a visitor's browser, sends `\(function.name)` messages",
            functions: door.functions, subject: trigger.route?.apiID.map { "api \($0.name)" },
            remedy: remedy(RouteDeclaration(trigger, of: function, in: application), isOpenedHere: isOpenedHere))
    }

    private func remedy(_ declaration: RouteDeclaration?, isOpenedHere: Bool) -> String? {
        switch (declaration, isOpenedHere) {
        case (nil, true): nil
        case (nil, false): "Add a function with `websocket: { route: $connect, authorizer: … }`; nobody connects without it then."
        case (.listed?, true): "Set `Auth` on the API, with an `AuthType` of `CUSTOM` or `AWS_IAM`: it stands before `$connect`."
        case (.listed?, false): "Add `$connect` to the API's `Routes` and set `Auth`, with an `AuthType` of `CUSTOM` or `AWS_IAM`."
        case (_?, true): "Set `AuthorizationType` of the route to `CUSTOM`, with an `AuthorizerId`, or to `AWS_IAM`."
        case (_?, false):
            """
            Add an `AWS::ApiGatewayV2::Route` for `$connect` with an `AuthorizationType` (`CUSTOM` with `AuthorizerId`, or \
            `AWS_IAM`); nobody connects without it then.
            """
        }
    }
}

extension UnauthenticatedWebSocketRule.Door {
    /// The functions behind the door, in the manifest's order, each once.
    fileprivate var functions: [String] {
        var seen: Set<String> = []
        return routes.map(\.function.name).filter { seen.insert($0).inserted }
    }
}
