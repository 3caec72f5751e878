import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A key that stands in the code.
struct HardcodedCryptographicKeyRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "hardcoded-cryptographic-key", since: "0.1.0", severity: .high,
        summary: "signs or encrypts with a key that stands in the code",
        why: """
            A key in the code is known to everyone who has read the repository, a package or a backup, is the same in \
            every stage, and cannot be changed without a deployment. Whoever knows it makes tokens that are taken for \
            real and reads what is encrypted. A default beside a variable is such a key too: it is used wherever the \
            variable was forgotten.
            """,
        remedy: """
            Keep the key in Secrets Manager or the Parameter Store and fetch it when the function starts, or let KMS \
            sign and encrypt. Make a new key: the one in the history stays known.
            """,
        cwe: [321, 798],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
        ])

    /// Where calls take their key.
    private static let keys: [(apis: APISet, position: Int, name: String?)] = [
        (APISet(["crypto.createHmac", "crypto.createCipheriv", "crypto.createDecipheriv", "crypto.createCipher", "crypto.createDecipher"]), 1, nil),
        (APISet(["jsonwebtoken.sign", "jsonwebtoken.verify", "jwt-simple.encode", "jwt-simple.decode", "jsonwebtoken-promisified.*"]), 1, nil),
        (APISet(["crypto-js.*.encrypt", "crypto-js.*.decrypt", "crypto-js.Hmac*", "crypto-js/hmac-*", "crypto-js/aes.*crypt"]), 1, nil),
        (APISet(["cookie-signature.sign", "cookie-signature.unsign", "jose.SignJWT#sign"]), 1, nil),
        (APISet(["hmac.new", "hmac.digest"]), 0, "key"),
        (APISet(["jwt.encode", "jwt.decode", "jose.jwt.encode", "jose.jwt.decode", "jwt.PyJWT().*code", "authlib.jose.jwt.encode"]), 1, "key"),
        (APISet(["cryptography.fernet.Fernet", "Crypto.Cipher.*.new", "Cryptodome.Cipher.*.new", "cryptography.hazmat*algorithms.AES"]), 0, "key"),
        (APISet(["javax.crypto.spec.SecretKeySpec", "javax.crypto.spec.DESKeySpec", "com.auth0.jwt.algorithms.Algorithm.HMAC*", "io.jsonwebtoken.security.Keys.hmacShaKeyFor"]), 0, nil),
        (APISet(["io.jsonwebtoken.*#signWith", "crypto/hmac.New"]), 1, nil),
        (APISet(["crypto/aes.NewCipher", "github.com/golang-jwt/jwt*.SignedString", "github.com/dgrijalva/jwt-go*.SignedString"]), 0, nil),
        (APISet(["itsdangerous.*Serializer", "itsdangerous.*Signer", "nacl.secret.SecretBox"]), 0, "secret_key"),
    ]

    private static let keyed = APISet(allOf: keys.map { $0.apis })

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let variables = Set(function.environment.compactMap { $0.value.string })
        return code.calls(of: Self.keyed).compactMap { call in
            guard let sink = Self.keys.first(where: { call.isAny(of: $0.apis) }), let key = call.argument(sink.position, named: sink.name),
                let text = key.value.strings.first(where: { isKey($0) && !variables.contains($0) })
            else { return nil }
            return .violation(violation(call, key, text, function, code))
        }
    }

    /// Whether a constant is a key to be kept; what everyone may know is none.
    private func isKey(_ text: String) -> Bool {
        !text.isEmpty && !["PUBLIC KEY", "CERTIFICATE", "ssh-rsa "].contains(where: text.contains)
    }

    private func violation(_ call: CallFact, _ key: CallFact.Argument, _ text: String, _ function: Function, _ code: FunctionCode) -> Violation {
        let written = literals(of: text, in: code)
        let isDefault = key.value.constants.count > 1 || key.value.isOpen
        let elsewhere = written.filter { !key.place.span.contains($0.span) || $0.path != key.place.path }
        return Violation(
            at: key.place, "the key of `\(APIPath.name(call.apis.first ?? ""))` \(isDefault ? "may be one that stands" : "stands") in the code",
            gain: "whoever has read the code of `\(function.name)` signs or reads in its name",
            related: elsewhere.prefix(1).map { (place: $0, note: "the key is written here") }, secrets: written)
    }

    private func literals(of text: String, in code: FunctionCode) -> [SourcePlace] {
        code.closure.files.flatMap { path -> [SourcePlace] in
            guard let module = code.program[path]?.module else { return [] }
            return module.expressions.compactMap { expression in
                guard case .string(let literal) = expression.kind, literal == text else { return nil }
                return module.place(expression.span)
            }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            const jwt = require('jsonwebtoken');
            const SECRET = 'b7d1c4a8e2f94c';
            exports.handler = async (event) => {
              const { user } = jwt.verify(event.headers.authorization, «process.env.JWT_SECRET || 'not-so-secret'»);
              const mac = crypto.createHmac('sha256', «SECRET»).update(event.body).digest('hex');
              const cipher = crypto.createCipheriv('aes-128-gcm', «Buffer.from('0123456789abcdef')», crypto.randomBytes(12));
              return { statusCode: 200, body: user + mac + cipher.update(event.body) };
            };
            """),
        .flagged(
            .python,
            """
            import hashlib
            import hmac
            import jwt
            from cryptography.fernet import Fernet

            KEY = b"2yWv1bT0PZ8nV4sC"

            def handler(event, context):
                mac = hmac.new(«KEY», event["body"].encode(), hashlib.sha256).hexdigest()
                token = jwt.encode({"mac": mac}, «"shop-signing"», algorithm="HS256")
                return Fernet(«"cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="»).encrypt(token)
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            const jwt = require('jsonwebtoken');
            const PUBLIC = '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\\n-----END PUBLIC KEY-----';
            exports.handler = async (event) => {
              const { user } = jwt.verify(event.headers.authorization, PUBLIC, { algorithms: ['ES256'] });
              return user + crypto.createHmac('sha256', process.env.SECRET).update(event.body).digest('hex');
            };
            """),
        .clean(
            .python,
            """
            import hmac
            import os
            import boto3
            import jwt

            secrets = boto3.client("secretsmanager")

            def handler(event, context):
                key = secrets.get_secret_value(SecretId="shop/signing")["SecretString"]
                mac = hmac.new(key.encode(), event["body"].encode(), "sha256").hexdigest()
                return jwt.encode({"mac": mac}, os.environ["JWT_KEY"], algorithm="HS256")
            """),
        .flagged(
            .java,
            """
            import javax.crypto.spec.SecretKeySpec;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    SecretKeySpec key = new SecretKeySpec(«"s3cr3t-of-the-shop".getBytes()», "HmacSHA256");
                    return key.getFormat();
                }
            }
            """),
        .clean(
            .java,
            """
            import javax.crypto.spec.SecretKeySpec;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    SecretKeySpec key = new SecretKeySpec(System.getenv("KEY").getBytes(), "HmacSHA256");
                    return key.getFormat();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/aes"
                "crypto/hmac"
                "crypto/sha256"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var key = []byte("0123456789abcdef")

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                mac := hmac.New(sha256.New, «[]byte("b7d1c4a8e2f94c")»)
                mac.Write([]byte(request.Body))
                if _, err := aes.NewCipher(«key»); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
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
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                mac := hmac.New(sha256.New, []byte(os.Getenv("SIGNING_KEY")))
                mac.Write([]byte(request.Body))
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
