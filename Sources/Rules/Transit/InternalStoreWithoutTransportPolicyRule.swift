import ApplicationModel
import AuditKit
import Findings

/// A bucket, queue or topic that only the application itself and services of AWS come to, and that takes requests
/// without TLS.
struct InternalStoreWithoutTransportPolicyRule: ResourceRule {
    static let metadata = RuleMetadata(
        .transit, "internal-store-without-transport-policy", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "relies on its clients to use TLS",
        why: """
            SQS, SNS and S3 answer on `http:` as well as on `https:`. Services of AWS and the SDKs use `https:` unless \
            somebody tells them otherwise, so that a store which nobody else comes to is safe as long as nobody does. A \
            policy that denies requests without TLS makes it certain, and many audits ask for it.
            """,
        remedy: """
            Add a policy with a statement that denies all actions to everybody where `aws:SecureTransport` is `false`.
            """,
        cwe: [319],
        references: [
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              «Orders»:
                Type: AWS::SQS::Queue
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: { Service: s3.amazonaws.com }
                        Action: sqs:SendMessage
                        Resource: !GetAtt Orders.Arn
              «Artefacts»:
                Type: AWS::S3::Bucket
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Orders:
                Type: AWS::SQS::Queue
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Deny
                        Principal: '*'
                        Action: sqs:*
                        Resource: !GetAtt Orders.Arn
                        Condition: { Bool: { aws:SecureTransport: 'false' } }
            """),
    ]

    private var stores = CleartextStores()

    init() {}

    func prepared(for context: AuditContext) -> InternalStoreWithoutTransportPolicyRule {
        var rule = self
        rule.stores = CleartextStores(of: context.application)
        return rule
    }

    /// What keeps it open whether a store is reached, `store-without-transport-policy` says.
    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard case .admitted(let statements)? = stores.answer(for: resource, in: context.application),
            !stores.isReached(resource, statements)
        else { return [] }
        return [.violation(stores.violation(on: resource, statements, in: context.application))]
    }
}
