import ApplicationModel
import AuditKit
import Permissions

/// A policy as its author wrote it, with what it is for.
struct WrittenPolicy {
    /// The document, or the list of statements where a framework makes the document.
    let value: Value
    /// What it is attached to.
    let use: PolicyReader.Use
    /// Whether it is a list of statements.
    let isStatements: Bool
}

/// The places of a manifest where policies are written.
enum PolicyLocations {
    /// Properties that hold documents, by the type of their resource.
    private static let documents: [String: [(property: String, use: PolicyReader.Use)]] = [
        "AWS::IAM::Role": [("AssumeRolePolicyDocument", .trust)],
        "AWS::IAM::Policy": [("PolicyDocument", .identity)], "AWS::IAM::ManagedPolicy": [("PolicyDocument", .identity)],
        "AWS::IAM::RolePolicy": [("PolicyDocument", .identity)],
        "AWS::S3::BucketPolicy": [("PolicyDocument", .resource)], "AWS::SQS::QueuePolicy": [("PolicyDocument", .resource)],
        "AWS::SNS::TopicPolicy": [("PolicyDocument", .resource)], "AWS::KMS::Key": [("KeyPolicy", .resource)],
        "AWS::SecretsManager::ResourcePolicy": [("ResourcePolicy", .resource)],
    ]

    /// All policies of an application, in the manifest's order.
    static func all(in application: Application) -> [WrittenPolicy] {
        application.resources.flatMap(policies) + statements(of: application)
    }

    private static func policies(of resource: Resource) -> [WrittenPolicy] {
        let own = (documents[resource.type] ?? []).compactMap { entry in
            resource.properties[entry.property].map { WrittenPolicy(value: $0, use: entry.use, isStatements: false) }
        }
        guard resource.type == "AWS::IAM::Role" else { return own }
        return own + (resource.properties["Policies"]?.elements ?? []).compactMap { policy in
            policy["PolicyDocument"].map { WrittenPolicy(value: $0, use: .identity, isStatements: false) }
        }
    }

    private static func statements(of application: Application) -> [WrittenPolicy] {
        guard application.format == .serverlessFramework else { return [] }
        let provider = application.document["provider"]
        let shared = [provider?[path: "iam", "role", "statements"], provider?["iamRoleStatements"]]
        let own = application.functions.flatMap { [$0.definition["iamRoleStatements"], $0.definition[path: "iam", "role", "statements"]] }
        return (shared + own).compactMap { value in
            guard let value, case .list = value.content else { return nil }
            return WrittenPolicy(value: value, use: .identity, isStatements: true)
        }
    }
}

extension PolicyValue {
    /// A value of a manifest; parts that are not known stay open.
    init(_ value: Value) {
        switch value.content {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .number(_, let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .list(let elements): self = .list(elements.map(PolicyValue.init))
        case .map(let members): self = .map(members.map { Member($0.key, PolicyValue($0.value)) })
        case .composed(let parts):
            self = .text(parts.map { part in if case .literal(let text) = part { .text(text) } else { .opaque("unknown") } })
        case .symbolic, .unknown: self = .text([.opaque("unknown")])
        }
    }
}
