import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A database, broker or cluster with an address on the internet.
struct PublicDatabaseRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "public-database", since: "0.1.0", severity: .high,
        summary: "keeps data in a database with an address on the internet",
        why: """
            A database that only functions use needs no address of its own on the internet. With one, its password and \
            its security group are all that stands before the data: every scan finds it, every leaked password works \
            from anywhere, and every hole in the engine is open.
            """,
        remedy: """
            Set `PubliclyAccessible: false`, put the database into private subnets, and put the functions that use it into \
            the same network with a security group of their own.
            """,
        cwe: [668],
        references: [
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
            "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
            "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
        ])

    private var use = ResourceUse.none
    /// What a function's network is called in the manifest.
    private var functionSetting = "vpc"

    init() {}

    func prepared(for context: AuditContext) -> PublicDatabaseRule {
        var rule = self
        if context.application.isTemplate { rule.functionSetting = "VpcConfig" }
        rule.use = ResourceUse(context.application)
        return rule
    }

    /// Types with `PubliclyAccessible`, and a word for what they are.
    private static let kinds = [
        "AWS::RDS::DBInstance": "database", "AWS::RDS::DBCluster": "database cluster",
        "AWS::Neptune::DBInstance": "graph database", "AWS::Redshift::Cluster": "warehouse",
        "AWS::RedshiftServerless::Workgroup": "warehouse", "AWS::DMS::ReplicationInstance": "replication instance",
        "AWS::AmazonMQ::Broker": "broker", "AWS::Lightsail::Database": "database",
    ]

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        if let kind = Self.kinds[resource.type] { return verdictOnFlag(of: resource, kind).map { [$0] } ?? [] }
        switch resource.type {
        case "AWS::MSK::Cluster": return verdictOnKafka(resource).map { [$0] } ?? []
        case "AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain":
            return verdictOnSearch(resource).map { [$0] } ?? []
        case "AWS::OpenSearchServerless::SecurityPolicy": return verdictOnPolicy(resource).map { [$0] } ?? []
        default: return []
        }
    }

    private func verdictOnFlag(of resource: Resource, _ kind: String) -> Verdict? {
        let flag = resource.properties.outcomes(at: "PubliclyAccessible")
        switch flag.answer({ $0.bool == true }) {
        case .unknown(let value): return undecided(value)
        case .holds(let value, let always):
            let repair = Repair("take it off the internet", safety: .unsafe, [.replace(value.place, with: .bool(false))])
            return .violation(violation(at: value.place, kind, resource, isSure: always, repair: always ? repair : nil))
        case .fails: return flag.contains { $0 == nil } ? verdictOnDefault(of: resource, kind) : nil
        }
    }

    /// What holds where nothing is said.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html,
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dms-replicationinstance.html
    private func verdictOnDefault(of resource: Resource, _ kind: String) -> Verdict? {
        if resource.type == "AWS::DMS::ReplicationInstance" {
            return .violation(violation(at: resource.logicalIDPlace, kind, resource, isSure: true, repair: nil))
        }
        let members = ["DBSubnetGroupName", "DBClusterIdentifier", "SourceDBInstanceIdentifier", "DBSecurityGroups"]
        guard resource.type == "AWS::RDS::DBInstance", !members.contains(where: { resource.properties[$0] != nil }) else {
            return nil
        }
        let reason = "neither `PubliclyAccessible` nor `DBSubnetGroupName` is set, so the account's default network decides"
        return .undecided(at: resource.logicalIDPlace, because: reason, functions: [])
    }

    private func verdictOnKafka(_ cluster: Resource) -> Verdict? {
        let type = cluster.properties.outcomes(at: "BrokerNodeGroupInfo", "ConnectivityInfo", "PublicAccess", "Type")
        switch type.answer({ $0.string == "SERVICE_PROVIDED_EIPS" }) {
        case .unknown(let value): return undecided(value)
        case .holds(let value, let always):
            return .violation(violation(at: value.place, "Kafka cluster", cluster, isSure: always, repair: nil))
        case .fails: return nil
        }
    }

    /// Without a network of its own a domain answers on the internet to whoever its policy lets in.
    private func verdictOnSearch(_ domain: Resource) -> Verdict? {
        let network = domain.properties.outcomes(at: "VPCOptions")
        switch network.answer({ $0.isMap }) {
        case .unknown(let value): return undecided(value)
        case .holds(_, always: true): return nil
        case .holds, .fails:
            var found = violation(
                at: domain.logicalIDPlace, "search domain", domain, isSure: network.count == 1, repair: nil)
            found.severity = .medium
            found.gain = Self.gainAtSearch
            found.remedy = "Set `VPCOptions` with private subnets, and keep `AccessPolicies` to the roles that search."
            return .violation(found)
        }
    }

    /// The policy is text; what it says stands in it word by word.
    private func verdictOnPolicy(_ policy: Resource) -> Verdict? {
        guard policy.properties["Type"]?.string == "network", let document = policy.properties["Policy"],
            let text = document.text(placeholder: "?")
        else { return nil }
        guard text.filter({ !$0.isWhitespace }).contains("\"AllowFromPublic\":true") else { return nil }
        var found = violation(at: document.place, "search collection", policy, isSure: true, repair: nil)
        found.message = "the network policy `\(policy.logicalID)` gives its search collections an address on the internet"
        found.severity = .medium
        found.gain = Self.gainAtSearch
        found.remedy = "Set `AllowFromPublic` to `false` and name the VPC endpoints in `SourceVPCEs`."
        return .violation(found)
    }

    private static let gainAtSearch =
        "anyone on the internet can talk to it, so that one leaked key or one careless access policy gives everything away"

    private func violation(
        at place: SourcePlace, _ kind: String, _ resource: Resource, isSure: Bool, repair: Repair?
    ) -> Violation {
        let users = use.functions(using: resource.logicalID)
        let data = use.mostExposed(using: resource.logicalID).map { " and \(Self.deed(with: kind)) what `\($0)` works with" } ?? ""
        return Violation(
            at: place, "the \(kind) `\(resource.logicalID)` has an address on the internet",
            gain: "anyone on the internet who guesses or finds a password, or knows a hole in the engine, gets in\(data)",
            functions: users, confidence: isSure ? nil : .medium, remedy: remedy(kind, of: resource), repair: repair)
    }

    private static func deed(with kind: String) -> String {
        kind == "broker" || kind == "Kafka cluster" ? "reads and sends" : "reads and changes"
    }

    private func remedy(_ kind: String, of resource: Resource) -> String {
        let setting =
            resource.type == "AWS::MSK::Cluster"
            ? "Set `ConnectivityInfo.PublicAccess.Type` to `DISABLED`" : "Set `PubliclyAccessible: false`"
        return """
            \(setting), put the \(kind) into private subnets, and put the functions that use it into the same network \
            (`\(functionSetting)`) with a security group of their own.
            """
    }

    private func undecided(_ value: Value) -> Verdict {
        .undecided(at: value.place, because: value.whyUndetermined, functions: [])
    }
}
