import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Where a door's settings are written depends on what makes the door.
@Suite struct DoorRemedyTests {
    private static let function = """
          List:
            Type: AWS::Serverless::Function
            Properties: {Handler: a.b, Runtime: nodejs24.x, CodeUri: src/@EVENTS@}

        """

    /// A way to make a door, and what the remedies of its settings must say.
    enum Door: String, CaseIterable, Sendable {
        case quick, implicitREST, implicitHTTP, resource, deployment, noStage

        var template: String {
            let function = DoorRemedyTests.function
            let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            let plain = function.replacing("@EVENTS@", with: "")
            let method = """
                  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
                  Post:
                    Type: AWS::ApiGateway::Method
                    Properties:
                      RestApiId: !Ref Api
                      ResourceId: !GetAtt Api.RootResourceId
                      HttpMethod: POST
                      AuthorizationType: NONE
                      Integration: {Type: AWS_PROXY, Uri: !Sub 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${List.Arn}/invocations'}

                """
            switch self {
            case .quick:
                return head + plain + "  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, Name: a, Target: !GetAtt List.Arn}}\n"
            case .implicitREST:
                return head + function.replacing("@EVENTS@", with: ", Events: {Post: {Type: Api, Properties: {Path: /a, Method: post}}}")
            case .implicitHTTP:
                return head + function.replacing("@EVENTS@", with: ", Events: {Post: {Type: HttpApi, Properties: {Path: /a, Method: post}}}")
            case .resource:
                return head + plain + method + "  Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live}}\n"
            case .deployment:
                return head + plain + method + "  Deploy: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: live}}\n"
            case .noStage: return head + plain + method
            }
        }

        var stage: String {
            switch self {
            case .quick: "`AWS::ApiGatewayV2::ApiGatewayManagedOverrides` for `Api`"
            case .implicitREST: "under `Globals.Api`"
            case .implicitHTTP: "under `Globals.HttpApi`"
            case .resource: "of `Live`"
            case .deployment: "in `StageDescription` of `Deploy`"
            case .noStage: "Declare the stage of `Api` as an `AWS::ApiGateway::Stage`"
            }
        }

        var authorization: String {
            switch self {
            case .quick: "`Route.AuthorizationType`"
            case .implicitREST: "`Globals.Api.Auth`"
            case .implicitHTTP: "`Globals.HttpApi.Auth`"
            case .resource, .deployment, .noStage: "Set `AuthorizationType` and `AuthorizerId` on the method"
            }
        }
    }

    private func remedies(_ rule: String, _ template: String) async throws -> [String] {
        let rule = try #require(RuleRegistry.rule(named: rule))
        let today = try #require(CalendarDate("2026-11-24"))
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["template.yaml": template]), options: options).report().findings.map(\.remedy)
    }

    @Test(arguments: Door.allCases)
    func remediesNameThePlaceOfTheSetting(_ door: Door) async throws {
        let log = try await remedies("observability/no-access-log", door.template)
        #expect(log.count == 1 && log.allSatisfy { $0.contains(door.stage) && !$0.contains("provider.") }, "\(log)")
        let throttle = try await remedies("gateway-policy/route-without-throttle", door.template)
        let stage = door == .resource ? "of the stage `Live`" : door.stage
        #expect(throttle.count == 1 && throttle.allSatisfy { $0.contains(stage) }, "\(throttle)")
        let authorization = try await remedies("gateway-policy/route-without-authorization", door.template)
        #expect(authorization.count == 1 && authorization.allSatisfy { $0.contains(door.authorization) }, "\(authorization)")
    }

    @Test func aDocumentOfTheAuthorsOwnGetsTheWordsOfOpenAPI() async throws {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  DefinitionBody:
                    openapi: 3.0.1
                    paths:
                      /orders:
                        post:
                          x-amazon-apigateway-integration:
                            type: aws_proxy
                            httpMethod: POST
                            uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${List.Arn}/invocations'
            """ + "\n" + Self.function.replacing("@EVENTS@", with: "")
        let schema = try await remedies("gateway-policy/route-without-schema", template)
        #expect(schema.count == 1 && schema.allSatisfy { $0.contains("x-amazon-apigateway-request-validator") }, "\(schema)")
    }

    @Test func tracingSaysWhoseRoleGetsThePermissions() async throws {
        let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
        let made = try await remedies("observability/no-tracing", head + Self.function.replacing("@EVENTS@", with: ""))
        #expect(made.allSatisfy { $0.hasSuffix("SAM adds the permissions to the roles that it makes.") })
        let own = Self.function.replacing("@EVENTS@", with: ", Role: 'arn:aws:iam::123456789012:role/r'")
        let given = try await remedies("observability/no-tracing", head + own)
        #expect(given.count == 1 && given.allSatisfy { $0.contains("allow its role `xray:PutTraceSegments`") }, "\(given)")
    }

    @Test func wildcardsAreReplacedByWhatIsDeclared() async throws {
        let policies = ", Policies: [{Statement: [{Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'}]}]"
        let template = "Transform: AWS::Serverless-2016-10-31\nResources:\n" + Self.function.replacing("@EVENTS@", with: policies)
        let named = try await remedies("least-privilege/wildcard-resource", template + "  Parcels: {Type: AWS::SQS::Queue}\n")
        #expect(named.count == 1 && named.allSatisfy { $0.contains("`Resource: !GetAtt Parcels.Arn`") }, "\(named)")
        let unnamed = try await remedies("least-privilege/wildcard-resource", template)
        #expect(unnamed.count == 1 && unnamed.allSatisfy { $0.contains("`Resource: arn:aws:sqs:<region>:<account>:<queue>`") }, "\(unnamed)")
    }
}
