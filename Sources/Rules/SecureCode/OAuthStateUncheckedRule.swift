import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A sign-in's return address that takes codes that somebody else asked for.
struct OAuthStateUncheckedRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "oauth-state-unchecked", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "ends a sign-in without asking who began it",
        why: """
            A provider sends the browser back with a code and with the `state` that the sign-in began with. Code that \
            exchanges the code and never looks at the state takes a code of an attacker's from a victim's browser: the \
            victim works in the attacker's account, or the attacker's account is linked to the victim's.
            """,
        remedy: """
            Draw a random `state` when the sign-in begins, keep it in a cookie, and compare it before the code is \
            exchanged; or use PKCE and keep the verifier with the browser.
            """,
        cwe: [352],
        references: [
            "https://www.rfc-editor.org/rfc/rfc6749#section-10.12", "https://www.rfc-editor.org/rfc/rfc9700#section-2.1",
        ])

    /// Libraries that look after the state themselves.
    private static let libraries: Set<String> = ["passport", "openid-client", "authlib", "next-auth", "@auth/core", "grant", "requests_oauthlib", "express-openid-connect"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: { $0.route != nil && $0.exposure == .public }), let read = codeRead(code), !checksState(code),
            let exchange = code.analysis.calls.first(where: { exchanges($0, code) })
        else { return [] }
        return [
            .violation(
                Violation(
                    at: exchange.namePlace, "the code is exchanged without a check of the `state` it came with",
                    gain: "whoever leads a victim to the return address of `\(function.name)` signs them in to an account of their own",
                    related: [(place: read.place, note: "the code is read here")]))
        ]
    }

    private func codeRead(_ code: FunctionCode) -> ReadFact? {
        code.analysis.reads.first { read in
            let fields = read.path.fields
            return fields.last == "code" && ["queryStringParameters", "query", "args", "query_params"].contains(fields.first)
        }
    }

    private func checksState(_ code: FunctionCode) -> Bool {
        let isRead = code.analysis.reads.contains { ["state", "code_verifier", "codeVerifier"].contains($0.path.fields.last) }
        return isRead || !code.closure.packageNames.isDisjoint(with: Self.libraries)
    }

    /// Whether a call asks for a token with the code.
    private func exchanges(_ call: CallFact, _ code: FunctionCode) -> Bool {
        guard call.arguments.contains(where: { argument in
            code.analysis.origins(in: argument.value).contains { $0.path.fields.last == "code" }
        }) else { return false }
        if call.apis.contains(where: { $0.hasSuffix("getToken") || $0.hasSuffix("fetch_token") }) { return true }
        let grants = CallOption.options(of: call, named: ["grant_type"], in: code).flatMap(\.value.strings)
        let texts = call.arguments.flatMap(\.value.texts)
        return grants.contains("authorization_code") || texts.contains { $0.contains("grant_type=authorization_code") }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const axios = require('axios');
            exports.handler = async (event) => {
              const { code } = event.queryStringParameters;
              const { data } = await axios.«post»('https://login.example.com/oauth/token', {
                grant_type: 'authorization_code', code, client_id: process.env.CLIENT_ID,
              });
              return { statusCode: 302, headers: { 'Set-Cookie': `session=${data.id_token}` } };
            };
            """, events: "- httpApi: GET /callback"),
        .flagged(
            .python,
            """
            import os
            import requests

            def handler(event, context):
                code = event["queryStringParameters"]["code"]
                answer = requests.«post»(
                    "https://login.example.com/oauth/token",
                    data={"grant_type": "authorization_code", "code": code, "client_id": os.environ["CLIENT_ID"]},
                )
                return {"statusCode": 302, "headers": {"Set-Cookie": answer.json()["id_token"]}}
            """, events: "- httpApi: GET /callback"),
        .clean(
            .javaScript,
            """
            const axios = require('axios');
            const cookie = require('cookie');
            exports.handler = async (event) => {
              const { code, state } = event.queryStringParameters;
              if (state !== cookie.parse(event.headers.cookie).state) return { statusCode: 403 };
              await axios.post('https://login.example.com/oauth/token', { grant_type: 'authorization_code', code });
              return { statusCode: 302 };
            };
            """, events: "- httpApi: GET /callback"),
        .clean(
            .python,
            """
            import requests

            def handler(event, context):
                # A discount's code, not a sign-in's.
                code = event["queryStringParameters"]["code"]
                return requests.post("https://shop.example.com/vouchers", data={"code": code}).json()
            """, events: "- httpApi: GET /voucher"),
    ]
}
