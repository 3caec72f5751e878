import Permissions
import Testing

/// What AWS's reference says of actions beside their names.
@Suite struct ReferenceTableTests {
    private func keys(_ action: String) throws -> [String] {
        ConditionKeys.bundled.keys(of: try #require(ActionCatalogue.bundled.action(action)))
    }

    @Test func knowsTheKeysOfActions() throws {
        #expect(try ConditionKeys.isKey("dynamodb:leadingkeys", among: keys("dynamodb:GetItem")))
        #expect(try ConditionKeys.isKey("s3:prefix", among: keys("s3:ListBucket")))
        #expect(try !ConditionKeys.isKey("s3:prefix", among: keys("s3:GetObject")))
        #expect(try ConditionKeys.isKey("s3:ExistingObjectTag/team", among: keys("s3:GetObject")))
        #expect(try ConditionKeys.isKey("iam:PassedToService", among: keys("iam:PassRole")))
        #expect(try keys("ec2:DescribeInstances").isEmpty == false || !ConditionKeys.bundled.keys(of: "ec2").isEmpty)
        #expect(ConditionKeys.bundled.keys(of: "nosuchservice").isEmpty)
    }

    @Test func knowsWhatElseACallMayBeAskedFor() throws {
        let create = try #require(ActionCatalogue.bundled.action("sagemaker:CreateModel"))
        #expect(create.dependents.contains("iam:PassRole"))
        #expect(try #require(ActionCatalogue.bundled.action("sqs:SendMessage")).dependents.isEmpty)
    }

    @Test func knowsWhatHandlersCall() throws {
        let queue = try #require(HandlerActions.ofType("AWS::SQS::Queue"))
        #expect(queue.contains("sqs:CreateQueue") && queue.contains("sqs:DeleteQueue"))
        #expect(HandlerActions.ofType("AWS::SQS::NoSuchThing") == nil)
    }
}
