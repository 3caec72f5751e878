import ApplicationModel
import AuditKit
import Findings
import SourceText

/// Roles of the manifest without a permissions boundary.
struct PermissionsBoundaryAbsentRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "permissions-boundary-absent", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "has roles that nothing bounds",
        why: """
            A permissions boundary is the most that a role can ever be given, whatever statements are added to it later. An \
            account whose pipelines may make roles needs one on each of them, else whoever changes a manifest gives a \
            function more than the pipeline itself may do.
            """,
        remedy: "Set `provider.iam.role.permissionsBoundary`, or the property `PermissionsBoundary` of the role or the function.",
        cwe: [269],
        references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let roles = application.roles.filter { $0.kind != .external && !context.holding(of: $0).functions.isEmpty }
        let unbounded = roles.filter { $0.permissionsBoundary == nil }
        guard application.provider.isAWS, let first = unbounded.first else { return [] }
        // Where nothing is bounded that is one decision, not one for every role.
        guard unbounded.count < roles.count else {
            let section = application.document.member("provider") ?? application.document.member("Resources")
            return [verdict(at: section?.keyPlace ?? first.place, "no role has a permissions boundary", in: application)]
        }
        return unbounded.map { verdict(at: $0.place, "the role `\($0.id.name)` has no permissions boundary, as others have", in: application) }
    }

    private func verdict(at place: SourcePlace, _ message: String, in application: Application) -> Verdict {
        .violation(
            Violation(
                at: place, message,
                gain: "whoever may change the manifest gives the functions under it anything that the deployment may give",
                remedy: application.remedy(
                    sam: "Set `PermissionsBoundary` of each function, or once for all of them under `Globals`.",
                    cloudFormation: "Set the property `PermissionsBoundary` of each role.")))
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
