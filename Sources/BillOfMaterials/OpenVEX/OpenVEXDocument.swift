import AdvisoryMatching
import DependencyReach
import Findings
import PackageURLs
import Reporting

/// What a bill's vulnerabilities mean for its functions, as OpenVEX 0.2.
///
/// Source: <https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md>
struct OpenVEXDocument {
    let bill: Bill
    let options: BillFormat.Options

    func value(id: String) -> JSONValue {
        .object([
            ("@context", .string("https://openvex.dev/ns/v0.2.0")),
            ("@id", .string(id)),
            ("author", .string(options.author ?? "ringfence")),
            ("timestamp", .string((options.time ?? options.day).text)),
            ("version", .int(1)),
            ("tooling", .string("ringfence \(options.toolVersion)")),
            ("statements", .array(bill.vulnerabilities.flatMap(statements))),
        ])
    }

    /// One statement for each thing that a flaw means, with the functions for which it means it.
    private func statements(on vulnerability: BilledVulnerability) -> [JSONValue] {
        let standings = BilledVulnerability.Standing.allCases.sorted(by: >)
        let said = standings.compactMap { standing -> JSONValue? in
            let functions = Set(vulnerability.functions(standing))
            guard !functions.isEmpty else { return nil }
            return statement(vulnerability, standing, urls(of: functions))
        }
        let settled = vulnerability.settlements.map { settlement in
            self.settled(vulnerability, settlement, settlement.functions.isEmpty ? [bill.subject.url] : urls(of: Set(settlement.functions)))
        }
        guard said.isEmpty, settled.isEmpty else { return said + settled }
        return [statement(vulnerability, vulnerability.standing, [bill.subject.url])]
    }

    private func statement(_ vulnerability: BilledVulnerability, _ standing: BilledVulnerability.Standing, _ products: [PackageURL]) -> JSONValue {
        let (status, justification) = Self.status(of: standing)
        return .present([
            ("vulnerability", Self.value(of: vulnerability.flaw)),
            ("products", .array(products.map { product($0, vulnerability) })),
            ("status", .string(status)),
            ("justification", justification.map(JSONValue.string)),
            ("impact_statement", justification == nil ? nil : .string(vulnerability.words)),
            ("action_statement", standing == .affected ? .string(Self.action(on: vulnerability)) : nil),
            ("status_notes", justification == nil ? .string(vulnerability.words) : nil),
        ])
    }

    private func urls(of functions: Set<String>) -> [PackageURL] { bill.functions.filter { functions.contains($0.name) }.map(\.url) }

    private static func value(of flaw: Flaw) -> JSONValue {
        let others = flaw.publishedAliases.filter { $0 != flaw.id }
        return .present([
            ("@id", FlawSource(of: flaw.id, flaw).address.map(JSONValue.string)), ("name", .string(flaw.id)),
            ("description", flaw.summary.isEmpty ? nil : .string(flaw.summary)), ("aliases", others.isEmpty ? nil : .strings(others)),
        ])
    }

    /// What somebody else's document settles, with whose it is. That a flaw was found by mistake OpenVEX has no status for.
    private func settled(_ vulnerability: BilledVulnerability, _ settlement: BilledVulnerability.Settlement, _ products: [PackageURL]) -> JSONValue {
        let isFixed = settlement.statement.status == .fixed
        return .present([
            ("vulnerability", Self.value(of: vulnerability.flaw)),
            ("products", .array(products.map { product($0, vulnerability) })),
            ("status", .string(isFixed ? "fixed" : "not_affected")),
            (isFixed ? "status_notes" : "impact_statement", .string(settlement.words)),
        ])
    }

    private static func status(of standing: BilledVulnerability.Standing) -> (String, justification: String?) {
        switch standing {
        case .affected: ("affected", nil)
        case .undecided: ("under_investigation", nil)
        case .neverLoaded: ("not_affected", "vulnerable_code_not_in_execute_path")
        case .absent: ("not_affected", "component_not_present")
        }
    }

    private static func action(on vulnerability: BilledVulnerability) -> String {
        if vulnerability.flaw.kind == .malware { return "Remove the package, and take every credential for stolen that it could read." }
        return vulnerability.repairedIn.map { "Take version \($0)." } ?? "No repaired version is known: replace the package."
    }

    private func product(_ product: PackageURL, _ vulnerability: BilledVulnerability) -> JSONValue {
        .object([
            ("@id", .string(product.description)), ("identifiers", .object([("purl", .string(product.description))])),
            (
                "subcomponents",
                .array([
                    .object([("@id", .string(vulnerability.component)), ("identifiers", .object([("purl", .string(vulnerability.component))]))])
                ])
            ),
        ])
    }
}
