import LeastPrivilege
import Testing

/// Which permissions the calls in code need, and on what.
@Suite("Needs of code")
struct NeedTests {
    private static let manifest = """
        service: shop
        provider:
          name: aws
          environment:
            TABLE: !Ref Orders
            QUEUE: !Ref Jobs
            TOPIC: !Ref News
            BUCKET: uploads-prod
            STAGE: prod
        functions:
          f: { handler: a.handler, runtime: RUNTIME, events: [{ httpApi: GET / }] }
        resources:
          Resources:
            Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod } }
            Jobs: { Type: AWS::SQS::Queue }
            News: { Type: AWS::SNS::Topic, Properties: { TopicName: news } }
        """

    private func needs(_ file: String, _ code: String) async throws -> [String] {
        let runtime = file.hasSuffix(".py") ? "python3.13" : "nodejs22.x"
        return try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: runtime), [file: code]).needs
    }

    private static let table = "arn:aws:dynamodb:*:*:table/orders-prod"

    private static let javaScript: [(String, [String])] = [
        (
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            exports.handler = () => db.query({ TableName: process.env.TABLE, IndexName: 'owner' }).promise();
            """, ["dynamodb:Query \(table)/index/owner"]
        ),
        (
            """
            const DynamoDB = require('aws-sdk/clients/dynamodb');
            const client = new DynamoDB.DocumentClient();
            exports.handler = () => client.batchWrite({ RequestItems: { 'orders-prod': [] } }).promise();
            """, ["dynamodb:BatchWriteItem \(table)"]
        ),
        (
            """
            import { S3Client, PutObjectCommand as Put } from '@aws-sdk/client-s3';
            const s3 = new S3Client({});
            export const handler = (event) => s3.send(new Put({ Bucket: process.env.BUCKET, Key: `in/${event.id}`, ACL: 'private' }));
            """, ["s3:PutObject arn:aws:s3:::uploads-prod/in/*", "s3:PutObjectAcl arn:aws:s3:::uploads-prod/in/*"]
        ),
        (
            """
            import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
            import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
            const db = DynamoDBDocument.from(new DynamoDBClient({}));
            export const handler = (event) => db.update({ TableName: process.env.TABLE, Key: { id: event.id } });
            """, ["dynamodb:UpdateItem \(table)"]
        ),
        (
            """
            const { SQS } = require('@aws-sdk/client-sqs');
            exports.handler = () => new SQS({}).sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: '1' });
            """, ["sqs:SendMessage arn:aws:sqs:*:*:${Jobs.QueueName}"]
        ),
        (
            """
            const AWS = require('aws-sdk');
            exports.handler = () => new AWS.S3().getSignedUrl('getObject', { Bucket: 'b', Key: 'k' });
            """, ["s3:GetObject arn:aws:s3:::b/k"]
        ),
        (
            """
            const { DynamoDBClient, paginateScan } = require('@aws-sdk/client-dynamodb');
            const client = new DynamoDBClient({});
            exports.handler = async () => { for await (const page of paginateScan({ client }, { TableName: process.env.TABLE })) {} };
            """, ["dynamodb:Scan \(table)"]
        ),
        (
            """
            const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
            exports.handler = () => new STSClient({}).send(new GetCallerIdentityCommand({}));
            """, []
        ),
        (
            """
            const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
            class Store {
              constructor(client, table) { this.client = client; this.table = table; }
              save(id) { return this.client.send(new PutItemCommand({ TableName: this.table, Item: { id: { S: id } } })); }
            }
            const store = new Store(new DynamoDBClient({}), `orders-${process.env.STAGE}`);
            exports.handler = (event) => store.save(event.id);
            """, ["dynamodb:PutItem \(table)"]
        ),
        (
            """
            const AWS = require('aws-sdk');
            exports.handler = (event, context, callback) => {
              client = new AWS.Rekognition();
              client.detectText({ Image: { Bytes: event.image } }, callback);
            };
            """, ["rekognition:DetectText *"]
        ),
        (
            """
            const { BedrockRuntimeClient, InvokeModelCommand } = require('@aws-sdk/client-bedrock-runtime');
            const client = new BedrockRuntimeClient({});
            exports.handler = async (event) => {
              await client.send(new InvokeModelCommand({ modelId: 'anthropic.claude-v2', body: '{}' }));
              await client.send(new InvokeModelCommand({ modelId: 'eu.amazon.nova-lite-v1:0', body: '{}' }));
            };
            """,
            [
                "bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/anthropic.claude-v2",
                "bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0 arn:aws:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/eu.amazon.nova-lite-v1:0",
            ]
        ),
    ]

    @Test(arguments: javaScript.indices)
    func callsOfJavaScript(_ index: Int) async throws {
        let (code, expected) = Self.javaScript[index]
        #expect(try await needs("a.js", code) == expected)
    }

    private static let python: [(String, [String])] = [
        (
            """
            import os, boto3
            table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
            def handler(event, context):
                return table.get_item(Key={"id": event["id"]})
            """, ["dynamodb:GetItem \(table)"]
        ),
        (
            """
            import boto3
            def handler(event, context):
                for page in boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket="b"):
                    print(page)
            """, ["s3:ListBucket arn:aws:s3:::b"]
        ),
        (
            """
            import os, boto3
            sns = boto3.client("sns")
            def handler(event, context):
                sns.publish(TopicArn=os.environ["TOPIC"], Message="1")
            """, ["sns:Publish arn:aws:sns:*:*:news"]
        ),
        (
            """
            import boto3
            s3 = boto3.resource("s3")
            def handler(event, context):
                s3.Bucket("b").upload_file("x", "k")
                for item in s3.Bucket("b").objects.filter(Prefix="p"):
                    print(item)
            """, ["s3:AbortMultipartUpload arn:aws:s3:::b/k perhaps", "s3:ListBucket arn:aws:s3:::b", "s3:PutObject arn:aws:s3:::b/k"]
        ),
        (
            """
            from aws_lambda_powertools.utilities import parameters
            def handler(event, context):
                return parameters.get_secret("db")
            """, ["secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:db-??????"]
        ),
        (
            """
            import boto3
            def make(service):
                return boto3.client(service)
            def handler(event, context):
                make("lambda").invoke(FunctionName="mail", Payload=b"{}")
            """, ["lambda:InvokeFunction arn:aws:lambda:*:*:function:mail"]
        ),
    ]

    @Test(arguments: python.indices)
    func callsOfPython(_ index: Int) async throws {
        let (code, expected) = Self.python[index]
        #expect(try await needs("a.py", code) == expected)
    }

    /// Nothing may be called spare where a call could not be told.
    @Test(arguments: [
        ("a.js", "const AWS = require('aws-sdk');\nexports.handler = (event) => new AWS.S3()[event.operation]({ Bucket: 'b' }).promise();"),
        ("a.py", "import boto3\ndef handler(event, context):\n    return boto3.client('s3').get_paginator(event['what']).paginate(Bucket='b')"),
        ("a.js", "exports.handler = (event) => require('./' + event.name)();"),
        ("a.js", "exports.handler = (event) => global.clients[event.name].put({ TableName: 'orders', Item: {} });"),
    ])
    func whatIsComputedIsSaidToBeIncomplete(_ file: String, _ code: String) async throws {
        let runtime = file.hasSuffix(".py") ? "python3.13" : "nodejs22.x"
        let compared = try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: runtime), [file: code])
        #expect(compared.comparison.functions.first?.needs.incompleteness != nil)
    }

    /// A role that a call hands over must be one that may be passed, wherever among the parameters it stands.
    @Test func rolesThatAreHandedOverArePassed() async throws {
        let code = """
            import boto3
            transcribe = boto3.client('transcribe')
            def handler(event, context):
                transcribe.start_medical_scribe_job(MedicalScribeJobName='n', DataAccessRoleArn='arn:aws:iam::123456789012:role/media', OutputBucketName='b')
                boto3.client('sts').assume_role(RoleArn='arn:aws:iam::123456789012:role/other', RoleSessionName='s')
            """
        let needs = try await needs("a.py", code)
        #expect(needs.filter { $0.hasPrefix("iam:") } == ["iam:PassRole arn:aws:iam::123456789012:role/media perhaps"])
    }

    /// Without the right to list, S3 says of what is missing that access is denied.
    @Test(arguments: [
        ("s3.head_object(Bucket='b', Key='k')", true), ("s3.get_object(Bucket='b', Key='k')", false),
        ("s3.get_object(Bucket='b', Key='k') if event else 'NoSuchKey'", true),
    ])
    func whoLooksForObjectsMayListThem(call: String, mayList: Bool) async throws {
        let code = "import boto3\ns3 = boto3.client('s3')\ndef handler(event, context):\n    return \(call)"
        let compared = try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: "python3.13"), ["a.py": code])
        let list = (compared.comparison.functions.first?.needs.needs ?? []).first { $0.action == "s3:ListBucket" }
        #expect((list?.resources.map(\.description) == ["arn:aws:s3:::b"]) == mayList)
        #expect(list?.isCertain != true)
    }

    /// What a file system, a key, a trace or an extension needs under the function's role is in no code.
    @Test(arguments: [
        ("fileSystemConfig: { arn: 'arn:aws:elasticfilesystem:eu-west-1:1:access-point/a', localMountPath: /mnt/a }", "elasticfilesystem:ClientMount"),
        ("fileSystemConfig: { arn: 'arn:aws:s3files:eu-west-1:1:file-system/a', localMountPath: /mnt/a }", "s3:GetObject"),
        ("kmsKeyArn: 'arn:aws:kms:eu-west-1:1:key/a'", "kms:Decrypt"), ("tracing: PassThrough", "xray:PutTraceSegments"),
        ("layers: ['arn:aws:lambda:eu-west-1:1:layer:AWS-Parameters-and-Secrets-Lambda-Extension:4']", "secretsmanager:GetSecretValue"),
    ])
    func settingsNeedPermissions(setting: String, action: String) async throws {
        let manifest = "service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f:\n    handler: a.handler\n    \(setting)"
        let compared = try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"])
        #expect(compared.comparison.functions.first?.needs.needs.contains { $0.action == action } == true)
    }

    /// An extension that nobody knows calls what nobody reads.
    @Test func extensionsOfLayersAreNotKnown() async throws {
        let manifest = """
            service: shop
            provider: { name: aws, runtime: nodejs22.x }
            functions:
              f: { handler: a.handler, layers: [!Ref LogsExtensionLayer] }
            """
        let compared = try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"])
        #expect(compared.comparison.functions.first?.needs.incompleteness == "what the extension in its layer `LogsExtensionLayer` calls of AWS is not known")
    }
}
