import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A request that names the store, queue or topic that a call of AWS works on.
struct ResourceInjectionRule: CodeRule {
    static let metadata = RuleMetadata(
        .eventInput, "resource-injection", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "lets the request name the bucket, table, queue or topic that it works on",
        why: """
            The call is made with the rights of the function, whoever asked for it. A request that names the bucket or the \
            table reaches everything that the role may reach: another tenant's files, the backups, a queue that only internal \
            services were to write to.
            """,
        remedy: """
            Name resources in the manifest and read their names from the environment. Where there are several, let the request \
            choose a key of a map of them.
            """,
        cwe: [99, 610, 441],
        references: [
            "https://cwe.mitre.org/data/definitions/99.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
        ])

    private static let calls = APISet(["aws-sdk*", "@aws-sdk/*", "boto3.client(*", "software.amazon.awssdk.services*", "com.amazonaws.services*"])
    /// Parameters that name a resource which a whole application shares, with what they name.
    private static let resources: [String: String] = [
        "Bucket": "the bucket", "TableName": "the table", "QueueUrl": "the queue", "TopicArn": "the topic", "StreamName": "the stream",
        "SecretId": "the secret", "DeliveryStreamName": "the stream", "stateMachineArn": "the state machine",
    ]
    private static let names = Set(resources.keys)
    /// Objects that are made with the name of their resource.
    private static let objects: [(apis: APISet, words: String)] = [
        (APISet(["boto3.resource(s3).Bucket"]), "the bucket"), (APISet(["boto3.resource(dynamodb).Table"]), "the table"),
        (APISet(["boto3.resource(s3).Object"]), "the bucket"), (APISet(["boto3.resource(sqs).Queue"]), "the queue"),
    ]

    private static let candidates = APISet(allOf: objects.map { $0.apis } + [calls])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.exposure > .internal else { return [] }
        return code.calls(of: Self.candidates).compactMap { call -> Violation? in
            for (words, value) in named(by: call, code) {
                let found = OutsidePart.widest(in: value, of: code, function, safe: [.allowedHost]) { origin in
                    value.origins.contains { $0.path == origin.path } && !(value.prefix(before: origin)?.isEmpty == false)
                        && origin.path.isOfRequest
                }
                guard let part = found, part.part.exposure > .internal else { continue }
                return part.violation(
                    of: Self.metadata, at: call.namePlace, reaching: "the name of \(words) that a call works on",
                    gain: "\(function.attacker) reaches any \(words.dropFirst(4)) that the role of `\(function.name)` may reach")
            }
            return nil
        }.oncePerPlace.map { .violation($0) }
    }

    /// The resources that a call names, in the order of their parameters.
    private func named(by call: CallFact, _ code: FunctionCode) -> [(words: String, value: AbstractValue)] {
        if let object = Self.objects.first(where: { call.isAny(of: $0.apis) }) {
            return call.argument(0).map { [(object.words, $0.value)] } ?? []
        }
        guard call.isAny(of: Self.calls) else { return [] }
        return CallOption.options(of: call, named: Self.names, in: code).compactMap { option in
            Self.resources[option.name].map { ($0, option.value) }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            const rekognition = new AWS.Rekognition();
            exports.handler = async (event) => {
              const { bucket, name } = JSON.parse(event.body);
              await s3.send(new «GetObjectCommand»({ Bucket: bucket, Key: 'logo.png' }));
              return rekognition.«detectLabels»({ Image: { S3Object: { Bucket: bucket, Name: name } } }).promise();
            };
            """),
        .flagged(
            .python,
            """
            import boto3

            client = boto3.client("sqs")

            def handler(event, context):
                query = event["queryStringParameters"]
                table = boto3.resource("dynamodb").«Table»(query["table"])
                client.«send_message»(QueueUrl=query["queue"], MessageBody="ordered")
                return table.scan()["Count"]
            """),
        .clean(
            .javaScript,
            """
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            const BUCKETS = { north: process.env.NORTH_BUCKET, south: process.env.SOUTH_BUCKET };
            const ALLOWED = ['orders', 'returns'];
            exports.handler = async (event) => {
              const { shop, kind } = JSON.parse(event.body);
              await s3.send(new GetObjectCommand({ Bucket: BUCKETS[shop], Key: 'logo.png' }));
              await s3.send(new GetObjectCommand({ Bucket: `shop-orders-${shop}`, Key: 'logo.png' }));
              if (!ALLOWED.includes(kind)) return { statusCode: 400 };
              return s3.send(new GetObjectCommand({ Bucket: kind, Key: 'logo.png' }));
            };
            """),
        .clean(
            .python,
            """
            import os
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                for record in event["Records"]:
                    s3.get_object(Bucket=record["s3"]["bucket"]["name"], Key=record["s3"]["object"]["key"])
                boto3.resource("dynamodb").Table(os.environ["TABLE"]).scan()
            """, events: "- s3: orders"),
    ]
}

extension AccessPath {
    /// Whether it is of a request that somebody sends, not of an event that a service writes.
    fileprivate var isOfRequest: Bool {
        switch root {
        case .request: true
        case .event:
            ["body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "headers", "arguments"].contains(fields.first ?? "")
        case .context, .answer, .error: false
        }
    }
}
