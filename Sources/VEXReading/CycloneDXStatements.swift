import Findings
import ManifestSyntax
import PackageURLs
import SourceText

/// The vulnerabilities of a CycloneDX document that somebody has analysed.
///
/// Source: <https://cyclonedx.org/docs/1.6/json/#vulnerabilities>
struct CycloneDXStatements {
    private static let versions: Set<String> = ["1.4", "1.5", "1.6"]
    private static let nestingLimit = 64
    private static let states: [String: VEXStatement.Status] = [
        "exploitable": .affected, "in_triage": .underInvestigation, "not_affected": .notAffected, "false_positive": .falsePositive,
        "resolved": .fixed, "resolved_with_pedigree": .fixed,
    ]

    /// What the document's components are, by their reference.
    private var components: [String: PackageURL] = [:]
    private var root: VEXStatement.Container?
    private var rootReference: String?

    static func read(_ document: ManifestNode, _ complaints: inout VEXComplaints) -> [VEXStatement] {
        let format = document["bomFormat"]
        let version = document["specVersion"]
        guard format?.string == "CycloneDX", version?.string.map(versions.contains) == true else {
            complaints.add("the document is of a version of CycloneDX that is not read", help: VEXDocument.help, at: (version ?? format)?.place ?? document.place)
            return []
        }
        let nodes = document["vulnerabilities"]?.elements ?? []
        guard nodes.count <= VEXDocument.statementLimit else {
            complaints.add("the document has more than \(VEXDocument.statementLimit) vulnerabilities", at: document["vulnerabilities"]?.place ?? document.place)
            return []
        }
        var reader = CycloneDXStatements()
        reader.readComponents(of: document, &complaints)
        return nodes.compactMap { reader.statement($0, &complaints) }
    }

    // MARK: Components

    private mutating func readComponents(of document: ManifestNode, _ complaints: inout VEXComplaints) {
        if let subject = document["metadata"]?["component"] {
            let address = Self.address(of: subject, &complaints)
            rootReference = subject["bom-ref"]?.string
            root = VEXStatement.Container(address: address, name: subject["name"]?.string)
            if let address, let rootReference { components[rootReference] = address }
            add(subject["components"]?.elements ?? [], depth: 0, &complaints)
        }
        add(document["components"]?.elements ?? [], depth: 0, &complaints)
    }

    private mutating func add(_ nodes: [ManifestNode], depth: Int, _ complaints: inout VEXComplaints) {
        guard depth < Self.nestingLimit else { return }
        for node in nodes {
            if let reference = node["bom-ref"]?.string, let address = Self.address(of: node, &complaints) { components[reference] = address }
            add(node["components"]?.elements ?? [], depth: depth + 1, &complaints)
        }
    }

    private static func address(of node: ManifestNode, _ complaints: inout VEXComplaints) -> PackageURL? {
        guard let written = node["purl"], let text = written.string else { return nil }
        if let address = PackageURL(text) { return address }
        complaints.add("`\(text.prefix(120))` is no package URL", help: "write it as `pkg:type/namespace/name@version`", at: written.place)
        return nil
    }

    // MARK: Vulnerabilities

    private func statement(_ node: ManifestNode, _ complaints: inout VEXComplaints) -> VEXStatement? {
        guard let analysis = node["analysis"], let state = analysis["state"] else { return nil }
        guard let id = node["id"]?.string, !id.isEmpty else {
            complaints.add("an analysed vulnerability has no `id`", at: node["id"]?.place ?? node.place)
            return nil
        }
        guard let status = state.string.flatMap({ Self.states[$0] }) else {
            complaints.add(
                "the analysis of `\(id)` has no `state` that is known", help: "write one of: \(Self.states.keys.sorted().joined(separator: ", "))",
                at: state.place)
            return nil
        }
        let aliases = (node["references"]?.elements ?? []).compactMap { $0["id"]?.string }
        let reasons = [analysis["justification"], analysis["detail"]].compactMap { $0?.string }.filter { !$0.isEmpty }
        return VEXStatement(
            flaws: [id] + aliases, products: (node["affects"]?.elements ?? []).compactMap(product), status: status,
            reason: reasons.joined(separator: ": "), place: node.place)
    }

    private func product(_ node: ManifestNode) -> VEXStatement.Product? {
        guard let reference = node["ref"]?.string else { return nil }
        let versions = Self.unaffectedVersions(node["versions"])
        // A component of another document is named with that document's number in front.
        let inner = reference.hasPrefix("urn:cdx:") ? String(reference.drop { $0 != "#" }.dropFirst()) : reference
        if inner == rootReference || reference == rootReference {
            guard let address = root?.address else { return root.map { VEXStatement.Product(container: $0, package: nil, versions: versions) } }
            return VEXStatement.Product(package: address, versions: versions)
        }
        if let address = components[reference] { return VEXStatement.Product(container: root, package: address, versions: versions) }
        return PackageURL(inner).map { VEXStatement.Product(container: root, package: $0, versions: versions) }
    }

    /// Of a list of versions those that it calls unaffected; the others are what the flaw was found in. `nil` without a
    /// list. Ranges are not read, so nothing follows from them.
    private static func unaffectedVersions(_ list: ManifestNode?) -> [String]? {
        list?.elements.filter { $0["status"]?.string == "unaffected" }.compactMap { $0["version"]?.string }
    }
}
