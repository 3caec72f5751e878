import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A request that everyone on its way can read.
struct CleartextRequestRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "cleartext-request", since: "0.1.0", severity: .medium,
        summary: "sends requests that everyone on the way can read",
        why: """
            A request over `http://` can be read and its answer rewritten by every network between the function and the \
            server: tokens are lost, and what comes back is as good as typed in by a stranger. Only addresses outside \
            of the machine and private networks count; those that an environment variable holds are reported where the \
            manifest sets them.
            """,
        remedy: "Ask for the `https://` address. If the server has none, put nothing secret in and believe nothing that comes back.",
        cwe: [319],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/opex-security.html",
        ])

    private static let clients = APISet([
        "axios", "axios.*", "node-fetch", "fetch", "cross-fetch", "isomorphic-fetch", "got", "got.*", "ky", "ky.*", "undici.*",
        "request", "request.*", "request-promise*", "superagent.*", "needle", "needle.*", "http.request", "http.get", "ws",
        "ws.WebSocket", "WebSocket", "requests.*", "httpx.*", "urllib.request.urlopen", "urllib.request.Request",
        "urllib.request.urlretrieve", "urllib3.*request", "aiohttp.*", "http.client.HTTPConnection", "net/http.Get",
        "java.net.URL", "java.net.URI", "java.net.URI.create", "okhttp3.Request.Builder#url", "org.apache.http.client.methods.Http*",
        "org.springframework.web.client.RestTemplate#*", "org.jsoup.Jsoup.connect", "net/http.Post", "net/http.PostForm", "net/http.Head", "net/http.NewRequest",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let variables = function.environment.compactMap { $0.value.string }.filter { !$0.isEmpty }
        return redirects(of: function, variables, in: code) + schemes(in: code, function) + code.calls(of: Self.clients).compactMap { call in
            let address = address(of: call, variables, in: code)
            guard let host = address?.address.host ?? host(of: call, variables, in: code) else { return nil }
            let change = address.flatMap { ServiceEndpoint($0.address.host)?.encrypting($0.place, in: code) }
            let name = host.name.replacing("\u{FFFC}", with: "…")
            return .violation(
                Violation(
                    at: call.namePlace, "the request to `\(name)` is not encrypted",
                    gain: "whoever listens on the way to `\(name)` reads what `\(function.name)` sends there and writes what it gets back",
                    repair: Repair("ask for the `https://` address", change)))
        }
    }

    /// Pages that browsers are sent to in the clear.
    private func redirects(of function: Function, _ variables: [String], in code: FunctionCode) -> [Verdict] {
        HTTPResponse.all(of: function, code).flatMap(\.headers).filter { $0.name == "location" }.compactMap { header -> Violation? in
            let text = header.value.texts.first { $0.lowercased().hasPrefix("http://") }
            guard let text, let host = CleartextAddress.addresses(in: text).first?.host, !variables.contains(where: { text.hasPrefix($0) && $0.contains("://") }),
                host.scope == .remote
            else { return nil }
            let name = host.name.replacing("\u{FFFC}", with: "…")
            return Violation(
                at: header.place, "browsers are sent to `\(name)` in the clear",
                gain: "whoever listens on the way of a caller of `\(function.name)` puts a page of their own in the place of the one they were sent to",
                severity: .low)
        }.oncePerPlace.map { .violation($0) }
    }

    /// Clients that take the scheme apart from the host.
    private static let schemeCalls = APISet(["github.com/olivere/elastic*.SetScheme", "gopkg.in/olivere/elastic*.SetScheme"])
    private static let schemeClients = APISet([
        "elasticsearch.Elasticsearch", "opensearchpy.OpenSearch", "elasticsearch.Client", "@elastic/elasticsearch.Client", "weaviate*", "solr*",
        "influxdb.InfluxDBClient", "minio.Client", "minio.Minio", "consul*", "node-vault", "hvac.Client", "typesense.Client", "meilisearch.*",
    ])

    private static let schemed = APISet(allOf: [schemeCalls, schemeClients])

    private func schemes(in code: FunctionCode, _ function: Function) -> [Verdict] {
        code.calls(of: Self.schemed).compactMap { call -> Violation? in
            guard let place = scheme(of: call, in: code), !ClientAddress.isLocal(call, in: code) else { return nil }
            return Violation(
                at: place, "the client speaks `http` with its server",
                gain: "whoever listens on the way from `\(function.name)` to the server reads what it sends there and writes what it gets back")
        }.oncePerPlace.map { .violation($0) }
    }

    /// Where a call says that its client speaks HTTP without TLS.
    private func scheme(of call: CallFact, in code: FunctionCode) -> SourcePlace? {
        if call.isAny(of: Self.schemeCalls) { return call.argument(0)?.value.string == "http" ? call.namePlace : nil }
        guard call.isAny(of: Self.schemeClients) else { return nil }
        let options = CallOption.options(of: call, named: ["scheme", "protocol", "use_ssl", "useSSL", "secure"], in: code)
        return options.first { $0.value.string == "http" || $0.value.isCertainly(false) }?.place
    }

    private func address(of call: CallFact, _ variables: [String], in code: FunctionCode) -> ClientAddress? {
        ClientAddress.addresses(of: call, in: code).first { found in
            ["http", "ws"].contains(found.address.scheme) && isRemote(found.address.host)
                && !variables.contains { found.text.hasPrefix($0) && $0.contains("://") }
        }
    }

    private func host(of call: CallFact, _ variables: [String], in code: FunctionCode) -> NetworkHost? {
        guard call.apis.contains("http.request") || call.apis.contains("http.get") || call.apis.contains("http.client.HTTPConnection")
        else { return nil }
        let named = ClientAddress.hosts(of: call, in: code).map(\.host)
        let first = call.apis.contains("http.client.HTTPConnection") ? (call.argument(0)?.value.texts ?? []).map { NetworkHost($0[...]) } : []
        return (named + first).first { isRemote($0) && !variables.contains($0.name) }
    }

    /// The websites of buckets and load balancers within a network speak nothing else.
    private func isRemote(_ host: NetworkHost) -> Bool {
        host.scope == .remote && !host.name.contains(".s3-website") && !host.name.hasPrefix("internal-")
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const http = require('http');
            const axios = require('axios');
            const RATES = 'http://rates.example.com';
            exports.handler = async (event) => {
              const rates = await axios.«get»(`${RATES}/eur?day=${event.queryStringParameters.day}`);
              http.«request»({ hostname: 'audit.example.com', method: 'POST', path: '/orders' }).end();
              return { statusCode: 200, body: JSON.stringify(rates.data) };
            };
            """),
        .flagged(
            .python,
            """
            import os
            import requests
            import urllib.request

            def handler(event, context):
                requests.«post»("http://audit.example.com/orders", json={"token": os.environ["TOKEN"]})
                requests.«put»("http://reports.s3.eu-west-1.amazonaws.com/today", data="none")
                with urllib.request.«urlopen»(f"http://api.example.com/rates/{event['day']}") as answer:
                    return {"statusCode": 200, "body": answer.read()}
            """),
        .flagged(
            .python,
            """
            import os
            from elasticsearch import Elasticsearch

            search = Elasticsearch([os.environ["SEARCH_HOST"]], scheme=«"http"», port=9200)

            def handler(event, context):
                search.index(index="orders", body={"id": "1"})
                return {"statusCode": 302, "headers": {"Location": «f"http://pages.example.com/{event['rawPath']}"»}}
            """),
        .clean(
            .python,
            """
            import os
            from elasticsearch import Elasticsearch

            search = Elasticsearch([os.environ["SEARCH_HOST"]], scheme="https", port=9200)
            local = Elasticsearch(host="localhost", scheme="http")

            def handler(event, context):
                search.index(index="orders", body={"id": "1"})
                return {"statusCode": 302, "headers": {"Location": "https://pages.example.com/"}}
            """),
        .clean(
            .javaScript,
            """
            const http = require('http');
            const axios = require('axios');
            exports.handler = async (event) => {
              await axios.get(`https://rates.example.com/eur?back=http://shop.example.com`);
              // The extension beside the function, and a container of tests.
              http.get('http://localhost:2773/secretsmanager/get?secretId=shop');
              http.get('http://dynamodb:8000/health');
              http.request({ hostname: '127.0.0.1', port: 2772, path: '/applications' }).end();
              await axios.get(process.env.RATES_URL);
            };
            """),
        .clean(
            .python,
            """
            import os
            import requests

            NAMESPACE = "http://www.w3.org/2005/Atom"

            def handler(event, context):
                requests.get("https://audit.example.com/orders")
                requests.get(f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime")
                requests.get("http://169.254.170.2/v2/credentials")
                requests.get("http://10.0.3.4/orders")
                return NAMESPACE
            """),
        .clean(
            .python,
            """
            # The manifest's line is reported by `cleartext-url`.
            import os
            import requests

            def handler(event, context):
                requests.get(os.environ["RATES_URL"] + "/eur")
            """,
            more: "    environment:\n      RATES_URL: http://rates.example.com"),
        .flagged(
            .java,
            """
            import java.net.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    return new «URL»("http://prices.example.com/today").openStream().toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.net.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    URL url = new URL("https://prices.example.com/today");
                    URL local = new URL("http://localhost:2772/applications");
                    return url.openStream().toString() + local.openStream();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "net/http"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                if _, err := http.«Get»("http://api.example.com/orders"); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "net/http"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                if _, err := http.Get("https://api.example.com/orders"); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
