import ApplicationModel
import CloudFormationReader
import SourceText
import Testing

@Suite("SAM functions")
struct SAMFunctionTests {
    private static let head = """
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: orders.handler
              Runtime: nodejs22.x
              CodeUri: src/

        """

    @Test func aFunctionKeepsItsNamePlaceAndDefinition() throws {
        let scene = try SAMScene(Self.head)
        let function = try #require(scene["Orders"])
        #expect(function.type == "AWS::Lambda::Function")
        #expect(function.generator == Resource.Generator(logicalID: "Orders", word: "AWS::Serverless::Function"))
        #expect(scene.text(at: function.logicalIDPlace) == "Orders")
        #expect(function.definition["Type"]?.string == "AWS::Serverless::Function")
        #expect(scene.text(at: function.properties["Handler"]?.place) == "orders.handler")
        // A folder is packed on the way to AWS; until then it is what the code is.
        #expect(function.properties["Code"]?.string == "src/")
        #expect(scene.transform.issues.isEmpty)
    }

    @Test func theRoleStandsWhereItsPoliciesAreAskedFor() throws {
        let scene = try SAMScene(Self.head + "      Policies:\n        - S3ReadPolicy: {BucketName: files}\n")
        let role = try #require(scene["OrdersRole"])
        #expect(role.generator == Resource.Generator(logicalID: "Orders", word: "Policies"))
        #expect(scene.text(at: role.logicalIDPlace) == "Policies")
        let statement = scene.value("OrdersRole", "Policies")?.elements.first?[path: "PolicyDocument", "Statement"]?
            .elements.first
        #expect(scene.text(at: statement?["Action"]?.place) == "S3ReadPolicy")
        #expect(statement?["Resource"]?.elements.first?.text(placeholder: "*") == "arn:*:s3:::files")
        #expect(scene.value("Orders", "Role")?.referencedLogicalID == "OrdersRole")
    }

    @Test func withoutPoliciesTheRoleStandsAtTheFunction() throws {
        let scene = try SAMScene(Self.head)
        #expect(scene["OrdersRole"]?.generator?.word == "AWS::Serverless::Function")
        #expect(
            scene.value("OrdersRole", "ManagedPolicyArns")?.elements.map(\.string)
                == ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"])
    }

    @Test(arguments: [
        ("AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        ("AWSLambdaRole", "arn:aws:iam::aws:policy/service-role/AWSLambdaRole"),
        ("arn:aws:iam::1:policy/own", "arn:aws:iam::1:policy/own"), ("NotOneOfTheirs", "NotOneOfTheirs"),
    ])
    func managedPoliciesGoByNameOrARN(written: String, arn: String) throws {
        let scene = try SAMScene(Self.head + "      Policies: \(written)\n")
        #expect(scene.value("OrdersRole", "ManagedPolicyArns")?.elements.last?.string == arn)
    }

    @Test func everySourceThatIsPolledAddsToTheRoleOnce() throws {
        let scene = try SAMScene(
            Self.head + """
                      Events:
                        A: {Type: SQS, Properties: {Queue: arn:a}}
                        B: {Type: SQS, Properties: {Queue: arn:b}}
                """)
        let policies = scene.value("OrdersRole", "ManagedPolicyArns")?.elements ?? []
        #expect(policies.count == 2)
        #expect(scene.text(at: policies.last?.place) == "A")
        #expect(scene["OrdersA"]?.generator == Resource.Generator(logicalID: "Orders", word: "SQS"))
        #expect(scene.text(at: scene["OrdersB"]?.logicalIDPlace) == "B")
    }

    @Test func aPublicURLBringsItsTwoPermissions() throws {
        let scene = try SAMScene(Self.head + "      FunctionUrlConfig: {AuthType: NONE}\n")
        #expect(scene["OrdersUrl"]?.type == "AWS::Lambda::Url")
        #expect(scene.value("OrdersUrlPublicPermissions", "Principal")?.string == "*")
        #expect(scene.value("OrdersURLInvokeAllowPublicAccess", "InvokedViaFunctionUrl")?.bool == true)
        #expect(scene.text(at: scene["OrdersUrlPublicPermissions"]?.logicalIDPlace) == "FunctionUrlConfig")
    }

    @Test func aSignedURLBringsNone() throws {
        let scene = try SAMScene(Self.head + "      FunctionUrlConfig: {AuthType: AWS_IAM}\n")
        #expect(scene.resources.map(\.type).contains("AWS::Lambda::Permission") == false)
    }

    @Test func eventsReachTheAlias() throws {
        let scene = try SAMScene(
            Self.head + """
                      AutoPublishAlias: live
                      Events:
                        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
                Outputs: {}
                """)
        let target = scene.value("OrdersDaily", "Targets")?.elements.first?["Arn"]
        #expect(target?.referencedLogicalID == "OrdersAliaslive")
        #expect(scene.value("OrdersDailyPermission", "FunctionName")?.referencedLogicalID == "OrdersAliaslive")
    }

    @Test func referencesToWhatIsMadeLeadThere() throws {
        let scene = try SAMScene(
            Self.head + """
                      AutoPublishAlias: live
                  Reader:
                    Type: AWS::Lambda::Function
                    Properties:
                      Environment: {Variables: {ALIAS: !Ref Orders.Alias, VERSION: !GetAtt Orders.Version.Version}}
                """)
        let variables = scene.value("Reader", "Environment", "Variables")
        #expect(variables?["ALIAS"]?.content == .symbolic(.resource(logicalID: "OrdersAliaslive", attribute: nil)))
        #expect(
            variables?["VERSION"]?.content == .symbolic(.resource(logicalID: "OrdersVersion", attribute: "Version")))
        let output = Value(
            .symbolic(.resource(logicalID: "Orders", attribute: "Alias")), place: try #require(variables).place)
        #expect(scene.transform.resolvingReferences(in: output).referencedLogicalID == "OrdersAliaslive")
    }

    @Test func theConditionIsThatOfEverythingItMakes() throws {
        let text = Self.head.replacing("    Properties:", with: "    Condition: Live\n    Properties:")
        let scene = try SAMScene(text + "      Events: {Q: {Type: SQS, Properties: {Queue: arn:a}}}\n")
        #expect(scene["OrdersRole"]?.definition["Condition"]?.string == "Live")
        #expect(scene["OrdersQ"]?.definition["Condition"]?.string == "Live")
    }

    @Test func aRoleInOneBranchOnlyIsMadeForTheOther() throws {
        let scene = try SAMScene(Self.head + "      Role: !If [Own, arn:own, !Ref AWS::NoValue]\n")
        #expect(scene["OrdersRole"]?.definition["Condition"]?.string == "NOTOwn")
        guard case .symbolic(.intrinsic("Fn::If", let argument))? = scene.value("Orders", "Role")?.content else {
            Issue.record("the role is no longer a choice")
            return
        }
        #expect(argument.elements.last?.referencedLogicalID == "OrdersRole")
    }

    @Test func globalsArePlacedWhereTheyAreWritten() throws {
        let scene = try SAMScene(
            "Globals:\n  Function:\n    Timeout: 9\n    Environment: {Variables: {A: one, B: two}}\n" + Self.head
                + "      Environment: {Variables: {B: own}}\n")
        #expect(scene.text(at: scene.value("Orders", "Timeout")?.place) == "9")
        let variables = scene.value("Orders", "Environment", "Variables")
        #expect(variables?["A"]?.string == "one")
        #expect(variables?["B"]?.string == "own")
    }

    @Test func resourcesOfOthersStayAsTheyAre() throws {
        let scene = try SAMScene(
            "Resources:\n  Nested: {Type: AWS::Serverless::Application, Properties: {Location: app.yaml}}\n"
                + "  Topic: {Type: AWS::SNS::Topic}\n")
        #expect(scene.resources.map(\.type) == ["AWS::Serverless::Application", "AWS::SNS::Topic"])
        #expect(scene.resources.allSatisfy { $0.generator == nil })
    }
}
