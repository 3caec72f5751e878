import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A security group or network list that lets every address in on ports that are not a website's.
struct OpenNetworkRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "open-network", since: "0.1.0", severity: .medium,
        summary: "stands in a network that lets every address in",
        why: """
            What functions talk to, such as a database, stands in the same network as they do. A security group with \
            `0.0.0.0/0` on its port lets the whole internet, or the whole of a connected network, talk to it too. The \
            ports of a website, 80 and 443, are not reported, and a group that only functions belong to weighs less: \
            nothing listens there.
            """,
        remedy: """
            Name the security group of the functions in `SourceSecurityGroupId` instead of an address, or the block of the \
            own network. Log in through Session Manager instead of an open port.
            """,
        cwe: [668, 284],
        references: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
        ])

    private var references = ResourceReferences.none
    private var use = ResourceUse.none

    init() {}

    func prepared(for context: AuditContext) -> OpenNetworkRule {
        // Few applications have networks, and looking through everything for their members takes time.
        guard context.application.resources.contains(where: { Self.types.contains($0.type) }) else { return self }
        var rule = self
        rule.references = ResourceReferences(context.application)
        rule.use = ResourceUse(context.application)
        return rule
    }

    private static let types: Set<String> = [
        "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::NetworkAclEntry",
    ]

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        switch resource.type {
        case "AWS::EC2::SecurityGroup":
            return (resource.properties["SecurityGroupIngress"]?.possibleElements ?? []).flatMap { entry, isOptional in
                let opening = NetworkOpening(ingress: entry, isOptional: isOptional)
                return entry.isUndetermined
                    ? [undecided(entry)] : verdicts(on: opening, Group(of: resource.logicalID, references))
            }
        case "AWS::EC2::SecurityGroupIngress":
            let group = resource.properties["GroupId"] ?? resource.properties["GroupName"]
            let opening = NetworkOpening(ingress: resource.properties, isOptional: false)
            return verdicts(on: opening, Group(of: group?.symbols.lazy.compactMap(\.logicalID).first, references))
        case "AWS::EC2::NetworkAclEntry": return verdictsOnEntry(resource)
        default: return []
        }
    }

    /// A group, and whether only functions belong to it.
    private struct Group {
        let name: String?
        let holdsOnlyFunctions: Bool

        init(of logicalID: String?, _ references: ResourceReferences) {
            name = logicalID
            // Rules of groups name groups as sources; that puts nobody into them.
            let users = logicalID.map(references.types) ?? []
            let members = users.subtracting(["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"])
            holdsOnlyFunctions = !members.isEmpty && members.isSubset(of: ["AWS::Lambda::Function", "AWS::Serverless::Function"])
        }
    }

    private func verdicts(on opening: NetworkOpening, _ group: Group) -> [Verdict] {
        guard !opening.ports.isWeb else { return [] }
        return opening.sources.compactMap { source in
            guard let text = source.string else {
                return source.isUndetermined ? undecided(source) : nil
            }
            guard NetworkOpening.isEverywhere(text) else { return nil }
            if case .unknown(let port) = opening.ports { return undecided(port) }
            return .violation(violation(opening, at: source, text, group))
        }
    }

    private func violation(_ opening: NetworkOpening, at source: Value, _ text: String, _ group: Group) -> Violation {
        let target = opening.ports.listener ?? "what listens there"
        let name = group.name.map { " `\($0)`" } ?? ""
        let severity: Severity = group.holdsOnlyFunctions ? .low : opening.ports.listener == nil ? .medium : .high
        return Violation(
            at: source.place, "\(opening.ports.words) open to every address (`\(text)`)",
            gain: group.holdsOnlyFunctions
                ? "nobody yet, since functions take no connections; whoever puts a server into the group\(name) opens it to everybody"
                : "anyone who reaches the network may try passwords and holes of \(target) behind the group\(name)",
            functions: [], severity: severity, confidence: opening.isOptional ? .medium : nil)
    }

    /// A list of a network without ports of its own leaves the choice to the groups, as AWS's default does.
    private func verdictsOnEntry(_ resource: Resource) -> [Verdict] {
        let entry = resource.properties
        guard entry["Egress"]?.bool != true, entry["RuleAction"]?.string?.lowercased() == "allow" else { return [] }
        let opening = NetworkOpening(networkEntry: entry)
        guard case .range(let low, _) = opening.ports, low < 1024, opening.ports.listener != nil else { return [] }
        return opening.sources.filter { $0.string.map(NetworkOpening.isEverywhere) ?? false }.map { source in
            .violation(
                Violation(
                    at: source.place, "the network's list lets every address in where \(opening.ports.words) open",
                    gain: "one careless security group in the network is enough to open \(opening.ports.listener ?? "it") to everybody",
                    functions: [], severity: .low))
        }
    }

    private func undecided(_ value: Value) -> Verdict {
        .undecided(at: value.place, because: value.whyUndetermined, functions: [])
    }
}

extension Symbol {
    /// The logical id of the resource that it names.
    fileprivate var logicalID: String? {
        if case .resource(let id, _) = self { id } else { nil }
    }
}
