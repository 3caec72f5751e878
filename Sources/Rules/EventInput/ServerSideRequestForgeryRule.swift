import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that decides to which host the function sends a request.
struct ServerSideRequestForgeryRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "server-side-request-forgery", since: "0.1.0", severity: .high,
        summary: "lets the event choose the host of a request",
        why: """
            The function stands inside: it reaches private networks, other functions and services that trust its address, \
            and what it sends along, such as a token, goes to the host that was chosen. An address may be more than it \
            looks: `https://api.example.com` and a text that starts with `@evil.example` make a request to the latter, and \
            `file:///proc/self/environ` is read by some clients.
            """,
        remedy: """
            Let the event choose a key of a map of addresses. Where any host must do, parse the address, compare scheme and \
            host with a list, refuse redirects, and run the function in a network without access to anything private.
            """,
        cwe: [918],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
            "https://owasp.org/Top10/A10_2021-Server-Side_Request_Forgery_%28SSRF%29/",
        ])

    static let safe: Guarantees = [.word, .allowedHost, .urlEncoded]
    static let fillers: Set<StoredInput.Evidence> = [.code]

    static let sinks = HTTPRequests.sinks("the address of a request")

    init() {}

    /// By the host in its headers a request found the function: that is the service's own.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        let isOwnHost = flow.origin.path.fields.first == "headers" && flow.origin.path.fields.last?.lowercased() == "host"
        return !isOwnHost && HTTPRequests.choice(flow, in: code) == .host
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) makes it send requests to any host, private ones among them, and reads what it sends along"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const axios = require('axios');
            const https = require('https');
            exports.handler = async (event) => {
              const { url, shop, path } = JSON.parse(event.body);
              await axios.«get»(url);
              await «fetch»(`https://${shop}/orders`);
              await «fetch»('https://api.example.com' + path);
              await «axios»({ method: 'post', url: url + '/hook', data: {} });
              https.«request»({ hostname: shop, path: '/orders' });
              await «fetch»(new URL(url));
            };
            """),
        .flagged(
            .python,
            """
            import json
            import urllib.request
            import requests

            def handler(event, context):
                for record in event["Records"]:
                    order = json.loads(record["body"])
                    requests.«post»(order["callback"], json={"id": order["id"]})
                    urllib.request.«urlopen»("https://" + order["shop"] + ".example.com/orders")
                    requests.«request»("GET", url=order["callback"])
            """,
            events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        .clean(
            .javaScript,
            """
            const axios = require('axios');
            const SHOPS = { north: 'https://north.example.com', south: 'https://south.example.com' };
            const HOSTS = ['a.example.com', 'b.example.com'];
            exports.handler = async (event) => {
              const { shop, id, host } = JSON.parse(event.body);
              await axios.get(`https://api.example.com/orders/${encodeURIComponent(id)}`);
              await axios.post(process.env.ORDERS_URL + '/orders', { id });
              await axios.get(SHOPS[shop], { params: { id } });
              if (!HOSTS.includes(host)) return { statusCode: 400 };
              await fetch(`https://${host}/orders`);
            };
            """),
        .clean(
            .python,
            """
            import json
            import os
            import requests

            SHOPS = {"north": "https://north.example.com"}

            def handler(event, context):
                body = json.loads(event["body"])
                requests.get("https://api.example.com/orders", params={"id": body["id"]})
                requests.post(os.environ["ORDERS_URL"], json=body)
                requests.get(SHOPS[body["shop"]])
                if body["host"] not in ("a.example.com", "b.example.com"):
                    return {"statusCode": 400}
                requests.get(f"https://{body['host']}/orders")
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              preview:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.net.*;
                    import java.net.http.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String address = event.getQueryStringParameters().get("url");
                            new URL(address).«openStream»();
                            HttpRequest request = HttpRequest.newBuilder().«uri»(URI.create(address)).build();
                            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                            return "";
                        }
                    }
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              preview:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.net.*;
                    import java.util.Map;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        private static final Map<String, String> HOSTS = Map.of("a", "https://a.example", "b", "https://b.example");
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String city = event.getQueryStringParameters().get("city");
                            String address = HOSTS.get(city);
                            new URL("https://weather.example/" + city).openStream();
                            URI uri = URI.create(address == null ? "https://weather.example/" : address);
                            uri.toURL().openConnection();
                            return "";
                        }
                    }
                    """
            ]),
        .flagged(
            .go,
            """
            package main

            import (
                "context"
                "encoding/json"
                "net/http"
                "time"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            type hook struct {
                Callback string `json:"callback"`
                Shop     string `json:"shop"`
            }

            var client = &http.Client{Timeout: 5 * time.Second}

            func handler(ctx context.Context, event events.SQSEvent) error {
                for _, record := range event.Records {
                    var in hook
                    if err := json.Unmarshal([]byte(record.Body), &in); err != nil {
                        return err
                    }
                    http.«Get»(in.Callback)
                    request, err := http.«NewRequestWithContext»(ctx, http.MethodPost, "https://"+in.Shop+".example.com/orders", nil)
                    if err != nil {
                        return err
                    }
                    client.Do(request)
                }
                return nil
            }

            func main() { lambda.Start(handler) }
            """,
            events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        .clean(
            .go,
            """
            package main

            import (
                "net/http"
                "net/url"
                "os"
                "slices"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var hosts = []string{"a.example.com", "b.example.com"}
            var shops = map[string]string{"north": "https://north.example.com"}

            func handler(request events.APIGatewayV2HTTPRequest) (string, error) {
                query := request.QueryStringParameters
                http.Get("https://api.example.com/orders/" + url.PathEscape(query["id"]))
                http.Get(os.Getenv("ORDERS_URL") + "/orders")
                http.Get(shops[query["shop"]])
                if slices.Contains(hosts, query["host"]) {
                    http.Get("https://" + query["host"] + "/orders")
                }
                return "", nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
