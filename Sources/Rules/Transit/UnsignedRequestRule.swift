import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A plain request to a door that asks for signed ones.
struct UnsignedRequestRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "unsigned-request", since: "0.1.0", severity: .low, confidence: .medium, audience: .pedantic,
        summary: "asks a door for signed requests without signing them",
        why: """
            A route with `AWS_IAM` answers signed requests only. A plain one is refused, or is about to be made to work by \
            opening the route: code that signs nothing and a door that asks for signatures do not fit together, and the \
            door is the one to keep.
            """,
        remedy: """
            Sign the request with the function's role: `@smithy/signature-v4`, `aws4`, `aws4fetch`; in Python \
            `botocore.auth.SigV4Auth` or `requests-aws4auth`. Grant the role `execute-api:Invoke` or \
            `lambda:InvokeFunctionUrl` on it.
            """,
        cwe: [306],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html",
        ])

    private static let clients = APISet([
        "axios", "axios.*", "node-fetch", "fetch", "cross-fetch", "got", "got.*", "undici.*", "request*", "superagent.*", "needle*", "https.request",
        "https.get", "requests.*", "httpx.*", "urllib.request.urlopen", "urllib3.*request",
    ])
    private static let signers = ["aws4", "sigv4", "signature-v4", "aws_requests_auth", "aws4auth", "botocore"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let signed = signedDoors(of: context.application)
        guard !signed.isEmpty else { return [] }
        let variables = function.environment.filter { isSet(to: signed, $0.value) }.map(\.name)
        guard !variables.isEmpty, !signs(code) else { return [] }
        return code.calls(of: Self.clients).compactMap { call in
            guard let name = variables.first(where: { goes(call, to: $0, code) }) else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "the request to `\(name)` is not signed, and its door asks for signatures",
                    gain: "who repairs `\(function.name)` by opening that door lets everyone in"))
        }
    }

    /// The logical ids of interfaces all of whose routes ask for signatures.
    private func signedDoors(of application: Application) -> Set<String> {
        var routes: [API.ID: [HTTPRoute]] = [:]
        for route in application.functions.flatMap(\.triggers).compactMap(\.route) {
            if let id = route.apiID { routes[id, default: []].append(route) }
        }
        let apis = application.apis.filter { api in
            let own = (routes[api.id] ?? []) + api.serviceRoutes
            return !own.isEmpty && own.allSatisfy { $0.authorization == .iam }
        }
        return Set(apis.flatMap { api in
            [api.id.name] + (api.kind == .rest ? ["ApiGatewayRestApi", "ServerlessRestApi"] : api.kind == .http ? ["HttpApi", "ServerlessHttpApi"] : [])
        })
    }

    private func isSet(to doors: Set<String>, _ value: Value) -> Bool {
        var isFound = false
        ResourceReferences.visit(value) { isFound = isFound || doors.contains($0) }
        return isFound
    }

    private func signs(_ code: FunctionCode) -> Bool {
        let modules = code.closure.externals.map { $0.module.lowercased() }
        return modules.contains { module in Self.signers.contains(where: module.contains) } || code.reachedNames.contains { $0.contains("sign") }
    }

    private func goes(_ call: CallFact, to variable: String, _ code: FunctionCode) -> Bool {
        if call.arguments.contains(where: { $0.value.constants.contains(.environment(variable)) }) { return true }
        return CodeSurroundings(of: call.place, site: call.site, in: code).mentioned.contains(variable)
    }

    private static let events = "- http: { path: orders, method: get, authorizer: aws_iam }"
    private static let variable = """
            environment:
              PRICES_URL: !Sub 'https://${ApiGatewayRestApi}.execute-api.eu-west-1.amazonaws.com/dev/prices'
        """

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const axios = require('axios');
            exports.handler = async () => {
              const { data } = await axios.«get»(`${process.env.PRICES_URL}/today`);
              return { statusCode: 200, body: data };
            };
            """, events: events, more: variable),
        .flagged(
            .python,
            """
            import os
            import requests

            URL = os.environ["PRICES_URL"]

            def handler(event, context):
                return {"statusCode": 200, "body": requests.«get»(URL).text}
            """, events: events, more: variable),
        .clean(
            .javaScript,
            """
            const { AwsClient } = require('aws4fetch');
            const signed = new AwsClient({ accessKeyId: process.env.AWS_ACCESS_KEY_ID });
            exports.handler = async () => signed.fetch(process.env.PRICES_URL);
            """, events: events, more: variable),
        .clean(
            .python,
            """
            import os
            import requests
            from requests_aws4auth import AWS4Auth

            def handler(event, context):
                auth = AWS4Auth(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], "eu-west-1", "execute-api")
                return requests.get(os.environ["PRICES_URL"], auth=auth).text
            """, events: events, more: variable),
    ]
}
