import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// An authorizer that lets callers in without having looked at who they are.
struct AuthorizerAdmitsAnyoneRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "authorizer-admits-anyone", since: "0.1.0", severity: .high,
        summary: "is an authorizer that lets everyone in",
        why: """
            The gateway asks the authorizer and believes its answer. One that says `Allow` without having read a token is no \
            door: every route behind it looks protected in the manifest and in reports, and is open to anyone.
            """,
        remedy: """
            Read the token from `authorizationToken`, `identitySource` or the headers and verify it: the signature, the issuer, \
            the audience and the expiry of a JWT, or a session that you keep. Answer `Deny` or raise `Unauthorized` otherwise.
            """,
        cwe: [287, 862],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html",
        ])

    /// Parts of an event that say nothing of the caller's rights.
    private static let indifferent: Set<String> = [
        "methodArn", "routeArn", "type", "version", "resource", "path", "httpMethod", "stageVariables", "rawPath", "routeKey", "requestContext",
    ]
    /// Parts of the request's context that tell who the caller is.
    private static let telling: Set<String> = ["authorizer", "identity", "authentication", "apiKey", "clientCert", "sourceIp"]
    /// Calls that are told of the event and decide nothing.
    private static let writing = APISet([
        "console.*", "print", "logging.*", "JSON.stringify", "json.dumps", "aws_lambda_powertools.*", "@aws-lambda-powertools/*", "pino().*", "winston.*", "str", "util.inspect",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: { $0.kind == .authorizer && $0.invocation != .never }), code.analysis.cut == nil else { return [] }
        guard admits(code), !asks(code), !handsOn(code) else { return [] }
        return [
            .violation(
                Violation(
                    at: code.entryPlace, "`\(function.name)` lets everyone in: it reads nothing of the caller",
                    gain: "anyone calls the routes that `\(function.name)` is to protect, without a token"))
        ]
    }

    /// Whether an answer allows something.
    private func admits(_ code: FunctionCode) -> Bool {
        code.analysis.returns.contains { !$0.isError && allows($0.value, code, depth: 0) }
    }

    private func allows(_ value: AbstractValue, _ code: FunctionCode, depth: Int) -> Bool {
        guard depth < 6 else { return false }
        return code.analysis.objects(of: value).contains { object in
            let effects = [object.fields["Effect"], object.fields["effect"]].compactMap(\.self)
            if effects.contains(where: { $0.string == "Allow" }) { return true }
            if object.fields["isAuthorized"]?.isCertainly(true) == true { return true }
            let inner = object.fieldOrder.compactMap { object.fields[$0] } + [object.rest]
            return inner.contains { allows($0, code, depth: depth + 1) }
        }
    }

    /// Whether it looks at anything that a caller would prove themselves with.
    private func asks(_ code: FunctionCode) -> Bool {
        code.analysis.reads.contains { read in
            guard let first = read.path.fields.first else { return false }
            guard Self.indifferent.contains(first) else { return true }
            return read.path.fields.dropFirst().contains(where: Self.telling.contains)
        }
    }

    /// Whether something that is not read here gets the whole event, and may look at it.
    private func handsOn(_ code: FunctionCode) -> Bool {
        code.analysis.calls.contains { call in
            guard !call.isAny(of: Self.writing) else { return false }
            return call.arguments.contains { argument in
                code.analysis.origins(in: argument.value).contains { $0.path.root == .event && $0.path.fields.isEmpty }
            }
        }
    }

    private static let route = """
        - http:
            path: orders
            method: get
            authorizer: orders
        """

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.«handler» = async (event) => {
              console.log(event.methodArn);
              return {
                principalId: 'user',
                policyDocument: {
                  Version: '2012-10-17',
                  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
                },
              };
            };
            """, events: route),
        .flagged(
            .python,
            """
            def statement(resource):
                return {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": resource}

            def «handler»(event, context):
                return {
                    "principalId": "user",
                    "policyDocument": {"Version": "2012-10-17", "Statement": [statement(event["methodArn"])]},
                }
            """, events: route),
        .clean(
            .javaScript,
            """
            const { CognitoJwtVerifier } = require('aws-jwt-verify');
            const verifier = CognitoJwtVerifier.create({ userPoolId: process.env.POOL, tokenUse: 'access', clientId: process.env.CLIENT });
            exports.handler = async (event) => {
              const claims = await verifier.verify(event.authorizationToken);
              return {
                principalId: claims.sub,
                policyDocument: {
                  Version: '2012-10-17',
                  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
                },
              };
            };
            """, events: route),
        .clean(
            .python,
            """
            from guards import decide

            def handler(event, context):
                principal = decide(event)
                return {
                    "principalId": principal,
                    "policyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": event["methodArn"]}],
                    },
                }
            """, events: route),
    ]
}
