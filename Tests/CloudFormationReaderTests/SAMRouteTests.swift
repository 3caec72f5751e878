import ApplicationModel
import CloudFormationReader
import SourceText
import Testing

@Suite("SAM APIs")
struct SAMRouteTests {
    /// A function `F` with one event.
    private func function(_ event: String) -> String {
        """
          F:
            Type: AWS::Serverless::Function
            Properties:
              Handler: f.handler
              Runtime: nodejs22.x
              CodeUri: .
              Events:
                Go: \(event)

        """
    }

    private func method(_ scene: SAMScene, _ api: String, _ path: String, _ method: String) -> Value? {
        scene.value(api, "Body", "paths")?[path]?[method]
    }

    @Test func anImplicitAPIStandsAtTheFirstEventThatNeedsIt() throws {
        let scene = try SAMScene("Resources:\n" + function("{Type: Api, Properties: {Path: /go, Method: Post}}"))
        let api = try #require(scene["ServerlessRestApi"])
        #expect(api.type == "AWS::ApiGateway::RestApi")
        #expect(api.generator == Resource.Generator(logicalID: "F", word: "Api"))
        #expect(scene.text(at: api.logicalIDPlace) == "Go")
        let uri = method(scene, "ServerlessRestApi", "/go", "post")?[path: "x-amazon-apigateway-integration", "uri"]
        #expect(uri?.symbols.contains(.resource(logicalID: "F", attribute: "Arn")) == true)
        #expect(scene["ServerlessRestApiProdStage"]?.type == "AWS::ApiGateway::Stage")
        #expect(
            scene.value("FGoPermissionProd", "SourceArn")?.text(placeholder: "?")
                == "arn:aws:execute-api:?:?:?/*/POST/go")
    }

    @Test func anEventWithoutARouteIsForEverything() throws {
        let scene = try SAMScene("Resources:\n" + function("{Type: HttpApi}"))
        #expect(
            method(scene, "ServerlessHttpApi", "$default", "x-amazon-apigateway-any-method")?["isDefaultRoute"]?.bool
                == true)
    }

    @Test(arguments: [
        ("{Authorizer: NONE}", "[]"), ("{Authorizer: Token}", "Token"), ("{ApiKeyRequired: true}", "api_key Pool"),
        ("{}", "Pool"),
    ])
    func theEventsWordOnAuthorizationCounts(auth: String, security: String) throws {
        let scene = try SAMScene(
            """
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth:
                    DefaultAuthorizer: Pool
                    Authorizers: {Pool: {UserPoolArn: arn:pool}, Token: {FunctionArn: arn:token}}

            """ + function("{Type: Api, Properties: {RestApiId: !Ref Shop, Path: /go, Method: get, Auth: \(auth)}}"))
        let definition = method(scene, "Shop", "/go", "get")
        let names = definition?["security"]?.elements.flatMap { $0.members.map(\.key) } ?? []
        // An event that opens its route leaves only its own mark, which says that nothing guards it.
        #expect(security == "[]" ? Set(names).isSubset(of: ["NONE"]) : names.joined(separator: " ") == security)
    }

    @Test(arguments: [
        "Auth: !If [Live, {DefaultAuthorizer: Pool}, {}]", "Auth: {DefaultAuthorizer: !If [Live, Pool, Token]}",
    ])
    func anAuthorizerThatIsNotKnownIsNotNone(auth: String) throws {
        for (type, word, property) in [("Api", "Api", "RestApiId"), ("HttpApi", "HttpApi", "ApiId")] {
            let scene = try SAMScene(
                "Resources:\n  Shop:\n    Type: AWS::Serverless::\(type)\n    Properties:\n      StageName: live\n      \(auth)\n"
                    + function("{Type: \(word), Properties: {\(property): !Ref Shop, Path: /go, Method: get}}"))
            #expect(method(scene, "Shop", "/go", "get")?["security"]?.isUndetermined == true, "\(type)")
        }
    }

    @Test func eventsAreMergedIntoTheAuthorsDefinition() throws {
        let scene = try SAMScene(
            """
            Resources:
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefinitionBody: {openapi: 3.0.1, paths: {/own: {get: {summary: kept}}}}

            """ + function("{Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /go, Method: get}}"))
        #expect(method(scene, "Shop", "/own", "get")?["summary"]?.string == "kept")
        #expect(method(scene, "Shop", "/go", "get")?["x-amazon-apigateway-integration"] != nil)
    }

    @Test(arguments: [
        "DefinitionUri: api.yaml",
        "DefinitionBody: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.yaml}}}",
    ])
    func aDefinitionInAFileIsRead(definition: String) throws {
        let scene = try SAMScene(
            "Resources:\n  Shop:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: live, \(definition)}\n",
            files: ["api.yaml": "openapi: 3.0.1\npaths: {/read: {get: {summary: read}}}\n"])
        #expect(method(scene, "Shop", "/read", "get")?["summary"]?.string == "read")
        #expect(scene.transform.issues.isEmpty)
    }

    @Test func aDefinitionThatCannotBeHadIsSaid() throws {
        let scene = try SAMScene(
            "Resources:\n  Shop:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: live\n"
                + "      DefinitionBody: !If [Live, {openapi: 3.0.1, paths: {}}, {swagger: '2.0', paths: {}}]\n")
        #expect(scene.transform.issues.map(\.kind) == [.unresolved])
        #expect(scene.value("Shop", "Body")?.isUndetermined == true)
    }

    @Test func twoEventsForOneRouteAreSaid() throws {
        let event = "{Type: Api, Properties: {Path: /go, Method: get}}"
        let scene = try SAMScene("Resources:\n" + function(event) + "        Again: \(event)\n")
        #expect(scene.transform.issues.map(\.message) == ["the method `get` of `/go` is defined more than once"])
        #expect(scene.text(at: scene.transform.issues.first?.place) == "Again")
    }

    @Test func bucketsAndPoolsLearnOfTheirFunctions() throws {
        let scene = try SAMScene(
            "Resources:\n  Files: {Type: AWS::S3::Bucket}\n"
                + function("{Type: S3, Properties: {Bucket: !Ref Files, Events: s3:ObjectCreated:*}}"))
        let notification = scene.value("Files", "NotificationConfiguration", "LambdaConfigurations")?.elements.first
        #expect(notification?["Function"]?.referencedLogicalID == "F")
        #expect(scene["Files"]?.generator == nil)
    }

    @Test func aBucketElsewhereIsSaid() throws {
        let scene = try SAMScene(
            "Resources:\n" + function("{Type: S3, Properties: {Bucket: files, Events: s3:ObjectCreated:*}}"))
        #expect(scene.transform.issues.map(\.kind) == [.unexpectedShape])
        #expect(scene["FGoPermission"] != nil)
    }
}
