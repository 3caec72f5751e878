import ApplicationModel
import AuditKit
import SourceText

/// A policy of a resource: what it guards, and what its statements say.
struct GuardedResource {
    /// What such a resource is, and how strangers get at it.
    struct Sort {
        /// A word for it, such as `queue`.
        let word: String
        /// The service prefix of its actions.
        let service: String
        /// Who is everybody there, as the subject of a sentence.
        var everybody: String
        /// Whether a network stands between it and the internet.
        var isBehindNetwork = false
    }

    /// Everybody where requests without a signature are taken.
    private static let anyone = "anyone on the internet"
    /// Everybody where requests must be signed.
    private static let anyAccount = "anyone with an AWS account"

    /// What is guarded.
    let sort: Sort
    /// The logical id or name of what is guarded; `nil` when it is not known.
    let name: String?
    /// The policy.
    let document: PolicyDocument

    /// The policies that a resource holds or is; empty for types without one.
    static func all(in resource: Resource) -> [GuardedResource] {
        let properties = resource.properties
        if let entry = table[resource.type] {
            let target = entry.target.flatMap { properties[$0] }
            let names = target.map { list in list.oneOrMany.compactMap(name) } ?? [resource.logicalID]
            return document(at: entry.path, in: properties).map {
                GuardedResource(sort: sort(entry, properties), name: names.first, document: $0)
            }
        }
        switch resource.type {
        case "AWS::Events::EventBusPolicy": return [busPolicy(properties)].compactMap(\.self)
        case "AWS::ApiGateway::RestApi" where isPrivate(properties):
            return document(at: ["Policy"], in: properties).map {
                GuardedResource(sort: privateAPI, name: resource.logicalID, document: $0)
            }
        default: return []
        }
    }

    private static let privateAPI = Sort(
        word: "private API", service: "execute-api", everybody: "anyone with a network of any AWS account", isBehindNetwork: true)

    private static func sort(_ entry: Entry, _ properties: Value) -> Sort {
        var sort = entry.sort
        if sort.service == "elasticfilesystem" || properties["VPCOptions"]?.isMap == true {
            sort.everybody = "anyone who gets into its network"
            sort.isBehindNetwork = true
        }
        return sort
    }

    private static func document(at path: [String], in properties: Value) -> [PolicyDocument] {
        let found = path.reduce(properties.outcomes) { values, key in
            values.flatMap { $0?.outcomes(at: key) ?? [nil] }
        }
        return found.compactMap { $0 }.prefix(8).map { PolicyDocument($0) }
    }

    private static func name(_ value: Value) -> String? {
        value.referencedLogicalID ?? value.symbols.lazy.compactMap {
            if case .resource(let id, _) = $0 { id } else { nil }
        }.first ?? value.string.flatMap { $0.split { $0 == ":" || $0 == "/" }.last.map(String.init) }
    }

    /// A statement by itself, or the older form with `Principal` and `Action` beside each other.
    private static func busPolicy(_ properties: Value) -> GuardedResource? {
        let sort = Sort(word: "event bus", service: "events", everybody: anyAccount)
        let name = properties["EventBusName"].flatMap(name) ?? "default"
        if let statement = properties["Statement"] {
            return GuardedResource(sort: sort, name: name, document: PolicyDocument(statements: statement))
        }
        guard let principal = properties.member("Principal"), properties["Condition"]?.isNull ?? true else { return nil }
        let effect = Value.Member(key: "Effect", keyPlace: principal.keyPlace, value: Value(.string("Allow"), place: principal.keyPlace))
        let members = [effect, principal] + [properties.member("Action")].compactMap(\.self)
        let statement = Value(.map(members), place: properties.place)
        return GuardedResource(sort: sort, name: name, document: PolicyDocument(statements: statement))
    }

    /// An API on the internet is there to be called; who may is for its authorizers to say.
    private static func isPrivate(_ properties: Value) -> Bool {
        properties[path: "EndpointConfiguration", "Types"]?.oneOrMany.contains { $0.string == "PRIVATE" } ?? false
    }

    private struct Entry {
        let sort: Sort
        let path: [String]
        let target: String?

        init(_ word: String, _ service: String, _ path: String..., target: String? = nil, anonymous: Bool = false) {
            sort = Sort(word: word, service: service, everybody: anonymous ? anyone : anyAccount)
            self.path = path
            self.target = target
        }
    }

    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html (the
    /// column of resource-based policies), with the properties of the template reference.
    private static let table: [String: Entry] = [
        "AWS::SQS::QueuePolicy": Entry("queue", "sqs", "PolicyDocument", target: "Queues", anonymous: true),
        "AWS::SQS::QueueInlinePolicy": Entry("queue", "sqs", "PolicyDocument", target: "Queue", anonymous: true),
        "AWS::SNS::TopicPolicy": Entry("topic", "sns", "PolicyDocument", target: "Topics", anonymous: true),
        "AWS::SNS::TopicInlinePolicy": Entry("topic", "sns", "PolicyDocument", target: "TopicArn", anonymous: true),
        "AWS::S3::BucketPolicy": Entry("bucket", "s3", "PolicyDocument", target: "Bucket", anonymous: true),
        "AWS::S3Express::BucketPolicy": Entry("bucket", "s3express", "PolicyDocument", target: "Bucket"),
        "AWS::S3::AccessPoint": Entry("access point", "s3", "Policy", anonymous: true),
        "AWS::S3ObjectLambda::AccessPointPolicy":
            Entry("access point", "s3-object-lambda", "PolicyDocument", target: "ObjectLambdaAccessPoint"),
        "AWS::KMS::Key": Entry("key", "kms", "KeyPolicy"), "AWS::KMS::ReplicaKey": Entry("key", "kms", "KeyPolicy"),
        "AWS::SecretsManager::ResourcePolicy":
            Entry("secret", "secretsmanager", "ResourcePolicy", target: "SecretId"),
        "AWS::ECR::Repository": Entry("image repository", "ecr", "RepositoryPolicyText"),
        "AWS::ECR::RegistryPolicy": Entry("image registry", "ecr", "PolicyText"),
        "AWS::Events::EventBus": Entry("event bus", "events", "Policy"),
        "AWS::OpenSearchService::Domain": Entry("search domain", "es", "AccessPolicies", anonymous: true),
        "AWS::Elasticsearch::Domain": Entry("search domain", "es", "AccessPolicies", anonymous: true),
        "AWS::EFS::FileSystem": Entry("file system", "elasticfilesystem", "FileSystemPolicy"),
        "AWS::Backup::BackupVault": Entry("backup vault", "backup", "AccessPolicy"),
        "AWS::DynamoDB::Table": Entry("table", "dynamodb", "ResourcePolicy", "PolicyDocument"),
        "AWS::Kinesis::ResourcePolicy": Entry("stream", "kinesis", "ResourcePolicy", target: "ResourceArn"),
        "AWS::MSK::ClusterPolicy": Entry("Kafka cluster", "kafka", "Policy", target: "ClusterArn"),
        "AWS::CodeArtifact::Domain": Entry("package domain", "codeartifact", "PermissionsPolicyDocument"),
        "AWS::CodeArtifact::Repository": Entry("package repository", "codeartifact", "PermissionsPolicyDocument"),
        "AWS::VpcLattice::AuthPolicy": Entry("lattice service", "vpc-lattice-svcs", "Policy", target: "ResourceIdentifier"),
    ]
}
