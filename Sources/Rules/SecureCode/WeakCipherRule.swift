import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A cipher that keeps nothing from whoever wants to know.
struct WeakCipherRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "weak-cipher", since: "0.1.0", severity: .medium,
        summary: "encrypts with a broken cipher",
        why: """
            DES and RC4 are broken, Blowfish and triple DES leak in long streams, and in ECB mode equal blocks of the \
            text are equal blocks of the cipher. `crypto.createCipher` makes the key of a password by one round of MD5, \
            without salt and with the same vector every time; Node.js 22 has thrown it out.
            """,
        remedy: """
            Use AES-256-GCM with a key of 32 random bytes and a new vector for every text, `cryptography.fernet`, or let \
            KMS do it (`Encrypt`, `GenerateDataKey`).
            """,
        cwe: [327],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
            "https://nodejs.org/api/deprecations.html#DEP0106", "https://cryptography.io/en/latest/hazmat/primitives/symmetric-encryption/",
        ])

    private static let direct = APISet([
        "crypto.createCipher", "crypto.createDecipher", "crypto-js.DES.*crypt", "crypto-js.TripleDES.*crypt", "crypto-js.RC4*.*crypt",
        "Crypto.Cipher.DES.new", "Crypto.Cipher.DES3.new", "Crypto.Cipher.ARC4.new", "Crypto.Cipher.ARC2.new", "Crypto.Cipher.Blowfish.new",
        "Cryptodome.Cipher.DES.new", "Cryptodome.Cipher.DES3.new", "Cryptodome.Cipher.ARC4.new", "Cryptodome.Cipher.Blowfish.new",
        "cryptography.hazmat*algorithms.TripleDES", "cryptography.hazmat*algorithms.ARC4", "cryptography.hazmat*algorithms.Blowfish",
        "cryptography.hazmat*modes.ECB", "pyDes.des", "pyDes.triple_des", "crypto/des.New*", "crypto/rc4.NewCipher",
    ])
    private static let named = APISet(["crypto.createCipheriv", "crypto.createDecipheriv"])
    private static let java = APISet(["javax.crypto.Cipher.getInstance", "javax.crypto.KeyGenerator.getInstance", "javax.crypto.SecretKeyFactory.getInstance"])
    private static let block = APISet(["Crypto.Cipher.AES.new", "Cryptodome.Cipher.AES.new"])
    private static let broken = ["des", "rc4", "rc2", "bf-", "blowfish", "idea", "cast", "seed"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.analysis.calls.compactMap { call in
            guard let (place, what) = cipher(of: call, in: code) else { return nil }
            return .violation(
                Violation(
                    at: place, "\(what) keeps nothing secret for long",
                    gain: "whoever gets hold of what `\(function.name)` encrypts reads it"))
        }
    }

    private func cipher(of call: CallFact, in code: FunctionCode) -> (SourcePlace, String)? {
        if call.isAny(of: Self.direct), let api = call.apis.first(where: Self.direct.contains) {
            let path = api.split { ".#/".contains($0) }
            let name = ["new", "encrypt", "decrypt"].contains(APIPath.name(api)) ? path.dropLast().last : path.last
            return (call.namePlace, "`\(name ?? "")`")
        }
        if call.isAny(of: Self.named), let algorithm = call.argument(0), let name = algorithm.value.string?.lowercased() {
            let isBroken = Self.broken.contains(where: name.hasPrefix) || name.hasSuffix("-ecb")
            return isBroken ? (algorithm.place, "`\(name)`") : nil
        }
        if call.isAny(of: Self.java), let algorithm = call.argument(0), let name = algorithm.value.string { return javaCipher(name).map { (algorithm.place, $0) } }
        if call.isAny(of: Self.block), let mode = call.argument(1, named: "mode"),
            code.analysis.apis(of: mode.value).contains(where: { $0.hasSuffix("MODE_ECB") })
        {
            return (mode.place, "ECB")
        }
        let modes = CallOption.options(of: call, named: ["mode"], in: code)
        return modes.first { code.analysis.apis(of: $0.value) == ["crypto-js.mode.ECB"] }.map { ($0.place, "ECB") }
    }

    /// `AES` alone is ECB in Java; what RSA calls so has nothing to do with blocks.
    private func javaCipher(_ name: String) -> String? {
        let parts = name.lowercased().split(separator: "/")
        guard let cipher = parts.first, cipher != "rsa" else { return nil }
        if ["des", "desede", "rc2", "rc4", "arcfour", "blowfish"].contains(cipher) { return "`\(name)`" }
        return parts.count > 1 && parts[1] == "ecb" ? "`\(name)`" : nil
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            const CryptoJS = require('crypto-js');
            exports.handler = async (event) => {
              const old = crypto.«createCipher»('aes192', process.env.KEY);
              const des = crypto.createCipheriv(«'des-ede3-cbc'», process.env.KEY, crypto.randomBytes(8));
              const ecb = CryptoJS.AES.encrypt(event.body, process.env.KEY, { mode: «CryptoJS.mode.ECB» });
              return [old.update(event.body), des.update(event.body), ecb];
            };
            """),
        .flagged(
            .python,
            """
            import os
            from Crypto.Cipher import AES, ARC4

            KEY = os.environ["KEY"].encode()

            def handler(event, context):
                first = AES.new(KEY, «AES.MODE_ECB»).encrypt(event["body"])
                return ARC4.«new»(KEY).encrypt(first)
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              const cipher = crypto.createCipheriv('aes-256-gcm', process.env.KEY, crypto.randomBytes(12));
              return cipher.update(event.body);
            };
            """),
        .clean(
            .python,
            """
            import os
            from Crypto.Cipher import AES
            from cryptography.fernet import Fernet

            def handler(event, context):
                sealed = Fernet(os.environ["KEY"]).encrypt(event["body"].encode())
                return AES.new(os.environ["KEY"].encode(), AES.MODE_GCM).encrypt(sealed)
            """),
        .flagged(
            .java,
            """
            import javax.crypto.Cipher;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    Cipher des = Cipher.getInstance(«"DES/CBC/PKCS5Padding"»);
                    Cipher blocks = Cipher.getInstance(«"AES/ECB/PKCS5Padding"»);
                    return des.getAlgorithm() + blocks.getAlgorithm();
                }
            }
            """),
        .clean(
            .java,
            """
            import javax.crypto.Cipher;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                    Cipher wrapping = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
                    return cipher.getAlgorithm() + wrapping.getAlgorithm();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/des"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                if _, err := des.«NewCipher»([]byte(os.Getenv("KEY"))); err != nil {
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
                if _, err := cipher.NewGCM(block); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
