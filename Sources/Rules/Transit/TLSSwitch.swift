/// Environment variables that keep a program from checking whom it talks to.
struct TLSSwitch {
    /// What no longer checks, as the subject of a sentence.
    let client: String

    /// The switch that a variable throws with a value; `nil` when it does not.
    init?(name: String, value: String) {
        let text = value.lowercased().trimmingBlanks
        let isOff = ["0", "false", "no", "off"].contains(text)
        let isOn = ["1", "true", "yes", "on"].contains(text)
        switch name.uppercased() {
        case "NODE_TLS_REJECT_UNAUTHORIZED" where text == "0": client = "every TLS client of Node.js"
        case "PYTHONHTTPSVERIFY" where text == "0": client = "every HTTPS client of Python's standard library"
        case "GIT_SSL_NO_VERIFY" where !text.isEmpty && !isOff: client = "git"
        case "NPM_CONFIG_STRICT_SSL" where isOff: client = "npm"
        case "REQUESTS_CA_BUNDLE" where text.isEmpty, "CURL_CA_BUNDLE" where text.isEmpty:
            // `requests` takes an empty bundle for `verify=False`.
            // Source: https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification
            client = "`requests`"
        case "SSL_VERIFY" where isOff, "VERIFY_SSL" where isOff, "TLS_VERIFY" where isOff, "VERIFY_TLS" where isOff,
            "SSL_CERT_VERIFY" where isOff:
            client = "the client that reads it"
        case "PGSSLMODE" where TLSSwitch.isUnverifiedMode(text): client = "every PostgreSQL connection"
        case "NODE_OPTIONS" where text.contains("--tls-min-v1.0") || text.contains("--tls-min-v1.1"):
            client = "Node.js, which then accepts TLS versions that are broken,"
        case "VAULT_SKIP_VERIFY" where isOn: client = "the Vault client"
        case "CONSUL_HTTP_SSL_VERIFY" where isOff: client = "the Consul client"
        case "SSL_INSECURE" where isOn, "TLS_INSECURE" where isOn, "INSECURE_SKIP_VERIFY" where isOn,
            "SKIP_TLS_VERIFY" where isOn, "DISABLE_SSL_VERIFICATION" where isOn:
            client = "the client that reads it"
        default:
            guard let found = TLSSwitch.connectionClient(text) else { return nil }
            client = found
        }
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
