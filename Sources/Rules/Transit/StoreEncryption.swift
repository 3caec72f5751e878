import AuditKit
import Findings

/// A setting that encrypts what a store keeps or passes on, for stores that do not encrypt by themselves.
struct StoreEncryption: Sendable {
    /// The resource's type.
    let type: String
    /// What to call such a resource.
    let noun: String
    /// The setting's path in the properties; `*` for every element of a list.
    let path: [String]
    /// Whether a setting that is missing leaves the data readable.
    var isOffByDefault = true
    /// Whether the data crosses a network rather than lies on a disk.
    var isInTransit = false
    /// How much it weighs.
    var severity = Severity.medium
    /// Whether what the setting is set to leaves the data readable.
    var isOff: @Sendable (String) -> Bool = { $0.lowercased() == "false" }
    /// What the setting is to be set to.
    var better = Repair.Literal.bool(true)
    /// What is wrong with data that lies there, behind the store's name.
    var stateAtRest = "keeps data readable"
    /// Who reads data that lies there.
    var attackerAtRest = "whoever gets at the disk, a snapshot or a backup"
    /// What they read, before the store's name.
    var contents = "everything in"
    /// What to do where that is more than to set the one setting; `nil` for that.
    var remedy: String?
    /// Whether the setting can be changed on a store that exists, without another one in its place.
    var isChangeable = false

    /// The stores that need to be asked. SQS, SNS, S3, DynamoDB, log groups, MSK, Amazon MQ, Secrets Manager, Aurora and
    /// Redshift encrypt by themselves by now.
    ///
    /// Sources: https://docs.aws.amazon.com/streams/latest/dg/what-is-sse.html,
    /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html,
    /// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html,
    /// https://docs.aws.amazon.com/efs/latest/ug/encryption.html,
    /// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html,
    /// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html,
    /// https://docs.aws.amazon.com/sns/latest/dg/sns-data-encryption.html,
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    static let all: [StoreEncryption] = queues + databases + caches + search + files

    private static let queues = [
        // Off by choice alone: queues encrypt by themselves since 2022.
        StoreEncryption(
            type: "AWS::SQS::Queue", noun: "the queue", path: ["SqsManagedSseEnabled"], isOffByDefault: false,
            isChangeable: true),
        StoreEncryption(
            type: "AWS::Kinesis::Stream", noun: "the stream", path: ["StreamEncryption", "EncryptionType"], severity: .low,
            isOff: { $0 == "NONE" }, better: .string("KMS"), stateAtRest: "writes its records unencrypted",
            attackerAtRest: "whoever gets at the storage behind the stream", contents: "the records of",
            remedy: """
                Set `StreamEncryption` with `EncryptionType: KMS` and `KeyId: alias/aws/kinesis`, or a key of your own that \
                producers and consumers may use. It can be switched on while the stream runs; records from before stay as \
                they are until they expire.
                """),
        StoreEncryption(
            type: "AWS::KinesisFirehose::DeliveryStream", noun: "the delivery stream",
            path: ["DeliveryStreamEncryptionConfigurationInput", "KeyType"], severity: .low, isOff: { _ in false },
            better: .string("AWS_OWNED_CMK"), stateAtRest: "buffers its records unencrypted",
            attackerAtRest: "whoever gets at the storage in which records wait for their delivery", contents: "the records of",
            remedy: """
                Set `DeliveryStreamEncryptionConfigurationInput` with `KeyType: AWS_OWNED_CMK`, or `CUSTOMER_MANAGED_CMK` and \
                a `KeyARN` of your own.
                """,
            isChangeable: true),
    ]

    private static let databases = [
        StoreEncryption(type: "AWS::RDS::DBInstance", noun: "the database", path: ["StorageEncrypted"]),
        StoreEncryption(type: "AWS::RDS::DBCluster", noun: "the database cluster", path: ["StorageEncrypted"]),
        StoreEncryption(type: "AWS::DocDB::DBCluster", noun: "the document database", path: ["StorageEncrypted"]),
        StoreEncryption(type: "AWS::Neptune::DBCluster", noun: "the graph database", path: ["StorageEncrypted"]),
        StoreEncryption(
            type: "AWS::Redshift::Cluster", noun: "the warehouse", path: ["Encrypted"], isOffByDefault: false),
    ]

    private static let caches = [
        StoreEncryption(
            type: "AWS::ElastiCache::ReplicationGroup", noun: "the cache", path: ["AtRestEncryptionEnabled"]),
        StoreEncryption(
            type: "AWS::ElastiCache::ReplicationGroup", noun: "the cache", path: ["TransitEncryptionEnabled"],
            isInTransit: true),
        StoreEncryption(
            type: "AWS::ElastiCache::CacheCluster", noun: "the cache", path: ["TransitEncryptionEnabled"],
            isInTransit: true),
        StoreEncryption(
            type: "AWS::MemoryDB::Cluster", noun: "the cache", path: ["TLSEnabled"], isOffByDefault: false,
            isInTransit: true),
        StoreEncryption(type: "AWS::DAX::Cluster", noun: "the cache", path: ["SSESpecification", "SSEEnabled"]),
        StoreEncryption(
            type: "AWS::DAX::Cluster", noun: "the cache", path: ["ClusterEndpointEncryptionType"], isInTransit: true,
            isOff: { $0 == "NONE" }, better: .string("TLS")),
        StoreEncryption(
            type: "AWS::AppSync::ApiCache", noun: "the cache", path: ["AtRestEncryptionEnabled"], severity: .low),
        StoreEncryption(
            type: "AWS::AppSync::ApiCache", noun: "the cache", path: ["TransitEncryptionEnabled"], isInTransit: true,
            severity: .low),
    ]

    private static let search = ["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"].flatMap { type in
        [
            StoreEncryption(type: type, noun: "the search domain", path: ["EncryptionAtRestOptions", "Enabled"]),
            StoreEncryption(
                type: type, noun: "the search domain", path: ["NodeToNodeEncryptionOptions", "Enabled"],
                isInTransit: true),
            StoreEncryption(
                type: type, noun: "the search domain", path: ["DomainEndpointOptions", "EnforceHTTPS"],
                isInTransit: true, isChangeable: true),
        ]
    }

    private static let files = [
        StoreEncryption(type: "AWS::EFS::FileSystem", noun: "the file system", path: ["Encrypted"]),
        StoreEncryption(
            type: "AWS::ApiGateway::Stage", noun: "the stage's cache", path: ["MethodSettings", "*", "CacheDataEncrypted"],
            severity: .low, isChangeable: true),
    ]
}
