import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that reaches a shell.
struct OSCommandInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "os-command-injection", since: "0.1.0", severity: .critical,
        summary: "lets the event choose a command of the shell",
        why: """
            A shell takes `;`, `|`, `$(…)` and line breaks in its text for commands of their own. Who chooses a part of \
            the text runs whatever the function may run: with its role, its environment and the secrets in it.
            """,
        remedy: """
            Start the program without a shell and hand its arguments over as a list: `execFile(file, [argument])`, \
            `subprocess.run([file, argument])`, `new ProcessBuilder(file, argument)`, `exec.Command(file, argument)`. Check what may be chosen against a list first.
            """,
        cwe: [78],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html",
            "https://nodejs.org/api/child_process.html", "https://docs.python.org/3/library/subprocess.html#security-considerations",
            "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/ProcessBuilder.html",
        ])

    static let safe: Guarantees = [.word, .shellQuoted]
    static let fillers: Set<StoredInput.Evidence> = [.code, .handedOut, .grant, .service]

    static let sinks = [
        Sink(["child_process.exec", "child_process.execSync", "shelljs.exec", "child-process-promise.exec"], .argument(0), words: "a shell"),
        Sink(
            ["os.system", "os.popen", "commands.getoutput", "subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell"],
            .argument(0), words: "a shell"),
        Sink(
            ["child_process.spawn", "child_process.spawnSync", "child_process.execFile", "child_process.execFileSync", "execa*"],
            .argument(0), .argument(1), words: "a program's command line"),
        Sink(
            ["subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen"],
            .argument(0, named: "args"), words: "a program's command line"),
        Sink(["os/exec.Command", "os/exec.CommandContext", "syscall.Exec"], .all, words: "a program's command line"),
        Sink(["java.lang.Runtime#exec", "java.lang.ProcessBuilder", "java.lang.ProcessBuilder#command"], .all, words: "a program's command line"),
    ]

    init() {}

    /// Without a shell the arguments are no commands; who chooses the program itself needs none.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.sink.words != "a shell" else { return true }
        let analysis = code.analysis
        if flow.call.apis.contains(where: { $0.hasPrefix("java.lang.") }) { return countsInJava(flow, analysis) }
        if flow.call.apis.contains(where: { $0.hasPrefix("os/exec.") || $0 == "syscall.Exec" }) { return countsInGo(flow, analysis) }
        let options = flow.call.arguments.last?.value ?? .none
        let shell = flow.call.argument(99, named: "shell")?.value ?? analysis.field("shell", of: options)
        if let shell, shell.constant?.isTruthy != false { return true }
        // The program itself: the first argument, or the first element of the only one.
        let program = flow.call.argument(0, named: "args")?.value ?? .none
        let first = analysis.elements(of: program).first ?? program
        if let name = first.string?.split(separator: "/").last, Self.shells.contains(name) {
            let given = flow.call.arguments.flatMap { analysis.elements(of: $0.value) }.flatMap(\.strings)
            return given.contains { ["-c", "-lc", "-ec", "/c", "/C", "-Command"].contains($0) }
        }
        return first.origins.contains { $0.path == flow.origin.path }
    }

    /// Java's one text is split at blanks, so that who chooses a part of it adds arguments; of a list the program counts, and
    /// what is handed to a shell.
    private func countsInJava(_ flow: Flow, _ analysis: HandlerAnalysis) -> Bool {
        let given = flow.call.arguments.map(\.value)
        guard let first = given.first else { return false }
        let listed = analysis.elements(of: first)
        if listed.isEmpty, flow.call.apis.contains("java.lang.Runtime#exec") { return first.origins.contains { $0.path == flow.origin.path } }
        guard let program = listed.first ?? given.first else { return false }
        if let name = program.string?.split(separator: "/").last, Self.shells.contains(name) { return true }
        return program.origins.contains { $0.path == flow.origin.path }
    }

    /// Go starts programs without a shell unless one is named.
    private func countsInGo(_ flow: Flow, _ analysis: HandlerAnalysis) -> Bool {
        let hasContext = flow.call.apis.contains("os/exec.CommandContext")
        guard let program = flow.call.argument(hasContext ? 1 : 0)?.value else { return false }
        if let name = program.string?.split(separator: "/").last, Self.shells.contains(name) { return true }
        return program.origins.contains { $0.path == flow.origin.path }
    }

    private static let shells: Set<Substring> = ["sh", "bash", "zsh", "ksh", "dash", "ash", "cmd", "cmd.exe", "powershell"]

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) runs commands of their own with the role and the secrets of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              convert:
                handler: convert.handler
                events:
                  - httpApi: GET /convert
            """,
            files: [
                "convert.js": """
                    const { exec: run } = require('child_process');
                    exports.handler = async (event) => {
                      const url = event.queryStringParameters.url;
                      «run»(`curl ${url} | pdftotext - -`);
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              convert:
                handler: convert.handler
                events:
                  - s3: uploads
            """,
            files: [
                "convert.py": """
                    import subprocess
                    from urllib.parse import unquote_plus as decode

                    def handler(event, context):
                        for record in event["Records"]:
                            key = decode(record["s3"]["object"]["key"])
                            subprocess.«run»("convert /tmp/" + key, shell=True)
                    """
            ]),
        .flagged(
            .javaScript,
            """
            const child = require('child_process');
            exports.handler = async (event) => {
              const { name, size } = JSON.parse(event.body);
              child.«execSync»(`convert /tmp/${name} -resize "${size}x" '/tmp/small copy.png'`, { timeout: 1000 });
              child.«exec»('identify /tmp/' + name, (error, out) => console.log(out.length));
              child.«exec»(`cd /tmp && rm ${name}`);
            };
            """),
        .flagged(
            .python,
            """
            import json
            import subprocess

            def handler(event, context):
                order = json.loads(event["body"])
                subprocess.«run»(f"convert /tmp/{order['name']} out.png", shell=True, check=True)
            """),
        .flagged(
            .serverlessFramework,
            """
            # One function takes a job from anyone, another one runs it.
            service: shop
            provider:
              name: aws
              runtime: python3.14
              environment:
                TABLE: jobs-${sls:stage}
            functions:
              submit:
                handler: submit.handler
                events:
                  - httpApi: POST /jobs
              work:
                handler: work.handler
                events:
                  - schedule: rate(1 hour)
            """,
            files: [
                "submit.py": """
                    import json
                    import os
                    import boto3

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    def handler(event, context):
                        job = json.loads(event["body"])
                        table.put_item(Item={"id": context.aws_request_id, "format": job["format"]})
                    """,
                "work.py": """
                    import os
                    import subprocess
                    import boto3

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    def handler(event, context):
                        for job in table.scan()["Items"]:
                            subprocess.«run»("convert in.png out." + job["format"], shell=True)
                            subprocess.run("mkdir /tmp/" + job["id"], shell=True)
                    """,
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              convert:
                handler: convert.handler
                events:
                  - httpApi: GET /convert
            """,
            files: [
                "convert.js": """
                    const { exec, execFile } = require('child_process');
                    const FORMATS = ['png', 'pdf'];
                    exports.handler = async (event) => {
                      const { format, url } = event.queryStringParameters;
                      execFile('curl', ['--', url]);
                      if (!FORMATS.includes(format)) return { statusCode: 400 };
                      exec('convert /tmp/in.' + format);
                      exec(`stat /tmp/${event.requestContext.requestId}`);
                    };
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              convert:
                handler: convert.handler
                events:
                  - s3: uploads
            """,
            files: [
                "convert.py": """
                    import shlex, subprocess

                    def handler(event, context):
                        for record in event["Records"]:
                            key = record["s3"]["object"]["key"]
                            subprocess.run(["convert", "/tmp/" + key])
                            subprocess.run("convert " + shlex.quote(key), shell=True)
                    """
            ]),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              convert:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String url = event.getQueryStringParameters().get("url");
                            Runtime.getRuntime().«exec»("curl " + url);
                            new «ProcessBuilder»("sh", "-c", "convert " + url).start();
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
              convert:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.util.List;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String url = event.getQueryStringParameters().get("url");
                            int size = Integer.parseInt(event.getQueryStringParameters().get("size"));
                            new ProcessBuilder("curl", "--", url).start();
                            new ProcessBuilder(List.of("convert", "-resize", String.valueOf(size))).start();
                            Runtime.getRuntime().exec("convert -resize " + size);
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
                "os/exec"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            type job struct {
                Host string `json:"host"`
                Tool string `json:"tool"`
            }

            func handler(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                var in job
                if err := json.Unmarshal([]byte(request.Body), &in); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
                }
                exec.«CommandContext»(ctx, "sh", "-c", "ping -c 1 "+in.Host).Run()
                exec.«Command»(in.Tool, "--version").Run()
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "context"
                "encoding/json"
                "fmt"
                "os/exec"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            type job struct {
                Host  string `json:"host"`
                Count int    `json:"count"`
            }

            func handler(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                var in job
                if err := json.Unmarshal([]byte(request.Body), &in); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
                }
                exec.CommandContext(ctx, "ping", "-c", "1", "--", in.Host).Run()
                exec.Command("sh", "-c", fmt.Sprintf("ping -c %d localhost", in.Count)).Run()
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
