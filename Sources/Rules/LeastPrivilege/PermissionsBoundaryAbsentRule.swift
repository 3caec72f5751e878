import ApplicationModel
import AuditKit
import Findings

/// A role of the manifest without a permissions boundary.
struct PermissionsBoundaryAbsentRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "permissions-boundary-absent", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "has a role that nothing bounds",
        why: """
            A permissions boundary is the most that a role can ever be given, whatever statements are added to it later. An \
            account whose pipelines may make roles needs one on each of them, else whoever changes a manifest gives a \
            function more than the pipeline itself may do.
            """,
        remedy: "Set `provider.iam.role.permissionsBoundary`, or the property `PermissionsBoundary` of the role or the function.",
        cwe: [269],
        references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, role.kind != .external, role.permissionsBoundary == nil,
            !context.holding(of: role).functions.isEmpty
        else { return [] }
        return [
            .violation(
                Violation(
                    at: role.place, "the role `\(role.id.name)` has no permissions boundary",
                    gain: "whoever may change the manifest gives the functions under it anything that the deployment may give"))
        ]
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            «provider»:
              name: aws
              runtime: nodejs24.x
            functions:
              orders:
                handler: orders.handler
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  permissionsBoundary: arn:aws:iam::123456789012:policy/functions
            functions:
              orders:
                handler: orders.handler
            """),
        .clean(
            .cloudFormation,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs24.x
                  Handler: orders.handler
                  CodeUri: .
                  PermissionsBoundary: arn:aws:iam::123456789012:policy/functions
            """),
    ]
}
