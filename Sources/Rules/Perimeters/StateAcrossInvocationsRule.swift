import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A function that leaves something of one event where the next one finds it.
struct StateAcrossInvocationsRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "state-across-invocations", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "keeps something of one event for the next",
        why: """
            Lambda keeps the process and its `/tmp` after an invocation and hands it the next event, whoever sent that one. What \
            a handler puts into a variable of its module, into an object made there or into a file of a fixed name is then part \
            of somebody else's answer, when a branch forgets to set it anew, when an invocation fails half-way, or because a \
            list only grows.
            """,
        remedy: """
            Keep what belongs to an event in variables of the handler and pass it on. Give a temporary file a name of its own \
            (`mkdtemp`, `tempfile.NamedTemporaryFile`) and remove it. A cache needs the identity in its key.
            """,
        cwe: [488, 377],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
        ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let kept = KeptState(code, of: function)
        return (kept.writes + kept.files).map { .violation(violation($0, of: function)) }
    }

    private func violation(_ kept: KeptState.Kept, of function: Function) -> Violation {
        let sender = function.exposure == .internal ? "who sends the next event" : "who comes next"
        var violation = Violation(
            at: kept.place, "`\(kept.origin.path)` is kept in \(kept.store), which the next event finds",
            gain: kept.isOverwritten
                ? "\(sender) gets what belongs to somebody else wherever `\(function.name)` reads it before it is set anew"
                : "\(sender) gets what belongs to somebody else, or acts on it",
            severity: kept.isOverwritten || function.exposure == .internal ? .low : .medium,
            confidence: kept.isOverwritten ? .low : .medium)
        violation.steps = kept.origin.steps(from: kept.words) + [(place: kept.place, note: "it is kept in \(kept.store)")]
        return violation
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, manifest("nodejs24.x"),
            files: [
                "order.js": """
                    let discount;
                    const articles = [];
                    exports.handler = async (event) => {
                      const order = JSON.parse(event.body);
                      if (order.voucher) {
                        «discount» = order.voucher;
                      }
                      «articles.push(order.article)»;
                      return { statusCode: 200, body: JSON.stringify({ articles, discount }) };
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("python3.14"),
            files: [
                "order.py": """
                    import json

                    session = {}

                    def handler(event, context):
                        order = json.loads(event["body"])
                        if "customer" in order:
                            «session["customer"] = order["customer"]»
                        with open("/tmp/order.json", "w") as file:
                            file.«write»(event["body"])
                        return {"statusCode": 200, "body": json.dumps(session)}
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("nodejs24.x"),
            files: [
                "order.ts": """
                    import { writeFileSync } from 'fs';
                    export const handler = async (event: any) => {
                      «writeFileSync»('/tmp/order.json', event.body);
                      return { statusCode: 200 };
                    };
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("nodejs24.x"),
            files: [
                "order.js": """
                    const fs = require('fs');
                    const os = require('os');
                    const path = require('path');
                    const prices = {};
                    let rates;
                    exports.handler = async (event) => {
                      const order = JSON.parse(event.body);
                      rates = rates || (await fetch('https://rates.example.com/today'));
                      prices[order.article] = prices[order.article] || (await fetch('https://prices.example.com/'));
                      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'order-'));
                      fs.writeFileSync(path.join(folder, 'order.json'), event.body);
                      const articles = [];
                      articles.push(order.article);
                      return { statusCode: 200, body: JSON.stringify(articles) };
                    };
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("python3.14"),
            files: [
                "order.py": """
                    import json, os
                    import boto3

                    table = None

                    def handler(event, context):
                        global table
                        if table is None:
                            table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
                        with open("/tmp/" + context.aws_request_id, "w") as file:
                            file.write(event["body"])
                        with open("/tmp/order.json", "w") as file:
                            file.write(event["body"])
                        os.remove("/tmp/order.json")
                        return {"statusCode": 200}
                    """
            ]),
    ]

    private static func manifest(_ runtime: String) -> String {
        """
        service: shop
        provider:
          name: aws
          runtime: \(runtime)
        functions:
          order:
            handler: order.handler
            events:
              - httpApi: POST /orders
        """
    }
}
