import ApplicationModel
import Findings

/// Environment variables that keep a program from checking whom it talks to.
struct TLSSwitch {
    /// What is wrong with the connection.
    enum Damage { case unverified, oldVersion }

    /// What no longer checks, as the subject of a sentence.
    let client: String
    /// What is wrong with its connections.
    var damage = Damage.unverified
    /// How sure it is that a program of the function reads the switch.
    var confidence = Confidence.high

    /// The switch that a variable throws with a value in functions of a runtime; `nil` when it does not.
    init?(name: String, value: String, in runtime: RuntimeFamily) {
        let text = value.lowercased().trimmingBlanks
        let isOff = ["0", "false", "no", "off"].contains(text)
        let isOn = ["1", "true", "yes", "on"].contains(text)
        let name = name.uppercased()
        if let needed = RuntimeFamily.reading(name) {
            guard runtime.mayBe(needed) else { return nil }
            confidence = runtime == .unknown ? .medium : .high
        }
        switch name {
        case "NODE_TLS_REJECT_UNAUTHORIZED" where text == "0": client = "every TLS client of Node.js"
        case "NODE_OPTIONS" where text.contains("--tls-min-v1.0") || text.contains("--tls-min-v1.1"):
            client = "every TLS client of Node.js"
            damage = .oldVersion
        case "PYTHONHTTPSVERIFY" where text == "0": client = "every HTTPS client of Python's standard library"
        case "CURL_CA_BUNDLE" where text.isEmpty:
            // `requests` took an empty bundle for `verify=False` before 2.28, the first that needs Python 3.7.
            // Source: https://github.com/psf/requests/blob/main/HISTORY.md#2280-2022-06-09
            client = "`requests`"
        case "GIT_SSL_NO_VERIFY" where !text.isEmpty && !isOff: client = "git"
        case "NPM_CONFIG_STRICT_SSL" where isOff: client = "npm"
        case "PGSSLMODE" where TLSSwitch.isUnverifiedMode(text): client = "every PostgreSQL connection"
        case "VAULT_SKIP_VERIFY" where isOn: client = "the Vault client"
        case "CONSUL_HTTP_SSL_VERIFY" where isOff: client = "the Consul client"
        case "SSL_VERIFY" where isOff, "VERIFY_SSL" where isOff, "TLS_VERIFY" where isOff, "VERIFY_TLS" where isOff,
            "SSL_CERT_VERIFY" where isOff, "SSL_INSECURE" where isOn, "TLS_INSECURE" where isOn,
            "INSECURE_SKIP_VERIFY" where isOn, "SKIP_TLS_VERIFY" where isOn, "DISABLE_SSL_VERIFICATION" where isOn:
            client = "the client that reads it"
            confidence = .medium
        default:
            guard let found = TLSSwitch.connectionClient(text) else { return nil }
            client = found
        }
    }

    /// Variables of which the value decides, and which are asked for when it is not known.
    static func decides(_ name: String, in runtime: RuntimeFamily) -> Bool {
        let name = name.uppercased()
        guard ["NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY", "GIT_SSL_NO_VERIFY", "PGSSLMODE"].contains(name) else {
            return false
        }
        return RuntimeFamily.reading(name).map(runtime.mayBe) ?? true
    }

    /// Modes of libpq that encrypt nothing, or nothing for certain.
    private static func isUnverifiedMode(_ mode: String) -> Bool { ["disable", "allow", "prefer"].contains(mode) }

    /// What a connection string switches off; only text that has a scheme or fields counts as one.
    private static func connectionClient(_ text: String) -> String? {
        guard text.contains("://") || (text.contains("=") && (text.contains(";") || text.contains(" "))) else {
            return nil
        }
        let parts = text.split { $0 == "?" || $0 == "&" || $0 == ";" || $0 == " " || $0 == "," }
            .map { $0.filter { !$0.isWhitespace } }
        for part in parts {
            switch part {
            case "sslmode=disable", "sslmode=allow", "ssl-mode=disabled", "sslmode=disabled", "ssl=false", "tls=false",
                "usessl=false", "encrypt=false", "tls=skip-verify":
                return "the connection"
            case "tlsinsecure=true", "tlsallowinvalidcertificates=true", "tlsallowinvalidhostnames=true",
                "sslvalidate=false", "trustservercertificate=true", "ssl_cert_reqs=none", "ssl_cert_reqs=cert_none",
                "verifyservercertificate=false", "rejectunauthorized=false", "sslverify=false":
                return "the connection"
            default: continue
            }
        }
        return nil
    }
}
