import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// Something secret in the log.
struct SensitiveDataLoggedRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "sensitive-data-logged", since: "0.1.0", severity: .medium,
        summary: "writes secrets into its log",
        why: """
            A log is read by more people than the data it is about, copied into other systems and kept for years. An HTTP \
            event holds the caller's tokens and cookies among its headers, the environment holds the function's \
            session keys, and what was decrypted for one moment lies there for all of them.
            """,
        remedy: """
            Log what is needed by name (`event.requestContext.requestId`), and let the logger take out the rest: `redact` \
            of pino, data masking of Powertools.
            """,
        cwe: [532],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
            "https://docs.powertools.aws.dev/lambda/python/latest/utilities/data_masking/",
        ])

    private static let logs = APISet([
        "console.log", "console.info", "console.warn", "console.error", "console.debug", "console.dir", "console.table", "print", "logging.debug",
        "logging.info", "logging.warning", "logging.error", "logging.critical", "logging.log", "logging.getLogger().*", "logging.Logger().*",
        "winston.*.info", "winston.*.debug", "winston.*.error", "winston.*.warn", "winston.createLogger().*", "pino().*", "bunyan.createLogger().*",
        "lambda-log.*", "loglevel.*", "@aws-lambda-powertools/logger.Logger#*", "aws_lambda_powertools.Logger().*",
        "aws_lambda_powertools.logging.*Logger().*", "loguru.logger.*", "structlog.get_logger().*", "pprint.pprint", "fmt.Print*", "log.Print*",
        "com.amazonaws.services.lambda.runtime.LambdaLogger#log", "org.slf4j.Logger#*", "org.apache.logging.log4j.Logger#*", "org.apache.log4j.Logger#*",
        "java.util.logging.Logger#*", "java.lang.System.out.*", "java.lang.System.err.*",
    ])
    /// Fields that hold what only their owner may know.
    private static let secrets: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "newpassword", "oldpassword", "currentpassword", "secret", "clientsecret", "token",
        "accesstoken", "refreshtoken", "idtoken", "authorization", "authorizationtoken", "apikey", "xapikey", "cookie", "setcookie", "privatekey",
        "creditcard", "cardnumber", "cvv", "cvc", "ssn", "pin", "otp",
    ]
    /// Calls whose answer is a secret that was kept.
    private static let stores = [
        "GetSecretValue", "get_secret_value", "getSecretValue", "SecretsProvider#get", "DecryptCommand", "kms).decrypt", "KMS#decrypt",
    ]
    /// Calls that leave a value what it is.
    private static let writing = APISet([
        "JSON.stringify", "json.dumps", "str", "String", "util.inspect", "repr", "pprint.pformat", "dict", "?.toString",
        "com.google.gson.Gson#toJson", "com.fasterxml.jackson.databind.ObjectMapper#writeValueAsString",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.analysis.calls.filter { $0.isAny(of: Self.logs) }.compactMap { call in
            guard let (what, severity) = secret(in: call, function, code) else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "\(what) is written into the log",
                    gain: "everyone who may read the log of `\(function.name)` has \(what)", severity: severity,
                    // Whether such lines are written is decided where the level is set.
                    confidence: call.apis.allSatisfy { APIPath.name($0) == "debug" } ? .medium : .high))
        }
    }

    /// The most telling thing that a call logs.
    private func secret(in call: CallFact, _ function: Function, _ code: FunctionCode) -> (String, Severity)? {
        let values = call.arguments.map(\.value)
        if values.contains(where: { isEnvironment($0, code) }) { return ("the environment with its session keys", .high) }
        let origins = values.flatMap { code.analysis.origins(in: $0, at: call) }.filter { $0.guarantees.isDisjoint(with: .harmless) }
        let found = origins.compactMap { self.secret($0, function) }
        return found.max { $0.1 < $1.1 }
    }

    private func secret(_ origin: Origin, _ function: Function) -> (String, Severity)? {
        guard isAsItCame(origin) else { return nil }
        switch origin.path.root {
        case .answer(let api): return Self.stores.contains(where: api.contains) ? ("a secret from where it is kept", .high) : nil
        case .event, .request: return isSecretField(origin) ?? wholeEvent(origin, function)
        case .context, .error: return nil
        }
    }

    private func isSecretField(_ origin: Origin) -> (String, Severity)? {
        guard let field = origin.path.fields.last, case .field? = origin.path.components.last(where: { if case .decoded = $0 { false } else { true } })
        else { return nil }
        let name = field.lowercased().filter { $0.isLetter }
        return Self.secrets.contains(name) ? ("`\(origin.path)`", .high) : nil
    }

    private func wholeEvent(_ origin: Origin, _ function: Function) -> (String, Severity)? {
        guard let trigger = function.triggers.filter({ $0.route != nil && $0.invocation != .never }).max(by: { $0.exposure < $1.exposure }) else {
            return nil
        }
        let isGuarded = trigger.exposure == .authenticated
        let fields = origin.path.fields.map { $0.lowercased() }
        let isPart = origin.path.components.count == 1
        if isPart, fields == ["headers"] || fields == ["multivalueheaders"] { return ("what the headers hold", isGuarded ? .medium : .low) }
        guard origin.path.root == .event, origin.path.components.isEmpty else { return nil }
        // Where callers prove who they are, every event holds the proof.
        return ("the whole event with its headers", isGuarded ? .medium : .low)
    }

    /// What went through other calls may hold nothing of it any more.
    private func isAsItCame(_ origin: Origin) -> Bool {
        origin.trail.steps.allSatisfy { step in
            if case .through(let api) = step.kind { Self.writing.contains(api) } else { true }
        }
    }

    private static let environments: Set<String> = ["process.env", "os.environ", "java.lang.System.getenv()"]

    /// `process.env` as it is, or written as JSON.
    private func isEnvironment(_ value: AbstractValue, _ code: FunctionCode) -> Bool {
        let apis = code.analysis.apis(of: value)
        if apis.contains(where: Self.environments.contains) { return true }
        guard apis.contains(where: { Self.writing.contains($0.hasSuffix("()") ? String($0.dropLast(2)) : $0) }) else { return false }
        return code.analysis.arguments(madeWith: value).contains { argument in
            let inner = code.analysis.apis(of: argument)
            return inner.contains(where: Self.environments.contains)
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { SecretsManager } = require('aws-sdk');
            const secrets = new SecretsManager();
            exports.handler = async (event) => {
              console.«log»('event', JSON.stringify(event));
              console.«log»(JSON.stringify(process.env, null, 2));
              const { name, password } = JSON.parse(event.body);
              console.«info»(`signing in ${name} with ${password}`);
              const answer = await secrets.getSecretValue({ SecretId: 'shop' }).promise();
              console.«debug»(answer.SecretString);
            };
            """),
        .flagged(
            .python,
            """
            import json
            import logging
            import os

            logger = logging.getLogger()

            def handler(event, context):
                «print»(event)
                logger.«info»("headers: %s", event["headers"])
                logger.«info»("environment %s", os.environ)
                body = json.loads(event["body"])
                logger.«debug»("token " + body["token"])
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              console.log('request', event.requestContext.requestId, event.rawPath);
              console.log(process.env.STAGE, Object.keys(event.headers));
              const { token } = JSON.parse(event.body);
              console.log('token', crypto.createHash('sha256').update(token).digest('hex'));
              console.log('has a token', Boolean(token));
            };
            """),
        .clean(
            .python,
            """
            import logging

            logger = logging.getLogger()

            def handler(event, context):
                logger.info("%d records", len(event["Records"]))
                for record in event["Records"]:
                    logger.info(record["messageId"])
                print(event)
            """, events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        .flagged(
            .java,
            """
            import com.google.gson.Gson;
            import org.slf4j.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private static final Logger log = LoggerFactory.getLogger(Orders.class);
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    log.«info»("sign-in with {}", event.getHeaders().get("Authorization"));
                    context.getLogger().«log»(new Gson().toJson(System.getenv()));
                    return "";
                }
            }
            """),
        .clean(
            .java,
            """
            import org.slf4j.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private static final Logger log = LoggerFactory.getLogger(Orders.class);
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    log.info("order {} of {}", event.getQueryStringParameters().get("id"), context.getAwsRequestId());
                    context.getLogger().log("table " + System.getenv("TABLE"));
                    return "";
                }
            }
            """),
    ]
}
