import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// An object that the sender names and fills.
struct UnrestrictedUploadRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "unrestricted-upload", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "lets the request choose the name or type of an object that is uploaded",
        why: """
            Who chooses the whole key replaces any object of the bucket: another user's, or the page's script. Who chooses the \
            type puts a page into the bucket that runs in its origin. A presigned address for `PutObject` bounds neither the \
            size of what is sent nor what it is.
            """,
        remedy: """
            Name objects yourself, below a prefix of the caller's identity: `uploads/${sub}/${randomUUID()}`. Take types from \
            a list. Prefer a presigned post with `content-length-range` and a fixed `Content-Type` among its conditions.
            """,
        cwe: [434, 73],
        references: [
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html",
        ])

    static let safe: Guarantees = []

    private static let key = "the name of an object to write"
    private static let type = "the type of an object to upload"

    private static let puts: [APIPattern] = [
        "@aws-sdk/client-s3.PutObjectCommand", "@aws-sdk/client-s3.CreateMultipartUploadCommand", "@aws-sdk/client-s3.S3#putObject",
        "aws-sdk*.S3#putObject", "aws-sdk*.S3#upload", "aws-sdk/clients/s3#putObject", "aws-sdk/clients/s3#upload", "boto3.client(s3).put_object",
        "boto3.resource(s3).Bucket().put_object",
    ]
    private static let signed: [APIPattern] = [
        "aws-sdk*.S3#getSignedUrl", "aws-sdk*.S3#getSignedUrlPromise", "aws-sdk/clients/s3#getSignedUrl*",
        "boto3.client(s3).generate_presigned_url",
    ]
    private static let posts: [APIPattern] = [
        "@aws-sdk/s3-presigned-post.createPresignedPost", "aws-sdk*.S3#createPresignedPost", "boto3.client(s3).generate_presigned_post",
    ]

    static let sinks = [
        Sink(puts, .field("Key"), words: key),
        Sink(puts, .field("ContentType"), words: type),
        Sink(["software.amazon.awssdk.services.s3.S3*Client#putObject"], .field("Key"), words: key),
        Sink(["com.amazonaws.services.s3.AmazonS3#putObject"], .argument(1), .field("Key"), words: key),
        Sink(signed, .argument(1, named: "Params"), words: key),
        Sink(posts, .field("Key", of: 1), .field("Key"), words: key),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.origin.isOfRequest else { return false }
        let analysis = code.analysis
        let holder = flow.call.apis.contains { $0.contains("igned") } ? signedParameters(flow, analysis) : nil
        if let holder { return isWhole(analysis.field("Key", of: holder), flow) || isWhole(analysis.field("ContentType", of: holder), flow) }
        guard !flow.call.apis.contains(where: { $0.contains("igned_url") || $0.contains("ignedUrl") }) else { return false }
        return isWhole(flow.value, flow)
    }

    /// What an address is signed for, where it is for writing.
    private func signedParameters(_ flow: Flow, _ analysis: HandlerAnalysis) -> AbstractValue? {
        guard let operation = flow.call.argument(0, named: "ClientMethod")?.value.string else { return nil }
        return operation == "putObject" || operation == "put_object" ? flow.value : nil
    }

    /// Whether the part is all of a text: nothing of the program's own stands before it.
    private func isWhole(_ value: AbstractValue?, _ flow: Flow) -> Bool {
        guard let value, value.origins.contains(where: { $0.path == flow.origin.path }) else { return false }
        return value.text.isEmpty || value.prefix(before: flow.origin)?.isEmpty == true
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) replaces other objects of the bucket, or puts a page with a script of theirs into it"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
            const client = new S3Client({});
            exports.handler = async (event) => {
              const { name } = event.queryStringParameters;
              const command = new «PutObjectCommand»({ Bucket: process.env.BUCKET, Key: name });
              return { statusCode: 200, body: await getSignedUrl(client, command, { expiresIn: 60 }) };
            };
            """),
        .flagged(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const { randomUUID } = require('crypto');
            const s3 = new AWS.S3();
            exports.handler = async (event) => {
              const { type } = JSON.parse(event.body);
              const url = s3.«getSignedUrl»('putObject', { Bucket: 'uploads', Key: randomUUID(), ContentType: type });
              return { statusCode: 200, body: url };
            };
            """),
        .flagged(
            .python,
            """
            import json
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                body = json.loads(event["body"])
                s3.«put_object»(Bucket="uploads", Key=body["name"], Body=body["content"])
                return s3.«generate_presigned_url»("put_object", Params={"Bucket": "uploads", "Key": body["name"]})
            """),
        .clean(
            .javaScript,
            """
            const { randomUUID } = require('crypto');
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
            const TYPES = ['image/png', 'image/jpeg'];
            const client = new S3Client({});
            exports.handler = async (event) => {
              const { name, type } = JSON.parse(event.body);
              if (!TYPES.includes(type)) return { statusCode: 400 };
              const command = new PutObjectCommand({ Bucket: 'uploads', Key: `uploads/${randomUUID()}-${name}`, ContentType: type });
              return { statusCode: 200, body: await getSignedUrl(client, command) };
            };
            """),
        .clean(
            .python,
            """
            import json
            import uuid
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                body = json.loads(event["body"])
                s3.put_object(Bucket="uploads", Key=str(uuid.uuid4()), Body=body["content"])
                return s3.generate_presigned_url("get_object", Params={"Bucket": "uploads", "Key": body["name"]})
            """),
        .flagged(
            .java,
            """
            import software.amazon.awssdk.core.sync.RequestBody;
            import software.amazon.awssdk.services.s3.S3Client;
            import software.amazon.awssdk.services.s3.model.PutObjectRequest;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final S3Client s3 = S3Client.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String name = event.getQueryStringParameters().get("name");
                    PutObjectRequest request = PutObjectRequest.builder().bucket("orders").key(name).build();
                    s3.«putObject»(request, RequestBody.fromString(event.getBody()));
                    return "";
                }
            }
            """),
        .clean(
            .java,
            """
            import java.util.UUID;
            import software.amazon.awssdk.core.sync.RequestBody;
            import software.amazon.awssdk.services.s3.S3Client;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final S3Client s3 = S3Client.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String key = "orders/" + UUID.randomUUID();
                    s3.putObject(b -> b.bucket("orders").key(key), RequestBody.fromString(event.getBody()));
                    return key;
                }
            }
            """),
    ]
}

extension Origin {
    /// Whether it is of an HTTP request rather than of an event that the platform writes around what others named.
    fileprivate var isOfRequest: Bool {
        switch path.root {
        case .request: true
        case .event:
            ["body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "headers", "rawPath", "path"]
                .contains(path.fields.first ?? "")
        case .context, .answer, .error: false
        }
    }
}
