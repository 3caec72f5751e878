import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A part of the event that stands unescaped in a page.
struct CrossSiteScriptingRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "cross-site-scripting", since: "0.1.0", severity: .high,
        summary: "puts a part of the request into a page as it is",
        why: """
            A browser runs `<script>` wherever it stands in a page that it is told is HTML. A link with such a text in its \
            query runs code in the session of who follows it: it reads what they can read and does what they can do.
            """,
        remedy: """
            Escape what goes into HTML (`he.escape`, `html.escape`), or let a template engine that escapes by itself make \
            the page. Data is better sent as JSON with `Content-Type: application/json`.
            """,
        cwe: [79, 80],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
            "https://expressjs.com/en/5x/api.html#res.send",
        ])

    static let safe: Guarantees = [.word, .htmlEscaped, .urlEncoded]

    private static let page = "a page"
    private static let stored = "a page that is kept"
    private static let answer = "an answer that browsers take for a page"

    static let sinks = [
        Sink(["express.Response#send", "express.Response#*.send"], .argument(0), words: answer),
        Sink(["express.Response#write", "express.Response#end", "express.Response#*.end"], .argument(0), words: page),
        Sink(
            [
                "fastapi.responses.HTMLResponse", "starlette.responses.HTMLResponse", "flask.Markup", "markupsafe.Markup", "jinja2.Markup",
                "flask.make_response", "flask.Response",
            ], .argument(0, named: "content"), words: page),
        Sink(
            ["aws-sdk.S3#putObject", "aws-sdk.S3#upload", "aws-sdk/clients/s3#putObject", "@aws-sdk/client-s3.PutObjectCommand", "boto3.client(s3).put_object"],
            .field("Body"), words: stored),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.isInText(of: code), !flow.origin.guarantees.contains(.jsonEncoded) else { return false }
        if flow.sink.words == Self.stored { return isPage(flow.call, in: code) }
        guard flow.call.apis.contains(where: { $0.hasPrefix("express.") }) else { return true }
        if flow.value.looksLikeHTML { return true }
        guard flow.sink.words == Self.answer else { return false }
        // A text alone is a page for `send`; an object is JSON, and so may be a whole body or what JSON decoded.
        let isText = ["query", "params", "headers", "cookies"].contains(flow.origin.path.fields.first ?? "") && flow.origin.path.fields.count > 1
        return isText && flow.value.text.isEmpty || flow.value.text.count > 1
    }

    /// Whether an object is sent to browsers as a page.
    private func isPage(_ call: CallFact, in code: FunctionCode) -> Bool {
        CallOption.options(of: call, named: ["ContentType"], in: code).contains { option in
            option.value.strings.contains { $0.lowercased().hasPrefix("text/html") }
        }
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        let calls = Self.sinks.flatMap { sink in finder.flows(into: sink, safe: Self.safe) { counts($0, in: code) } }.map { flow in
            OutsideValue(origin: flow.origin, part: flow.part)
                .violation(of: Self.metadata, at: flow.call.namePlace, reaching: flow.sink.words, gain: gain(flow, of: function))
        }
        return (calls + responses(code, function) + pages(code, function)).oncePerPlace.map { .violation($0) }
    }

    private func responses(_ code: FunctionCode, _ function: Function) -> [Violation] {
        HTTPResponse.all(of: function, code).compactMap { response in
            guard let body = response.body, isPage(response, body) else { return nil }
            return page(body, at: response.bodyPlace, code, function)
        }
    }

    /// Flask and its like send a text that a route gives back as a page.
    private func pages(_ code: FunctionCode, _ function: Function) -> [Violation] {
        code.analysis.returns.filter { !$0.isError && $0.value.looksLikeHTML }.compactMap { fact in
            page(fact.value, at: fact.place, code, function) { origin in
                if case .request = origin.path.root { true } else { false }
            }
        }
    }

    private func page(
        _ value: AbstractValue, at place: SourcePlace, _ code: FunctionCode, _ function: Function, where counts: (Origin) -> Bool = { _ in true }
    ) -> Violation? {
        let found = OutsideValue.widest(in: value, of: code, function, safe: Self.safe) { origin in
            counts(origin) && value.origins.contains { $0.path == origin.path }
        }
        return found?.violation(of: Self.metadata, at: place, reaching: Self.page, gain: gain(of: function))
    }

    /// Without a type, the platform says JSON or plain text, unless something else is told what the body is.
    private func isPage(_ response: HTTPResponse, _ body: AbstractValue) -> Bool {
        guard let type = response.contentType else { return false }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") || type.isEmpty && body.looksLikeHTML
    }

    func gain(_ flow: Flow, of function: Function) -> String { gain(of: function) }

    private func gain(of function: Function) -> String {
        "who follows a prepared link to `\(function.name)` runs the attacker's script in their own session"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { name } = event.queryStringParameters;
              return {
                statusCode: 200,
                headers: { 'Content-Type': 'text/html; charset=utf-8' },
                body: «`<h1>Hello ${name}</h1>`»,
              };
            };
            """),
        .flagged(
            .javaScript,
            """
            const express = require('express');
            const serverless = require('serverless-http');
            const app = express();
            app.get('/orders', (req, res) => {
              res.«send»('<p>Nothing found for ' + req.query.q + '</p>');
            });
            app.get('/names', (req, res) => res.status(404).«send»(req.query.name));
            module.exports.handler = serverless(app);
            """),
        .flagged(
            .javaScript,
            """
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async (event) => {
              const { name, text } = JSON.parse(event.body);
              await s3.send(new «PutObjectCommand»({ Bucket: 'pages', Key: 'a.html', ContentType: 'text/html', Body: `<h1>${name}</h1>` }));
              await s3.send(new PutObjectCommand({ Bucket: 'notes', Key: 'a.txt', ContentType: 'text/plain', Body: text }));
            };
            """),
        .flagged(
            .python,
            """
            def page(title, text):
                return {
                    "statusCode": 200,
                    "headers": {"Content-Type": "text/html"},
                    "body": «"<html><h1>" + title + "</h1>" + text + "</html>"»,
                }

            def handler(event, context):
                return page("Orders", "for " + event["queryStringParameters"]["customer"])
            """),
        .clean(
            .javaScript,
            """
            const he = require('he');
            exports.handler = async (event) => {
              const { name, page } = event.queryStringParameters;
              if (!name) return { statusCode: 400, body: `no name for ${page}` };
              if (page === 'json') {
                return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) };
              }
              return {
                statusCode: 200,
                headers: { 'content-type': 'text/html' },
                body: `<h1>Hello ${he.escape(name)}</h1><p>${Number(page)}</p>`,
              };
            };
            """),
        .clean(
            .javaScript,
            """
            const express = require('express');
            const escapeHtml = require('escape-html');
            const serverless = require('serverless-http');
            const app = express();
            app.use(express.json());
            app.get('/orders', (req, res) => {
              res.send('<p>Nothing found for ' + escapeHtml(req.query.q) + '</p>');
            });
            app.post('/orders', (req, res) => {
              res.send({ note: req.body.note });
              res.json(req.body);
            });
            module.exports.handler = serverless(app);
            """),
        .clean(
            .python,
            """
            import html
            import json

            def handler(event, context):
                query = event["queryStringParameters"]
                if query["format"] == "json":
                    return {"statusCode": 200, "body": json.dumps({"name": query["name"]})}
                return {
                    "statusCode": 200,
                    "headers": {"Content-Type": "text/html"},
                    "body": f"<h1>{html.escape(query['name'])}</h1>",
                }
            """),
    ]
}

extension AbstractValue {
    /// Whether the certain parts of a text have tags in them.
    fileprivate var looksLikeHTML: Bool {
        text.contains { piece in
            guard case .constant(let text) = piece, let bracket = text.utf8.firstIndex(of: UInt8(ascii: "<")) else { return false }
            let next = text.utf8[text.utf8.index(after: bracket)...].first ?? 0
            return next == UInt8(ascii: "!") || next == UInt8(ascii: "/") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20)
        }
    }
}
