import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in the pattern of a regular expression.
struct RegexInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "regex-injection", since: "0.1.0", severity: .medium,
        summary: "lets the event choose the pattern of a regular expression",
        why: """
            A pattern is a small program: `(a+)+$` runs for years on forty letters, and every invocation that runs until its \
            timeout is paid for and holds one of the account's concurrent executions. Where the match is a check, `.*` \
            passes it.
            """,
        remedy: """
            Escape the part (`_.escapeRegExp`, `re.escape`), or look for plain text: `includes`, `in`. Where users write \
            patterns, run them with an engine that takes linear time, such as RE2.
            """,
        cwe: [624, 1333],
        references: ["https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS"])

    static let safe: Guarantees = [.word, .patternEscaped]

    private static let words = "the pattern of a regular expression"

    static let sinks = [
        Sink(["RegExp", "xregexp"], .argument(0), words: words),
        Sink(["java.util.regex.Pattern.compile", "java.util.regex.Pattern.matches"], .argument(0), words: words),
        Sink(
            ["match", "search", "fullmatch", "compile", "sub", "subn", "split", "findall", "finditer"].flatMap {
                [APIPattern("re.\($0)"), APIPattern("regex.\($0)")]
            },
            .argument(0, named: "pattern"), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool { flow.isInText(of: code) }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) keeps invocations of `\(function.name)` busy until they time out, or passes the check that the match is"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { q } = event.queryStringParameters;
              const names = ['Ann', 'Bob'];
              return names.filter((name) => new «RegExp»('^' + q, 'i').test(name));
            };
            """),
        .flagged(
            .python,
            """
            import re

            def handler(event, context):
                query = event["queryStringParameters"]
                return [name for name in ("Ann", "Bob") if re.«search»(query["q"], name)]
            """),
        .clean(
            .javaScript,
            """
            const _ = require('lodash');
            exports.handler = async (event) => {
              const { q } = event.queryStringParameters;
              if (/^[a-z]+$/.test(q)) return new RegExp(`^${q}`).test('Ann');
              return new RegExp(_.escapeRegExp(q)).test('Ann') || 'Ann'.includes(q);
            };
            """),
        .clean(
            .python,
            """
            import re

            def handler(event, context):
                q = event["queryStringParameters"]["q"]
                return [name for name in ("Ann", "Bob") if re.search("^" + re.escape(q), name) or re.search("^A", q)]
            """),
        .flagged(
            .java,
            """
            import java.util.regex.Pattern;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String search = event.getQueryStringParameters().get("search");
                    return String.valueOf(Pattern.«compile»(search + ".*").matcher("orders").find());
                }
            }
            """),
        .clean(
            .java,
            """
            import java.util.regex.Pattern;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String search = event.getQueryStringParameters().get("search");
                    return String.valueOf(Pattern.compile(Pattern.quote(search)).matcher("orders").find());
                }
            }
            """),
    ]
}
