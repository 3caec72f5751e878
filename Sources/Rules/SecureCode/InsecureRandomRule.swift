import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A secret drawn from numbers that can be foretold.
struct InsecureRandomRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "insecure-random", since: "0.1.0", severity: .high, confidence: .medium,
        summary: "draws secrets from numbers that can be foretold",
        why: """
            `Math.random` and Python's `random` are made for games and samples: a few of their numbers tell all that \
            follow, and one warm function hands the numbers of one stream to all its callers. A token, password or code \
            made of them is guessed by whoever asks for a few of their own.
            """,
        remedy: """
            Draw from the system: `crypto.randomUUID()`, `crypto.randomBytes(32)`, `crypto.randomInt(…)`; in Python \
            `secrets.token_urlsafe()`, `secrets.choice(…)`.
            """,
        cwe: [330, 338],
        references: [
            "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Math/random",
            "https://docs.python.org/3/library/random.html", "https://docs.python.org/3/library/secrets.html",
        ])

    private static let sources = APISet([
        "Math.random", "random.random", "random.randint", "random.choice", "random.choices", "random.randrange", "random.getrandbits",
        "random.sample", "random.uniform", "random.randbytes", "random.shuffle", "java.util.Random#next*", "java.lang.Math.random",
        "java.util.concurrent.ThreadLocalRandom#next*", "org.apache.commons.lang.RandomStringUtils.random*", "math/rand.*", "numpy.random.*", "randomatic", "random-string",
    ])
    private static let secrets: Set<String> = [
        "token", "tokens", "secret", "password", "passwd", "pwd", "passphrase", "passcode", "otp", "totp", "pin", "apikey", "accesskey",
        "secretkey", "encryptionkey", "csrf", "xsrf", "nonce", "salt", "sessionid", "sessionkey", "session", "verificationcode",
        "confirmationcode", "resetcode", "authcode", "logincode", "activationcode", "invitecode", "securitycode", "signature", "iv", "credential", "credentials",
    ]
    /// What a word of a secret stands beside when it is something else: pages of results, counts of a model's words.
    private static let others: Set<String> = ["count", "index", "delay", "length", "page", "next", "limit", "timeout", "jitter", "retry"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.sources).compactMap { call in
            guard let name = secret(of: call, in: code) else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "`\(name)` is drawn from numbers that can be foretold",
                    gain: "whoever has seen a few of them works out the next `\(name)` of `\(function.name)`",
                    severity: Self.metadata.severity.weighed(by: function.exposure)))
        }
    }

    /// The name that says a secret is made.
    private func secret(of call: CallFact, in code: FunctionCode) -> String? {
        let own = CodeSurroundings(of: call.place, site: call.site, in: code).bound
        if let name = own.first(where: isSecret) ?? own.first(where: { isState($0, of: call, in: code) }) { return name }
        // A helper is named for what it does; who calls it says what for.
        guard let module = code.program[call.site.path]?.module, let helper = CodeSurroundings.named(call.site.function, module).first else {
            return nil
        }
        return callers(of: helper, in: code).first(where: isSecret)
    }

    private func isSecret(_ name: String) -> Bool {
        CodeSurroundings.speak([name], of: Self.secrets) && !CodeSurroundings.speak([name], of: Self.others)
    }

    /// The `state` of OAuth is a secret of the session; other states are not.
    private func isState(_ name: String, of call: CallFact, in code: FunctionCode) -> Bool {
        let words = SecretName.words(of: name)
        guard words.last == "state", words.count < 3 else { return false }
        return code.program[call.site.path].map { String(decoding: $0.module.file.bytes, as: UTF8.self).contains("client_id") } ?? false
    }

    private func callers(of name: String, in code: FunctionCode) -> [String] {
        code.analysis.reached.flatMap { site -> [String] in
            guard let module = code.program[site.path]?.module, let function = code.function(at: site) else { return [] }
            return module.expressions.filter { isCall($0, of: name, module) && function.span.contains($0.span) }.flatMap {
                CodeSurroundings(of: module.place($0.span), site: site, in: code).bound
            }
        }
    }

    private func isCall(_ expression: CodeExpression, of name: String, _ module: CodeModule) -> Bool {
        guard case .call(let callee, _) = expression.kind else { return false }
        switch module[callee].kind {
        case .variable(let id): return module[id].name == name
        case .member(_, let member, _): return member == name
        default: return false
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const mail = require('./mail');
            const draw = (length) => Array.from({ length }, () => Math.«random»().toString(36)[2]).join('');
            exports.handler = async (event) => {
              const resetToken = Math.«random»().toString(36).slice(2);
              const password = draw(12);
              await mail.send(event.body, { resetToken, password });
            };
            """),
        .flagged(
            .javaScript,
            """
            exports.handler = async () => {
              const state = Math.round(Math.«random»() * 10);
              const location = `https://login.example.com/authorize?client_id=${process.env.CLIENT_ID}&response_type=code&state=${state}`;
              return { statusCode: 302, headers: { location } };
            };
            """),
        .flagged(
            .python,
            """
            import random
            import string

            def generate_otp():
                return "".join(random.«choice»(string.digits) for _ in range(6))

            def handler(event, context):
                api_key = "%032x" % random.«getrandbits»(128)
                return {"statusCode": 200, "body": generate_otp() + api_key}
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async () => {
              const delay = Math.random() * 100;
              const sample = ['a', 'b'][Math.floor(Math.random() * 2)];
              const token = crypto.randomBytes(32).toString('hex');
              const id = `order-${Math.random()}`;
              const state = ['open', 'closed'][Math.round(Math.random())];
              return { statusCode: 200, body: JSON.stringify({ delay, sample, token, id, state }) };
            };
            """),
        .clean(
            .python,
            """
            import random
            import secrets

            def handler(event, context):
                temperature = random.uniform(18, 23)
                token = secrets.token_urlsafe()
                password = "".join(random.SystemRandom().choice("abc") for _ in range(9))
                return {"statusCode": 200, "body": f"{temperature} {token} {password}"}
            """),
        .flagged(
            .java,
            """
            import java.util.Random;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    Random random = new Random();
                    int otp = random.«nextInt»(999999);
                    String token = Double.toString(Math.«random»());
                    return otp + token;
                }
            }
            """),
        .clean(
            .java,
            """
            import java.security.SecureRandom;
            import java.util.Random;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    int otp = new SecureRandom().nextInt(999999);
                    int delay = new Random().nextInt(100);
                    return otp + " " + delay;
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "fmt"
                "math/rand"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                resetToken := fmt.Sprintf("%08d", rand.«Intn»(100000000))
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: resetToken}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "crypto/rand"
                "encoding/hex"
                "fmt"
                "time"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                bytes := make([]byte, 16)
                rand.Read(bytes)
                resetToken := hex.EncodeToString(bytes)
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: fmt.Sprint(resetToken, time.Now())}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
