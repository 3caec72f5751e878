import LeastPrivilege
import Testing

/// On which resources calls need their permissions.
@Suite("Resources of needs")
struct ResourceNeedTests {
    private static let manifest = """
        service: shop
        provider: { name: aws, runtime: RUNTIME }
        functions:
          f:
            handler: a.handler
            environment: { QUEUE: !Ref Jobs, SECRET: !Ref Login }
            events:
              - s3: { bucket: photos, existing: true }
        resources:
          Resources:
            Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs, KmsMasterKeyId: !Ref Key } }
            Plain: { Type: AWS::S3::Bucket, Properties: { BucketName: plain } }
            Sealed:
              Type: AWS::S3::Bucket
              Properties:
                BucketName: sealed
                BucketEncryption:
                  ServerSideEncryptionConfiguration:
                    - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn }
            Login: { Type: AWS::SecretsManager::Secret, Properties: { GenerateSecretString: {} } }
            Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }
        """

    private func compared(_ file: String, _ code: String) async throws -> ComparedApplication {
        let runtime = file.hasSuffix(".py") ? "python3.13" : file.hasSuffix(".go") ? "provided.al2023" : "nodejs22.x"
        return try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: runtime), [file: code])
    }

    private static let cases: [(String, String, [String])] = [
        (
            "a.js",
            """
            const { S3 } = require('@aws-sdk/client-s3');
            const s3 = new S3({});
            exports.handler = async (event) => {
              const bucket = event.Records[0].s3.bucket.name;
              const key = event.Records[0].s3.object.key;
              await s3.copyObject({ Bucket: 'plain', Key: 'a', CopySource: encodeURIComponent(bucket + '/' + key) });
              await s3.copyObject({ Bucket: 'plain', Key: 'b', CopySource: `/${bucket}/in/${key}` });
              await s3.copyObject({ Bucket: 'plain', Key: 'c', CopySource: `old/x?versionId=${event.version}` });
            };
            """,
            [
                "s3:GetObject arn:aws:s3:::photos/*", "s3:GetObject arn:aws:s3:::photos/in/*", "s3:GetObject arn:aws:s3:::old/x",
                "s3:GetObjectVersion arn:aws:s3:::old/x", "s3:PutObject arn:aws:s3:::plain/a", "s3:PutObject arn:aws:s3:::plain/b",
                "s3:PutObject arn:aws:s3:::plain/c",
            ]
        ),
        (
            "a.py",
            """
            import boto3
            s3 = boto3.client("s3")
            def handler(event, context):
                s3.copy_object(Bucket="plain", Key="a", CopySource={"Bucket": "from", "Key": "x"})
                s3.get_object(Bucket="plain", Key="a", VersionId=event["version"])
                boto3.client("events").put_events(Entries=[{"Detail": "{}"}])
                boto3.client("polly").synthesize_speech(Text="a", OutputFormat="mp3", VoiceId="Joanna")
            """,
            [
                "events:PutEvents arn:aws:events:*:*:event-bus/default", "polly:SynthesizeSpeech *", "s3:GetObject arn:aws:s3:::from/x",
                "s3:GetObjectVersion arn:aws:s3:::plain/a", "s3:PutObject arn:aws:s3:::plain/a",
            ]
        ),
        (
            "a.py",
            """
            import os, boto3
            def handler(event, context):
                boto3.client("s3").put_object(Bucket="sealed", Key="k", Body=b"")
                boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody="1")
            """,
            [
                "kms:Decrypt arn:aws:kms:*:*:key/${Key} perhaps", "kms:GenerateDataKey arn:aws:kms:*:*:key/${Key} perhaps",
                "kms:GenerateDataKey arn:aws:kms:*:*:key/${Key} perhaps", "s3:PutObject arn:aws:s3:::sealed/k", "sqs:SendMessage arn:aws:sqs:*:*:jobs",
            ]
        ),
        (
            "a.js",
            """
            const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
            exports.handler = async (event) => {
              const keys = event.requestContext.authorizer;
              const client = new DynamoDBClient({ credentials: { accessKeyId: keys.a, secretAccessKey: keys.b, sessionToken: keys.c } });
              await client.send(new PutItemCommand({ TableName: 'theirs', Item: {} }));
              await new DynamoDBClient({}).send(new PutItemCommand({ TableName: 'ours', Item: {} }));
            };
            """, ["dynamodb:PutItem arn:aws:dynamodb:*:*:table/ours"]
        ),
        (
            "main.go",
            """
            package main
            import (
            	"context"
            	"os"
            	"github.com/aws/aws-lambda-go/events"
            	"github.com/aws/aws-lambda-go/lambda"
            	"github.com/aws/aws-sdk-go-v2/aws"
            	"github.com/aws/aws-sdk-go-v2/service/s3"
            	"github.com/aws/aws-sdk-go-v2/service/sqs"
            )
            func handle(ctx context.Context, event events.S3Event) error {
            	queue, _ := os.LookupEnv("QUEUE")
            	sqs.New(sqs.Options{}).SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(queue)})
            	bucket := event.Records[0].S3.Bucket.Name
            	s3.New(s3.Options{}).GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String("k")})
            	return nil
            }
            func main() { lambda.Start(handle) }
            """,
            [
                "kms:Decrypt arn:aws:kms:*:*:key/${Key} perhaps", "kms:GenerateDataKey arn:aws:kms:*:*:key/${Key} perhaps",
                "s3:GetObject arn:aws:s3:::photos/k", "sqs:SendMessage arn:aws:sqs:*:*:jobs",
            ]
        ),
    ]

    @Test(arguments: cases.indices)
    func calls(_ index: Int) async throws {
        let (file, code, expected) = Self.cases[index]
        #expect(try await compared(file, code).needs == expected)
    }

    /// A policy that stands in no template has no variables of one.
    @Test func plainPoliciesNameNothingOfATemplate() async throws {
        let code = """
            import os, boto3
            def handler(event, context):
                boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET"])
            """
        let needs = try #require(try await compared("a.py", code).comparison.functions.first?.needs)
        let resource = try #require(NeededPolicy(needs).statements.first?.resources.first)
        #expect(resource.plain == "arn:aws:secretsmanager:*:*:secret:*Login*")
        #expect(resource.template == "${Login}")
    }
}
