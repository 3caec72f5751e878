import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A subscriber of a topic over HTTP that takes every request for a message of the topic.
struct UnverifiedSNSMessageRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "unverified-sns-message", since: "0.1.0", severity: .high,
        summary: "takes requests for a topic's messages without checking their signature",
        why: """
            A topic that delivers over HTTP signs what it sends, for the address is open to everyone. Who does not check \
            the signature takes anyone's text for the topic's, and who confirms a subscription by the address in the \
            message fetches whatever address it is given.
            """,
        remedy: """
            Check the signature before anything else (`sns-validator`, `sns-message-validator`, the SDK's \
            `SnsMessageManager`), or subscribe the function itself, which needs no open address.
            """,
        cwe: [345, 347],
        references: [
            "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-lambda-as-subscriber.html",
        ])

    private static let marks: Set<String> = ["subscribeurl", "x-amz-sns-message-type", "x-amz-sns-topic-arn"]
    private static let checks = ["verif", "validat", "signature", "messagemanager", "x509", "load_pem"]
    private static let packages = ["sns-validator", "sns-payload-validator", "sns_message_validator", "validatesns", "m2crypto"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let door = function.triggers.first { $0.route != nil && $0.exposure == .public && $0.invocation != .never }
        let mark = code.analysis.reads.first { $0.path.fields.last.map { Self.marks.contains($0.lowercased()) } ?? false }
        guard let door, let mark, !checks(code) else { return [] }
        return [
            .violation(
                Violation(
                    at: code.entryPlace, "`\(door.summary)` takes a topic's messages without checking their signature",
                    gain: "anyone on the internet sends `\(function.name)` messages that it takes for the topic's",
                    related: [(place: mark.place, note: "a field of the topic's messages is read here")]))
        ]
    }

    private func checks(_ code: FunctionCode) -> Bool {
        if code.closure.packageNames.contains(where: { name in Self.packages.contains(name.lowercased()) }) { return true }
        let names = code.analysis.calls.flatMap(\.apis).map { $0.lowercased() } + code.reachedNames
        return names.contains { name in Self.checks.contains { name.contains($0) } }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const https = require('https');
            exports.«handler» = async (event) => {
              const message = JSON.parse(event.body);
              if (message.Type === 'SubscriptionConfirmation') https.get(message.SubscribeURL);
              return { statusCode: 200, body: message.Message };
            };
            """, events: "- httpApi: POST /topic"),
        .flagged(
            .python,
            """
            import json
            import requests

            def «handler»(event, context):
                message = json.loads(event["body"])
                if event["headers"]["x-amz-sns-message-type"] == "SubscriptionConfirmation":
                    requests.get(message["SubscribeURL"])
                return {"statusCode": 200}
            """, events: "- httpApi: POST /topic"),
        .clean(
            .javaScript,
            """
            const MessageValidator = require('sns-validator');
            const https = require('https');
            const validator = new MessageValidator();
            exports.handler = (event, context, callback) => {
              validator.validate(JSON.parse(event.body), (error, message) => {
                if (error) return callback(null, { statusCode: 403 });
                if (message.Type === 'SubscriptionConfirmation') https.get(message.SubscribeURL);
                callback(null, { statusCode: 200 });
              });
            };
            """, events: "- httpApi: POST /topic"),
        .clean(
            .python,
            """
            # The platform hands the topic's messages over itself.
            def handler(event, context):
                return [record["Sns"]["Message"] for record in event["Records"]]
            """, events: "- sns: orders"),
    ]
}
