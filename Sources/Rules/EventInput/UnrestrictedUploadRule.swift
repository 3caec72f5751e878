import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

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

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        let flows = Self.sinks.flatMap { sink in finder.flows(into: sink, safe: Self.safe) { counts($0, in: code) } }
        let found = flows.map { $0.violation(of: Self.metadata, gain: gain($0, of: function)) }
        let places = Set(found.map(\.place))
        return found.map { .violation($0) } + presigned(code, function) + typeless(code, function, besides: places)
    }

    private static let javaPresigners = APISet(["software.amazon.awssdk.services.s3.presigner.S3Presigner#presignPutObject"])
    private static let olderPresigners = APISet(["com.amazonaws.services.s3.AmazonS3*#generatePresignedUrl"])

    /// Addresses for an upload that Java signs, under a name of the request's.
    private func presigned(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        let requests = code.calls(of: Self.javaPresigners).compactMap { call -> (CallFact, AbstractValue)? in
            guard let request = call.argument(0)?.value, let put = code.analysis.field("PutObjectRequest", of: request) else { return nil }
            return code.analysis.field("Key", of: put).map { (call, $0) }
        }
        let older = code.calls(of: Self.olderPresigners).compactMap { call -> (CallFact, AbstractValue)? in
            let request = call.argument(0)?.value ?? .none
            let method = call.argument(3)?.value ?? code.analysis.field("Method", of: request) ?? .none
            guard code.analysis.apis(of: method).contains(where: { $0.hasSuffix("HttpMethod.PUT") }) else { return nil }
            let key = call.arguments.count > 3 ? call.argument(1)?.value : code.analysis.arguments(madeWith: request).dropFirst().first
            return key.map { (call, $0) }
        }
        return (requests + older).compactMap { call, key in
            let part = OutsidePart.widest(in: key, of: code, function, safe: Self.safe) { origin in
                origin.isOfRequest && key.origins.contains { $0.path == origin.path } && (key.text.isEmpty || key.prefix(before: origin)?.isEmpty == true)
            }
            return part.map { part in
                .violation(
                    part.violation(
                        of: Self.metadata, at: call.namePlace, reaching: Self.key,
                        gain: "\(function.attacker) replaces other objects of the bucket, or puts a page with a script of theirs into it"))
            }
        }
    }

    /// Addresses for an upload that say neither what may be sent nor how much of it.
    private func typeless(_ code: FunctionCode, _ function: Function, besides known: Set<SourcePlace>) -> [Verdict] {
        guard function.exposure > .internal else { return [] }
        let commands = code.calls(of: Self.presigner).compactMap { call in call.argument(1).map { (call: call, value: $0.value) } }
        let made = commands.flatMap { found in
            code.analysis.objects(of: found.value).filter { object in
                Self.isPut(object) && !known.contains { $0.path == object.place.path && object.place.span.contains($0.span) }
            }.compactMap { $0.arguments.first }.map { (found.call, $0) }
        }
        let older = code.calls(of: Self.oldSigners).compactMap { call -> (CallFact, AbstractValue)? in
            let operation = call.argument(0, named: "ClientMethod")?.value.string
            guard operation == "putObject" || operation == "put_object", let parameters = call.argument(1, named: "Params") else { return nil }
            return (call, parameters.value)
        }
        return (made + older).compactMap { call, parameters -> Violation? in
            let names = code.analysis.fieldNames(of: parameters)
            let isWhole = code.analysis.objects(of: parameters).allSatisfy { $0.kind == .record && $0.rest.isEmpty }
            guard names.contains("Key"), isWhole, parameters.origins.isEmpty, !names.contains(where: Self.bounds.contains), !known.contains(call.namePlace)
            else { return nil }
            return Violation(
                at: call.namePlace, "the address takes an upload of any type and size",
                gain: "\(function.attacker) fills the bucket at the owner's cost, or puts a page with a script of theirs into it", severity: .low)
        }.oncePerPlace.map { .violation($0) }
    }

    private static let presigner = APISet(["@aws-sdk/s3-request-presigner.getSignedUrl"])
    private static let oldSigners = APISet(signed)
    /// Parameters that are signed with the address.
    private static let bounds: Set<String> = ["ContentType", "ContentLength", "ContentMD5", "ChecksumSHA256", "ChecksumCRC32"]

    private static func isPut(_ object: HeapObject) -> Bool {
        if case .external("@aws-sdk/client-s3.PutObjectCommand#") = object.kind { true } else { false }
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
        .flagged(
            .javaScript,
            """
            const { randomUUID } = require('crypto');
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
            const client = new S3Client({});
            exports.handler = async () => {
              const command = new PutObjectCommand({ Bucket: process.env.BUCKET, Key: `uploads/${randomUUID()}` });
              return { statusCode: 200, body: await «getSignedUrl»(client, command, { expiresIn: 60 }) };
            };
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
        .flagged(
            .java,
            """
            import java.time.Duration;
            import software.amazon.awssdk.services.s3.model.PutObjectRequest;
            import software.amazon.awssdk.services.s3.presigner.S3Presigner;
            import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final S3Presigner presigner = S3Presigner.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String name = event.getQueryStringParameters().get("name");
                    PutObjectRequest put = PutObjectRequest.builder().bucket("orders").key(name).build();
                    PutObjectPresignRequest request = PutObjectPresignRequest.builder()
                        .signatureDuration(Duration.ofMinutes(5)).putObjectRequest(put).build();
                    return presigner.«presignPutObject»(request).url().toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.util.UUID;
            import java.time.Duration;
            import software.amazon.awssdk.services.s3.presigner.S3Presigner;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final S3Presigner presigner = S3Presigner.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String key = "orders/" + UUID.randomUUID();
                    return presigner.presignPutObject(r -> r.signatureDuration(Duration.ofMinutes(5))
                        .putObjectRequest(p -> p.bucket("orders").key(key))).url().toString();
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
