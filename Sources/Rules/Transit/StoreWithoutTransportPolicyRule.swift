import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A bucket, queue or topic that takes requests without TLS.
struct StoreWithoutTransportPolicyRule: ResourceRule {
    static let metadata = RuleMetadata(
        .transit, "store-without-transport-policy", since: "0.1.0", severity: .low,
        summary: "takes requests without TLS",
        why: """
            S3, SQS and SNS answer on `http:` as well as on `https:`. The SDKs choose `https:`, but a misconfigured \
            client, a presigned link or an old tool may not, and nobody notices. A policy that denies every request for \
            which `aws:SecureTransport` is false turns them away. It weighs more where the store's policy lets others \
            in, for nobody knows what they use. Buckets that functions work on and stores whose policies let others in are \
            reported here, the others by `internal-store-without-transport-policy` to those who ask for it.
            """,
        remedy: """
            Add a policy with a statement that denies all actions to everybody where `aws:SecureTransport` is `false`.
            """,
        cwe: [319],
        references: [
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
        ])

    private var stores = CleartextStores()

    init() {}

    func prepared(for context: AuditContext) -> StoreWithoutTransportPolicyRule {
        var rule = self
        rule.stores = CleartextStores(of: context.application)
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        switch stores.answer(for: resource, in: context.application) {
        case nil: return demand(of: resource, in: context.application)
        case .denied: return []
        case .unknown(let value):
            let reason = "a policy of `\(resource.logicalID)` is not known: \(value.whyUndetermined)"
            return [.undecided(at: value.place, because: reason, functions: [])]
        case .admitted(let statements):
            guard stores.isReached(resource, statements) else { return [] }
            return [.violation(stores.violation(on: resource, statements, in: context.application))]
        }
    }

    /// Databases whose parameters switch the demand for TLS off.
    private func demand(of resource: Resource, in application: Application) -> [Verdict] {
        guard let demands = Self.demands[resource.type] else { return [] }
        let parameters = application.settings("Parameters", of: resource).compactMap(\.value)
        return parameters.flatMap { $0.pairs }.compactMap { name, value in
            guard let off = demands[name], let text = value.scalarText?.lowercased(), off.contains(text) else { return nil }
            let violation = Violation(
                at: value.place, "the databases of `\(resource.logicalID)` take connections without TLS by `\(name)`",
                gain: "whoever gets into the network between a client and the database reads and changes what they exchange",
                severity: .medium, remedy: "Remove `\(name)`, or set it to what demands TLS.")
            return .violation(violation)
        }
    }

    /// Sources: https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html,
    /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html,
    /// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
    private static let demands: [String: [String: Set<String>]] = [
        "AWS::DocDB::DBClusterParameterGroup": ["tls": ["disabled"]],
        "AWS::RDS::DBParameterGroup": ["rds.force_ssl": ["0"], "require_secure_transport": ["0", "off"]],
        "AWS::RDS::DBClusterParameterGroup": ["rds.force_ssl": ["0"], "require_secure_transport": ["0", "off"]],
        "AWS::Redshift::ClusterParameterGroup": ["require_ssl": ["false"]],
        "AWS::Neptune::DBClusterParameterGroup": ["neptune_enforce_ssl": ["0"]],
    ]
}

extension Value {
    /// The settings of a parameter group: a map, or a list of names with values.
    fileprivate var pairs: [(name: String, value: Value)] {
        guard case .list(let elements) = content else { return members.map { ($0.key, $0.value) } }
        return elements.compactMap { element in
            guard let name = element["ParameterName"]?.string, let value = element["ParameterValue"] else { return nil }
            return (name, value)
        }
    }
}
