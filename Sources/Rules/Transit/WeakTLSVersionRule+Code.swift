import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// Clients that are told to speak an old version.
extension WeakTLSVersionRule: CodeRule {
    private static let options: Set<String> = [
        "secureProtocol", "minVersion", "maxVersion", "ssl_version", "MinVersion", "MaxVersion", "minimum_version", "protocol",
    ]
    /// The old versions as Node.js and OpenSSL name them.
    private static let oldNames: Set<String> = [
        "TLSv1", "TLSv1.1", "SSLv3", "SSLv2_method", "SSLv3_method", "TLSv1_method", "TLSv1_1_method", "SSLv3_client_method",
        "TLSv1_client_method", "TLSv1_1_client_method",
    ]
    private static let oldConstants: Set<String> = [
        "ssl.PROTOCOL_SSLv2", "ssl.PROTOCOL_SSLv3", "ssl.PROTOCOL_TLSv1", "ssl.PROTOCOL_TLSv1_1", "ssl.TLSVersion.SSLv3",
        "ssl.TLSVersion.TLSv1", "ssl.TLSVersion.TLSv1_1", "crypto/tls.VersionSSL30", "crypto/tls.VersionTLS10",
        "crypto/tls.VersionTLS11",
    ]
    private static let contexts = APISet(["ssl.SSLContext", "ssl.wrap_socket", "javax.net.ssl.SSLContext.getInstance"])

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfApplication(self)
        inquiry.askOfCode(self)
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let calls = code.analysis.calls.flatMap { call -> [(SourcePlace, String)] in
            let options = CallOption.options(of: call, named: Self.options, in: code).map { ($0.place, $0.value) }
            let first = call.isAny(of: Self.contexts) ? call.arguments.filter { $0.name == nil }.map { ($0.place, $0.value) } : []
            return (options + first).compactMap { place, value in old(value, code).map { (place, $0) } }
        }
        let assignments = code.analysis.assignments.compactMap { fact -> (SourcePlace, String)? in
            guard ["minimum_version", "maximum_version"].contains(APIPath.name(fact.api)) else { return nil }
            return old(fact.value, code).map { (fact.place, $0) }
        }
        return (calls + assignments).map { place, version in
            .violation(
                Violation(
                    at: place, "a connection may use `\(version)`",
                    gain: "whoever gets between `\(function.name)` and the server talks both down to ciphers that are broken",
                    remedy: "Remove the setting, or ask for TLS 1.2 or later: `minVersion: 'TLSv1.2'`, `ssl.TLSVersion.TLSv1_2`."))
        }
    }

    /// The old version that a value is; `nil` when it is none or may be another.
    private func old(_ value: AbstractValue, _ code: FunctionCode) -> String? {
        if let name = value.string { return Self.oldNames.contains(name) ? name : nil }
        guard value.references.count == 1, let api = code.analysis.apis(of: value).first, Self.oldConstants.contains(api) else { return nil }
        return String(APIPath.name(api))
    }

    static let codeExamples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const https = require('https');
            const axios = require('axios');
            const agent = new https.Agent({ minVersion: «'TLSv1'» });
            exports.handler = async () => {
              https.get({ hostname: 'old.example.com', secureProtocol: «'TLSv1_method'» });
              return axios.get('https://old.example.com', { httpsAgent: agent });
            };
            """),
        .flagged(
            .python,
            """
            import ssl
            import urllib.request

            def handler(event, context):
                first = ssl.SSLContext(«ssl.PROTOCOL_TLSv1»)
                second = ssl.create_default_context()
                «second.minimum_version = ssl.TLSVersion.TLSv1_1»
                urllib.request.urlopen("https://old.example.com", context=second)
            """),
        .clean(
            .javaScript,
            """
            const https = require('https');
            const agent = new https.Agent({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
            exports.handler = async () => https.get('https://example.com', { agent, secureProtocol: 'TLS_method' });
            """),
        .clean(
            .python,
            """
            import ssl
            import urllib.request

            def handler(event, context):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.minimum_version = ssl.TLSVersion.TLSv1_2
                urllib.request.urlopen("https://example.com", context=context)
            """),
        .flagged(
            .java,
            """
            import javax.net.ssl.SSLContext;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    return SSLContext.getInstance(«"TLSv1"»).getProtocol();
                }
            }
            """),
        .clean(
            .java,
            """
            import javax.net.ssl.SSLContext;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    return SSLContext.getInstance("TLSv1.3").getProtocol();
                }
            }
            """),
    ]
}
