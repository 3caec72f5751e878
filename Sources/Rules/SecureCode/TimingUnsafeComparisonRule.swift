import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A secret that is compared letter by letter with what a caller sends.
struct TimingUnsafeComparisonRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "timing-unsafe-comparison", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "compares secrets in a time that tells how much was right",
        why: """
            `===` and `==` stop at the first letter that differs, so an answer comes a little later for every letter that \
            was right. Measured often enough, that spells a token or a signature letter by letter.
            """,
        remedy: "Compare digests in constant time: `crypto.timingSafeEqual(a, b)`, `hmac.compare_digest(a, b)`.",
        cwe: [208],
        references: [
            "https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b", "https://docs.python.org/3/library/hmac.html#hmac.compare_digest",
        ])

    private static let signatures = APISet(["crypto.createHmac().*", "hmac.new().*", "hmac.digest()", "crypto-js.Hmac*", "crypto/hmac.New().Sum()"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let variables = function.environment.filter { SecretName($0.name).kind == .token || SecretName($0.name).kind == .password }
        let names = Set(variables.map(\.name))
        let texts = Set(variables.compactMap { $0.value.string })
        return code.analysis.comparisons.compactMap { fact in
            guard fact.comparison == .equal || fact.comparison == .notEqual else { return nil }
            let sides = [(fact.left, fact.right), (fact.right, fact.left)]
            guard sides.contains(where: { isSecret($0, names, texts, code) && isGiven($1, function, code) }) else { return nil }
            return .violation(
                Violation(
                    at: fact.place, "a secret is compared in a time that tells how much was right",
                    gain: "\(function.caller) spells the secret of `\(function.name)` letter by letter"))
        }
    }

    private func isSecret(_ value: AbstractValue, _ names: Set<String>, _ texts: Set<String>, _ code: FunctionCode) -> Bool {
        for constant in value.constants {
            switch constant {
            case .environment(let name):
                if names.contains(name) || SecretName(name).kind == .token || SecretName(name).kind == .password { return true }
            case .string(let text): if texts.contains(text), text.utf8.count > 7 { return true }
            default: continue
            }
        }
        if code.analysis.apis(of: value).contains(where: Self.signatures.contains) { return true }
        // A secret that was kept in a store to be compared.
        if value.origins.contains(where: isKept) { return true }
        // A text with the name of the method in front of a digest.
        return !value.origins.isEmpty && value.origins.allSatisfy { $0.guarantees.contains(.digest) }
    }

    private func isKept(_ origin: Origin) -> Bool {
        guard case .answer = origin.path.root, let field = origin.path.fields.last else { return false }
        let name = SecretName(field)
        guard !name.isAboutSecret, !name.isOfHash, let kind = name.kind else { return false }
        switch kind {
        case .password, .token: return true
        case .vague: return false
        }
    }

    private func isGiven(_ value: AbstractValue, _ function: Function, _ code: FunctionCode) -> Bool {
        FlowFinder(code: code, function: function).parts(in: value).contains { $0.part.exposure > .internal }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              const mac = crypto.createHmac('sha256', process.env.SECRET).update(event.body).digest('hex');
              if («event.headers['x-signature'] !== `sha256=${mac}`») return { statusCode: 401 };
              if («event.headers['x-api-token'] === process.env.API_TOKEN») return { statusCode: 204 };
              return { statusCode: 403 };
            };
            """),
        .flagged(
            .python,
            """
            import os

            def handler(event, context):
                if «event["headers"]["x-token"] != os.environ["SHOP_TOKEN"]»:
                    return {"statusCode": 401}
                return {"statusCode": 200}
            """),
        .flagged(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            exports.handler = async (event) => {
              const { Item } = await db.get({ TableName: 'links', Key: { id: event.pathParameters.id } }).promise();
              if («Item.token !== event.headers.authorization») return { statusCode: 404 };
              return { statusCode: Item.status === event.queryStringParameters.status ? 200 : 409 };
            };
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              const mac = crypto.createHmac('sha256', process.env.SECRET).update(event.body).digest();
              const given = Buffer.from(event.headers['x-signature'], 'hex');
              if (!crypto.timingSafeEqual(mac, given)) return { statusCode: 401 };
              if (event.headers['x-stage'] === process.env.STAGE) return { statusCode: 204 };
              return { statusCode: process.env.API_TOKEN === undefined ? 500 : 200 };
            };
            """),
        .clean(
            .python,
            """
            import hmac
            import os

            def handler(event, context):
                if not hmac.compare_digest(event["headers"]["x-token"], os.environ["SHOP_TOKEN"]):
                    return {"statusCode": 401}
                return {"statusCode": 200, "body": str(event["path"] == os.environ["PREFIX"])}
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/hmac"
                "crypto/sha256"
                "encoding/hex"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                mac := hmac.New(sha256.New, []byte(os.Getenv("SECRET")))
                mac.Write([]byte(request.Body))
                if «hex.EncodeToString(mac.Sum(nil)) != request.Headers["x-signature"]» {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 401}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "crypto/hmac"
                "crypto/sha256"
                "encoding/hex"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                mac := hmac.New(sha256.New, []byte(os.Getenv("SECRET")))
                mac.Write([]byte(request.Body))
                given, err := hex.DecodeString(request.Headers["x-signature"])
                if err != nil || !hmac.Equal(mac.Sum(nil), given) {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 401}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
