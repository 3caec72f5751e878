import ApplicationModel
import AuditKit
import Findings

/// A store that keeps or passes on its data readable.
struct StoreWithoutEncryptionRule: ResourceRule {
    static let metadata = RuleMetadata(
        .transit, "store-without-encryption", since: "0.1.0", severity: .medium,
        summary: "keeps or passes on its data without encryption",
        why: """
            Much of what AWS stores it encrypts by itself by now: buckets, queues, topics, tables, logs, Aurora. Others \
            still have to be asked: databases, caches, search domains, file systems and streams lie readable on their \
            disks and in their snapshots, and some of them speak to their clients and among themselves without TLS. Only \
            what is readable is reported; which key encrypts the rest is not this rule's to say.
            """,
        remedy: "Switch the setting on. Most stores must be made anew for it, so do it before there is data.",
        cwe: [311, 319],
        references: [
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html",
            "https://docs.aws.amazon.com/streams/latest/dg/what-is-sse.html",
            "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-data-encryption.html",
        ])

    private var encryptions: [String: [StoreEncryption]] = [:]
    private var neighbours = Neighbours()

    init() {}

    func prepared(for context: AuditContext) -> StoreWithoutEncryptionRule {
        var rule = self
        rule.encryptions = Dictionary(grouping: StoreEncryption.all, by: \.type)
        rule.neighbours = Neighbours(of: context.application)
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        (encryptions[resource.type] ?? []).flatMap { encryption -> [Verdict] in
            switch question(of: resource, encryption, in: context.application) {
            case .asked: verdicts(on: resource, encryption, in: context.application)
            case .settled: []
            case .unknown(let value, let reason): [.undecided(at: value.place, because: reason, functions: [])]
            }
        }
    }

    /// Whether the setting decides at all.
    private enum Question {
        case asked, settled
        case unknown(Value, because: String)
    }

    private func question(of resource: Resource, _ encryption: StoreEncryption, in application: Application) -> Question {
        let properties = resource.properties
        switch resource.type {
        case "AWS::SQS::Queue": return properties["KmsMasterKeyId"] == nil ? .asked : .settled
        case "AWS::RDS::DBInstance": return instance(resource, encryption, in: application)
        case "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster":
            return copied(from: ["SnapshotIdentifier", "SourceDBClusterIdentifier"], resource, encryption)
                ?? engine(of: resource, encryption, encryptsItself: { $0.hasPrefix("aurora") })
        case "AWS::ElastiCache::ReplicationGroup":
            return engine(of: resource, encryption, encryptsItself: { $0 == "valkey" })
        // At-rest and in-transit encryption of a single node exist for some engines only.
        case "AWS::ElastiCache::CacheCluster": return properties["Engine"]?.string == "memcached" ? .asked : .settled
        case "AWS::KinesisFirehose::DeliveryStream":
            return ["DirectPut", nil].contains(properties["DeliveryStreamType"]?.string) ? .asked : .settled
        case "AWS::ApiGateway::Stage": return properties["CacheClusterEnabled"]?.bool == true ? .asked : .settled
        default: return .asked
        }
    }

    /// Of an instance in a cluster the cluster decides.
    private func instance(_ resource: Resource, _ encryption: StoreEncryption, in application: Application) -> Question {
        let properties = resource.properties
        if properties["DBClusterIdentifier"] != nil { return .settled }
        let sources = ["DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "SourceDbiResourceId"]
        return copied(from: sources, resource, encryption)
            ?? engine(of: resource, encryption, encryptsItself: { $0.hasPrefix("aurora") })
    }

    /// What is made from a copy is as encrypted as its source.
    private func copied(from sources: [String], _ resource: Resource, _ encryption: StoreEncryption) -> Question? {
        guard let source = sources.lazy.compactMap({ resource.properties[$0] }).first,
            encryption.path.first.map({ resource.properties[$0] == nil }) == true
        else { return nil }
        return .unknown(source, because: "what it is copied from decides whether `\(resource.logicalID)` is encrypted")
    }

    private func engine(
        of resource: Resource, _ encryption: StoreEncryption, encryptsItself: (String) -> Bool
    ) -> Question {
        guard encryption.path.first.map({ resource.properties[$0] == nil }) == true,
            let engine = resource.properties["Engine"]
        else { return .asked }
        guard let name = engine.string else { return .unknown(engine, because: engine.whyUndetermined) }
        return encryptsItself(name.lowercased()) ? .settled : .asked
    }

    private func verdicts(
        on resource: Resource, _ encryption: StoreEncryption, in application: Application
    ) -> [Verdict] {
        let settings = application.settings(encryption.path, of: resource.properties)
        return settings.compactMap { setting in
            switch setting {
            case .unknown(let value):
                return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .set(let value):
                guard let text = value.scalarText, encryption.isOff(text) else { return nil }
                let repair = resource.repair(
                    "encrypt it", safety: safety(encryption), replacing: value, with: encryption.better)
                return .violation(violation(at: value, resource, encryption, "switched off", repair))
            case .missing(let holder):
                guard encryption.isOffByDefault, isAsked(holder, encryption) else { return nil }
                let repair = settings.count == 1 ? repair(of: resource, encryption) : nil
                return .violation(violation(at: nil, resource, encryption, "not switched on", repair))
            }
        }.decisive
    }

    /// A method's setting without a cache has nothing to encrypt.
    private func isAsked(_ holder: Value, _ encryption: StoreEncryption) -> Bool {
        encryption.type != "AWS::ApiGateway::Stage" || holder["CachingEnabled"]?.bool == true
    }

    private func safety(_ encryption: StoreEncryption) -> Fix.Safety { encryption.isChangeable ? .safe : .unsafe }

    private func repair(of resource: Resource, _ encryption: StoreEncryption) -> Repair? {
        guard !encryption.path.contains("*") else { return nil }
        if resource.type == "AWS::Kinesis::Stream" {
            let settings: [Repair.Literal.Member] = [
                .init("EncryptionType", .string("KMS")), .init("KeyId", .string("alias/aws/kinesis")),
            ]
            return resource.repair("encrypt it", safety: .unsafe, setting: ["StreamEncryption"], to: .map(settings))
        }
        return resource.repair(
            "encrypt it", safety: safety(encryption), setting: encryption.path, to: encryption.better)
    }

    private func violation(
        at value: Value?, _ resource: Resource, _ encryption: StoreEncryption, _ state: String, _ repair: Repair?
    ) -> Violation {
        var state = state
        if encryption.better != .bool(true), state == "not switched on" { state = "not set" }
        let setting = encryption.path.filter { $0 != "*" }.joined(separator: ".")
        let name = resource.authorsName
        let what = encryption.isInTransit ? "what is sent to `\(name)`" : "\(encryption.contents) `\(name)`"
        let attacker =
            encryption.isInTransit
            ? "whoever gets into the network between a client and the store" : encryption.attackerAtRest
        return Violation(
            at: value?.place ?? resource.logicalIDPlace,
            "\(encryption.noun) `\(name)` \(verb(encryption)): `\(setting)` is \(state)",
            gain: "\(attacker) reads \(what)", functions: neighbours.functions(beside: resource.logicalID),
            severity: encryption.severity, remedy: remedy(encryption, setting), repair: repair)
    }

    private func verb(_ encryption: StoreEncryption) -> String {
        encryption.isInTransit ? "sends data readable" : encryption.stateAtRest
    }

    private func remedy(_ encryption: StoreEncryption, _ setting: String) -> String {
        if let remedy = encryption.remedy { return remedy }
        let value =
            switch encryption.better {
            case .string(let text): text
            default: "true"
            }
        let change = "Set `\(setting)` to `\(value)`"
        return encryption.isChangeable ? change + "." : change + ". Many stores must be made anew for it: move the data over."
    }
}
