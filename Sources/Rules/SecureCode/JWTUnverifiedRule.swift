import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A token that is believed without its signature.
struct JWTUnverifiedRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "jwt-unverified", since: "0.1.0", severity: .critical,
        summary: "believes tokens whose signature it does not check",
        why: """
            What a JSON Web Token says is text that anyone can write; only its signature says who wrote it. `decode` \
            reads without checking, the algorithm `none` has nothing to check, and a token whose expiry is ignored is \
            good for ever. Code behind a gateway that has checked the token already may read it.
            """,
        remedy: """
            Call `verify` with the key and the list of algorithms: `jwt.verify(token, key, { algorithms: ['RS256'] })`, \
            `jwt.decode(token, key, algorithms=["RS256"])`, `aws-jwt-verify` for tokens of Cognito; or put an authorizer \
            in front and read its claims.
            """,
        cwe: [347, 345],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html",
            "https://github.com/auth0/node-jsonwebtoken#readme", "https://pyjwt.readthedocs.io/en/stable/usage.html",
            "https://www.rfc-editor.org/rfc/rfc8725",
        ])

    /// Calls that read a token and check nothing.
    private static let reading = APISet([
        "jsonwebtoken.decode", "jwt-decode", "jwt-decode.jwtDecode", "jwt_decode", "jose.decodeJwt", "jose.jwt.get_unverified_claims",
        "jose.jws.get_unverified_claims", "com.auth0.jwt.JWT.decode", "github.com/golang-jwt/jwt*.ParseUnverified", "github.com/golang-jwt/jwt*#ParseUnverified",
        "github.com/dgrijalva/jwt-go*ParseUnverified",
    ])
    /// Calls that check, unless they are told not to.
    private static let checking = APISet(["jsonwebtoken.verify", "jwt.decode", "jose.jwt.decode", "jwt.PyJWT().decode", "jwt.api_jwt.decode", "jwt-simple.decode", "jose.jwtVerify"])
    private static let checks = ["verif", "authenticat", "jwtcheck", "getpublickey", "jwks"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let isOpen = function.exposure == .public && function.triggers.contains { $0.route != nil || $0.kind == .authorizer }
        let read = isOpen ? code.calls(of: Self.reading).filter { isGiven($0, function, code) } : []
        let unchecked = read.isEmpty || checksElsewhere(code) ? [] : read
        let verdicts = unchecked.map { verdict(at: $0.namePlace, "the token is read without a check of its signature", function) }
        return verdicts + code.calls(of: Self.checking).compactMap { switchedOff($0, function, code, hasGuard: !isOpen) }
    }

    private func verdict(at place: SourcePlace, _ message: String, _ function: Function, _ severity: Severity? = nil) -> Verdict {
        .violation(
            Violation(
                at: place, message, gain: "whoever writes a token of their own is for `\(function.name)` whom they like",
                severity: (severity ?? Self.metadata.severity).weighed(by: function.exposure)))
    }

    private func isGiven(_ call: CallFact, _ function: Function, _ code: FunctionCode) -> Bool {
        call.arguments.first.map { !FlowFinder(code: code, function: function).parts(in: $0.value, at: call).isEmpty } ?? false
    }

    /// A key is often looked up by the unverified header first.
    private func checksElsewhere(_ code: FunctionCode) -> Bool {
        let called = code.analysis.calls.filter { !$0.isAny(of: Self.reading) }.flatMap { call in call.apis.map { APIPath.name($0).lowercased() } }
        let names = called + code.reachedNames
        return names.contains { name in Self.checks.contains { name.contains($0) } } || code.analysis.calls.contains { call in
            call.apis.contains { $0 == "jwt.decode" || $0 == "jose.jwt.decode" } && off(call, code) == nil && call.arguments.count > 1
        }
    }

    // MARK: Switches

    private func switchedOff(_ call: CallFact, _ function: Function, _ code: FunctionCode, hasGuard: Bool) -> Verdict? {
        guard let (place, what, severity) = off(call, code) else { return nil }
        // What a gateway has checked is only read here.
        if hasGuard, severity == .critical, function.exposure == .authenticated { return nil }
        if severity == .critical, checksElsewhere(code) { return nil }
        return verdict(at: place, what, function, severity)
    }

    private func off(_ call: CallFact, _ code: FunctionCode) -> (SourcePlace, String, Severity)? {
        let options = CallOption.options(
            of: call, named: ["verify_signature", "verify", "verify_exp", "ignoreExpiration", "algorithms", "algorithm"], in: code)
        for option in options {
            switch option.name {
            case "verify_signature" where option.value.isCertainly(false), "verify" where option.value.isCertainly(false):
                return (option.place, "`\(option.name)` takes the check of the token's signature away", .critical)
            case "algorithms", "algorithm":
                let listed = code.analysis.elements(of: option.value).flatMap(\.strings) + option.value.strings
                if listed.contains(where: { $0.lowercased() == "none" }) {
                    return (option.place, "tokens without a signature are taken", .high)
                }
            case "verify_exp" where option.value.isCertainly(false), "ignoreExpiration" where option.value.isCertainly(true):
                return (option.place, "`\(option.name)` takes tokens that have expired", .medium)
            default: continue
            }
        }
        // The third argument of `jwt-simple.decode` says not to check.
        if call.apis.contains("jwt-simple.decode"), let third = call.argument(2), third.value.isCertainly(true) {
            return (third.place, "the third argument takes the check of the token's signature away", .critical)
        }
        return nil
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const jwt = require('jsonwebtoken');
            const orders = require('./orders');
            exports.handler = async (event) => {
              const { sub } = jwt.«decode»(event.headers.authorization.replace('Bearer ', ''));
              return { statusCode: 200, body: JSON.stringify(await orders.of(sub)) };
            };
            """),
        .flagged(
            .javaScript,
            """
            const jwt = require('jsonwebtoken');
            exports.handler = async (event) => {
              const token = event.headers.authorization;
              const admin = jwt.verify(token, process.env.KEY, { algorithms: «['HS256', 'none']» });
              const user = jwt.verify(token, process.env.KEY, { algorithms: ['HS256'], ignoreExpiration: «true» });
              return { statusCode: 200, body: admin.sub + user.sub };
            };
            """),
        .flagged(
            .python,
            """
            import jwt

            def handler(event, context):
                token = event["headers"]["authorization"]
                claims = jwt.decode(token, options={"verify_signature": «False»})
                return {"statusCode": 200, "body": claims["sub"]}
            """),
        .clean(
            .javaScript,
            """
            const jwt = require('jsonwebtoken');
            const keys = require('./keys');
            exports.handler = async (event) => {
              const token = event.headers.authorization;
              const { header } = jwt.decode(token, { complete: true });
              const { sub } = jwt.verify(token, await keys.of(header.kid), { algorithms: ['RS256'] });
              return { statusCode: 200, body: sub };
            };
            """),
        .clean(
            .python,
            """
            import os
            import jwt

            def handler(event, context):
                token = event["headers"]["authorization"]
                header = jwt.get_unverified_header(token)
                claims = jwt.decode(token, os.environ[header["kid"]], algorithms=["RS256"])
                return {"statusCode": 200, "body": claims["sub"]}
            """),
        .clean(
            .python,
            """
            # The gateway has checked the token.
            import jwt

            def handler(event, context):
                claims = jwt.decode(event["headers"]["authorization"], options={"verify_signature": False})
                return {"statusCode": 200, "body": claims["sub"]}
            """,
            events: "- http: { method: get, path: orders, authorizer: { arn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x' } }"),
        .flagged(
            .java,
            """
            import com.auth0.jwt.JWT;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String token = event.getHeaders().get("Authorization");
                    return JWT.«decode»(token).getSubject();
                }
            }
            """),
        .clean(
            .java,
            """
            import com.auth0.jwt.JWT;
            import com.auth0.jwt.algorithms.Algorithm;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String token = event.getHeaders().get("Authorization");
                    Algorithm algorithm = Algorithm.HMAC256(System.getenv("KEY"));
                    return JWT.require(algorithm).build().verify(token).getSubject();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "github.com/golang-jwt/jwt/v5"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                claims := jwt.MapClaims{}
                if _, _, err := jwt.NewParser().«ParseUnverified»(request.Headers["authorization"], claims); err != nil {
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
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "github.com/golang-jwt/jwt/v5"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                claims := jwt.MapClaims{}
                key := func(*jwt.Token) (any, error) { return []byte(os.Getenv("KEY")), nil }
                if _, err := jwt.ParseWithClaims(request.Headers["authorization"], claims, key, jwt.WithValidMethods([]string{"HS256"})); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 401}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
