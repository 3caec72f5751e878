import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that is run as code.
struct CodeInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "code-injection", since: "0.1.0", severity: .critical,
        summary: "runs a part of the event as code",
        why: """
            `eval` and its like run whatever text they get inside the function: with its role, its environment, its \
            memory and every secret in them. Filters on the text are got around; `vm` and `vm2` are no walls either. The \
            name of a module to load is code by another way: `../../tmp/x` is a file that somebody else wrote.
            """,
        remedy: """
            Parse data with a parser for data: `JSON.parse`, `ast.literal_eval`. To choose among things the program can \
            do, look the choice up in a map of functions; for formulas use an evaluator that knows arithmetic only.
            """,
        cwe: [94, 95],
        references: [
            "https://owasp.org/www-community/attacks/Code_Injection", "https://nodejs.org/api/vm.html",
            "https://docs.python.org/3/library/functions.html#eval",
        ])

    static let safe: Guarantees = [.word, .jsonEncoded]
    static let fillers: Set<StoredInput.Evidence> = [.code, .handedOut, .grant, .service]

    private static let module = "the name of a module to load"

    static let sinks = [
        Sink(
            ["eval", "exec", "compile", "safe-eval", "node-eval", "vm.runIn*", "vm.Script", "vm.compileFunction", "vm2.VM#run", "vm2.NodeVM#run"],
            .argument(0), words: "code that is run"),
        Sink(["Function"], .all, words: "code that is run"),
        Sink(["setTimeout", "setInterval"], .argument(0), words: "code that is run"),
        Sink(
            ["builtins.eval", "builtins.exec", "builtins.compile", "code.Interactive*.runsource", "code.Interactive*.runcode", "sympy.sympify"],
            .argument(0), words: "code that is run"),
        Sink(
            [
                "javax.script.ScriptEngine#eval", "javax.script.Compilable#compile", "groovy.lang.GroovyShell#evaluate", "groovy.lang.GroovyShell#parse",
                "groovy.util.Eval.me", "org.springframework.expression.*Parser#parse*", "ognl.Ognl.*etValue", "org.mvel2.MVEL.eval*", "bsh.Interpreter#eval",
                "org.python.util.PythonInterpreter#exec", "org.python.util.PythonInterpreter#eval", "org.mozilla.javascript.Context#evaluateString",
                "org.graalvm.polyglot.Context#eval", "org.apache.commons.jexl3.JexlEngine#create*",
            ], .argument(0), .argument(1), words: "code that is run"),
        Sink(["java.lang.Class.forName", "java.lang.ClassLoader#loadClass"], .argument(0), words: module),
        Sink(["require", "importlib.import_module", "__import__"], .argument(0), words: module),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        flow.sink.words == Self.module ? leavesFolder(flow) : flow.isInText(of: code)
    }

    /// The name of a module below a package cannot lead out of it with dots; a path can.
    private func leavesFolder(_ flow: Flow) -> Bool {
        guard let prefix = flow.prefix, !flow.call.apis.contains("require") else { return true }
        return !prefix.hasSuffix(".")
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) runs code of their own with the role and the secrets of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const vm = require('vm');
            exports.handler = async (event) => {
              const { formula, name } = JSON.parse(event.body);
              const total = «eval»(formula);
              const rate = new «Function»('x', `return ${formula}`);
              vm.«runInNewContext»(formula, { total });
              «setTimeout»('notify("' + name + '")', 10);
              return rate(total);
            };
            """),
        .flagged(
            .python,
            """
            import importlib
            import json

            def handler(event, context):
                body = json.loads(event["body"])
                plugin = «importlib.import_module(body["plugin"])»
                «exec»(f"value = {body['formula']}")
                return plugin.run(«eval»(body["formula"]))
            """),
        .flagged(
            .serverlessFramework,
            """
            # Another function's role may write the object that this one runs, and somebody else answers the request.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:*
                      Resource: arn:aws:s3:::formulas/*
            functions:
              resize:
                handler: resize.handler
                events:
                  - httpApi: POST /images
              report:
                handler: report.handler
                events:
                  - schedule: rate(1 day)
            """,
            files: [
                "resize.js": "exports.handler = async () => 1;",
                "report.js": """
                    const AWS = require('aws-sdk');
                    const axios = require('axios');
                    const s3 = new AWS.S3();
                    exports.handler = async () => {
                      const { Body } = await s3.getObject({ Bucket: 'formulas', Key: 'total.txt' }).promise();
                      const { data } = await axios.get('https://formulas.example.com/score');
                      return «eval»(Body.toString()) + «eval»(data.formula);
                    };
                    """,
            ]),
        .clean(
            .serverlessFramework,
            """
            # Nobody else may write the object, and the answer is parsed.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              report:
                handler: report.handler
                events:
                  - schedule: rate(1 day)
            """,
            files: [
                "report.py": """
                    import json
                    import boto3
                    import requests

                    s3 = boto3.client("s3")

                    def handler(event, context):
                        formula = s3.get_object(Bucket="formulas", Key="total.txt")["Body"].read()
                        score = requests.get("https://formulas.example.com/score")
                        return eval(formula) + json.loads(score.text)["value"] + eval(str(score.status_code))
                    """
            ]),
        .clean(
            .javaScript,
            """
            const actions = { create: (order) => order, cancel: (order) => order.id };
            exports.handler = async (event) => {
              const order = JSON.parse(event.body);
              const action = actions[order.action];
              if (!action) return { statusCode: 400 };
              setTimeout(() => console.log(order.id), 10);
              eval('1 + ' + Number(order.count));
              const match = /a(b+)/.exec(order.note);
              return action(order, match);
            };
            """),
        .clean(
            .python,
            """
            import ast
            import importlib
            import json

            def handler(event, context):
                body = json.loads(event["body"])
                values = ast.literal_eval(body["values"])
                if body["kind"] not in ("order", "refund"):
                    raise ValueError("kind")
                module = importlib.import_module("shop.kinds." + body["kind"])
                return module.run(values)
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              quote:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import javax.script.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
                            engine.«eval»(event.getBody());
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
              quote:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.util.Map;
                    import javax.script.ScriptEngine;
                    import javax.script.ScriptEngineManager;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
                            engine.put("amount", event.getBody());
                            engine.eval("amount * 2");
                            if (event.getPath().equals("shop.Quote")) Class.forName(event.getPath());
                            return "";
                        }
                    }
                    """
            ]),
    ]
}
