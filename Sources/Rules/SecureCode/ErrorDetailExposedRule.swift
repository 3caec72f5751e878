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
        "express.Response#status().json", "express.Response#status().send",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: { $0.route != nil && $0.exposure != .internal }) else { return [] }
        let returned = code.analysis.returns.filter { !$0.isError }.map { ($0.value, $0.place) }
        let sent = code.analysis.calls.filter { $0.isAny(of: Self.answers) }.compactMap { $0.arguments.first }.map { ($0.value, $0.place) }
        return (returned + sent).compactMap { value, place -> Verdict? in
            guard let (origin, what) = detail(in: value, code) else { return nil }
            return .violation(violation(at: self.place(of: origin) ?? place, what, isStack: what == "stack", function))
        }
    }

    /// The most telling part of a caught error in a value.
    private func detail(in value: AbstractValue, _ code: FunctionCode) -> (Origin, String)? {
        let errors = code.analysis.origins(in: value).filter { $0.path.root == .error && $0.guarantees.isDisjoint(with: .harmless) }
        if let stack = errors.first(where: { $0.path.fields.last == "stack" }) { return (stack, "stack") }
        if let whole = errors.first(where: { $0.path.fields.isEmpty }) { return (whole, "text") }
        let messages: Set<String?> = ["message", "sqlMessage", "sql", "detail", "errmsg"]
        return errors.first { messages.contains($0.path.fields.last) }.map { ($0, "message") }
    }

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

    static let examples: [RuleExample] = [
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
                except KeyError as error:
                    «return {"statusCode": 500, "body": f"failed: {error}"}»
                except Exception:
                    «return {"statusCode": 500, "body": json.dumps({"trace": traceback.format_exc()})}»
            """),
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
    ]
}
