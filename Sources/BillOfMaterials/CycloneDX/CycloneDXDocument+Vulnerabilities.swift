import AdvisoryMatching
import DependencyReach
import Findings
import Reporting

extension CycloneDXDocument {
    /// A flaw of a component, with what it means for the functions.
    ///
    /// Source: <https://cyclonedx.org/docs/1.6/json/#vulnerabilities>
    func vulnerability(_ vulnerability: BilledVulnerability) -> JSONValue {
        let flaw = vulnerability.flaw
        let ratings = Self.ratings(of: flaw)
        let others = flaw.publishedAliases.filter { $0 != flaw.id }
        return .present([
            ("id", .string(flaw.id)),
            ("source", Self.source(of: flaw.id, flaw)),
            ("references", others.isEmpty ? nil : .array(others.map { .object([("id", .string($0)), ("source", Self.source(of: $0, flaw))]) })),
            ("ratings", ratings.isEmpty ? nil : .array(ratings)),
            ("description", flaw.summary.isEmpty ? nil : .string(flaw.summary)),
            ("recommendation", vulnerability.repairedIn.map { .string("Take version \($0).") }),
            ("advisories", flaw.readableLink.map { .array([.object([("url", .string($0))])]) }),
            ("analysis", Self.analysis(of: vulnerability)),
            ("affects", .array([.object([("ref", .string(vulnerability.component))])])),
        ])
    }

    private static func source(of id: String, _ flaw: Flaw) -> JSONValue {
        let source = FlawSource(of: id, flaw)
        return .present([("name", .string(source.name)), ("url", source.address.map(JSONValue.string))])
    }

    private static func analysis(of vulnerability: BilledVulnerability) -> JSONValue {
        let (state, justification) = state(of: vulnerability)
        return .present([
            ("state", .string(state)), ("justification", justification.map(JSONValue.string)), ("detail", .string(vulnerability.words)),
        ])
    }

    private static func state(of vulnerability: BilledVulnerability) -> (String, justification: String?) {
        switch vulnerability.settled {
        case .fixed?: return ("resolved", nil)
        case .falsePositive?: return ("false_positive", nil)
        case .some: return ("not_affected", nil)
        case nil: break
        }
        switch vulnerability.standing {
        case .affected: return ("exploitable", nil)
        case .undecided: return ("in_triage", nil)
        case .neverLoaded: return ("not_affected", "code_not_reachable")
        case .absent: return ("not_affected", "code_not_present")
        }
    }

    private static func ratings(of flaw: Flaw) -> [JSONValue] {
        var seen: Set<AdvisorySeverity> = []
        return flaw.advisories.compactMap(\.severity).filter { seen.insert($0).inserted }.compactMap { severity in
            guard let level = severity.level else { return nil }
            let vector: String? = if case .vector(let text) = severity { text } else { nil }
            return .present([
                ("score", severity.score.map { .number("\($0)") }), ("severity", .string("\(level)")),
                ("method", vector.map { .string(method(of: $0)) }), ("vector", vector.map(JSONValue.string)),
            ])
        }
    }

    private static func method(of vector: String) -> String {
        if vector.hasPrefix("CVSS:4") { return "CVSSv4" }
        if vector.hasPrefix("CVSS:3.1") { return "CVSSv31" }
        return vector.hasPrefix("CVSS:3") ? "CVSSv3" : "CVSSv2"
    }
}

extension BilledVulnerability {
    /// What it means for the functions, in words.
    var words: String {
        let parts: [(Standing, String)] = [
            (.affected, "loaded by"), (.undecided, "whether it is loaded is not known for"), (.neverLoaded, "packed with, and never loaded by"),
        ]
        let said = parts.compactMap { standing, verb in
            let names = functions(standing)
            return names.isEmpty ? nil : "\(verb) \(names.joined(separator: ", "))"
        }
        let all = said + settlements.map(\.words)
        if !all.isEmpty { return all.joined(separator: "; ") }
        return unshipped == .absent ? "no function's package holds it" : "no function is known to ship it; whether it is packed is not known"
    }
}
