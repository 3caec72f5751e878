import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in the text of a template.
struct TemplateInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "template-injection", since: "0.1.0", severity: .critical,
        summary: "compiles a part of the event as a template",
        why: """
            Templates are programs: `<%= process.env.KEY %>`, `{{ cycler.__init__.__globals__.os.popen('id').read() }}`. \
            Who chooses a part of the template's own text, rather than of the values it is filled with, runs code in the \
            function. Escaping for HTML does not help: braces and percent signs stay what they are.
            """,
        remedy: """
            Keep templates constant, in files of the package, and hand the event over as values: `render(template, { name })`. \
            Where users write templates, take an engine without logic, such as Mustache.
            """,
        cwe: [1336, 94],
        references: [
            "https://portswigger.net/web-security/server-side-template-injection",
            "https://jinja.palletsprojects.com/en/stable/sandbox/",
        ])

    static let safe: Guarantees = [.word]

    private static let words = "the text of a template"

    static let sinks = [
        Sink(
            [
                "ejs.render", "ejs.compile", "handlebars.compile", "handlebars.precompile", "pug.compile", "pug.render", "jade.compile", "jade.render",
                "lodash.template", "lodash/template", "underscore.template", "nunjucks.renderString", "nunjucks.compile",
                "nunjucks.Environment#renderString", "dot.template", "dot.compile", "eta.render", "eta.Eta#renderString", "swig.render", "swig.compile",
                "velocityjs.render", "liquidjs.Liquid#parseAndRender", "art-template.render", "art-template.compile", "squirrelly.render",
            ], .argument(0), words: words),
        Sink(
            [
                "jinja2.Template", "jinja2.Environment().from_string", "jinja2.environment.Template", "flask.render_template_string",
                "mako.template.Template", "tornado.template.Template", "chameleon.PageTemplate", "Cheetah.Template.Template", "bottle.SimpleTemplate",
            ], .argument(0, named: "source"), words: words),
        Sink(["text/template.New().Parse", "html/template.New().Parse"], .argument(0), words: words),
        Sink(["org.apache.velocity.app.Velocity*evaluate"], .argument(3), words: words),
        Sink(["freemarker.template.Template"], .argument(1), words: words),
        Sink(["org.thymeleaf.*TemplateEngine#process", "com.mitchellbosecke.pebble.PebbleEngine#getLiteralTemplate"], .argument(0), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        let isRead = !code.analysis.apis(of: flow.value).isEmpty && code.analysis.apis(of: flow.value).allSatisfy { $0 == "java.io.StringReader#" }
        return (flow.isInText(of: code) || isRead) && !flow.call.apis.contains { $0.contains("Sandboxed") }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) runs code of their own, through the template engine, with the role and the secrets of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const ejs = require('ejs');
            const _ = require('lodash');
            exports.handler = async (event) => {
              const { greeting, name } = JSON.parse(event.body);
              const subject = _.«template»(greeting)({ name });
              return { statusCode: 200, body: ejs.«render»(`<p>${name}</p><%= subject %>`, { subject }) };
            };
            """),
        .flagged(
            .python,
            """
            import json
            from jinja2 import Environment, Template

            def handler(event, context):
                body = json.loads(event["body"])
                subject = «Template»("Hello " + body["name"]).render()
                text = Environment().«from_string»(body["template"]).render(name=body["name"])
                return {"statusCode": 200, "body": subject + text}
            """),
        .clean(
            .javaScript,
            """
            const ejs = require('ejs');
            const handlebars = require('handlebars');
            const fs = require('fs');
            const page = handlebars.compile(fs.readFileSync('./page.hbs', 'utf8'));
            exports.handler = async (event) => {
              const { name } = JSON.parse(event.body);
              return { statusCode: 200, body: page({ name }) + ejs.render('<p><%= name %></p>', { name }) };
            };
            """),
        .clean(
            .python,
            """
            import json
            from jinja2 import Environment, FileSystemLoader, Template

            environment = Environment(loader=FileSystemLoader("templates"), autoescape=True)

            def handler(event, context):
                body = json.loads(event["body"])
                subject = Template("Hello {{ name }}").render(name=body["name"])
                return {"statusCode": 200, "body": subject + environment.get_template("page.html").render(body)}
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              mail:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /mails
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.io.StringWriter;
                    import org.apache.velocity.VelocityContext;
                    import org.apache.velocity.app.Velocity;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            StringWriter out = new StringWriter();
                            Velocity.«evaluate»(new VelocityContext(), out, "mail", "Dear " + event.getBody());
                            return out.toString();
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
              mail:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /mails
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.io.StringWriter;
                    import org.apache.velocity.VelocityContext;
                    import org.apache.velocity.app.Velocity;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            StringWriter out = new StringWriter();
                            VelocityContext values = new VelocityContext();
                            values.put("name", event.getBody());
                            Velocity.evaluate(values, out, "mail", "Dear $name");
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
                "strings"
                "text/template"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                page, err := template.New("mail").«Parse»("Dear customer, " + request.Body)
                if err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
                }
                var text strings.Builder
                page.Execute(&text, map[string]string{"shop": "north"})
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: text.String()}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "strings"
                "text/template"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var mail = template.Must(template.New("mail").Parse("Dear customer, {{.}}"))

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                var text strings.Builder
                mail.Execute(&text, request.Body)
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: text.String()}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
