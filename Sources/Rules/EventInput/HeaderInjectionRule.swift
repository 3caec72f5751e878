import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in a header, where a line break would begin the next one.
struct HeaderInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "header-injection", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "puts a part of the event into headers as it is",
        why: """
            A line break ends a header. In the raw text of an email, who chooses the subject adds `Bcc:` and sends what they \
            like to whom they like in the sender's name; in `Set-Cookie` a `;` is enough to change what the cookie is for.
            """,
        remedy: """
            Let a library put the email together (`nodemailer`, `EmailMessage`, the fields of `SendEmail`), or take line \
            breaks out: `value.replace(/[\\r\\n]/g, '')`. Encode what goes into a cookie: `encodeURIComponent`.
            """,
        cwe: [93, 113],
        references: [
            "https://owasp.org/www-community/attacks/HTTP_Response_Splitting",
            "https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html",
        ])

    static let safe: Guarantees = [.word, .singleLine, .urlEncoded, .jsonEncoded]

    private static let words = "the headers of an email"

    static let sinks = [
        Sink(
            [
                "@aws-sdk/client-ses.SendRawEmailCommand", "aws-sdk*.SES#sendRawEmail", "aws-sdk/clients/ses#sendRawEmail",
                "@aws-sdk/client-ses.SES#sendRawEmail", "boto3.client(ses).send_raw_email",
            ], .field("RawMessage"), words: words),
        Sink(["smtplib.SMTP*.sendmail"], .argument(2, named: "msg"), words: words),
    ]

    init() {}

    /// Behind the empty line nothing is a header.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        let text = code.analysis.field("Data", of: flow.value) ?? flow.value
        guard let prefix = text.prefix(before: flow.origin) else { return false }
        return !prefix.contains("\n\n") && !prefix.contains("\r\n\r\n")
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        let calls = Self.sinks.flatMap { sink in finder.flows(into: sink, safe: Self.safe) { counts($0, in: code) } }.map { flow in
            OutsidePart(origin: flow.origin, part: flow.part)
                .violation(of: Self.metadata, at: flow.call.namePlace, reaching: Self.words, gain: gain(flow, of: function))
        }
        return (calls + cookies(code, function)).oncePerPlace.map { .violation($0) }
    }

    private func cookies(_ code: FunctionCode, _ function: Function) -> [Violation] {
        HTTPResponse.all(of: function, code).flatMap(\.headers).filter { $0.name == "set-cookie" }.compactMap { header in
            let found = OutsidePart.widest(in: header.value, of: code, function, safe: [.word, .urlEncoded]) { origin in
                header.value.origins.contains { $0.path == origin.path } && code.analysis.apis(of: header.value).isEmpty
            }
            return found?.violation(
                of: Self.metadata, at: header.place, reaching: "a cookie's header",
                gain: "\(function.attacker) changes for whom and how long the cookie holds, or sets the value of another's session")
        }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) adds recipients and headers and sends mail in the sender's name"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { SESClient, SendRawEmailCommand } = require('@aws-sdk/client-ses');
            const ses = new SESClient({});
            exports.handler = async (event) => {
              const { subject, text, lang } = JSON.parse(event.body);
              const mail = `From: shop@example.com\\nTo: team@example.com\\nSubject: ${subject}\\n\\n${text}`;
              await ses.send(new «SendRawEmailCommand»({ RawMessage: { Data: mail } }));
              return { statusCode: 200, headers: { 'Set-Cookie': «`lang=${lang}`» }, body: '' };
            };
            """),
        .flagged(
            .python,
            """
            import json
            import boto3

            ses = boto3.client("ses")

            def handler(event, context):
                body = json.loads(event["body"])
                mail = "From: shop@example.com\\nSubject: " + body["subject"] + "\\n\\nThanks."
                ses.«send_raw_email»(RawMessage={"Data": mail})
            """),
        .clean(
            .javaScript,
            """
            const { SESClient, SendEmailCommand, SendRawEmailCommand } = require('@aws-sdk/client-ses');
            const ses = new SESClient({});
            exports.handler = async (event) => {
              const { subject, text, lang } = JSON.parse(event.body);
              await ses.send(new SendEmailCommand({
                Source: 'shop@example.com', Destination: { ToAddresses: ['team@example.com'] },
                Message: { Subject: { Data: subject }, Body: { Text: { Data: text } } },
              }));
              const mail = `From: shop@example.com\\nSubject: ${subject.replace(/[\\r\\n]/g, ' ')}\\n\\n${text}`;
              await ses.send(new SendRawEmailCommand({ RawMessage: { Data: mail } }));
              return { statusCode: 200, headers: { 'Set-Cookie': `lang=${encodeURIComponent(lang)}` }, body: '' };
            };
            """),
        .clean(
            .python,
            """
            import json
            from email.message import EmailMessage
            import boto3

            ses = boto3.client("ses")

            def handler(event, context):
                body = json.loads(event["body"])
                message = EmailMessage()
                message["Subject"] = body["subject"]
                message.set_content(body["text"])
                ses.send_raw_email(RawMessage={"Data": message.as_bytes()})
                ses.send_raw_email(RawMessage={"Data": "Subject: Thanks\\n\\n" + body["text"]})
            """),
    ]
}
