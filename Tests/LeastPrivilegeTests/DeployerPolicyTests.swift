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
        #expect(resources("s3:PutObject") == ["arn:aws:s3:::shop-prod-serverlessdeploymentbucket-*/*"])
        #expect(resources("lambda:CreateEventSourceMapping") == ["*"])
        #expect(resources("iam:PassRole") == ["arn:aws:iam::*:role/shop-prod-*"])
        #expect(statements.first { $0.actions == ["iam:PassRole"] }?.passedTo == "lambda.amazonaws.com")
    }

    @Test func whatIsNotKnownIsListed() async throws {
        #expect(try await policy().unknownTypes == ["AWS::Rekognition::Collection"])
    }

    /// A table that names an action that there is not says so here.
    @Test func everyActionIsKnown() {
        let actions = DeployerPolicy.allActions
        #expect(actions.filter { ActionCatalogue.bundled.action($0) == nil } == [])
        #expect(actions.count > 100)
    }
}
