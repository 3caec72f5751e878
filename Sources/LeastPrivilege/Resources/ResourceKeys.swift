import ApplicationModel
import Permissions

/// The keys that encrypt an application's own resources.
struct ResourceKeys: Sendable {
    /// What encrypts a resource.
    enum Key: Sendable, Hashable {
        /// Nothing that its users need a permission for: a key of AWS's.
        case none
        /// A key of the customer's, by its ARN.
        case customer(ARNPattern)
        /// That could not be told.
        case unknown
    }

    /// By service and name: the ARN without region and account.
    private let keys: [String: Key]

    init(_ application: Application, _ names: ManifestNames) {
        var keys: [String: Key] = [:]
        for resource in application.resources {
            guard let arn = names.arn(of: resource).flatMap(ARNPattern.init) else { continue }
            keys[Self.name(arn)] = Self.key(of: resource, names)
        }
        self.keys = keys
    }

    /// What encrypts the resource that a pattern names or is a part of; `nil` for what is not in the manifest.
    func key(of resource: ARNPattern) -> Key? { keys[Self.name(resource)] }

    /// An object is encrypted as its bucket is, an index as its table.
    private static func name(_ arn: ARNPattern) -> String {
        let parts = arn.resource.split(separator: "/", maxSplits: 2).map(String.init)
        switch arn.service {
        case "s3": return "s3:\(parts.first ?? "")"
        case "dynamodb": return "dynamodb:\(parts.prefix(2).joined(separator: "/"))"
        default: return "\(arn.service):\(arn.resource)"
        }
    }

    // MARK: Where resources say it

    private static func key(of resource: Resource, _ names: ManifestNames) -> Key {
        let properties = resource.properties
        switch resource.type {
        case "AWS::S3::Bucket": return bucketKey(properties, names)
        case "AWS::SQS::Queue", "AWS::SNS::Topic": return key(properties["KmsMasterKeyId"], names)
        case "AWS::Kinesis::Stream": return key(properties["StreamEncryption"]?["KeyId"], names)
        case "AWS::SecretsManager::Secret": return key(properties["KmsKeyId"], names)
        case "AWS::DynamoDB::Table":
            let settings = properties["SSESpecification"]
            return settings?["SSEEnabled"]?.bool == false ? .none : key(settings?["KMSMasterKeyId"], names)
        default: return .unknown
        }
    }

    private static func bucketKey(_ properties: Value, _ names: ManifestNames) -> Key {
        guard let encryption = properties["BucketEncryption"], !encryption.isNull else { return .none }
        let rules = encryption["ServerSideEncryptionConfiguration"]?.elements ?? []
        guard let rule = rules.first?["ServerSideEncryptionByDefault"] else { return .unknown }
        return rule["SSEAlgorithm"]?.string.map { $0.hasPrefix("aws:kms") } == false ? .none : key(rule["KMSMasterKeyID"], names)
    }

    private static func key(_ value: Value?, _ names: ManifestNames) -> Key {
        guard let value, !value.isNull else { return .none }
        guard let text = names.texts(of: value).first, text != "*" else { return .unknown }
        if text.contains("alias/aws/") { return .none }
        if text.hasPrefix("arn:"), !text.contains(":alias/") { return ARNPattern(text).map(Key.customer) ?? .unknown }
        // Permissions are given on keys, never on their aliases.
        return text.contains("alias/") ? .unknown : .customer(ARNPattern(service: "kms", region: "*", account: "*", resource: "key/\(text)"))
    }
}
