import FoundationEssentials
import Testing

/// `ringfence permissions`.
@Suite struct PermissionsCommandTests {
    private static let files = ["serverless.yml": manifest, "a.py": code]
    private static let manifest = """
        service: shop
        provider: { name: aws, runtime: python3.13, stage: prod, environment: { TABLE: !Ref Orders } }
        functions:
          save: { handler: a.handler, events: [{ httpApi: POST / }] }
        resources:
          Resources:
            Orders: { Type: AWS::DynamoDB::Table, Properties: { BillingMode: PAY_PER_REQUEST } }
        """
    private static let code = """
        import os, boto3
        def handler(event, context):
            boto3.resource("dynamodb").Table(os.environ["TABLE"]).put_item(Item={"id": "1"})
        """

    /// A policy that is pasted outside of any template has no variables of templates in it.
    @Test func aPolicyStandsByItself() async throws {
        let run = try await CommandLineRun(["permissions", "save", "--format", "policy"], files: Self.files)
        #expect(run.code == 0)
        #expect(run.output.contains("arn:aws:dynamodb:*:*:table/shop-prod-Orders-*"))
        #expect(!run.output.contains("${"))
        #expect(run.output.hasPrefix("{\n  \"Version\": \"2012-10-17\""))
        #expect(run.errors == "save: `Orders` gets a name in deployment; the patterns fit the stack `shop-prod`\n")
    }

    /// Without a name the policies stand under the names of their functions, which the application tells apart.
    @Test func severalPoliciesAreOneObject() async throws {
        var files = ["a/serverless.yml": Self.manifest, "a/a.py": Self.code]
        let one = try await CommandLineRun(["permissions", "--format", "policy"], files: files)
        #expect(one.output.hasPrefix("{\n  \"save\": {\n    \"Version\""))
        files["b/serverless.yml"] = Self.manifest.replacing("service: shop", with: "service: store")
        files["b/a.py"] = Self.code
        let two = try await CommandLineRun(["permissions", "--format", "policy"], files: files)
        #expect(two.output.contains("\n  \"shop/save\": {") && two.output.contains("\n  \"store/save\": {"))
        let asked = try await CommandLineRun(["permissions", "save", "--format", "policy"], files: files)
        #expect(asked.code == 2 && asked.output.isEmpty)
        #expect(asked.errors.contains("name one manifest with `--in`: a/serverless.yml, b/serverless.yml"))
        let terraform = try await CommandLineRun(["permissions", "--format", "terraform"], files: files).output
        #expect(terraform.contains("\"shop_save\"") && terraform.contains("\"store_save\""))
        #expect(terraform.contains("# save, a function of store (b/serverless.yml)\n"))
    }

    /// What may be needed is not proposed where nobody granted it, and is not shown as granted.
    @Test func whatMayBeNeededIsNotProposed() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: python3.13 }
            functions:
              save: { handler: a.handler }
            """
        let code = """
            import os, boto3
            def handler(event, context):
                boto3.client("s3").put_object(Bucket="b", Key="k", Body="", **event["more"])
            """
        let files = ["serverless.yml": manifest, "a.py": code]
        let text = try await CommandLineRun(["permissions"], files: files).output
        #expect(text.contains("  needed and not granted: these calls will be refused\n    `s3:PutObject` on arn:aws:s3:::b/k\n"))
        #expect(text.contains("  needed and granted\n    `logs:CreateLogGroup`"))
        #expect(text.contains("  perhaps needed, and not granted\n    `s3:PutObjectAcl`"))
        let sam = try await CommandLineRun(["permissions", "--format", "sam"], files: files).output
        #expect(sam.contains("# may be needed as well: ") && sam.contains("- s3:PutObject\n") && !sam.contains("- s3:PutObjectAcl\n"))
    }

    @Test func defaultsOfParametersAreProposedAsParameters() async throws {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Stage: { Type: String, Default: dev }
            Resources:
              Read:
                Type: AWS::Serverless::Function
                Properties: { Runtime: python3.13, Handler: a.handler, CodeUri: ., Environment: { Variables: { TABLE: !Sub "orders-${Stage}" } } }
            """
        let code = """
            import os, boto3
            def handler(event, context):
                boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={})
            """
        let run = try await CommandLineRun(["permissions", "--format", "sam"], files: ["template.yaml": template, "a.py": code])
        #expect(run.output.contains("table/orders-${Stage}'"), "\(run.output)")
    }

    /// What the framework looks up is written as the framework reads it; what nothing in a template stands for is a `*` that is told.
    @Test func namesOfTemplatesAreThoseThatTheyTake() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: python3.13 }
            functions:
              tell: { handler: a.tell, environment: { TOPIC: "${ssm:/shop/topic}", TABLE: "${ssm:/shop/table}" } }
              hide: { handler: a.hide, environment: { TABLE: "${vault:shop/table}" } }
            """
        let code = """
            import os, boto3
            def tell(event, context):
                boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message="")
                hide(event, context)
            def hide(event, context):
                boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={})
            """
        let run = try await CommandLineRun(["permissions", "--format", "serverless"], files: ["serverless.yml": manifest, "a.py": code])
        #expect(run.output.contains("          - !Sub '${ssm:/shop/topic}'\n"))
        #expect(run.output.contains(":table/${ssm:/shop/table}'\n"))
        #expect(run.output.contains("# `shop/table` cannot be written in a template; * stands for it\n"))
        #expect(run.output.contains(":table/*'\n"))
    }

    @Test(arguments: [
        ("foo:bar", "no service has the prefix `foo`", "dynamodb:GetItem"), ("GetObjectLegalHold", "names no service", "`s3:GetObjectLegalHold`"),
        ("s3:GetObjekt", "there is no action `s3:GetObjekt`", "`s3:GetObject`"), ("s3:Fetch*", "there is no action `s3:Fetch*`", "--explain 's3:*'"),
    ])
    func anActionThatIsNoneIsToldSo(_ action: String, _ message: String, _ help: String) async throws {
        let run = try await CommandLineRun(["permissions", "--explain", action], files: Self.files)
        #expect(run.code == 2 && run.output.isEmpty)
        #expect(run.errors.contains(message) && run.errors.contains(help), "\(run.errors)")
    }

    @Test func coloursAreAsAskedFor() async throws {
        let arguments = ["permissions", "save", "--color"]
        #expect(try await CommandLineRun(arguments + ["always"], files: Self.files).output.contains("\u{1B}[1msave"))
        #expect(try await CommandLineRun(arguments + ["auto"], files: Self.files).output.contains("\u{1B}[") == false)
        #expect(try await CommandLineRun(arguments + ["blue"], files: Self.files).code == 2)
    }

    @Test func terraformTakesADocument() async throws {
        let run = try await CommandLineRun(["permissions", "save", "--format", "terraform"], files: Self.files)
        #expect(run.output.contains("data \"aws_iam_policy_document\" \"save\" {\n  statement {\n"))
        #expect(run.output.contains("\n# `Orders` gets a name in deployment; the patterns fit the stack `shop-prod`\n"))
        #expect(run.output.contains("\"arn:aws:dynamodb:*:*:table/shop-prod-Orders-*\"") && !run.output.contains("${"))
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
