import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in a line of the log, where a line break would begin another.
struct LogInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "log-injection", since: "0.1.0", severity: .low, confidence: .medium, audience: .pedantic,
        summary: "writes a part of the event into lines of its log as it is",
        why: """
            Each line that Python's `print` or Java's `System.out` writes becomes an event of the log group of its own. Who sends a line break writes \
            lines that look like the program's: a sign-in that never was, an error that sends people the wrong way, a \
            metric in CloudWatch's embedded format.
            """,
        remedy: """
            Log objects as JSON (`json.dumps`, `JSON.stringify`, Powertools' logger): line breaks in texts are escaped there.
            """,
        cwe: [117],
        references: [
            "https://owasp.org/www-community/attacks/Log_Injection",
            "https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html",
        ])

    static let safe: Guarantees = [.word, .singleLine, .jsonEncoded, .urlEncoded]

    static let sinks = [
        Sink(["print", "sys.stdout.write", "sys.stderr.write", "process.stdout.write", "process.stderr.write"], .all, words: "lines of the log"),
        Sink(["java.lang.System.out.print*", "java.lang.System.err.print*"], .argument(0), words: "lines of the log"),
    ]

    init() {}

    /// An object is written on one line; only what is text for certain may break it.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        flow.isInText(of: code) && flow.value.text.contains { if case .constant = $0 { true } else { false } }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) writes lines into the log that look like the program's own"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .python,
            """
            def handler(event, context):
                «print»(f"sign-in of {event['queryStringParameters']['name']} failed")
            """),
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              process.stdout.«write»('sign-in of ' + event.queryStringParameters.name + ' failed');
            };
            """),
        .clean(
            .python,
            """
            import json

            def handler(event, context):
                query = event["queryStringParameters"]
                print(json.dumps({"message": "sign-in failed", "name": query["name"]}))
                print("page " + str(int(query["page"])))
                print("request " + event["requestContext"]["requestId"])
            """),
        .clean(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { name } = event.queryStringParameters;
              console.log('sign-in of ' + name + ' failed');
              process.stdout.write(JSON.stringify({ message: 'sign-in failed', name }));
            };
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              login:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /login
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            System.out.«println»("sign-in of " + event.getHeaders().get("user"));
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
              login:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /login
            """,
            files: [
                "src/main/java/shop/App.java": #"""
                    package shop;
                    import com.fasterxml.jackson.databind.ObjectMapper;
                    import java.util.Map;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String user = event.getHeaders().get("user");
                            System.out.println(new ObjectMapper().writeValueAsString(Map.of("user", user)));
                            System.out.println("sign-in of " + user.replace("\n", ""));
                            System.out.println("order " + Integer.parseInt(event.getHeaders().get("order")));
                            return "";
                        }
                    }
                    """#
            ]),
    ]
}
