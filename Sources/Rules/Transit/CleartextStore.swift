import ApplicationModel
import AuditKit

/// A store with a door that also listens without TLS.
enum CleartextStore {
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

    private var policyType: String {
        switch self {
        case .bucket: "AWS::S3::BucketPolicy"
        case .queue: "AWS::SQS::QueuePolicy"
        case .topic: "AWS::SNS::TopicPolicy"
        }
    }

    var remedy: String {
        """
        Add an `\(policyType)` with a statement that denies `\(action)` to `*` under the condition `Bool: \
        { 'aws:SecureTransport': 'false' }`.
        """
    }

    /// SNS takes no wildcard over all actions in a topic's policy.
    private var action: String {
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
