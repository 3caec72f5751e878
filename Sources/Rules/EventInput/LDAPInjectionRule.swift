import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in a filter or name of LDAP.
struct LDAPInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "ldap-injection", since: "0.1.0", severity: .high,
        summary: "puts a part of the event into an LDAP filter",
        why: """
            Parentheses, `*` and `|` in a value change what a filter asks for: `*)(uid=*` makes a check of a name and a \
            password true for everyone in the directory.
            """,
        remedy: """
            Escape the value for filters (`ldap.filter.escape_filter_chars`, `ldap-escape`), or build the filter from \
            objects: `new EqualityFilter({ attribute, value })`.
            """,
        cwe: [90],
        references: ["https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html"])

    static let safe: Guarantees = [.word, .filterEscaped]

    private static let words = "a filter of LDAP"

    static let sinks = [
        Sink(
            ["ldapjs.createClient().search", "ldapjs.Client#search", "ldapts.Client#search"], .argument(0), .field("filter", of: 1), words: words),
        Sink(["ldapjs.parseFilter"], .argument(0), words: words),
        Sink(
            ["ldap.*.search", "ldap.*.search_s", "ldap.*.search_st", "ldap.*.search_ext", "ldap.*.search_ext_s"],
            .argument(0, named: "base"), .argument(2, named: "filterstr"), words: words),
        Sink(["github.com/go-ldap/ldap*.NewSearchRequest"], .argument(0), .argument(6), words: words),
        Sink(["ldap3*.search"], .argument(0, named: "search_base"), .argument(1, named: "search_filter"), words: words),
        Sink(
            ["javax.naming.*Context#search", "org.springframework.ldap.core.LdapTemplate#search", "com.unboundid.ldap.sdk.LDAPConnection#search"],
            .argument(0), .argument(1), .argument(2), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool { flow.isInText(of: code) }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) reads entries of the directory that the filter was to keep out, or passes for anyone in it"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const ldap = require('ldapjs');
            const client = ldap.createClient({ url: process.env.LDAP });
            exports.handler = async (event) => {
              const { name } = JSON.parse(event.body);
              client.«search»('ou=people,o=shop', { filter: `(uid=${name})`, scope: 'sub' }, () => {});
            };
            """),
        .flagged(
            .python,
            """
            import json
            import os
            import ldap

            connection = ldap.initialize(os.environ["LDAP"])

            def handler(event, context):
                name = json.loads(event["body"])["name"]
                return connection.«search_s»("o=shop", ldap.SCOPE_SUBTREE, "(uid=%s)" % name)
            """),
        .clean(
            .javaScript,
            """
            const ldap = require('ldapjs');
            const client = ldap.createClient({ url: process.env.LDAP });
            exports.handler = async (event) => {
              const { name } = JSON.parse(event.body);
              const filter = new ldap.EqualityFilter({ attribute: 'uid', value: name });
              client.search('ou=people,o=shop', { filter, scope: 'sub' }, () => {});
            };
            """),
        .clean(
            .python,
            """
            import json
            import os
            import ldap
            from ldap.filter import escape_filter_chars

            connection = ldap.initialize(os.environ["LDAP"])

            def handler(event, context):
                name = json.loads(event["body"])["name"]
                return connection.search_s("o=shop", ldap.SCOPE_SUBTREE, "(uid=%s)" % escape_filter_chars(name))
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
                    import java.util.Hashtable;
                    import javax.naming.directory.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            DirContext directory = new InitialDirContext(new Hashtable<>());
                            String name = event.getQueryStringParameters().get("name");
                            directory.«search»("ou=people", "(uid=" + name + ")", new SearchControls());
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
                    import java.util.Hashtable;
                    import javax.naming.directory.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            DirContext directory = new InitialDirContext(new Hashtable<>());
                            String name = event.getQueryStringParameters().get("name");
                            directory.search("ou=people", "(uid={0})", new Object[] { name }, new SearchControls());
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
                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "github.com/go-ldap/ldap/v3"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                filter := "(uid=" + request.QueryStringParameters["name"] + ")"
                ldap.«NewSearchRequest»("o=shop", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, filter, []string{"mail"}, nil)
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "github.com/go-ldap/ldap/v3"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                filter := "(uid=" + ldap.EscapeFilter(request.QueryStringParameters["name"]) + ")"
                ldap.NewSearchRequest("o=shop", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, filter, []string{"mail"}, nil)
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
