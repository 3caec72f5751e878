import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A secret of the function's in what it answers.
struct SecretInResponseRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "secret-in-response", since: "0.1.0", severity: .high, confidence: .medium,
        summary: "sends a secret of its own to the caller",
        why: """
            What is in an answer is in the caller's browser, in its caches and extensions, and in the log of every proxy on the \
            way. A key that a function needs for its own calls opens the same doors to whoever reads it there, for as long as \
            nobody changes it.
            """,
        remedy: """
            Leave it out of the answer. Where callers need access of their own, give them something that is theirs and ends: a \
            presigned address, a session of STS, a token of the identity provider.
            """,
        cwe: [200, 522, 201],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
            "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
        ])

    private static let answers = APISet(["express.Response#json", "express.Response#send", "express.Response#*.json", "express.Response#*.send"])
    /// Calls whose answer is a secret that was kept.
    private static let stores = ["GetSecretValue", "get_secret_value", "getSecretValue", "SecretsProvider#get"]
    /// How deep values are nested that are looked at.
    private static let depthLimit = 5

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: \.answersHTTP) else { return [] }
        let connections = connections(in: code)
        let sent = HTTPResponse.all(of: function, code).compactMap { response in response.body.map { (value: $0, place: response.bodyPlace) } }
        let handed = code.calls(of: Self.answers).compactMap { call in call.argument(0).map { (value: $0.value, place: call.namePlace) } }
        return (sent + handed).compactMap { value, place -> Violation? in
            guard let what = secret(in: value, connections, code, depth: 0) else { return nil }
            return Violation(
                at: place, "\(what) goes to the caller", gain: "\(function.caller) has \(what) and uses it as `\(function.name)` does",
                severity: Self.metadata.severity.weighed(by: function.exposure))
        }.oncePerPlace.map { .violation($0) }
    }

    /// The settings that connections to databases are made with, by where they are written.
    private func connections(in code: FunctionCode) -> Set<SourcePlace> {
        let settings = code.calls(of: DatabaseClient.connecting).flatMap { call in call.arguments.prefix(1).map(\.value) }
        return Set(settings.flatMap { code.analysis.objects(of: $0) }.filter(Self.holdsPassword).map(\.place))
    }

    /// Whether settings have a password in them, or what was read from a connection string.
    private static func holdsPassword(_ object: HeapObject) -> Bool {
        object.kind == .record && (["password", "pass", "connectionString"].contains { object.fields[$0] != nil } || !object.rest.isEmpty)
    }

    private func secret(in value: AbstractValue, _ connections: Set<SourcePlace>, _ code: FunctionCode, depth: Int) -> String? {
        guard depth < Self.depthLimit else { return nil }
        if let name = Self.variable(in: value) { return "`\(name)` of the environment" }
        for origin in value.origins where origin.guarantees.isDisjoint(with: .harmless) {
            if case .answer(let api) = origin.path.root, Self.stores.contains(where: api.contains) { return "a secret from where it is kept" }
        }
        for object in code.analysis.objects(of: value) {
            if connections.contains(object.place) { return "the password of a database connection" }
            let isMade = if case .external(let api) = object.kind { Self.isWriting(api) } else { true }
            guard isMade else { continue }
            let inner = object.fieldOrder.compactMap { object.fields[$0] } + object.arguments
            for part in inner { if let found = secret(in: part, connections, code, depth: depth + 1) { return found } }
        }
        return nil
    }

    /// What leaves a value what it is.
    private static func isWriting(_ api: String) -> Bool { ["JSON.stringify()", "json.dumps()", "str()", "String()"].contains(api) }

    private static func variable(in value: AbstractValue) -> String? {
        let names = value.constants.compactMap { if case .environment(let name) = $0 { name } else { nil } }
            + value.text.compactMap { if case .environment(let name) = $0 { name } else { nil } }
        return names.first { name in
            let name = SecretName(name)
            guard !name.isOfHash, !name.isAboutSecret, let kind = name.kind else { return false }
            switch kind {
            case .password, .token: return true
            case .vague: return false
            }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { SecretsManager } = require('aws-sdk');
            const secrets = new SecretsManager();
            exports.handler = async (event) => {
              if (event.queryStringParameters.maps) {
                return { statusCode: 200, body: «JSON.stringify({ key: process.env.MAPS_API_KEY })» };
              }
              const answer = await secrets.getSecretValue({ SecretId: 'shop' }).promise();
              return { statusCode: 200, body: «answer.SecretString» };
            };
            """),
        .flagged(
            .python,
            """
            import json
            import os

            def handler(event, context):
                return {"statusCode": 200, "body": «json.dumps({"password": os.environ["DB_PASSWORD"]})»}
            """),
        .flagged(
            .javaScript,
            """
            const express = require('express');
            const serverless = require('serverless-http');
            const pg = require('pg');
            const app = express();
            const settings = { host: process.env.DB_HOST, user: 'shop', password: process.env.DB_PASS };
            const pool = new pg.Pool(settings);
            app.get('/health', async (req, res) => {
              const result = await pool.query('SELECT now()');
              res.«json»({ now: result.rows[0].now, settings });
            });
            module.exports.handler = serverless(app);
            """),
        .clean(
            .javaScript,
            """
            const jwt = require('jsonwebtoken');
            exports.handler = async (event) => {
              const token = jwt.sign({ sub: event.requestContext.authorizer.claims.sub }, process.env.TOKEN_SECRET, { expiresIn: '5m' });
              return { statusCode: 200, body: JSON.stringify({ token, key: process.env.STRIPE_PUBLISHABLE_KEY, table: process.env.TABLE }) };
            };
            """),
        .clean(
            .python,
            """
            import json
            import os
            import boto3

            secrets = boto3.client("secretsmanager")

            def handler(event, context):
                key = secrets.get_secret_value(SecretId="shop")["SecretString"]
                return {"statusCode": 200, "body": json.dumps({"has_key": key != "", "expires": os.environ["TOKEN_TTL"]})}
            """),
    ]
}
