import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A function that lets its event choose whom it invokes or writes to.
struct FunctionInvokesAnyRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "function-invokes-any", since: "0.1.0", severity: .high,
        summary: "lets the event choose whom it invokes or sends to",
        why: """
            A function that takes the name of another function, a queue, a topic or a state machine from its event does for \
            the sender what the sender may not do: it acts with its own role. Every function and queue that the role reaches \
            then stands where this one stands, behind the same door, and gets what the sender makes up.
            """,
        remedy: """
            Keep the targets in the program: look the event's word up in a map of names (`const TARGETS = {refund: \
            process.env.REFUND}`) and refuse what is not in it. Let the role invoke only those by their ARNs.
            """,
        cwe: [441, 610],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
        ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        var seen: Set<SourcePlace> = []
        return code.analysis.deliveries.compactMap { delivery in
            guard let words = Self.words[delivery.service] else { return nil }
            let parts = finder.parts(in: delivery.target, at: delivery.call)
            guard let found = parts.max(by: { $0.part.exposure < $1.part.exposure }), seen.insert(delivery.call.place).inserted else { return nil }
            return .violation(violation(delivery, found.origin, found.part, words, function))
        }
    }

    private func violation(_ delivery: Delivery, _ origin: Origin, _ part: EventPart, _ words: String, _ function: Function) -> Violation {
        let base: Severity = delivery.service == .function || delivery.service == .stateMachine ? .high : .medium
        var violation = Violation(
            at: delivery.call.namePlace, "`\(origin.path)`, \(part.words), is \(words)",
            gain: "\(function.attacker) has it \(delivery.service.verb) whatever its role may, with an event of their own",
            severity: base.weighed(by: part.exposure))
        violation.steps = origin.steps(from: part.words) + [(place: delivery.call.namePlace, note: "it is \(words)")]
        return violation
    }

    private static let words: [Delivery.Service: String] = [
        .function: "the name of the function to invoke", .stateMachine: "the state machine to start", .queue: "the queue to write to",
        .topic: "the topic to publish to", .bus: "the bus to put events on", .stream: "the stream to write to",
    ]

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, javaScript,
            files: [
                "dispatch.js": """
                    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
                    const lambda = new LambdaClient({});
                    exports.handler = async (event) => {
                      const { task, input } = JSON.parse(event.body);
                      await lambda.send(new «InvokeCommand»({ FunctionName: task, Payload: JSON.stringify(input) }));
                    };
                    """,
                "refund.js": "exports.handler = async () => {};",
            ]),
        .flagged(
            .serverlessFramework, javaScript,
            files: [
                "dispatch.js": """
                    const AWS = require('aws-sdk');
                    const lambda = new AWS.Lambda();
                    module.exports.handler = (event, context, callback) => {
                      lambda.«invoke»({ FunctionName: `shop-dev-${event.queryStringParameters.task}`, Payload: '{}' }, callback);
                    };
                    """,
                "refund.js": "exports.handler = async () => {};",
            ]),
        .flagged(
            .serverlessFramework, python,
            files: [
                "dispatch.py": """
                    import json
                    import boto3

                    sqs = boto3.client("sqs")

                    def handler(event, context):
                        job = json.loads(event["body"])
                        sqs.«send_message»(QueueUrl=job["queue"], MessageBody=json.dumps({"id": context.aws_request_id}))
                    """,
                "refund.py": "def handler(event, context): pass",
            ]),
        .clean(
            .serverlessFramework, javaScript,
            files: [
                "dispatch.js": """
                    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
                    const lambda = new LambdaClient({});
                    const TASKS = ['refund', 'remind'];
                    exports.handler = async (event) => {
                      const { task, input } = JSON.parse(event.body);
                      if (!TASKS.includes(task)) return { statusCode: 400 };
                      await lambda.send(new InvokeCommand({ FunctionName: `shop-dev-${task}`, Payload: JSON.stringify(input) }));
                      await lambda.send(new InvokeCommand({ FunctionName: process.env.AUDIT, Payload: event.body }));
                    };
                    """,
                "refund.js": "exports.handler = async () => {};",
            ]),
        .clean(
            .serverlessFramework, python,
            files: [
                "dispatch.py": """
                    import json, os
                    import boto3

                    sqs = boto3.client("sqs")
                    QUEUES = {"refund": os.environ["REFUNDS"], "remind": os.environ["REMINDERS"]}

                    def handler(event, context):
                        job = json.loads(event["body"])
                        queue = QUEUES.get(job["task"])
                        if queue is None:
                            return {"statusCode": 400}
                        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(job["input"]))
                    """,
                "refund.py": "def handler(event, context): pass",
            ]),
        .flagged(
            .java,
            """
            import software.amazon.awssdk.services.lambda.LambdaClient;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final LambdaClient lambda = LambdaClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String name = event.getQueryStringParameters().get("function");
                    return lambda.«invoke»(b -> b.functionName(name)).toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import software.amazon.awssdk.core.SdkBytes;
            import software.amazon.awssdk.services.lambda.LambdaClient;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final LambdaClient lambda = LambdaClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    SdkBytes payload = SdkBytes.fromUtf8String(event.getBody());
                    return lambda.invoke(b -> b.functionName(System.getenv("REFUND")).payload(payload)).toString();
                }
            }
            """),
    ]

    private static let javaScript = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
        functions:
          dispatch:
            handler: dispatch.handler
            events:
              - httpApi: POST /tasks
          refund:
            handler: refund.handler
        """

    private static let python = """
        service: shop
        provider:
          name: aws
          runtime: python3.14
        functions:
          dispatch:
            handler: dispatch.handler
            events:
              - httpApi: POST /tasks
          refund:
            handler: refund.handler
        """
}

extension Delivery.Service {
    /// What is done with the target, before "whatever its role may".
    fileprivate var verb: String {
        switch self {
        case .function: "invoke"
        case .stateMachine: "start"
        default: "write to"
        }
    }
}
