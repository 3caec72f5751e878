import ApplicationModel
import AuditKit
import Findings
import Permissions

/// A role with one of AWS's managed policies that gives whole services, or everything, away.
struct AdminManagedPolicyRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "admin-managed-policy", since: "0.1.0", severity: .high,
        summary: "holds a managed policy made for people, not for functions",
        why: """
            Policies such as `AdministratorAccess`, `PowerUserAccess` and `…FullAccess` are written for people who \
            manage services. Attached to a function's role they give every action on every resource of those services \
            to whoever gets the function to run their code. Each policy is judged by its real statements, not its name.
            """,
        remedy: "Remove the managed policy and list the few actions and resources the code uses as statements.",
        cwe: [250],
        references: [
            "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  managedPolicies:
                    - «arn:aws:iam::aws:policy/AdministratorAccess»
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iamManagedPolicies:
                - «'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess'»
            functions:
              list:
                handler: list.handler
            """,
            files: [
                "list.js": """
                const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');
                const db = new DynamoDBClient({});
                exports.handler = async () => db.send(new ScanCommand({ TableName: 'orders' }));
                """
            ]),
        .clean(
            .serverlessFramework,
            """
            # Made for functions: logs, network interfaces, reading one kind of source.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  managedPolicies:
                    - arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole
                    - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # A policy of the author's own is judged where it is declared.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  managedPolicies:
                    - !Ref OrdersPolicy
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # What is attached to a role of elsewhere is not in the tree.
            service: shop
            provider:
              name: aws
              iam:
                role: arn:aws:iam::123456789012:role/shop
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  managedPolicies:
                    - ${env:POLICY_ARN}
            functions:
              list:
                handler: list.handler
            """),
    ]

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let holding = context.holding(of: role)
        let verdicts = role.managedPolicies.filter { $0.origin.isByAuthor }.compactMap { attachment in
            verdict(on: attachment.policy, of: holding)?.repaired { PolicyElementNarrowing(at: $0, of: role, in: context)?.repair(at: $0) }
        }
        guard role.kind == .external, let gap = role.incompleteness else { return verdicts }
        return verdicts + [.undecided(at: role.place, because: gap, functions: [])]
    }

    private func verdict(on policy: Value, of holding: RoleHolding) -> Verdict? {
        // The partition is the only part of such an ARN that templates leave open.
        let text = policy.text(placeholder: "aws")
        if let known = text.flatMap(ManagedPolicy.bundled(arn:)) {
            return .violation(violation(known, at: policy, of: holding))
        }
        guard policy.isUndetermined, policy.referencedLogicalID == nil else { return nil }
        if case .composed = policy.content { return nil }
        return .undecided(at: policy.place, because: policy.whyUndetermined, functions: [])
    }

    private func violation(_ policy: ManagedPolicy, at value: Value, of holding: RoleHolding) -> Violation {
        return Violation(
            at: value.place, "managed policy `\(policy.name)` allows \(extent(of: policy))",
            gain: "\(holding.attacker) may call `\(worstAction(of: policy))` on every resource of the account",
            severity: severity(of: policy).weighed(by: holding.exposure))
    }

    private func extent(of policy: ManagedPolicy) -> String {
        if policy.name == "PowerUserAccess" { return "everything but managing users" }
        if policy.allowsEverything { return "everything that AWS can do" }
        let services = policy.wholeServices.map { "`\($0):*`" }
        return services.prefix(3).joined(separator: ", ") + (services.count > 3 ? " and more" : "")
            + " on every resource"
    }

    private func worstAction(of policy: ManagedPolicy) -> String {
        if policy.name == "PowerUserAccess" { return "lambda:UpdateFunctionCode" }
        guard !policy.allowsEverything else { return ActionDamage.worstOfAll }
        return ActionDamage.strongest(of: actions(of: policy))?.description ?? policy.name
    }

    /// As much as a statement with `service:*` on `*`.
    private func severity(of policy: ManagedPolicy) -> Severity {
        policy.allowsEverything ? .critical : ActionDamage.weight(of: actions(of: policy), isUnbounded: true)
    }

    private func actions(of policy: ManagedPolicy) -> [Action] {
        policy.wholeServices.flatMap { ActionCatalogue.bundled.actions(matching: $0 + ":*") }
    }
}
