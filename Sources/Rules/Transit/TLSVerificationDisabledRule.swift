import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// Code that tells a client to take any certificate.
struct TLSVerificationDisabledRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "tls-verification-disabled", since: "0.1.0", severity: .high,
        summary: "does not check whom it talks to",
        why: """
            TLS protects a connection only when the client checks the server's certificate. With the check switched off \
            anyone on the way can answer in the server's place: read what is sent, credentials included, and write what \
            comes back. It is usually switched off for a test with a self-signed certificate and stays.
            """,
        remedy: """
            Remove the setting. If the server's certificate comes from a private authority, hand the authority's \
            certificate to the client: `ca` in Node.js, `verify='/path/ca.pem'` in Python, `RootCAs` in Go, a key \
            store for the `TrustManagerFactory` in Java.
            """,
        cwe: [295],
        references: [
            "https://nodejs.org/api/tls.html#tlsconnectoptions-callback",
            "https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification",
            "https://docs.python.org/3/library/ssl.html#ssl-security", "https://pkg.go.dev/crypto/tls#Config",
        ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let calls = code.analysis.calls.flatMap { switches(in: $0, code) }
        let classes = TrustingClasses.places(in: code).map { Switch(place: $0, what: $1, change: nil) }
        return (calls + classes + code.analysis.assignments.compactMap { switching($0, code) }).map { found in
            .violation(
                Violation(
                    at: found.place, "\(found.what) takes the check of the server's certificate away",
                    gain: "whoever gets between `\(function.name)` and the server reads what it sends and answers in the server's place",
                    // A server with a certificate of a private authority is then refused until its certificate is handed over.
                    repair: found.change.map { Repair("check the server's certificate", safety: .unsafe, [$0]) }))
        }
    }

    /// What switches the check off, and what to write instead.
    private struct Switch {
        let place: SourcePlace
        let what: String
        let change: Repair.Change?
    }

    // MARK: Calls

    private static let switches: Set<String> = [
        "rejectUnauthorized", "strictSSL", "InsecureSkipVerify", "verify", "verify_ssl", "ssl", "verify_certs", "cert_reqs",
        "disable_ssl_certificate_validation",
    ]
    /// Where `verify` is about certificates; of tokens it says something else.
    private static let pythonClients = APISet(["requests.*", "httpx.*", "boto3.*", "hvac.*"])
    private static let asyncClients = APISet(["aiohttp.*"])

    private static let opposites = [
        "false": "true", "False": "True", "true": "false", "True": "False", "ssl.CERT_NONE": "ssl.CERT_REQUIRED",
        "'CERT_NONE'": "'CERT_REQUIRED'", "\"CERT_NONE\"": "\"CERT_REQUIRED\"",
    ]

    private func switches(in call: CallFact, _ code: FunctionCode) -> [Switch] {
        if call.apis.contains("ssl._create_unverified_context") {
            let change = call.arguments.isEmpty ? code.renaming(call, from: "_create_unverified_context", to: "create_default_context") : nil
            return [Switch(place: call.namePlace, what: "`ssl._create_unverified_context`", change: change)]
        }
        if let name = Self.trustingObject(among: call, code) { return [Switch(place: call.namePlace, what: "`\(name)`", change: nil)] }
        guard !call.isAny(of: DatabaseClient.connecting) else { return [] }
        return CallOption.options(of: call, named: Self.switches, in: code).compactMap { option in
            guard isOff(option, call, code), !ClientAddress.isLocal(call, in: code) else { return nil }
            return Switch(place: option.place, what: "`\(option.name)`", change: code.rewriting(Self.opposites, at: option.place))
        }
    }

    private static let trusting: Set<String> = [
        "NoopHostnameVerifier", "AllowAllHostnameVerifier", "ALLOW_ALL_HOSTNAME_VERIFIER", "TrustAllStrategy", "InsecureTrustManagerFactory",
        "TrustAllX509TrustManager",
    ]

    /// The name of a library's object that trusts everyone, among what a call of Java is given.
    private static func trustingObject(among call: CallFact, _ code: FunctionCode) -> String? {
        guard call.place.path.fileExtension == "java", call.apis.contains(where: { $0.contains("erifier") || $0.contains("SSL") || $0.contains("rust") }) else { return nil }
        let apis = call.arguments.flatMap { code.analysis.apis(of: $0.value) }
        return apis.lazy.flatMap { $0.split { ".#()".contains($0) } }.map(String.init).first(where: trusting.contains)
    }

    private func isOff(_ option: CallOption, _ call: CallFact, _ code: FunctionCode) -> Bool {
        switch option.name {
        case "rejectUnauthorized", "strictSSL", "verify_certs": option.value.isCertainly(false)
        case "InsecureSkipVerify", "disable_ssl_certificate_validation": option.value.isCertainly(true)
        case "verify": option.value.isCertainly(false) && call.isAny(of: Self.pythonClients)
        case "ssl", "verify_ssl": option.value.isCertainly(false) && call.isAny(of: Self.asyncClients)
        default: option.value.string == "CERT_NONE" || code.analysis.apis(of: option.value) == ["ssl.CERT_NONE"]
        }
    }

    // MARK: Assignments

    /// `verify_mode` is not among them: without the check of the host's name, which is switched off beside it, it is no repair.
    private static let assigned = [
        (from: "'0'", to: "'1'"), ("\"0\"", "\"1\""), ("false", "true"), ("False", "True"),
        ("ssl._create_unverified_context", "ssl.create_default_context"),
    ]

    private func switching(_ fact: AssignmentFact, _ code: FunctionCode) -> Switch? {
        let name = String(APIPath.name(fact.api))
        let isOff =
            switch name {
            case "NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY": fact.value.constant?.text == "0"
            case "rejectUnauthorized": fact.value.isCertainly(false)
            case "verify": fact.value.isCertainly(false) && Self.pythonClients.contains(fact.api)
            case "verify_mode": code.analysis.apis(of: fact.value) == ["ssl.CERT_NONE"]
            case "_create_default_https_context": code.analysis.apis(of: fact.value) == ["ssl._create_unverified_context"]
            default: false
            }
        return isOff ? Switch(place: fact.place, what: "`\(name)`", change: code.rewritingEnd(Self.assigned, of: fact.place)) : nil
    }
}
