import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A broken hash where somebody would gain by forging it.
struct WeakHashRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "weak-hash", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "protects secrets with a broken hash",
        why: """
            Two texts with the same MD5 or SHA-1 are made in minutes, and a graphics card tries billions of passwords a \
            second against either. For a cache key, an entity tag or a checksum that does not matter; for passwords, \
            tokens and signatures it is all that matters. Only hashes are reported that the names around them say are \
            for one of those.
            """,
        remedy: """
            Passwords want a slow hash with a salt: `scrypt`, `bcrypt`, `argon2`. Tokens and signatures want HMAC with \
            SHA-256: `crypto.createHmac('sha256', key)`, `hmac.new(key, text, hashlib.sha256)`. In Python \
            `usedforsecurity=False` says that a hash protects nothing.
            """,
        cwe: [327, 328, 916],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
            "https://nodejs.org/api/crypto.html#cryptocreatehashalgorithm-options", "https://docs.python.org/3/library/hashlib.html",
        ])

    /// Calls that are a broken hash by their name.
    private static let direct = APISet([
        "md5", "sha1", "js-sha1", "crypto-js.MD5", "crypto-js.SHA1", "crypto-js/md5", "crypto-js/sha1", "blueimp-md5", "hashlib.md5",
        "hashlib.sha1", "Crypto.Hash.MD5.new", "Crypto.Hash.SHA1.new", "Crypto.Hash.SHA.new", "passlib.hash.md5_crypt*",
        "org.apache.commons.codec.digest.DigestUtils.md5*",
        "org.apache.commons.codec.digest.DigestUtils.sha1*", "com.google.common.hash.Hashing.md5", "com.google.common.hash.Hashing.sha1", "crypto/md5.Sum", "crypto/md5.New", "crypto/sha1.Sum", "crypto/sha1.New",
    ])
    /// Calls whose first argument names the hash.
    private static let named = APISet(["crypto.createHash", "crypto.hash", "hashlib.new", "java.security.MessageDigest.getInstance"])
    private static let broken: Set<String> = ["md5", "sha1", "sha-1", "md4", "md2", "rsa-md5", "rsa-sha1", "ripemd128"]

    private static let secrets: Set<String> = [
        "password", "passwords", "passwd", "pwd", "pass", "passphrase", "token", "tokens", "secret", "signature", "sign", "signed", "hmac",
        "otp", "apikey", "csrf", "session", "sessionid", "credential", "credentials", "auth", "authenticate", "pin", "nonce", "salt",
        "resetcode", "verify",
    ]
    /// What a hash of is no secret, whatever else is named beside it.
    private static let harmless: Set<String> = ["etag", "checksum", "cache", "cached", "fingerprint", "gravatar", "avatar", "contentmd5", "dedup", "md5sum"]

    private static let hashing = APISet(allOf: [direct, named])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.hashing).compactMap { call in
            guard let name = hash(of: call), protects(call, in: code) else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "\(name) protects something secret",
                    gain: "whoever gets hold of what `\(function.name)` hashes finds the text behind it, or another one with the same hash"))
        }
    }

    private func hash(of call: CallFact) -> String? {
        if call.argument(99, named: "usedforsecurity")?.value.isCertainly(false) == true { return nil }
        if call.isAny(of: Self.direct), let api = call.apis.first { return api.lowercased().contains("md5") ? "MD5" : "SHA-1" }
        guard call.isAny(of: Self.named), let name = call.argument(0, named: "name")?.value.string?.lowercased(), Self.broken.contains(name) else {
            return nil
        }
        return name.contains("md5") ? "MD5" : name.contains("sha") ? "SHA-1" : name.uppercased()
    }

    /// The names beside which the hash is given more to hash later on.
    private func fed(_ call: CallFact, in code: FunctionCode) -> [String] {
        let makers = Set(code.analysis.objects(of: call.result).map(\.place))
        guard !makers.isEmpty else { return [] }
        return code.analysis.calls.filter { later in
            later.apis.contains { APIPath.name($0) == "update" || APIPath.name($0) == "digest" || APIPath.name($0) == "Write" }
                && code.analysis.objects(of: later.receiver).contains { makers.contains($0.place) }
        }.flatMap { CodeSurroundings(of: $0.place, site: $0.site, in: code).mentioned }
    }

    private func protects(_ call: CallFact, in code: FunctionCode) -> Bool {
        let around = CodeSurroundings(of: call.place, site: call.site, in: code)
        let names = around.bound + around.mentioned + fed(call, in: code)
        guard !CodeSurroundings.speak(around.bound, of: Self.harmless) else { return false }
        return CodeSurroundings.speak(names, of: Self.secrets)
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            const md5 = require('md5');
            const users = require('./users');
            exports.handler = async (event) => {
              const { name, password } = JSON.parse(event.body);
              const hash = crypto.«createHash»('md5').update(password).digest('hex');
              const token = «md5»(name + Date.now());
              await users.save(name, hash, token);
            };
            """),
        .flagged(
            .python,
            """
            import hashlib
            import json

            def sign(order):
                return hashlib.«sha1»(order.encode()).hexdigest()

            def handler(event, context):
                body = json.loads(event["body"])
                password_hash = hashlib.«new»("md5", body["password"].encode()).hexdigest()
                return {"statusCode": 200, "body": sign(password_hash)}
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              const etag = crypto.createHash('md5').update(event.body).digest('hex');
              const cacheKey = crypto.createHash('sha1').update(event.rawPath).digest('base64');
              const token = crypto.createHash('sha256').update(crypto.randomBytes(32)).digest('hex');
              return { statusCode: 200, headers: { ETag: etag, Key: cacheKey }, body: token };
            };
            """),
        .clean(
            .python,
            """
            import hashlib

            def checksum(data):
                return hashlib.md5(data).hexdigest()

            def handler(event, context):
                session_bucket = hashlib.md5(event["path"].encode(), usedforsecurity=False).hexdigest()
                return checksum(event["body"].encode()) + session_bucket
            """),
        .flagged(
            .java,
            """
            import java.security.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private static byte[] hashPassword(String password) {
                    return MessageDigest.«getInstance»("MD5").digest(password.getBytes());
                }
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    return new String(hashPassword(event.getBody()));
                }
            }
            """),
        .clean(
            .java,
            """
            import java.security.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    byte[] etag = MessageDigest.getInstance("MD5").digest(event.getBody().getBytes());
                    byte[] token = MessageDigest.getInstance("SHA-256").digest(SecureRandom.getSeed(32));
                    return new String(etag) + new String(token);
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/md5"
                "encoding/hex"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                password := request.QueryStringParameters["password"]
                passwordHash := md5.«Sum»([]byte(password))
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: hex.EncodeToString(passwordHash[:])}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "crypto/md5"
                "encoding/hex"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "golang.org/x/crypto/bcrypt"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                etag := md5.Sum([]byte(request.Body))
                if _, err := bcrypt.GenerateFromPassword([]byte(request.QueryStringParameters["password"]), bcrypt.DefaultCost); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: map[string]string{"ETag": hex.EncodeToString(etag[:])}}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
