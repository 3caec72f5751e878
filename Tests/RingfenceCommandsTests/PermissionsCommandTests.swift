import FoundationEssentials
import Testing

/// `ringfence permissions`.
@Suite struct PermissionsCommandTests {
    private static let files = [
        "serverless.yml": """
            service: shop
            provider: { name: aws, runtime: python3.13, stage: prod, environment: { TABLE: !Ref Orders } }
            functions:
              save: { handler: a.handler, events: [{ httpApi: POST / }] }
            resources:
              Resources:
                Orders: { Type: AWS::DynamoDB::Table, Properties: { BillingMode: PAY_PER_REQUEST } }
            """,
        "a.py": """
            import os, boto3
            def handler(event, context):
                boto3.resource("dynamodb").Table(os.environ["TABLE"]).put_item(Item={"id": "1"})
            """,
    ]

    /// A policy that is pasted outside of any template has no variables of templates in it.
    @Test func aPolicyStandsByItself() async throws {
        let run = try await CommandLineRun(["permissions", "save", "--format", "policy"], files: Self.files)
        #expect(run.code == 0)
        #expect(run.output.contains("arn:aws:dynamodb:*:*:table/*Orders*"))
        #expect(!run.output.contains("${"))
    }

    @Test func terraformTakesADocument() async throws {
        let run = try await CommandLineRun(["permissions", "save", "--format", "terraform"], files: Self.files)
        #expect(run.output.contains("data \"aws_iam_policy_document\" \"save\" {\n  statement {\n"))
        #expect(run.output.contains("\"arn:aws:dynamodb:*:*:table/*Orders*\"") && !run.output.contains("${"))
    }

    @Test func statementsForATemplateReferToItsResources() async throws {
        let run = try await CommandLineRun(["permissions", "save", "--format", "serverless"], files: Self.files)
        #expect(run.output.contains("table/${Orders}"))
    }

    @Test func whoDeploysSeesWhatForAndThePolicy() async throws {
        let text = try await CommandLineRun(["permissions", "--deployer"], files: Self.files)
        #expect(text.code == 0)
        #expect(text.output.contains("# makes, changes and removes the stack\n"))
        #expect(text.output.contains("dynamodb:CreateTable\n"))
        let policy = try await CommandLineRun(["permissions", "--deployer", "--format", "policy"], files: Self.files)
        #expect(policy.output.contains("\"iam:PassedToService\": \"lambda.amazonaws.com\""))
        let other = try await CommandLineRun(["permissions", "--deployer", "--format", "sam"], files: Self.files)
        #expect(other.code == 2)
    }
}
