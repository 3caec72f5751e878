import ApplicationModel
import Testing

@Suite struct RouteTests {
    @Test(arguments: [
        ("http: {path: a, method: get, cors: true}", "", ["*"]),
        ("http: {path: a, method: get, cors: {origin: 'https://a.example'}}", "", ["https://a.example"]),
        (
            "http: {path: a, method: get, cors: {origin: 'https://a.example, https://b.example'}}", "",
            ["https://a.example", "https://b.example"]
        ),
        ("http: {path: a, method: get, cors: {origins: [x, y], allowCredentials: true}}", "", ["x", "y"]),
        ("http: {path: a, method: get, cors: {headers: [A]}}", "", ["*"]),
        ("httpApi: GET /a", "httpApi: {cors: true}", ["*"]),
        ("httpApi: GET /a", "httpApi: {cors: {allowedOrigins: [x]}}", ["x"]),
    ])
    func corsNamesItsOrigins(event: String, provider: String, origins: [String]) throws {
        let reading = try Reading(event: "- " + event, provider: provider)
        #expect(try reading.route.cors?.origins.compactMap(\.string) == origins)
    }

    @Test func withoutCORSThereIsNone() throws {
        #expect(try Reading(event: "- http: {path: a, method: get, cors: false}").route.cors == nil)
        #expect(try Reading(event: "- httpApi: GET /a").route.cors == nil)
    }

    @Test(arguments: [
        "request: {schemas: {application/json: {type: object}}}",
        "request: {schema: {application/json: {type: object}}}",
        "request: {schemas: {application/json: {schema: {type: object}, name: Order}}}",
        "request: {schemas: {application/json: order}}",
        "request: {schema: {type: object}}",
        "request: {schemas: {application/json: '${file(order.json)}'}}",
    ])
    func bodySchemasAreFoundInEveryForm(setting: String) throws {
        let reading = try Reading(files: [
            "order.json": #"{"type": "object"}"#,
            "serverless.yml": """
            service: shop
            provider:
              name: aws
              apiGateway: {request: {schemas: {order: {name: Order, schema: {type: object}}}}}
            functions:
              hello:
                handler: h.main
                events:
                  - http: {path: a, method: post, \(setting)}
            """,
        ])
        let schemas = try reading.route.bodySchemas
        #expect(schemas.map(\.contentType) == ["application/json"])
        #expect(schemas.first?.schema["type"]?.string == "object")
    }

    @Test func requiredParametersStay() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, request: {parameters: {querystrings: {q: true}}}}")
        #expect(try reading.route.parameters?[path: "querystrings", "q"]?.bool == true)
    }

    @Test func thePluginsThrottlesHoldForStageAndRoute() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, throttling: {maxRequestsPerSecond: 5, maxConcurrentRequests: 2}}",
            rest: """
                plugins: [serverless-api-gateway-throttling]
                custom: {apiGatewayThrottling: {maxRequestsPerSecond: 100, maxConcurrentRequests: 50}}
                """)
        #expect(try reading.route.throttle?.rate?.number == 5)
        #expect(try reading.application.apis.first?.throttle?.burst?.number == 50)
    }

    @Test func throttlesWithoutThePluginDoNothing() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, throttling: {maxRequestsPerSecond: 5}}",
            rest: "custom: {apiGatewayThrottling: {maxRequestsPerSecond: 100}}")
        #expect(try reading.route.throttle == nil)
        #expect(try reading.application.apis.first?.throttle == nil)
    }

    @Test(arguments: [
        ("- httpApi: GET /a", "HttpApiStage: {Properties: {DefaultRouteSettings: {ThrottlingRateLimit: 9}}}"),
        (
            "- websocket: $connect",
            "WebsocketsDeploymentStage: {Properties: {DefaultRouteSettings: {ThrottlingRateLimit: 9}}}"
        ),
        (
            "- http: GET /a",
            "ApiGatewayStage: {Properties: {MethodSettings: [{ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 9}]}}"
        ),
        ("- http: GET /a", "ApiGatewayDeploymentX: {Properties: {StageDescription: {ThrottlingRateLimit: 9}}}"),
    ])
    func extensionsOfTheStageThrottle(event: String, resource: String) throws {
        let reading = try Reading(event: event, rest: "resources:\n  extensions:\n    \(resource)")
        #expect(try reading.application.apis.first?.throttle?.rate?.number == 9)
    }

    @Test(arguments: [
        ("- httpApi: GET /a", "httpApi: {id: abc}", true), ("- httpApi: GET /a", "httpApi: {id: !Ref Mine}", false),
        ("- http: GET /a", "apiGateway: {restApiId: !ImportValue x}", true),
        ("- websocket: $connect", "apiGateway: {websocketApiId: abc}", true), ("- http: GET /a", "", false),
        ("- httpApi: GET /a", "", false),
    ])
    func anAPIMayBeMadeElsewhere(event: String, provider: String, isExternal: Bool) throws {
        let reading = try Reading(
            event: event, provider: provider,
            rest: """
                resources:
                  Resources:
                    Mine: {Type: AWS::ApiGatewayV2::Api}
                    Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Mine, DefaultRouteSettings: {ThrottlingRateLimit: 9}}}
                """)
        let api = try #require(try reading.application.apis.first)
        #expect(api.isExternal == isExternal)
        #expect((api.throttle?.rate?.number == 9) == provider.contains("Mine"))
    }

    @Test func extensionsOfTheAPIChangeWhoMayReadAnswers() throws {
        let reading = try Reading(
            event: "- httpApi: GET /a", provider: "httpApi: {cors: {allowedOrigins: [x]}}",
            rest: "resources: {extensions: {HttpApi: {Properties: {CorsConfiguration: {AllowOrigins: ['*']}}}}}")
        #expect(try reading.route.cors?.origins.compactMap(\.string) == ["*"])
    }

    @Test func settingsOfTheRESTAPI() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, private: true}",
            provider: """
                endpointType: private
                logs: {restApi: true}
                tracing: {apiGateway: true}
                apiGateway:
                  apiKeys: [k]
                  usagePlan: {quota: {limit: 5, period: DAY}, throttle: {rateLimit: 7, burstLimit: 3}}
                  resourcePolicy: [{Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*']}]
                """)
        let api = try #require(try reading.application.apis.first)
        #expect(api.kind == .rest)
        #expect(api.endpointType == "PRIVATE")
        #expect(api.accessLogging?.bool == true)
        #expect(api.tracing?.bool == true)
        #expect(api.usagePlanThrottle?.rate?.number == 7)
        #expect(api.resourcePolicy?.elements.count == 1)
        #expect(try reading.route.exposure == .internal)
    }
}

@Suite struct DeclaredDoorTests {
    private static let resources = """
        resources:
          Resources:
            Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
            Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, DefaultRouteSettings: {ThrottlingBurstLimit: 4}}}
            Integration: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationUri: !GetAtt HelloLambdaFunction.Arn}}
            Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /own, Target: !Sub 'integrations/${Integration}'}}
        """

    @Test func routesOfTheAuthorsOwnAPIs() throws {
        let reading = try Reading(function: "", rest: Self.resources)
        let route = try reading.route
        #expect(route.summary == "GET /own")
        #expect(route.authorization == .none)
        #expect(try reading.application.apis.first?.throttle?.burst?.number == 4)
    }

    @Test func methodsSpellTheirPathThroughTheirResources() throws {
        let reading = try Reading(
            function: "",
            rest: """
                resources:
                  Resources:
                    Orders: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref ApiGatewayRestApi, ParentId: !GetAtt ApiGatewayRestApi.RootResourceId, PathPart: orders}}
                    Order: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref ApiGatewayRestApi, ParentId: !Ref Orders, PathPart: '{id}'}}
                    Get:
                      Type: AWS::ApiGateway::Method
                      Properties:
                        RestApiId: !Ref ApiGatewayRestApi
                        ResourceId: !Ref Order
                        HttpMethod: GET
                        AuthorizationType: AWS_IAM
                        Integration: {Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${HelloLambdaFunction.Arn}/invocations'}
                """)
        #expect(try reading.route.summary == "GET /orders/{id}")
        #expect(try reading.route.authorization == .iam)
    }
}
