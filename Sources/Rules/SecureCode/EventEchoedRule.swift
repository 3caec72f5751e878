import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// The whole event in the answer.
struct EventEchoedRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "event-echoed", since: "0.1.0", severity: .low,
        summary: "answers with the whole event",
        why: """
            The event holds more than the caller sent: the account's and the stage's numbers, what the authorizer found \
            out, headers that a proxy added. Sent back it shows all of that, and puts a caller's own text into the answer, \
            where a browser may take it for a page.
            """,
        remedy: "Answer with the fields that the caller needs.",
        cwe: [200, 201],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html",
        ])

    private static let writing = APISet(["JSON.stringify", "json.dumps", "str", "String", "util.inspect", "repr", "dict", "Object.assign"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let trigger = function.triggers.first(where: isDoor) else { return [] }
        return code.analysis.returns.filter { !$0.isError }.compactMap { fact in
            guard code.analysis.origins(in: fact.value).contains(where: isWholeEvent) else { return nil }
            return .violation(
                Violation(
                    at: fact.place, "the answer of `\(trigger.summary)` holds the whole event",
                    gain: "\(function.caller) reads the identifiers of the account and of the API and what the authorizer of `\(function.name)` knows"))
        }
    }

    private func isDoor(_ trigger: Trigger) -> Bool {
        trigger.route != nil && trigger.invocation != .never && trigger.kind != .authorizer && trigger.exposure != .internal
    }

    /// What goes through calls of others may hold nothing of the event any more.
    private func isWholeEvent(_ origin: Origin) -> Bool {
        guard origin.path.root == .event, origin.path.components.isEmpty || origin.path.fields == ["requestContext"],
            origin.guarantees.isDisjoint(with: .harmless)
        else { return false }
        return origin.trail.steps.allSatisfy { step in
            if case .through(let api) = step.kind { Self.writing.contains(api) } else { true }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            module.exports.handler = async (event) => {
              «return { statusCode: 200, body: JSON.stringify({ message: 'done', input: event }, null, 2) };»
            };
            """),
        .flagged(
            .python,
            """
            import json

            def handler(event, context):
                body = {"message": "done", "input": event}
                «return {"statusCode": 200, "body": json.dumps(body)}»
            """),
        .clean(
            .javaScript,
            """
            const orders = require('./orders');
            module.exports.handler = async (event) => {
              const { id } = JSON.parse(event.body);
              return { statusCode: 200, body: JSON.stringify({ id, found: await orders.find(event) }) };
            };
            """),
        .clean(
            .python,
            """
            # Amazon Cognito wants the event back.
            def handler(event, context):
                event["response"]["autoConfirmUser"] = True
                return event
            """, events: "- cognitoUserPool: { pool: shop, trigger: PreSignUp }"),
    ]
}
