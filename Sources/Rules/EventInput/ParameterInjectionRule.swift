import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands as it is in the path or query of a request to another service.
struct ParameterInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "parameter-injection", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "puts a part of the event into another service's URL as it is",
        why: """
            `../admin` in a path asks the service for another resource, and `1&role=admin` in a query gives it parameters \
            that the program never meant; it answers with the rights of the function, not with those of who asked. \
            A redirect at the other end makes it a request to anywhere.
            """,
        remedy: """
            Encode each part by itself: `encodeURIComponent`, `urllib.parse.quote(part, safe="")`. Better, hand the query \
            over as parameters (`params`, `URLSearchParams`) and let the client encode it.
            """,
        cwe: [74, 88, 235],
        references: [
            "https://portswigger.net/web-security/api-testing/server-side-parameter-pollution",
            "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/encodeURIComponent",
        ])

    static let safe: Guarantees = [.word, .urlEncoded, .allowedHost]

    private static let path = "the path of a request to another service"

    static let sinks = HTTPRequests.sinks("the URL of a request to another service") + HTTPRequests.paths(path)

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        flow.sink.words == Self.path ? HTTPRequests.isPath(flow) : HTTPRequests.choice(flow, in: code) == .path
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) reaches other resources of that service, or adds parameters, with the rights of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const axios = require('axios');
            const https = require('https');
            exports.handler = async (event) => {
              const { id, q } = event.queryStringParameters;
              await axios.«get»(`https://api.example.com/users/${id}/orders`);
              await «fetch»(`${process.env.SEARCH_URL}?limit=10&q=${q}`);
              https.«get»({ hostname: 'api.example.com', path: '/users/' + id });
            };
            """),
        .flagged(
            .javaScript,
            """
            // Clients of one service take a path.
            import { client } from 'octonode';
            export const handler = async (event) => {
              const { repository, sha } = JSON.parse(event.body);
              const github = client(process.env.GITHUB_TOKEN);
              return new Promise((resolve) => github.«post»(`/repos/${repository.full_name}/statuses/${sha}`, { state: 'success' }, {}, resolve));
            };
            """),
        .flagged(
            .python,
            """
            import os
            import requests

            def handler(event, context):
                name = event["pathParameters"]["name"]
                requests.«get»(f"https://api.example.com/users/{name}", timeout=5)
                return requests.«get»(os.environ["SEARCH_URL"] + "?q=" + name).json()
            """),
        .clean(
            .javaScript,
            """
            const axios = require('axios');
            exports.handler = async (event) => {
              const { id, q, page } = event.queryStringParameters;
              await axios.get(`https://api.example.com/users/${encodeURIComponent(id)}`);
              await axios.get('https://api.example.com/search', { params: { q } });
              await fetch(`https://api.example.com/search?${new URLSearchParams({ q })}`);
              await fetch(`https://api.example.com/orders?page=${Number(page)}`);
              const github = require('octonode').client(process.env.GITHUB_TOKEN);
              github.get(`/repos/${encodeURIComponent(q)}/issues`, () => {});
              const cache = require('redis').createClient();
              await cache.get(`/orders/${id}`);
            };
            """),
        .clean(
            .python,
            """
            import uuid
            from urllib.parse import quote, urlencode
            import requests

            def handler(event, context):
                query = event["queryStringParameters"]
                requests.get("https://api.example.com/users/" + quote(query["name"], safe=""))
                requests.get("https://api.example.com/search?" + urlencode({"q": query["q"]}))
                requests.get(f"https://api.example.com/orders/{uuid.UUID(query['id'])}")
                requests.get("https://api.example.com/search", params={"q": query["q"]})
            """),
    ]
}
