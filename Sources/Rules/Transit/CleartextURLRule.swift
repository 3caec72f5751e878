import ApplicationModel
import AuditKit
import Findings

/// An address that a function is told to talk to without encryption.
struct CleartextURLRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "cleartext-url", since: "0.1.0", severity: .medium,
        summary: "talks, or lets itself be talked to, without encryption",
        why: """
            What goes over `http:`, `ws:`, `redis:` or another scheme without TLS can be read and changed by anyone on \
            the way, tokens and answers included, and nothing proves that the right server answers. The same goes for doors \
            that listen without TLS: listeners, distributions, websites of buckets. Addresses of the machine itself, \
            link-local ones and names that are never fetched, such as XML namespaces, do not count.
            """,
        remedy: "Use the scheme with TLS: `https:`, `wss:`, `rediss:`, `amqps:`, `mqtts:`, `ldaps:`, `sftp:`.",
        cwe: [319],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let bindings = application.environmentBindings.filter { !isAddressOnly($0.variable.name) }
        let fromEnvironment = bindings.flatMap { binding in
            let subject = "environment variable `\(binding.variable.name)`"
            return verdicts(on: binding.variable.value, named: subject, of: Party(binding.mostExposed), in: context)
                .map(binding.concerning)
        }
        let fromTriggers = application.functions.flatMap { function in
            function.triggers.flatMap { forwarded($0, of: function, in: context) }
        }
        let fromResources = CleartextEndpoints(of: application).all.flatMap { endpoint in
            verdicts(on: endpoint.address, named: endpoint.subject, of: Party(endpoint.resource, isPrivate: endpoint.isPrivate), in: context)
        }
        return fromEnvironment + fromTriggers + fromResources
            + application.resources.flatMap { CleartextDoors.verdicts(on: $0, in: application) }
    }

    /// Who talks.
    private struct Party {
        let name: String
        let functions: [String]
        let subject: String
        /// Whether it talks through a private network alone.
        let isPrivate: Bool

        init(_ function: Function) {
            (name, functions, subject, isPrivate) = (function.name, [function.name], "function \(function.name)", false)
        }

        init(_ resource: Resource, isPrivate: Bool) {
            (name, functions, subject) = (resource.logicalID, [], "resource \(resource.logicalID)")
            self.isPrivate = isPrivate
        }
    }

    /// Proxies tunnel TLS through a cleartext hop, and identifiers are never fetched.
    private func isAddressOnly(_ name: String) -> Bool {
        let name = name.uppercased()
        return name.hasSuffix("_PROXY") || name.hasSuffix("NAMESPACE") || name.contains("XMLNS")
            || name.hasSuffix("SCHEMA_ID") || name.hasSuffix("_IRI")
    }

    private func forwarded(_ trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        let request = trigger.definition["request"]
        guard let address = request?["uri"] ?? request?["url"] ?? trigger.definition["uri"] else { return [] }
        return verdicts(on: address, named: "the integration of `\(trigger.summary)`", of: Party(function), in: context)
    }

    private func verdicts(
        on value: Value, named subject: String, of party: Party, in context: AuditContext
    ) -> [Verdict] {
        let verdicts = context.application.possibleTexts(of: value).texts.compactMap {
            verdict(on: $0, from: value, named: subject, of: party)
        }
        let violations = verdicts.filter { if case .violation = $0 { true } else { false } }
        return violations.isEmpty ? Array(verdicts.prefix(1)) : violations
    }

    private func verdict(
        on text: PossibleText, from value: Value, named subject: String, of party: Party
    ) -> Verdict? {
        for address in CleartextAddress.addresses(in: text.text) where address.isCleartext && !isIdentifier(address) {
            switch address.host.scope {
            case .local: continue
            case .unknown:
                if let known = hostOfSymbol(in: value) {
                    return .violation(violation(at: text, subject, address, host: known, of: party))
                }
                return .undecided(at: text.place, because: whyUnknown(address, in: value), functions: party.functions)
            case .privateNetwork, .remote:
                let name = address.host.name.replacing(PossibleText.unknownPart, with: "…")
                return .violation(violation(at: text, subject, address, host: "`\(name)`", of: party))
            }
        }
        return nil
    }

    private func whyUnknown(_ address: CleartextAddress, in value: Value) -> String {
        if address.host.name.isEmpty { return "no host follows `\(address.scheme)://`; the code may add one" }
        let reason = ([value] + value.alternatives).first(where: \.isUndetermined)?.whyUndetermined
        let unknown = "the host behind `\(address.scheme)://` is not known"
        return reason.map { "\(unknown): \($0)" } ?? "\(unknown): a placeholder stands there"
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
        at text: PossibleText, _ subject: String, _ address: CleartextAddress, host: String, of party: Party
    ) -> Violation {
        let isPrivate = address.host.scope == .privateNetwork || party.isPrivate
        let hasKey = AddressQuery.hasCredential(in: text.text)
        let loss =
            address.hasCredentials
            ? "the password in it and all that is sent" : hasKey ? "the key in it and all that is sent" : "all that is sent"
        return Violation(
            at: text.place, "\(subject) names `\(address.scheme)://`, which sends everything readable",
            gain: "whoever is on the way between `\(party.name)` and \(host) reads and changes \(loss)",
            functions: party.functions, subject: party.subject,
            severity: address.hasCredentials || hasKey ? .high : isPrivate ? .low : .medium,
            remedy: replacement(of: address.scheme).map { "Use `\($0)://` instead of `\(address.scheme)://`." },
            secrets: AddressQuery.mayHoldCredentials(text.text) ? text.places : [])
    }

    private func replacement(of scheme: String) -> String? {
        switch scheme {
        case "ftp": "sftp"
        case "plaintext": "ssl"
        case "http", "ws", "redis", "amqp", "mqtt", "ldap", "smtp": scheme == "ws" ? "wss" : scheme + "s"
        default: nil
        }
    }
}
