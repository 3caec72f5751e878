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
        "log/slog.*", "github.com/sirupsen/logrus.*", "go.uber.org/zap*.Info*", "go.uber.org/zap*.Debug*", "go.uber.org/zap*.Error*", "go.uber.org/zap*.Warn*",
        "com.amazonaws.services.lambda.runtime.LambdaLogger#log", "org.slf4j.Logger#*", "org.apache.logging.log4j.Logger#*", "org.apache.log4j.Logger#*",
        "java.util.logging.Logger#*", "java.lang.System.out.*", "java.lang.System.err.*",
    ])
    /// Fields that hold what only their owner may know.
    private static let secrets: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "newpassword", "oldpassword", "currentpassword", "secret", "clientsecret", "token",
        "accesstoken", "refreshtoken", "idtoken", "authorization", "authorizationtoken", "apikey", "xapikey", "cookie", "setcookie", "privatekey",
        "creditcard", "cardnumber", "cvv", "cvc", "ssn", "pin", "otp",
    ]
    /// Fields that say who or where a person is.
    private static let personal: Set<String> = [
        "email", "emailaddress", "phone", "phonenumber", "mobilenumber", "birthdate", "birthday", "dateofbirth", "dob", "iban", "passportnumber", "taxid",
        "socialsecuritynumber", "healthnumber",
    ]
    /// Calls whose answer is a secret that was kept.
    private static let stores = [
        "GetSecretValue", "get_secret_value", "getSecretValue", "SecretsProvider#get", "DecryptCommand", "kms).decrypt", "KMS#decrypt",
    ]
    /// Calls whose answer is an address with a signature.
    private static let signers: Set<String> = ["generate_presigned_url", "generate_presigned_post", "getSignedUrl", "createPresignedPost", "getSignedUrlPromise"]
    /// Calls that leave a value what it is.
    private static let writing = APISet([
        "JSON.stringify", "json.dumps", "str", "String", "util.inspect", "repr", "pprint.pformat", "dict", "?.toString",
        "com.google.gson.Gson#toJson", "com.fasterxml.jackson.databind.ObjectMapper#writeValueAsString",
    ])

    private static let candidates = APISet(allOf: [logs, APISet(["*inject_lambda_context"])])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let calls = code.calls(of: Self.candidates)
        guard !calls.isEmpty else { return [] }
        let environment = SecretVariables(of: code)
        return calls.compactMap { call in
            let found = Self.logsEvent(call, code) ? whole(function) : call.isAny(of: Self.logs) ? secret(in: call, function, code, environment) ?? kept(in: call, function, code, context) : nil
            guard let (what, severity) = found else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "\(what) is written into the log",
                    gain: "everyone who may read the log of `\(function.name)` has \(what)", severity: severity,
                    // Whether such lines are written is decided where the level is set.
                    confidence: call.apis.allSatisfy { APIPath.name($0) == "debug" } ? .medium : .high))
        }
    }

    /// Powertools writes every event where the handler's decorator tells it so.
    private static func logsEvent(_ call: CallFact, _ code: FunctionCode) -> Bool {
        guard call.apis.contains(where: { APIPath.name($0) == "inject_lambda_context" }) else { return false }
        guard call.arguments.contains(where: { $0.name == "log_event" && $0.value.constants == [.boolean(true)] }) else { return false }
        return code.analysis.entries.contains { entry in
            guard entry.path == call.place.path, let module = code.program[entry.path]?.module else { return false }
            return module[entry.function].decorators.contains { module[$0].span.contains(call.place.span) }
        }
    }

    /// The most telling thing that a call logs.
    private func secret(
        in call: CallFact, _ function: Function, _ code: FunctionCode, _ environment: SecretVariables
    ) -> (String, Severity)? {
        let values = call.arguments.map(\.value)
        if let drawn = drawnSecret(in: call, code) { return (drawn, .high) }
        if values.contains(where: { isClaims($0, code) }) { return ("what the caller's token says of them", .low) }
        if values.contains(where: { isEnvironment($0, code) }) { return ("the environment with its session keys", .high) }
        if let name = call.arguments.lazy.compactMap(environment.name).first { return ("`\(name)` of the environment", .high) }
        let origins = values.flatMap { code.analysis.origins(in: $0, at: call) }.filter { $0.guarantees.isDisjoint(with: .harmless) }
        // What is the body of a request, or else what a direct invocation sends, holds no headers either way.
        let isBody = origins.contains { $0.path.root == .event && $0.path.fields == ["body"] }
        if isPayment(code), origins.contains(where: { isWholeBody($0) && isAsItCame($0) }) {
            return ("what a payment provider says of a payment", .low)
        }
        let found = origins.compactMap { origin in
            isBody && origin.path.root == .event && origin.path.components.isEmpty ? nil : self.secret(origin, function)
        }
        return found.max { $0.1 < $1.1 }
    }

    private static let payments: Set<String> = [
        "stripe", "paypal-rest-sdk", "@paypal/checkout-server-sdk", "braintree", "square", "adyen", "@adyen/api-library", "razorpay", "mollie", "@mollie/api-client",
        "paypalrestsdk", "authorizenet",
    ]

    /// Whether the program speaks with a provider of payments.
    private func isPayment(_ code: FunctionCode) -> Bool { !code.closure.packageNames.isDisjoint(with: Self.payments) }

    private func isWholeBody(_ origin: Origin) -> Bool {
        origin.path.fields == ["body"] && (origin.path.root == .event || origin.path.root == .request("express"))
    }

    /// Items of a table with a secret that functions of the application keep in them, as they were read.
    private func kept(in call: CallFact, _ function: Function, _ code: FunctionCode, _ context: AuditContext) -> (String, Severity)? {
        let origins = call.arguments.flatMap { code.analysis.origins(in: $0.value, at: call) }
        let found = origins.lazy.filter { $0.guarantees.isDisjoint(with: .harmless) && isAsItCame($0) }.compactMap { origin in
            context.stored.keptField(in: origin, of: function, code.analysis) { name, value, writer in
                guard Self.secrets.contains(name.lowercased().filter(\.isLetter)), value.constant == nil else { return false }
                let isHashed = writer.apis(of: value).contains { api in Self.hashes.contains { api.lowercased().contains($0) } }
                return !isHashed && !(value.origins.first?.guarantees.contains(.digest) ?? false)
            }
        }.first
        return found.map { ("the `\($0)` of items that were read", .medium) }
    }

    private static let hashes = ["hash", "digest", "bcrypt", "scrypt", "argon", "encrypt", "cipher"]

    /// Calls that read a token, whose answer is what it says of somebody.
    private static let tokens: Set<String> = [
        "jsonwebtoken.verify()", "jsonwebtoken.decode()", "jwt-decode()", "jwt-simple.decode()", "jose.jwtVerify()", "jwt.decode()", "jose.jwt.decode()",
        "aws-jwt-verify.CognitoJwtVerifier.create().verify()", "jwt.PyJWT().decode()", "python_jose.jwt.decode()", "google-auth-library.OAuth2Client#verifyIdToken()",
    ]

    /// All that a token says, rather than a part of it by name.
    private func isClaims(_ value: AbstractValue, _ code: FunctionCode) -> Bool {
        let apis = code.analysis.apis(of: value)
        if apis.contains(where: Self.tokens.contains) { return true }
        guard apis.contains(where: { Self.writing.contains($0.hasSuffix("()") ? String($0.dropLast(2)) : $0) }) else { return false }
        return code.analysis.arguments(madeWith: value).contains { code.analysis.apis(of: $0).contains(where: Self.tokens.contains) }
    }

    /// What programs draw secrets with.
    private static let generators = APISet([
        "crypto.randomBytes*", "crypto.randomUUID*", "uuid*", "nanoid*", "secrets.token_*", "uid-safe*", "crypto.generateKey*", "generate-password.generate*",
        "otplib*", "speakeasy.*", "os.urandom*",
    ])

    /// A field that is named for a secret and holds what was drawn at random a moment ago.
    private func drawnSecret(in call: CallFact, _ code: FunctionCode) -> String? {
        for argument in call.arguments {
            let objects = code.analysis.objects(of: argument.value)
            let written = objects.flatMap { object in object.fields.isEmpty ? object.arguments.flatMap { code.analysis.objects(of: $0) } : [object] }
            for object in written where object.kind == .record {
                let named = object.fieldOrder.first { name in
                    guard Self.secrets.contains(name.lowercased().filter(\.isLetter)), let field = object.fields[name] else { return false }
                    return code.analysis.apis(of: field).contains(where: Self.generators.contains)
                }
                if let named { return "a fresh `\(named)`" }
            }
        }
        return nil
    }

    private func secret(_ origin: Origin, _ function: Function) -> (String, Severity)? {
        guard isAsItCame(origin) else { return nil }
        switch origin.path.root {
        case .answer(let api):
            if Self.stores.contains(where: api.contains) { return ("a secret from where it is kept", .high) }
            return Self.signers.contains(String(APIPath.name(api))) ? ("an address that opens an object to whoever has it", .medium) : nil
        case .event, .request: return isSecretField(origin) ?? correspondence(origin) ?? wholeEvent(origin, function)
        case .context, .error: return nil
        }
    }

    private func isSecretField(_ origin: Origin) -> (String, Severity)? {
        guard let field = origin.path.fields.last, case .field? = origin.path.components.last(where: { if case .decoded = $0 { false } else { true } })
        else { return nil }
        let name = field.lowercased().filter { $0.isLetter }
        if Self.secrets.contains(name) { return ("`\(origin.path)`", .high) }
        // The first letters of a number, such as a country, tell of nobody.
        return Self.personal.contains(name) && !origin.guarantees.contains(.bounded) ? ("the personal `\(origin.path)`", .low) : nil
    }

    /// Who writes to whom, and about what.
    private func correspondence(_ origin: Origin) -> (String, Severity)? {
        let fields = origin.path.fields
        guard fields.starts(with: ["Records", "ses", "mail"]), let last = fields.last else { return nil }
        let isPersonal = ["from", "to", "cc", "bcc", "source", "destination", "replyTo", "sender", "subject", "commonHeaders", "headers"].contains(last)
        return isPersonal ? ("who writes to whom in an email", .low) : nil
    }

    private func wholeEvent(_ origin: Origin, _ function: Function) -> (String, Severity)? {
        let fields = origin.path.fields.map { $0.lowercased() }
        let isPart = origin.path.components.count == 1
        if isPart, fields == ["headers"] || fields == ["multivalueheaders"] {
            return door(of: function).map { ("what the headers hold", $0.exposure == .authenticated ? .medium : .low) }
        }
        guard origin.path.root == .event, origin.path.components.isEmpty else { return nil }
        return whole(function)
    }

    /// The widest door whose events hold headers.
    private func door(of function: Function) -> Trigger? {
        function.triggers.filter { $0.route != nil && $0.invocation != .never && $0.hasHeaders }.max { $0.exposure < $1.exposure }
    }

    private func whole(_ function: Function) -> (String, Severity)? {
        if function.triggers.contains(where: { $0.kind == .authorizer }) { return ("the whole event with the caller's token", .medium) }
        // Where callers prove who they are, every event holds the proof.
        return door(of: function).map { ("the whole event with its headers", $0.exposure == .authenticated ? .medium : .low) }
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
}
