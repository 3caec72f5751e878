import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A client of the cloud's services that is told not to use TLS.
struct SDKTLSDisabledRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "sdk-tls-disabled", since: "0.1.0", severity: .high,
        summary: "talks to the cloud's services without TLS",
        why: """
            The SDKs speak TLS unless they are told not to. Without it every object, item and message crosses the \
            network readable, and so do the session token and the signature, with which the same request can be sent \
            again.
            """,
        remedy: "Remove `sslEnabled: false`, `tls: false` or `use_ssl=False`, and start endpoints with `https://`.",
        cwe: [319],
        references: [
            "https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Config.html",
            "https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/session.html",
        ])

    private static let clients = APISet(["aws-sdk*", "@aws-sdk/*", "boto3.*", "aioboto3.*", "aiobotocore.*"])
    private static let switches: Set<String> = ["sslEnabled", "tls", "use_ssl"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.clients).flatMap { call -> [Verdict] in
            guard !ClientAddress.isLocal(call, in: code) else { return [] }
            let off = CallOption.options(of: call, named: Self.switches, in: code).filter { $0.value.isCertainly(false) }
            let violations = off.map { option in
                violation(at: option.place, "`\(option.name)` switches TLS off", function, repair(option, of: call, in: code))
            }
            guard violations.isEmpty else { return violations }
            return endpoints(of: call, in: code).map { option, address in
                let repair = Repair("ask for the `https://` endpoint", ServiceEndpoint(address.host)?.encrypting(option.place, in: code))
                return violation(at: option.place, "the endpoint at `\(address.host.name)` is asked without TLS", function, repair)
            }
        }
    }

    /// The cloud's own endpoints all speak TLS; of others that is not known.
    private func repair(_ option: CallOption, of call: CallFact, in code: FunctionCode) -> Repair? {
        let named = CallOption.options(of: call, named: ["endpoint", "endpoint_url"], in: code)
        guard named.isEmpty else { return nil }
        return Repair("switch TLS on", code.rewriting(["false": "true", "False": "True"], at: option.place))
    }

    private func endpoints(of call: CallFact, in code: FunctionCode) -> [(CallOption, CleartextAddress)] {
        CallOption.options(of: call, named: ["endpoint", "endpoint_url"], in: code).compactMap { option in
            let address = option.value.string.flatMap { CleartextAddress.addresses(in: $0).first }
            guard let address, address.scheme == "http", address.host.scope == .remote else { return nil }
            return (option, address)
        }
    }

    private func violation(at place: SourcePlace, _ message: String, _ function: Function, _ repair: Repair?) -> Verdict {
        .violation(
            Violation(
                at: place, message,
                gain: "whoever listens on the way reads what `\(function.name)` stores and fetches, and sends its signed requests again",
                repair: repair))
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const { S3Client } = require('@aws-sdk/client-s3');
            const table = new AWS.DynamoDB.DocumentClient({ sslEnabled: «false» });
            const bucket = new S3Client({ endpoint: «'http://s3.eu-west-1.amazonaws.com'» });
            exports.handler = async () => table.get({ TableName: 'orders', Key: { id: '1' } }).promise();
            """),
        .flagged(
            .python,
            """
            import boto3

            queue = boto3.client("sqs", use_ssl=«False»)
            table = boto3.resource("dynamodb", endpoint_url=«"http://dynamodb.eu-west-1.amazonaws.com"»)

            def handler(event, context):
                queue.send_message(QueueUrl="q", MessageBody="order")
            """),
        .clean(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const offline = process.env.IS_OFFLINE;
            const local = new AWS.DynamoDB({ endpoint: 'http://localhost:8000', sslEnabled: false });
            const table = new AWS.DynamoDB.DocumentClient({ sslEnabled: true, endpoint: 'https://dynamodb.eu-west-1.amazonaws.com' });
            exports.handler = async () => (offline ? local : table).get({ TableName: 'orders' }).promise();
            """),
        .clean(
            .python,
            """
            import os
            import boto3

            table = boto3.resource("dynamodb", endpoint_url="http://localstack:4566", use_ssl=False)
            queue = boto3.client("sqs", endpoint_url=os.environ.get("SQS_ENDPOINT"), use_ssl=True)

            def handler(event, context):
                queue.send_message(QueueUrl="q", MessageBody="order")
            """),
    ]
}
