import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// An initialization vector that is always the same.
struct StaticIVRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "static-iv", since: "0.1.0", severity: .medium,
        summary: "encrypts everything with the same vector",
        why: """
            The initialization vector is there so that the same text never looks the same twice. Used again, equal \
            beginnings show in CBC, two texts cancel each other out in CTR, and in GCM one repetition gives away the key \
            that authenticates.
            """,
        remedy: "Draw a new vector for every text (`crypto.randomBytes(12)`, `os.urandom(12)`) and store it in front of the cipher text.",
        cwe: [329, 1204],
        references: [
            "https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options",
            "https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
            "https://csrc.nist.gov/pubs/sp/800/38/d/final",
        ])

    private static let vectors: [(apis: APISet, position: Int, names: [String])] = [
        (APISet(["crypto.createCipheriv"]), 2, []),
        (APISet(["Crypto.Cipher.*.new", "Cryptodome.Cipher.*.new"]), 2, ["iv", "IV", "nonce"]),
        (APISet(["cryptography.hazmat*modes.CBC", "cryptography.hazmat*modes.CTR", "cryptography.hazmat*modes.GCM", "cryptography.hazmat*modes.CFB*", "cryptography.hazmat*modes.OFB"]), 0, ["initialization_vector", "nonce"]),
        (APISet(["crypto/cipher.NewCBCEncrypter", "crypto/cipher.NewCTR", "crypto/cipher.NewOFB", "crypto/cipher.NewCFBEncrypter"]), 1, []),
        (APISet(["crypto/cipher.NewGCM().Seal"]), 1, []), (APISet(["javax.crypto.spec.IvParameterSpec"]), 0, []), (APISet(["javax.crypto.spec.GCMParameterSpec"]), 1, []),
        (APISet(["cryptography.hazmat*AESGCM().encrypt", "cryptography.hazmat*ChaCha20Poly1305().encrypt"]), 0, ["nonce"]),
    ]

    private static let ciphers = APISet(allOf: vectors.map { $0.apis })

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.ciphers).compactMap { call in
            guard let vector = vector(of: call), isFixed(vector.value, call, in: code) else { return nil }
            return .violation(
                Violation(
                    at: vector.place, "the initialization vector is always the same",
                    gain: "whoever collects what `\(function.name)` encrypts sees which texts are equal, and reads more with each"))
        }
    }

    private func vector(of call: CallFact) -> CallFact.Argument? {
        guard let known = Self.vectors.first(where: { call.isAny(of: $0.apis) }) else { return nil }
        return call.arguments.first { $0.name.map(known.names.contains) ?? false } ?? call.argument(known.position)
    }

    private func isFixed(_ value: AbstractValue, _ call: CallFact, in code: FunctionCode) -> Bool {
        // Modes without a vector are given an empty one, and reading needs the vector of the writing.
        if let text = value.strings.first, !text.isEmpty, value.origins.isEmpty { return value.constants.count == 1 }
        guard value.references.count == 1, let api = code.analysis.apis(of: value).first, value.origins.isEmpty else { return false }
        return ["Buffer.alloc()", "bytes()", "Uint8Array#"].contains(api)
            && code.analysis.arguments(madeWith: value).allSatisfy { argument in
                if case .number? = argument.constant { true } else { false }
            }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            const IV = Buffer.from('1234567890123456');
            exports.handler = async (event) => {
              const first = crypto.createCipheriv('aes-256-cbc', process.env.KEY, «IV»);
              const second = crypto.createCipheriv('aes-256-ctr', process.env.KEY, «Buffer.alloc(16, 0)»);
              return first.update(event.body) + second.update(event.body);
            };
            """),
        .flagged(
            .python,
            """
            import os
            from Crypto.Cipher import AES
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

            KEY = os.environ["KEY"].encode()

            def handler(event, context):
                first = AES.new(KEY, AES.MODE_CBC, iv=«b"1234567890123456"»)
                second = Cipher(algorithms.AES(KEY), modes.CTR(«bytes(16)»))
                return first.encrypt(event["body"]), second
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              const iv = crypto.randomBytes(16);
              const cipher = crypto.createCipheriv('aes-256-cbc', process.env.KEY, iv);
              return Buffer.concat([iv, cipher.update(event.body), cipher.final()]).toString('base64');
            };
            """),
        .clean(
            .python,
            """
            import os
            from Crypto.Cipher import AES

            def handler(event, context):
                iv = os.urandom(16)
                return iv + AES.new(os.environ["KEY"].encode(), AES.MODE_CBC, iv).encrypt(event["body"])
            """),
        .flagged(
            .java,
            """
            import javax.crypto.spec.IvParameterSpec;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    IvParameterSpec vector = new IvParameterSpec(«"0123456789abcdef".getBytes()»);
                    return vector.toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.security.SecureRandom;
            import javax.crypto.spec.IvParameterSpec;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    byte[] bytes = new byte[16];
                    new SecureRandom().nextBytes(bytes);
                    return new IvParameterSpec(bytes).toString();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/aes"
                "crypto/cipher"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                block, err := aes.NewCipher([]byte(os.Getenv("KEY")))
                if err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
                }
                out := make([]byte, len(request.Body))
                cipher.NewCTR(block, «[]byte("0123456789abcdef")»).XORKeyStream(out, []byte(request.Body))
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: string(out)}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "crypto/aes"
                "crypto/cipher"
                "crypto/rand"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                block, err := aes.NewCipher([]byte(os.Getenv("KEY")))
                if err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
                }
                iv := make([]byte, aes.BlockSize)
                rand.Read(iv)
                out := make([]byte, len(request.Body))
                cipher.NewCTR(block, iv).XORKeyStream(out, []byte(request.Body))
                return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: string(iv) + string(out)}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
