import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the request that decides where the browser goes next.
struct OpenRedirectRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "open-redirect", since: "0.1.0", severity: .medium,
        summary: "lets the request choose where the browser goes next",
        why: """
            A link to a host that people trust leads to one that somebody else chose: a copy of the sign-in page, or a place \
            that takes the codes and tokens which a sign-in puts behind the address. `//evil.example` is an address too, \
            though it starts with a slash.
            """,
        remedy: """
            Let the request choose a key of a map of addresses, or compare the address with a list. A path of the own site \
            starts with `/` and goes on with neither `/` nor `\\\\`.
            """,
        cwe: [601],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html"
        ])

    static let safe: Guarantees = [.word, .allowedHost, .urlEncoded]

    private static let words = "the address of a redirect"

    static let sinks = [
        Sink(["express.Response#redirect", "express.Response#*.redirect", "express.Response#location"], .argument(0), .argument(1), words: words),
        Sink(["flask.redirect", "bottle.redirect"], .argument(0, named: "location"), words: words),
        Sink(["hono.Context#redirect", "koa.Context#redirect"], .argument(0), words: words),
        Sink(["net/http.Redirect"], .argument(2), words: words),
        Sink(["github.com/gin-gonic/gin.Context#Redirect", "github.com/labstack/echo*.Context#Redirect"], .argument(1), words: words),
        Sink(["github.com/gofiber/fiber*.Ctx#Redirect"], .argument(0), words: words),
        Sink(["fastapi.responses.RedirectResponse", "starlette.responses.RedirectResponse"], .argument(0, named: "url"), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        flow.isInText(of: code) && !Self.fixesHost(flow.prefix, isPart: !flow.value.text.isEmpty)
    }

    /// Whether the certain text before the part leaves it no say in the host.
    private static func fixesHost(_ prefix: String?, isPart: Bool) -> Bool {
        guard let prefix else { return isPart }
        return prefix != "/" && HTTPRequests.fixesHost(prefix)
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        let calls = Self.sinks.flatMap { sink in finder.flows(into: sink, safe: Self.safe) { counts($0, in: code) } }.map { flow in
            OutsidePart(origin: flow.origin, part: flow.part)
                .violation(of: Self.metadata, at: flow.call.namePlace, reaching: Self.words, gain: gain(flow, of: function))
        }
        return (calls + locations(code, function)).oncePerPlace.map { .violation($0) }
    }

    private func locations(_ code: FunctionCode, _ function: Function) -> [Violation] {
        HTTPResponse.all(of: function, code).flatMap(\.headers).filter { $0.name == "location" }.compactMap { header in
            let found = OutsidePart.widest(in: header.value, of: code, function, safe: Self.safe) { origin in
                guard header.value.origins.contains(where: { $0.path == origin.path }), code.analysis.apis(of: header.value).isEmpty else { return false }
                return !Self.fixesHost(header.value.prefix(before: origin), isPart: !header.value.text.isEmpty)
            }
            return found?.violation(of: Self.metadata, at: header.place, reaching: Self.words, gain: gain(of: function))
        }
    }

    func gain(_ flow: Flow, of function: Function) -> String { gain(of: function) }

    private func gain(of function: Function) -> String {
        "who follows a link to `\(function.name)` lands on a page of the attacker's, which looks like the one they trust"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { next, code } = event.queryStringParameters;
              if (!code) return { statusCode: 302, headers: { Location: «`https://${next}/sign-in`» } };
              return { statusCode: 302, headers: { location: «next» } };
            };
            """),
        .flagged(
            .javaScript,
            """
            const express = require('express');
            const serverless = require('serverless-http');
            const app = express();
            app.get('/go', (req, res) => res.«redirect»(req.query.to));
            app.get('/back', (req, res) => res.«redirect»(301, '/' + req.query.to));
            module.exports.handler = serverless(app);
            """),
        .flagged(
            .python,
            """
            def handler(event, context):
                target = event["queryStringParameters"].get("next", "/")
                return {"statusCode": 302, "headers": {"Location": «target»}}
            """),
        .clean(
            .javaScript,
            """
            const PAGES = { home: '/home', orders: '/orders' };
            exports.handler = async (event) => {
              const { next, id } = event.queryStringParameters;
              if (id) return { statusCode: 302, headers: { Location: `https://shop.example.com/orders/${id}` } };
              if (next === '/cart') return { statusCode: 302, headers: { Location: next } };
              return { statusCode: 302, headers: { Location: PAGES[next] || '/' } };
            };
            """),
        .clean(
            .python,
            """
            from urllib.parse import quote

            PAGES = {"home": "/home", "orders": "/orders"}

            def handler(event, context):
                query = event["queryStringParameters"]
                if "q" in query:
                    return {"statusCode": 302, "headers": {"Location": "https://search.example.com/?q=" + quote(query["q"])}}
                return {"statusCode": 302, "headers": {"Location": PAGES[query["page"]]}}
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "net/http"

                "github.com/aws/aws-lambda-go/lambda"
                "github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"
            )

            func done(w http.ResponseWriter, r *http.Request) {
                http.«Redirect»(w, r, r.URL.Query().Get("next"), http.StatusFound)
            }

            func main() {
                http.HandleFunc("/done", done)
                lambda.Start(httpadapter.New(http.DefaultServeMux).ProxyWithContext)
            }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var pages = map[string]string{"shop": "https://shop.example.com/"}

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                query := request.QueryStringParameters
                if target, ok := pages[query["page"]]; ok {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 302, Headers: map[string]string{"Location": target}}, nil
                }
                return events.APIGatewayV2HTTPResponse{
                    StatusCode: 302, Headers: map[string]string{"Location": "/orders/" + query["id"]},
                }, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
