import LeastPrivilege
import Permissions
import Testing

/// What deploying an application needs.
@Suite("Policies of deployers")
struct DeployerPolicyTests {
    private static let manifest = """
        service: shop
        provider: { name: aws, runtime: nodejs22.x, stage: prod }
        functions:
          f: { handler: a.handler, events: [{ httpApi: GET / }, { sqs: { arn: !GetAtt Jobs.Arn } }] }
        resources:
          Resources:
            Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
            Faces: { Type: AWS::Rekognition::Collection }
            Book: { Type: AWS::QLDB::Ledger }
        """

    private func policy() async throws -> DeployerPolicy {
        DeployerPolicy(try await ComparedApplication(Self.manifest, ["a.js": "exports.handler = async () => 1;"]).application)
    }

    @Test func everyStatementNamesWhatItCan() async throws {
        let statements = try await policy().statements
        let resources = { (action: String) in statements.filter { $0.actions.contains(action) }.flatMap(\.resources) }
        #expect(resources("cloudformation:CreateStack") == ["arn:aws:cloudformation:*:*:stack/shop-prod/*"])
        #expect(resources("lambda:CreateFunction") == ["arn:aws:lambda:*:*:function:shop-prod-f"])
        #expect(resources("sqs:CreateQueue") == ["arn:aws:sqs:*:*:jobs"])
        #expect(resources("s3:PutObject") == ["arn:aws:s3:::shop-prod-serverlessdeploymentbuck*-*/*"])
        #expect(resources("lambda:CreateEventSourceMapping") == ["*"])
        #expect(resources("iam:PassRole") == ["arn:aws:iam::*:role/shop-prod-*"])
        #expect(statements.first { $0.actions == ["iam:PassRole"] }?.passedTo == "lambda.amazonaws.com")
    }

    @Test func whatIsNotKnownIsListed() async throws {
        #expect(try await policy().unknownTypes == ["AWS::QLDB::Ledger"])
    }

    @Test func whatHandlersCallIsKnownForOtherTypes() async throws {
        let statements = try await policy().statements
        let made = statements.first { $0.actions.contains("rekognition:DeleteCollection") }
        #expect(made?.resources == ["arn:aws:rekognition:*:*:*"])
        #expect(made?.reason == "makes, changes and removes what is of type `AWS::Rekognition::Collection`")
    }

    /// What only some settings need is asked for with the setting, and roles are passed to those who take them.
    @Test func settingsAndRolesAskForWhatTheyNeed() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: nodejs22.x }
            functions:
              f: { handler: a.handler }
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
                  Properties: { TableName: orders, SSESpecification: { SSEEnabled: true } }
                Nightly:
                  Type: AWS::Scheduler::Schedule
                  Properties: { Target: { RoleArn: !GetAtt Night.Arn } }
                Night:
                  Type: AWS::IAM::Role
                  Properties: { RoleName: night }
            """
        let statements = DeployerPolicy(try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"]).application).statements
        #expect(statements.contains { $0.actions.contains("kms:CreateGrant") && $0.reason.contains("SSESpecification") })
        #expect(!statements.contains { $0.actions.contains("dynamodb:EnableKinesisStreamingDestination") })
        #expect(statements.contains { $0.passedTo == "scheduler.amazonaws.com" && $0.resources == ["arn:aws:iam::*:role/night"] })
    }

    /// What a resource is about is named by its property, and settings of a bucket are the bucket's.
    @Test func whatIsAboutAnotherResourceNamesIt() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: nodejs22.x, stage: prod }
            functions:
              f: { handler: a.handler }
            resources:
              Resources:
                Photos: { Type: AWS::S3::Bucket, Properties: { AccessControl: Private } }
                PhotosPolicy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Photos, PolicyDocument: {} } }
                Entry: { Type: AWS::Lambda::Permission, Properties: { FunctionName: resize, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com } }
                Link: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !ImportValue elsewhere, AuthType: AWS_IAM } }
            """
        let statements = DeployerPolicy(try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"]).application).statements
        let resources = { (action: String) in statements.filter { $0.actions.contains(action) }.flatMap(\.resources) }
        let bucket = "arn:aws:s3:::shop-prod-photos-*"
        #expect(resources("s3:PutBucketAcl") == [bucket])
        #expect(resources("s3:GetBucketPolicy").contains(bucket) && !resources("s3:GetBucketPolicy").contains("arn:aws:s3:::*"))
        #expect(statements.first { $0.reason == "makes, changes and removes who may call functions" }?.resources == ["arn:aws:lambda:*:*:function:resize", "arn:aws:lambda:*:*:function:resize:*"])
        #expect(resources("lambda:CreateFunctionUrlConfig") == ["arn:aws:lambda:*:*:function:*"])
    }

    /// CloudFormation cuts both parts of short names, and only those.
    @Test func patternsFitNamesThatAreCut() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: nodejs22.x, stage: prod }
            functions:
              f: { handler: a.handler }
            resources:
              Resources:
                PhotosOfEveryCustomerBucket: { Type: AWS::S3::Bucket }
                OrdersOfEveryCustomerTable: { Type: AWS::DynamoDB::Table }
                People: { Type: AWS::Cognito::UserPool }
            """
        let statements = DeployerPolicy(try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"]).application).statements
        let resources = { (action: String) in statements.filter { $0.actions.contains(action) }.flatMap(\.resources) }
        #expect(resources("s3:PutBucketVersioning") == ["arn:aws:s3:::shop-prod-photosofeverycustomerbuc*-*"])
        #expect(resources("dynamodb:CreateTable") == ["arn:aws:dynamodb:*:*:table/shop-prod-OrdersOfEveryCustomerTable-*"])
        #expect(resources("cognito-idp:UpdateUserPool") == ["arn:aws:cognito-idp:*:*:userpool/*"])
    }

    /// A table that names an action that there is not says so here.
    @Test func everyActionIsKnown() {
        let actions = DeployerPolicy.allActions
        #expect(actions.filter { ActionCatalogue.bundled.action($0) == nil } == [])
        #expect(actions.count > 100)
    }
}
