import Findings
import ManifestSyntax
import PackageURLs
import SourceText

/// The statements of an OpenVEX document.
///
/// Source: <https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md>
enum OpenVEXStatements {
    static func read(_ root: ManifestNode, _ complaints: inout VEXComplaints) -> [VEXStatement] {
        let context = root["@context"]
        guard context?.string?.hasPrefix("https://openvex.dev/ns/v0.2") == true else {
            complaints.add("the document is of a version of OpenVEX that is not read", help: VEXDocument.help, at: context?.place ?? root.place)
            return []
        }
        guard let list = root["statements"], case .sequence(let nodes) = list.content else {
            complaints.add("the document has no list `statements`", at: root["statements"]?.place ?? root.place)
            return []
        }
        guard nodes.count <= VEXDocument.statementLimit else {
            complaints.add("the document has more than \(VEXDocument.statementLimit) statements", at: list.place)
            return []
        }
        return nodes.compactMap { statement($0, &complaints) }
    }

    private static let statuses: [String: VEXStatement.Status] = [
        "affected": .affected, "not_affected": .notAffected, "fixed": .fixed, "under_investigation": .underInvestigation,
    ]

    private static func statement(_ node: ManifestNode, _ complaints: inout VEXComplaints) -> VEXStatement? {
        guard let vulnerability = node["vulnerability"], let name = vulnerability["name"]?.string, !name.isEmpty else {
            complaints.add("a statement names no `vulnerability`", at: node["vulnerability"]?.place ?? node.place)
            return nil
        }
        guard let status = node["status"]?.string.flatMap({ statuses[$0] }) else {
            complaints.add(
                "the statement on `\(name)` has no `status` that is known", help: "write one of: \(statuses.keys.sorted().joined(separator: ", "))",
                at: node["status"]?.place ?? node.place)
            return nil
        }
        let reason = [node["justification"], node["impact_statement"], node["status_notes"]].compactMap { $0?.string }.filter { !$0.isEmpty }
        if status == .notAffected, node["justification"]?.string == nil, node["impact_statement"]?.string == nil {
            complaints.add("the statement on `\(name)` says `not_affected` and not why", help: "add a `justification` or an `impact_statement`", at: node.place)
        }
        let products = node["products"]?.elements ?? []
        if products.isEmpty { complaints.add("the statement on `\(name)` names no `products`", at: node["products"]?.place ?? node.place) }
        let aliases = (vulnerability["aliases"]?.elements ?? []).compactMap(\.string)
        return VEXStatement(
            flaws: [name] + aliases, products: products.flatMap { Self.products($0, &complaints) }, status: status,
            reason: reason.joined(separator: ": "), place: node.place)
    }

    /// A product, or each of its parts where it says that the flaw lies in these.
    private static func products(_ node: ManifestNode, _ complaints: inout VEXComplaints) -> [VEXStatement.Product] {
        let address = address(node, &complaints)
        guard let parts = node["subcomponents"]?.elements, !parts.isEmpty else {
            return address.map { [VEXStatement.Product(package: $0)] } ?? []
        }
        guard let address else { return [] }
        let container = VEXStatement.Container(address: address)
        return parts.compactMap { part in
            Self.address(part, &complaints).map { VEXStatement.Product(container: container, package: $0) }
        }
    }

    /// The address of a package; `nil` for what has another identity, which is compared with nothing here.
    private static func address(_ node: ManifestNode, _ complaints: inout VEXComplaints) -> PackageURL? {
        guard let written = node["identifiers"]?["purl"] ?? node["@id"], let text = written.string else { return nil }
        let isAddress = node["identifiers"]?["purl"] != nil || text.hasPrefix("pkg:")
        guard isAddress else { return nil }
        if let address = PackageURL(text) { return address }
        complaints.add("`\(text.prefix(120))` is no package URL", help: "write it as `pkg:type/namespace/name@version`", at: written.place)
        return nil
    }
}
