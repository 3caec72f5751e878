import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import SourceText

/// A managed policy of AWS's of which no function under the role needs anything.
struct UnneededManagedPolicyRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "unneeded-managed-policy", since: "0.1.0", severity: .medium,
        summary: "has a managed policy attached that none of its code needs",
        why: """
            A managed policy is a long list that somebody else keeps, on every resource of the account. Where the calls of \
            the code behind every function under the role are known, and none of them is on the list, it is there for an \
            attacker alone.
            """,
        remedy: "Detach the policy; `ringfence permissions` shows what each function needs.",
        cwe: [250, 272],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
            "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
        ])

    static let readsCode = true

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            !permissions.functions(under: role.id).isEmpty, permissions.incompleteness(of: role.id) == nil
        else { return [] }
        let attached = given.allowed.filter { $0.origin.isByAuthor && $0.managedPolicy != nil }
        let policies = Dictionary(grouping: attached, by: \.place)
        return policies.keys.sorted().compactMap { place in
            guard let grants = policies[place], let name = grants.first?.managedPolicy,
                grants.allSatisfy({ permissions.functions(served: $0, of: role.id).isEmpty })
            else { return nil }
            return .violation(
                Violation(
                    at: place, "`\(name)` is attached, and no function under the role needs anything of it",
                    gain: "\(context.holding(of: role).attacker) may use all of its \(grants.count) actions and patterns",
                    repair: Repair("detach `\(name)`", safety: context.safety(ofNarrowing: role), [.removeElement(place)])))
        }
    }

    private static func manifest(_ language: String, _ policy: String) -> String {
        """
        service: shop
        provider:
          name: aws
          runtime: \(language)
          iam:
            role:
              managedPolicies:
                - \(policy)
        functions:
          orders:
            handler: orders.handler
            events: [{ httpApi: POST /orders }]
        """
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "«arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess»"),
            files: [
                "orders.js": """
                const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
                const db = new DynamoDBClient({});
                exports.handler = async () => db.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } }));
                """
            ]),
        .flagged(
            .serverlessFramework, manifest("python3.14", "«arn:aws:iam::aws:policy/AmazonSQSFullAccess»"),
            files: ["orders.py": "def handler(event, context):\n    return {\"statusCode\": 204}"]),
        .clean(
            .serverlessFramework, manifest("nodejs24.x", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
            files: [
                "orders.js": """
                const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
                const s3 = new S3Client({});
                exports.handler = async () => s3.send(new GetObjectCommand({ Bucket: 'orders', Key: 'last.json' }));
                """
            ]),
        .clean(
            .serverlessFramework, manifest("python3.14", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
            files: ["orders.py": "def handler(event, context):\n    return {\"statusCode\": 204}"]),
    ]
}
