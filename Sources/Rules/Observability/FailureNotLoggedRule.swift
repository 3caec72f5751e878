import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// An error that is caught and of which nobody ever hears.
struct FailureNotLoggedRule: CodeRule {
    static let metadata = RuleMetadata(
        .observability, "failure-not-logged", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "catches errors and says nothing of them",
        why: """
            What fails and is caught without a word did not happen, as far as anybody can see: no log line, no metric, no \
            failed invocation, no retry and no dead letter. Somebody who tries keys, tokens or crafted input leaves no trace, \
            and a message of a queue counts as done although it was not.
            """,
        remedy: """
            Log the error with what it concerned (no secrets, no personal data), and throw it on where Lambda should try again \
            or keep the message. Where it is expected, catch that kind of error only, or say in a comment why nothing is done.
            """,
        cwe: [390, 778],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html",
        ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let byFile = Dictionary(grouping: code.analysis.reached, by: \.path)
        let failures = Self.failures(in: code)
        let writers = failures.isEmpty ? [] : Self.writers(in: code)
        let waiting = function.triggers.first { $0.invocation == .asynchronous || $0.invocation == .polled }
        return byFile.keys.sorted().flatMap { path -> [Verdict] in
            guard let module = code.program[path]?.module else { return [] }
            let functions = Set((byFile[path] ?? []).map(\.function))
            let answers = failures.filter { $0.path == path }
            var dropped = DroppedErrors(in: module).found(in: functions)
            if !answers.isEmpty { dropped += DroppedErrors(in: module).answered(in: functions, with: answers, besides: writers) }
            return dropped.map { .violation(violation($0, waiting, function)) }
        }
    }

    /// Where a failure of the server's is given back.
    private static func failures(in code: FunctionCode) -> [SourcePlace] {
        code.analysis.returns.filter { fact in
            code.analysis.objects(of: fact.value).contains { object in
                guard case .number(let status)? = object.fields["statusCode"]?.constant else { return false }
                return (500..<600).contains(status)
            }
        }.map(\.place)
    }

    /// The names of the program's functions that call something of a library, and so may write or report.
    private static func writers(in code: FunctionCode) -> Set<String> {
        let writing = code.analysis.calls.filter { call in !call.apis.allSatisfy { Self.silent.contains(String(APIPath.name($0))) } }
        return Set(writing.compactMap { call in code.function(at: call.site)?.name })
    }

    private static let silent: Set<String> = ["stringify", "dumps", "callback", "json", "send", "status", "str", "String"]

    private func violation(_ error: DroppedError, _ waiting: Trigger?, _ function: Function) -> Violation {
        let what = error.failing.map { "an error of `\($0)`" } ?? "an error"
        let message = error.isOnlyAnswered ? "\(what) is answered with a failure, and what failed is written nowhere" : error.isIgnored ? "\(what) comes to a callback that does not look at it" : error.claimsSuccess ? "\(what) is caught, dropped and answered with success" : "\(what) is caught and dropped"
        let gain = waiting.map { "an event of `\($0.summary)` that makes it fail is gone: nobody sees it, and Lambda does not try again" }
        return Violation(
            at: error.place, message, gain: gain ?? "whoever makes it fail, by trying what is not theirs or by a crafted request, leaves no trace",
            severity: waiting == nil ? .low : .medium)
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "sqs: arn:aws:sqs:eu-central-1:111122223333:orders"),
            files: [
                "order.js": """
                    const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
                    const client = new DynamoDBClient({});
                    exports.handler = async (event) => {
                      for (const record of event.Records) {
                        try {
                          await client.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: record.messageId } } }));
                        } «catch» (error) {
                        }
                      }
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "httpApi: POST /orders"),
            files: [
                "order.ts": """
                    import axios from 'axios';
                    export const handler = async (event: any) => {
                      await axios.post('https://stock.example.com/orders', {}).«catch»(() => {});
                      try {
                        await axios.post('https://bill.example.com/orders', {});
                      } «catch» {
                        return { statusCode: 200, body: 'ordered' };
                      }
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "httpApi: POST /orders"),
            files: [
                "order.js": """
                    const request = require('request');
                    exports.handler = (event, context, callback) => {
                      request('https://stock.example.com/orders', («error», response, body) => {
                        callback(null, { statusCode: 200, body });
                      });
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "httpApi: POST /orders"),
            files: [
                "order.js": """
                    const axios = require('axios');
                    const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });
                    exports.handler = async (event) => {
                      try {
                        await axios.post('https://stock.example.com/orders', {});
                        return answer(204, 'ordered');
                      } «catch» (error) {
                        return answer(500, 'not ordered');
                      }
                    };
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("nodejs24.x", "httpApi: POST /orders"),
            files: [
                "order.js": """
                    const axios = require('axios');
                    const failure = (body) => { console.error(body); return { statusCode: 500, body }; };
                    exports.handler = async (event) => {
                      try {
                        await axios.post('https://stock.example.com/orders', {});
                      } catch (error) {
                        return failure('not ordered');
                      }
                      try {
                        await axios.post('https://bill.example.com/orders', {});
                      } catch (error) {
                        return { statusCode: 500, body: report(error) };
                      }
                      return { statusCode: 204 };
                    };
                    const report = (error) => { console.error(error); return 'not billed'; };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("python3.14", "sns: orders"),
            files: [
                "order.py": """
                    import boto3

                    table = boto3.resource("dynamodb").Table("orders")

                    def handler(event, context):
                        for record in event["Records"]:
                            try:
                                table.put_item(Item={"pk": record["Sns"]["MessageId"]})
                            «except» Exception:
                                pass
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("nodejs24.x", "httpApi: POST /orders"),
            files: [
                "order.js": """
                    const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
                    const client = new DynamoDBClient({});
                    exports.handler = async (event) => {
                      let body = {};
                      try { body = JSON.parse(event.body); } catch {}
                      try {
                        await client.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: event.requestContext.requestId } } }));
                      } catch (error) {
                        if (error.name === 'ConditionalCheckFailedException') return { statusCode: 409 };
                        console.error(error.name);
                        return { statusCode: 500 };
                      }
                      await fetch('https://cache.example.com/warm').catch(() => {
                        // The cache warms itself with the next read.
                      });
                      await fetch('https://stock.example.com/').catch((error) => console.error(error));
                    };
                    // Nothing reaches it.
                    exports.unused = async () => { try { await fetch('https://example.com') } catch {} };
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("python3.14", "sqs: arn:aws:sqs:eu-central-1:111122223333:orders"),
            files: [
                "order.py": """
                    import json
                    import logging

                    import boto3

                    table = boto3.resource("dynamodb").Table("orders")
                    logger = logging.getLogger()

                    def handler(event, context):
                        failed = []
                        for record in event["Records"]:
                            try:
                                note = json.loads(record["body"])["note"]
                            except KeyError:
                                note = ""
                            try:
                                table.put_item(Item={"pk": record["messageId"], "note": note})
                            except Exception:
                                logger.exception("not stored")
                                failed.append({"itemIdentifier": record["messageId"]})
                        return {"batchItemFailures": failed}
                    """
            ]),
        .flagged(
            .java,
            """
            import software.amazon.awssdk.services.sqs.SqsClient;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final SqsClient queue = SqsClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    try {
                        queue.sendMessage(b -> b.queueUrl(System.getenv("QUEUE")).messageBody(event.getBody()));
                    } «catch» (Exception e) {
                    }
                    return "ok";
                }
            }
            """),
        .clean(
            .java,
            """
            import software.amazon.awssdk.services.sqs.SqsClient;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final SqsClient queue = SqsClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    try {
                        queue.sendMessage(b -> b.queueUrl(System.getenv("QUEUE")).messageBody(event.getBody()));
                    } catch (RuntimeException e) {
                        context.getLogger().log("not sent: " + e.getMessage());
                        throw e;
                    }
                    try {
                        Thread.sleep(10);
                    } catch (InterruptedException e) {
                    }
                    return "ok";
                }
            }
            """),
    ]

    private static func manifest(_ runtime: String, _ event: String) -> String {
        """
        service: shop
        provider:
          name: aws
          runtime: \(runtime)
        functions:
          order:
            handler: order.handler
            events:
              - \(event)
        """
    }
}
