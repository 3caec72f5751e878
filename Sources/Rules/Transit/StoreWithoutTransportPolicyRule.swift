import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A bucket, queue or topic that takes requests without TLS.
struct StoreWithoutTransportPolicyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "store-without-transport-policy", since: "0.1.0", severity: .low,
        summary: "takes requests without TLS",
        why: """
            S3, SQS and SNS answer on `http:` as well as on `https:`. The SDKs choose `https:`, but a misconfigured \
            client, a presigned link or an old tool may not, and nobody notices. A policy that denies every request for \
            which `aws:SecureTransport` is false turns them away. It weighs more where the store's policy lets others \
            in, for nobody knows what they use. Buckets and topics that the Serverless Framework makes for an event count \
            like those that are declared: the framework gives such a policy to its own deployment bucket alone.
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

    private var policies = TransportPolicies()
    private var neighbours = Neighbours()
    private var logicalIDs: Set<String> = []

    init() {}

    func prepared(for context: AuditContext) -> StoreWithoutTransportPolicyRule {
        var rule = self
        rule.policies = TransportPolicies(of: context.application)
        rule.neighbours = Neighbours(of: context.application)
        rule.logicalIDs = Set(context.application.resources.map(\.logicalID))
        return rule
    }

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        application.resources.flatMap { verdicts(on: $0, in: application) }
            + FrameworkStore.all(in: application).compactMap { verdict(on: $0, in: application) }
    }

    private func verdicts(on resource: Resource, in application: Application) -> [Verdict] {
        guard let store = Store(resource) else { return demand(of: resource, in: application) }
        let name = store.nameKey.flatMap { resource.properties[$0] }
        switch policies.answer(for: resource.logicalID, named: name, in: application) {
        case .denied: return []
        case .unknown(let value):
            let reason = "a policy of `\(resource.logicalID)` is not known: \(value.whyUndetermined)"
            return [.undecided(at: value.place, because: reason, functions: [])]
        case .admitted(let statements):
            return [.violation(violation(on: resource, store, statements, in: application))]
        }
    }

    private func verdict(on made: FrameworkStore, in application: Application) -> Verdict? {
        let store = made.isBucket ? Store.bucket : .topic
        switch policies.answer(for: made.logicalID ?? "", named: made.name, in: application) {
        case .denied: return nil
        case .unknown(let value):
            let reason = "a policy that may be the \(store.noun)'s is not known: \(value.whyUndetermined)"
            return .undecided(at: value.place, because: reason, functions: made.functions)
        case .admitted(let statements): return .violation(violation(on: made, store, statements, in: application))
        }
    }

    private func violation(
        on made: FrameworkStore, _ store: Store, _ statements: Value?, in application: Application
    ) -> Violation {
        let name = made.name.text(placeholder: "…") ?? "…"
        let id = made.logicalID.map { "`!Ref \($0)`" } ?? "the \(store.noun)"
        return Violation(
            at: made.place, "the \(store.noun) `\(name)`, which the framework makes for the event, takes requests without TLS",
            gain: "whoever stands between a client that uses `http:` and `\(name)` reads and changes \(store.content)",
            functions: made.functions, subject: "\(store.noun) \(name)", severity: .low,
            remedy: """
                Add an `\(store.policyType)` for \(id) under `resources.Resources`, with a statement that denies \
                `\(store.action)` to `*` under the condition `Bool: { 'aws:SecureTransport': 'false' }`.
                """,
            repair: repair(made, store, statements, in: application))
    }

    /// The policy stands beside what the framework makes; `resources` may be a list of templates.
    private func repair(
        _ made: FrameworkStore, _ store: Store, _ statements: Value?, in application: Application
    ) -> Repair? {
        guard let logicalID = made.logicalID, statements == nil, application.document.isMap else { return nil }
        let id = logicalID + "TransportPolicy"
        guard !logicalIDs.contains(id) else { return nil }
        let policy = store.policy(store.statement(for: logicalID), for: logicalID)
        let title = "turn requests without TLS away"
        // A policy of a topic takes the place of the one that lets the account's own services publish.
        let safety: Fix.Safety = store == .topic ? .unsafe : .safe
        if let resources = application.document["resources"], case .list = resources.content {
            let section = Repair.Literal.map([.init("Resources", .map([.init(id, policy)]))])
            return Repair(title, safety: safety, [.append(section, to: resources.place)])
        }
        return Repair(
            title, safety: safety, [.insert(policy, at: ["resources", "Resources", id], into: application.document.place)])
    }

    private func violation(
        on resource: Resource, _ store: Store, _ statements: Value?, in application: Application
    ) -> Violation {
        let isShared = statements?.elements.contains { $0.letsOthersIn } == true
        return Violation(
            at: resource.logicalIDPlace, "the \(store.noun) `\(resource.logicalID)` takes requests without TLS",
            gain: "whoever stands between a client that uses `http:` and `\(resource.logicalID)` reads and changes \(store.content)",
            functions: neighbours.functions(beside: resource.logicalID), subject: "resource \(resource.logicalID)",
            severity: isShared ? .medium : .low,
            remedy: remedy(resource, store), repair: repair(resource, store, statements, in: application))
    }

    /// A store has one policy: where there is one, another would take its place or be refused.
    private func remedy(_ resource: Resource, _ store: Store) -> String {
        let statement = "a statement that denies `\(store.action)` to `*` under the condition `Bool: { 'aws:SecureTransport': 'false' }`"
        guard let policy = policies.policy(of: resource) else {
            return "Add an `\(store.policyType)` for `\(resource.logicalID)` with \(statement)."
        }
        if let generator = policy.generator {
            return """
                The policy that `\(generator.logicalID)` makes holds no such statement: add an `\(store.policyType)` for \
                `\(resource.logicalID)` with \(statement), and with what that policy allows.
                """
        }
        return "Add to the policy `\(policy.logicalID)` \(statement)."
    }

    private func repair(
        _ resource: Resource, _ store: Store, _ statements: Value?, in application: Application
    ) -> Repair? {
        // Website endpoints speak HTTP alone: the policy would take the site down.
        guard resource.properties["WebsiteConfiguration"] == nil else { return nil }
        let statement = store.statement(for: resource.logicalID)
        let title = "turn requests without TLS away"
        if let statements { return Repair(title, [.append(statement, to: statements.place)]) }
        guard let section = application.section(holding: resource) else { return nil }
        let id = resource.logicalID + "TransportPolicy"
        guard !logicalIDs.contains(id) else { return nil }
        // A policy of a topic takes the place of the one that lets the account's own services publish.
        return Repair(
            title, safety: store == .topic ? .unsafe : .safe,
            [.insert(store.policy(statement, for: resource.logicalID), at: [id], into: section)])
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
                functions: [], subject: "resource \(resource.logicalID)", severity: .medium, remedy: "Remove `\(name)`, or set it to what demands TLS.")
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

/// A store with a door that also listens without TLS.
private enum Store {
    case bucket, queue, topic

    init?(_ resource: Resource) {
        switch resource.type {
        case "AWS::S3::Bucket": self = .bucket
        case "AWS::SQS::Queue": self = .queue
        case "AWS::SNS::Topic": self = .topic
        default: return nil
        }
    }

    var noun: String {
        switch self {
        case .bucket: "bucket"
        case .queue: "queue"
        case .topic: "topic"
        }
    }

    var content: String { self == .bucket ? "the objects" : "the messages" }

    var nameKey: String? { self == .bucket ? "BucketName" : nil }

    var policyType: String {
        switch self {
        case .bucket: "AWS::S3::BucketPolicy"
        case .queue: "AWS::SQS::QueuePolicy"
        case .topic: "AWS::SNS::TopicPolicy"
        }
    }

    /// SNS takes no wildcard over all actions in a topic's policy.
    var action: String {
        switch self {
        case .bucket: "s3:*"
        case .queue: "sqs:*"
        case .topic: "sns:Publish"
        }
    }

    func statement(for logicalID: String) -> Repair.Literal {
        let arn = Repair.Literal.attribute("Arn", of: logicalID)
        let resource: Repair.Literal =
            switch self {
            case .bucket: .list([arn, .substitution("${\(logicalID).Arn}/*")])
            case .queue: arn
            case .topic: .reference(logicalID)
            }
        let condition = Repair.Literal.map([.init("Bool", .map([.init("aws:SecureTransport", .string("false"))]))])
        return .map([
            .init("Sid", .string("DenyRequestsWithoutTLS")), .init("Effect", .string("Deny")),
            .init("Principal", .string("*")), .init("Action", .string(action)), .init("Resource", resource),
            .init("Condition", condition),
        ])
    }

    func policy(_ statement: Repair.Literal, for logicalID: String) -> Repair.Literal {
        let document = Repair.Literal.map([
            .init("Version", .string("2012-10-17")), .init("Statement", .list([statement])),
        ])
        let target: Repair.Literal.Member =
            switch self {
            case .bucket: .init("Bucket", .reference(logicalID))
            case .queue: .init("Queues", .list([.reference(logicalID)]))
            case .topic: .init("Topics", .list([.reference(logicalID)]))
            }
        return .map([
            .init("Type", .string(policyType)), .init("Properties", .map([target, .init("PolicyDocument", document)])),
        ])
    }
}

extension Value {
    /// Whether a statement lets in others than the services of AWS.
    fileprivate var letsOthersIn: Bool {
        guard self["Effect"]?.string == "Allow", let principal = self["Principal"] else { return false }
        let accounts = principal.isMap ? principal["AWS"]?.oneOrMany ?? [] : principal.oneOrMany
        return accounts.contains { $0.string != nil }
    }

    /// The settings of a parameter group: a map, or a list of names with values.
    fileprivate var pairs: [(name: String, value: Value)] {
        guard case .list(let elements) = content else { return members.map { ($0.key, $0.value) } }
        return elements.compactMap { element in
            guard let name = element["ParameterName"]?.string, let value = element["ParameterValue"] else { return nil }
            return (name, value)
        }
    }
}
