import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in the text of an XPath expression.
struct XPathInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "xpath-injection", since: "0.1.0", severity: .medium,
        summary: "puts a part of the event into an XPath expression",
        why: """
            A quote in the value ends it, and `' or '1'='1` selects every node: the whole document can be read piece by \
            piece, whatever part of it the program meant to show.
            """,
        remedy: """
            Hand values over as variables (`tree.xpath("//user[@name=$name]", name=name)`), or select the nodes and compare in \
            the program's own language.
            """,
        cwe: [643],
        references: ["https://owasp.org/www-community/attacks/XPATH_Injection", "https://lxml.de/xpathxslt.html"])

    static let safe: Guarantees = [.word, .filterEscaped, .sqlEscaped]

    private static let words = "an XPath expression"

    static let sinks = [
        Sink(
            ["xpath.select", "xpath.select1", "xpath.evaluate", "xpath.parse", "libxmljs*.parseXml().get", "libxmljs*.parseXml().find"],
            .argument(0), words: words),
        Sink(["lxml.*.xpath", "lxml.etree.XPath"], .argument(0), words: words),
        Sink(["javax.xml.xpath.XPath#evaluate", "javax.xml.xpath.XPath#compile", "org.dom4j.*#select*"], .argument(0), words: words),
        Sink(["elementpath.select"], .argument(1, named: "path"), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool { flow.isInText(of: code) }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) reads parts of the document that the expression was to keep out"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const xpath = require('xpath');
            const { DOMParser } = require('xmldom');
            const users = new DOMParser().parseFromString('<users/>');
            exports.handler = async (event) => {
              const { name } = event.queryStringParameters;
              return xpath.«select»("//user[@name='" + name + "']", users).toString();
            };
            """),
        .flagged(
            .python,
            """
            from lxml import etree

            tree = etree.parse("users.xml")

            def handler(event, context):
                name = event["queryStringParameters"]["name"]
                return [str(node) for node in tree.«xpath»(f"//user[@name='{name}']")]
            """),
        .clean(
            .javaScript,
            """
            const xpath = require('xpath');
            const { DOMParser } = require('xmldom');
            const users = new DOMParser().parseFromString('<users/>');
            exports.handler = async (event) => {
              const { id } = event.queryStringParameters;
              return xpath.select(`//user[@id=${Number(id)}]`, users).toString();
            };
            """),
        .clean(
            .python,
            """
            from lxml import etree

            tree = etree.parse("users.xml")

            def handler(event, context):
                name = event["queryStringParameters"]["name"]
                return [str(node) for node in tree.xpath("//user[@name=$name]", name=name)]
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              people:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import javax.xml.xpath.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            XPath xpath = XPathFactory.newInstance().newXPath();
                            String name = event.getQueryStringParameters().get("name");
                            xpath.«evaluate»("//user[@name='" + name + "']", "users.xml");
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
              people:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import javax.xml.xpath.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            XPath xpath = XPathFactory.newInstance().newXPath();
                            int id = Integer.parseInt(event.getQueryStringParameters().get("id"));
                            xpath.evaluate("//user[" + id + "]", "users.xml");
                            return "";
                        }
                    }
                    """
            ]),
    ]
}
