import ApplicationModel
import Testing

@Suite struct RouteTests {
    private static let function = "F: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}"
    private static let uri =
        "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations'"

    private func route(_ resources: String) throws -> HTTPRoute {
        let reading = try Reading("Resources:\n  \(Self.function)\n" + resources)
        return try #require(try reading.function("F").triggers.first?.route)
    }

    @Test func methodsSpellTheirPathsThroughTheirParents() throws {
        let route = try route(
            """
              Api: {Type: AWS::ApiGateway::RestApi, Properties: {EndpointConfiguration: {Types: [REGIONAL]}}}
              Orders:
                Type: AWS::ApiGateway::Resource
                Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}
              One:
                Type: AWS::ApiGateway::Resource
                Properties: {RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}'}
              Get:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Api
                  ResourceId: !Ref One
                  HttpMethod: GET
                  AuthorizationType: COGNITO_USER_POOLS
                  AuthorizerId: !Ref Pool
                  ApiKeyRequired: true
                  RequestValidatorId: !Ref Validator
                  RequestModels: {application/json: !Ref Model}
                  Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: \(Self.uri)}
              Pool: {Type: AWS::ApiGateway::Authorizer, Properties: {ProviderARNs: [arn:aws:cognito-idp:x]}}
              Validator: {Type: AWS::ApiGateway::RequestValidator, Properties: {ValidateRequestBody: true}}
              Model: {Type: AWS::ApiGateway::Model, Properties: {Schema: {type: object}}}
              Stage:
                Type: AWS::ApiGateway::Stage
                Properties:
                  RestApiId: !Ref Api
                  MethodSettings:
                    - {ResourcePath: '/orders~1{id}', HttpMethod: GET, ThrottlingRateLimit: 5}
            """)
        #expect(route.summary == "GET /orders/{id}")
        #expect(route.requiresAPIKey)
        guard case .cognito = route.authorization else {
            Issue.record("\(route.authorization)")
            return
        }
        #expect(route.bodySchemas.map(\.contentType) == ["application/json"])
        #expect(route.bodySchemas.first?.schema["type"]?.string == "object")
        #expect(route.throttle?.rate?.number == 5)
        #expect(route.apiID == API.ID("Api"))
    }

    private func bodyRoute(_ body: String, type: String = "AWS::ApiGateway::RestApi") throws -> HTTPRoute {
        try route(
            """
              Api:
                Type: \(type)
                Properties:
                  Body:
                    paths:
                      /orders:
                        post:
                          x-amazon-apigateway-integration: {type: aws_proxy, uri: \(Self.uri)}
            \(body)
            """)
    }

    @Test(arguments: [
        ("              security: []", HTTPRoute.Authorization.none, false),
        ("              security: [{key: []}]", .none, true),
        ("              security: [{sig: []}]", .iam, false),
        ("              security: [{sig: [], key: []}]", .iam, true),
        ("              security: [{sig: []}, {}]", .none, false),
        ("              x-amazon-apigateway-auth: {type: AWS_IAM}", .iam, false),
        ("", .iam, false),
    ])
    func aDocumentSaysWhoMayCall(security: String, authorization: HTTPRoute.Authorization, needsKey: Bool) throws {
        let route = try bodyRoute(
            """
            \(security)
                    security: [{sig: []}]
                    securityDefinitions:
                      sig: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
                      key: {type: apiKey, name: x-api-key, in: header}
            """)
        #expect(route.summary == "POST /orders")
        #expect(route.authorization == authorization)
        #expect(route.requiresAPIKey == needsKey)
    }

    @Test func aSchemaCountsOnlyWhereAValidatorLooksAtBodies() throws {
        let schema = """
                          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
            """
        let document = """
                    components: {schemas: {Order: {type: object}}}
                    x-amazon-apigateway-request-validators: {all: {validateRequestBody: true}}
            """
        let checked = try bodyRoute("\(schema)\n              x-amazon-apigateway-request-validator: all\n\(document)")
        #expect(checked.bodySchemas.first?.schema["type"]?.string == "object")
        #expect(try bodyRoute("\(schema)\n\(document)").bodySchemas.isEmpty)
        let http = try bodyRoute(
            "\(schema)\n              x-amazon-apigateway-request-validator: all\n\(document)",
            type: "AWS::ApiGatewayV2::Api")
        #expect(http.bodySchemas.isEmpty, "an HTTP API validates nothing")
    }

    @Test func whoeverGuardsADoorIsReachedThroughIt() throws {
        let reading = try Reading(
            """
            Resources:
              \(Self.function)
              Guard: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
              Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
              Route:
                Type: AWS::ApiGatewayV2::Route
                Properties:
                  ApiId: !Ref Api
                  RouteKey: GET /orders
                  AuthorizationType: CUSTOM
                  AuthorizerId: !Ref Authorizer
                  Target: !Sub 'integrations/${Integration}'
              Integration: {Type: AWS::ApiGatewayV2::Integration, Properties: {IntegrationUri: !GetAtt F.Arn}}
              Authorizer:
                Type: AWS::ApiGatewayV2::Authorizer
                Properties:
                  AuthorizerUri: !Sub 'arn:aws:apigateway:x:lambda:path/functions/${Guard.Arn}/invocations'
            """)
        #expect(try reading.function("F").exposure == .authenticated)
        let guardian = try reading.function("Guard")
        #expect(guardian.triggers.map(\.kind) == [.authorizer])
        #expect(guardian.triggers.first?.guardedRoutes == ["GET /orders"])
    }

    @Test func aRouteThatIsDefinedElsewhereIsNotKnown() throws {
        let route = try route(
            """
              Allow:
                Type: AWS::Lambda::Permission
                Properties: {FunctionName: !Ref F, Action: lambda:InvokeFunction, Principal: apigateway.amazonaws.com}
            """)
        guard case .unknown = route.authorization else {
            Issue.record("\(route.authorization)")
            return
        }
        #expect(route.exposure == .public)
    }

    @Test func aBalancerReachesTheFunctionsOfAGroup() throws {
        let route = try route(
            """
              Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internal}}
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [{Type: fixed-response}]}
              Rule:
                Type: AWS::ElasticLoadBalancingV2::ListenerRule
                Properties:
                  ListenerArn: !Ref Listener
                  Conditions: [{Field: path-pattern, Values: [/orders/*]}]
                  Actions: [{Type: forward, TargetGroupArn: !Ref Group}]
              Group:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties: {TargetType: lambda, Targets: [{Id: !GetAtt F.Arn}]}
            """)
        #expect(route.path == "/orders/*")
        #expect(route.exposure == .internal)
    }
}
