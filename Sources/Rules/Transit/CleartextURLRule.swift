import ApplicationModel
import AuditKit
import Findings

/// An address that a function is told to talk to without encryption.
struct CleartextURLRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "cleartext-url", since: "0.1.0", severity: .medium,
        summary: "talks to another host without encryption",
        why: """
            What goes over `http:`, `ws:`, `redis:` or another scheme without TLS can be read and changed by anyone on \
            the way, tokens and answers included, and nothing proves that the right server answers. Addresses of the \
            machine itself, link-local ones and names that are never fetched, such as XML namespaces, do not count.
            """,
        remedy: "Use the scheme with TLS: `https:`, `wss:`, `rediss:`, `amqps:`, `mqtts:`, `ldaps:`, `sftp:`.",
        cwe: [319],
        references: ["https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html"])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let fromEnvironment = application.environmentBindings.filter { !isAddressOnly($0.variable.name) }
            .flatMap { binding in
                verdicts(on: binding.variable, of: binding.mostExposed).map(binding.concerning)
            }
        return fromEnvironment
            + application.functions.flatMap { function in
                function.triggers.compactMap { forwarded($0, of: function) }
            }
    }

    /// Proxies tunnel TLS through a cleartext hop, and identifiers are never fetched.
    private func isAddressOnly(_ name: String) -> Bool {
        let name = name.uppercased()
        return name.hasSuffix("_PROXY") || name.hasSuffix("NAMESPACE") || name.contains("XMLNS")
            || name.hasSuffix("SCHEMA_ID") || name.hasSuffix("_IRI")
    }

    private func verdicts(on variable: EnvironmentVariable, of function: Function) -> [Verdict] {
        for value in variable.value.candidates {
            if let verdict = verdict(on: value, named: "environment variable `\(variable.name)`", of: function) {
                return [verdict]
            }
        }
        return []
    }

    private func forwarded(_ trigger: Trigger, of function: Function) -> Verdict? {
        let request = trigger.definition["request"]
        guard let address = request?["uri"] ?? request?["url"] ?? trigger.definition["uri"] else { return nil }
        return verdict(on: address, named: "the integration of `\(trigger.summary)`", of: function)
    }

    private func verdict(on value: Value, named subject: String, of function: Function) -> Verdict? {
        guard let text = value.text(placeholder: "\u{FFFC}") else { return nil }
        for address in CleartextAddress.addresses(in: text) where address.isCleartext && !isIdentifier(address) {
            switch address.host.scope {
            case .local: continue
            case .unknown:
                if let known = hostOfSymbol(in: value) {
                    return .violation(violation(at: value, subject, address, host: known, of: function))
                }
                return .undecided(
                    at: value.place, because: "the host behind `\(address.scheme)://` is not known: \(value.whyUndetermined)",
                    functions: [function.name])
            case .privateNetwork, .remote:
                return .violation(violation(at: value, subject, address, host: "`\(address.host.name)`", of: function))
            }
        }
        return nil
    }

    /// What a resource or another stack answers to is never this machine.
    private func hostOfSymbol(in value: Value) -> String? {
        for symbol in value.symbols {
            switch symbol {
            case .resource(let logicalID, _): return "the resource `\(logicalID)`"
            case .imported: return "a host of another stack"
            default: continue
            }
        }
        return nil
    }

    /// Hosts whose addresses name documents types and vocabularies, not servers to talk to.
    private func isIdentifier(_ address: CleartextAddress) -> Bool {
        let hosts = ["www.w3.org", "w3.org", "json-schema.org", "schemas.xmlsoap.org", "purl.org", "xmlns.com", "schema.org"]
        let name = address.host.name
        return hosts.contains(name) || name.hasPrefix("schemas.") || name.hasPrefix("xml.") || name.hasPrefix("ns.")
    }

    private func violation(
        at value: Value, _ subject: String, _ address: CleartextAddress, host: String, of function: Function
    ) -> Violation {
        let isPrivate = address.host.scope == .privateNetwork
        let loss = address.hasCredentials ? "the password in it and all that is sent" : "all that is sent"
        return Violation(
            at: value.place, "\(subject) names `\(address.scheme)://`, which sends everything readable",
            gain: "whoever is on the way between `\(function.name)` and \(host) reads and changes \(loss)",
            functions: [function.name], subject: "function \(function.name)",
            severity: address.hasCredentials ? .high : isPrivate ? .low : .medium,
            remedy: replacement(of: address.scheme).map { "Use `\($0)://` instead of `\(address.scheme)://`." },
            secrets: address.hasCredentials ? [value.place] : [])
    }

    private func replacement(of scheme: String) -> String? {
        switch scheme {
        case "ftp": "sftp"
        case "http", "ws", "redis", "amqp", "mqtt", "ldap", "smtp": scheme == "ws" ? "wss" : scheme + "s"
        default: nil
        }
    }
}
