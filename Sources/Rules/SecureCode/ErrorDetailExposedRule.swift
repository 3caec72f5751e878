import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// An error's inside in the answer to whoever caused it.
struct ErrorDetailExposedRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "error-detail-exposed", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "answers errors with their inside",
        why: """
            A stack names files, packages and their versions; a message of a database names tables and columns; an error \
            of an SDK names accounts, roles and resources. Whoever may cause errors learns from each what to try next.
            """,
        remedy: "Log the error, and answer with a text of your own and an identifier by which the log's line is found.",
        cwe: [209],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html",
        ])

    private static let answers = APISet([
        "express.Response#send", "express.Response#json", "express.Response#end", "express.Response#write", "express.Response#status().*",
        "hono.Context#json", "hono.Context#text", "hono.Context#html", "hono.Context#body", "express.Response#status().json", "express.Response#status().send",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: { $0.route != nil && $0.exposure != .internal }) else { return [] }
        let answers = answers(of: code)
        let places = answers.map(\.place)
        return answers.compactMap { value, place -> Verdict? in
            guard let (origin, what) = detail(in: value, at: place, among: places, code) else { return nil }
            return .violation(violation(at: self.place(of: origin) ?? place, what, isStack: what == "stack", function))
        }
    }

    /// What callers get. A function that ends with an error answers nothing else, and an error itself has no fields as JSON.
    private func answers(of code: FunctionCode) -> [(value: AbstractValue, place: SourcePlace)] {
        let analysis = code.analysis
        let failing = Set(analysis.returns.filter(\.isError).map(\.place))
        let returned = analysis.returns.filter { fact in
            !fact.isError && !failing.contains(fact.place) && !analysis.objects(of: fact.value).contains(where: \.isError)
        }
        let sent = analysis.calls.filter { $0.isAny(of: Self.answers) }.compactMap { $0.arguments.first }
        return returned.map { ($0.value, $0.place) } + sent.map { ($0.value, $0.place) }
    }

    /// The most telling part of a caught error in a value.
    private func detail(
        in value: AbstractValue, at place: SourcePlace, among places: [SourcePlace], _ code: FunctionCode
    ) -> (Origin, String)? {
        let errors = code.analysis.origins(in: value).filter { origin in
            // Whoever looks what kind of error it is means to tell.
            guard origin.path.root == .error, origin.guarantees.isDisjoint(with: Guarantees.harmless.union(.tested)), isAsItCame(origin) else { return false }
            return CaughtError(origin, in: code)?.isTold(at: place, among: places) ?? true
        }
        if let stack = errors.first(where: { $0.path.fields.last == "stack" }) { return (stack, "stack") }
        if let whole = errors.first(where: { $0.path.fields.isEmpty }) { return (whole, "text") }
        let messages: Set<String?> = ["message", "sqlMessage", "sql", "detail", "errmsg"]
        return errors.first { messages.contains($0.path.fields.last) }.map { ($0, "message") }
    }

    /// What other calls give need not hold anything of it: rows of a connection that a helper gives, or else the error.
    private func isAsItCame(_ origin: Origin) -> Bool {
        origin.trail.steps.allSatisfy { step in
            guard case .through(let api) = step.kind else { return true }
            let name = APIPath.name(api).lowercased()
            return Self.writing.contains(name) || name.hasSuffix("response") || ["error", "sprint", "serial", "stringify", "dump", "format"].contains(where: name.contains)
        }
    }

    /// Calls that leave a text what it is, by their names in lower case.
    private static let writing: Set<String> = [
        "str", "string", "repr", "inspect", "tostring", "tojson", "join", "replace", "concat", "dict", "assign", "encode", "decode", "jsonify", "escape",
        "response", "trim", "strip", "boomify", "from",
    ]

    /// Where the error's part is read.
    private func place(of origin: Origin) -> SourcePlace? {
        origin.trail.steps.last { $0.kind == .read }?.place
    }

    private func violation(at place: SourcePlace, _ what: String, isStack: Bool, _ function: Function) -> Violation {
        Violation(
            at: place, "the \(what) of an error goes to the caller",
            gain: "\(function.caller) reads in the answers of `\(function.name)` what it is made of and what it is connected to",
            severity: isStack ? .medium : .low, confidence: isStack ? .high : what == "text" ? .medium : .low)
    }

    static let examples: [RuleExample] = exposed + kept

    private static let exposed: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const orders = require('./orders');
            exports.handler = async (event) => {
              try {
                return { statusCode: 200, body: await orders.add(event.body) };
              } catch (error) {
                return { statusCode: 500, body: JSON.stringify({ message: 'failed', stack: «error.stack» }) };
              }
            };
            """),
        .flagged(
            .javaScript,
            """
            const orders = require('./orders');
            exports.handler = (event, context, callback) => {
              orders.add(event.body, (err, order) => {
                if (err) return «callback(null, { statusCode: 500, body: JSON.stringify(err) })»;
                callback(null, { statusCode: 200, body: order.id });
              });
            };
            """),
        .flagged(
            .python,
            """
            import json
            import traceback
            import orders

            def handler(event, context):
                try:
                    return {"statusCode": 200, "body": orders.add(event["body"])}
                except orders.StoreError as error:
                    «return {"statusCode": 500, "body": f"failed: {error}"}»
                except Exception:
                    «return {"statusCode": 500, "body": json.dumps({"trace": traceback.format_exc()})}»
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "database/sql"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var db, _ = sql.Open("postgres", os.Getenv("DATABASE"))

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                rows, err := db.Query("SELECT id FROM orders")
                if err != nil {
                    «return events.APIGatewayV2HTTPResponse{StatusCode: 500, Body: err.Error()}, nil»
                }
                defer rows.Close()
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]

    private static let kept: [RuleExample] = [
        .clean(
            .javaScript,
            """
            const orders = require('./orders');
            exports.handler = async (event, context) => {
              try {
                return { statusCode: 200, body: await orders.add(event.body) };
              } catch (error) {
                console.error(error.stack);
                return { statusCode: error.statusCode || 500, body: `failed, see ${context.awsRequestId}` };
              }
            };
            """),
        .flagged(
            .javaScript,
            """
            // One answer for both ways: only the one that is made of the error tells.
            const orders = require('./orders');
            exports.handler = (event, context, callback) => {
              const response = { statusCode: 200 };
              orders.add(event.body).then((order) => {
                response.body = order.id;
                callback(null, response);
              }).catch((error) => {
                response.body = JSON.stringify({ error });
                «callback(null, response)»;
              });
            };
            """),
        .clean(
            .javaScript,
            """
            const orders = require('./orders');
            class OrderError extends Error {}
            exports.handler = (event, context, callback) => {
              orders.add(event.body).then((order) => callback(null, { statusCode: 200, body: order.id })).catch((error) => {
                if (error instanceof OrderError) return callback(null, { statusCode: 400, body: error.message });
                if (error.code === 'Throttled') return new Error(error);
                // An error given first is all that the platform takes, and callers get a text of the gateway's.
                return callback(error, { statusCode: 500, body: error.message });
              });
            };
            """),
        .clean(
            .python,
            """
            # The texts are the program's own.
            import orders

            def handler(event, context):
                try:
                    if not event.get("body"):
                        raise ValueError("the order is empty")
                    return {"statusCode": 200, "body": orders.add(event["body"])}
                except (KeyError, ValueError) as error:
                    return {"statusCode": 400, "body": f"no order: {error}"}
            """),
        .clean(
            .python,
            """
            import logging
            import orders

            def handler(event, context):
                try:
                    return {"statusCode": 200, "body": orders.add(event["body"])}
                except Exception as error:
                    logging.exception("adding failed: %s", error)
                    return {"statusCode": 500, "body": "failed"}
            """),
        .clean(
            .python,
            """
            # Nobody outside gets the answer.
            import orders

            def handler(event, context):
                try:
                    orders.add(event["Records"][0]["body"])
                except Exception as error:
                    return {"error": str(error)}
            """, events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        .clean(
            .go,
            """
            package main

            import (
                "database/sql"
                "log"
                "os"
                "strconv"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var db, _ = sql.Open("postgres", os.Getenv("DATABASE"))

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                if _, err := strconv.Atoi(request.QueryStringParameters["page"]); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 400, Body: err.Error()}, nil
                }
                rows, err := db.Query("SELECT id FROM orders")
                if err != nil {
                    log.Print(err.Error())
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500, Body: "failed"}, nil
                }
                defer rows.Close()
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}

extension HeapObject {
    /// Whether the program made an error of its own.
    fileprivate var isError: Bool {
        if case .external(let api) = kind { api.hasSuffix("Error#") } else { false }
    }
}
