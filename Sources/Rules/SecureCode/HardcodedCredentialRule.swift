import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A caller's credential that is held against a text in the code.
struct HardcodedCredentialRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "hardcoded-credential", since: "0.1.0", severity: .high, confidence: .medium,
        summary: "accepts a credential that stands in the code",
        why: """
            A token that stands in the code is known to everybody who reads the repository, its history, a build log or the \
            function's package, it is the same in every stage, and it is not changed without a deployment. Whoever has it is \
            let in for as long as the code runs.
            """,
        remedy: """
            Keep the token in Secrets Manager or a `SecureString` parameter and compare in constant time, or let an identity \
            provider issue tokens that expire and verify their signature.
            """,
        cwe: [798, 259, 287],
        references: [
            "https://cwe.mitre.org/data/definitions/798.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        ])

    /// Fields that hold nothing but a credential, in lower case without punctuation.
    private static let credentials: Set<String> = [
        "authorizationtoken", "authorization", "identitysource", "xapikey", "apikey", "xauthtoken", "xaccesstoken", "accesstoken", "password", "passwd",
        "xapitoken", "apitoken", "authtoken", "xtoken", "xsecret", "xapisecret", "secretkey",
    ]
    /// What stands before a credential, and what tests for one compare with.
    private static let words: Set<String> = [
        "bearer", "basic", "digest", "token", "apikey", "aws4-hmac-sha256", "negotiate", "undefined", "null", "none", "string", "object", "function", "number",
        "boolean", "true", "false",
    ]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        return code.analysis.comparisons.compactMap { fact -> Violation? in
            guard fact.comparison == .equal || fact.comparison == .notEqual else { return nil }
            for (given, kept) in [(fact.left, fact.right), (fact.right, fact.left)] where Self.isCredential(kept) {
                let parts = finder.parts(in: given).filter { Self.isCredential($0.origin) && $0.part.exposure > .internal }
                guard let (origin, part) = parts.first else { continue }
                return Violation(
                    at: fact.place, "`\(origin.path)` is compared with a text that stands in the code",
                    gain: "whoever reads the code, its history or the package of `\(function.name)` has the credential and is let in",
                    severity: Self.metadata.severity.weighed(by: part.exposure))
            }
            return nil
        }.oncePerPlace.map { .violation($0) }
    }

    /// A text of the program's own that is long enough to be a credential and not the name of a scheme or type.
    private static func isCredential(_ value: AbstractValue) -> Bool {
        guard let text = value.string, text.utf8.count >= 4 else { return false }
        let bare = text.lowercased().filter { !$0.isWhitespace }
        return !words.contains(bare) && bare.contains { $0.isLetter || $0.isNumber }
    }

    private static func isCredential(_ origin: Origin) -> Bool {
        origin.path.fields.contains { field in credentials.contains(field.lowercased().filter(\.isLetter)) }
            && !origin.path.fields.contains("length")
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              if («event.headers.authorization !== 'Bearer letmein-2024'») return { statusCode: 401 };
              const { password } = JSON.parse(event.body);
              if («password === 'opensesame'») return { statusCode: 204 };
              return { statusCode: 403 };
            };
            """),
        .flagged(
            .python,
            """
            def handler(event, context):
                token = event["headers"]["x-api-key"]
                if «token != "letmein-2024"»:
                    return {"statusCode": 401}
                return {"statusCode": 200}
            """),
        .clean(
            .javaScript,
            """
            const { verify } = require('jsonwebtoken');
            exports.handler = async (event) => {
              const [scheme, token] = event.headers.authorization.split(' ');
              if (scheme !== 'Bearer' || typeof token !== 'string' || token === '') return { statusCode: 401 };
              if (event.headers['x-stage'] === 'production') return { statusCode: 204 };
              return { statusCode: 200, body: verify(token, process.env.PUBLIC_KEY, { algorithms: ['RS256'] }).sub };
            };
            """),
        .clean(
            .python,
            """
            import hmac
            import os

            def handler(event, context):
                token = event["headers"].get("x-api-key", "")
                if token == "" or not hmac.compare_digest(token, os.environ["SHOP_TOKEN"]):
                    return {"statusCode": 401}
                return {"statusCode": 200 if event["queryStringParameters"]["kind"] == "gift-card" else 404}
            """),
    ]
}
