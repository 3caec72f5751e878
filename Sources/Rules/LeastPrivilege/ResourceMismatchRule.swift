import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// A grant or denial on resources that its action does not work on.
struct ResourceMismatchRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "resource-mismatch", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "has an action on resources that it does not work on",
        why: """
            IAM takes any ARN for any action and says nothing where the two never meet: `s3:GetObject` on a bucket rather \
            than its objects, the reading of a stream on the table's ARN, a listing on anything but `*`. What was meant to \
            be granted is refused when it is called, and the usual repair is a wildcard; what was meant to be denied is \
            allowed. The types of resources are those of AWS's reference of actions at the time of this version.
            """,
        remedy: "Name resources of the type that the action works on, or `*` where it takes nothing else.",
        cwe: [1287],
        references: [
            "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
        ])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let given = context.permissions?.grants[role.id] ?? RoleGrants(role, in: context.application)
        var fit = ResourceFit()
        return verdicts(given.allowed, isDenied: false, &fit) + verdicts(given.denied, isDenied: true, &fit)
    }

    /// Actions that are allowed to everybody, whatever policies say.
    /// Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    private static let free: Set<String> = ["sts:getcalleridentity"]

    /// One verdict a statement, at the first action that misses.
    private func verdicts(_ grants: [RoleGrant], isDenied: Bool, _ fit: inout ResourceFit) -> [Verdict] {
        var order: [SourcePlace] = []
        var missing: [SourcePlace: [(grant: RoleGrant, misfit: ResourceFit.Misfit)]] = [:]
        for grant in grants where grant.origin == .author && grant.managedPolicy == nil && grant.place != grant.statementPlace {
            guard !Self.free.contains(grant.action.text.lowercased()), let misfit = fit.misfit(of: grant) else { continue }
            if missing[grant.statementPlace] == nil { order.append(grant.statementPlace) }
            missing[grant.statementPlace, default: []].append((grant, misfit))
        }
        return order.compactMap { place in missing[place].flatMap { violation($0, isDenied: isDenied) }.map(Verdict.violation) }
    }

    private func violation(_ found: [(grant: RoleGrant, misfit: ResourceFit.Misfit)], isDenied: Bool) -> Violation? {
        guard let (first, misfit) = found.first else { return nil }
        let names = NameList.text(found.map(\.grant.action.text), showing: 3)
        let resource = first.resources.lazy.compactMap(\.self).first.map(\.description) ?? "*"
        let verb = found.count == 1 ? "has" : "have"
        return Violation(
            at: first.place, "\(names) \(verb) no effect on `\(resource)`: \(wanted(first, misfit))",
            gain: isDenied
                ? "whoever takes the function over may do what the denial was meant to stop"
                : "nobody yet; the call that is refused is often allowed with a wildcard in the end, which an attacker then uses",
            severity: isDenied ? .medium : .low, remedy: remedy(misfit),
            related: found.dropFirst().prefix(8).map { ($0.grant.place, "`\($0.grant.action.text)` has none either") })
    }

    private func wanted(_ grant: RoleGrant, _ misfit: ResourceFit.Misfit) -> String {
        guard let first = misfit.wanted.first else { return "`\(grant.action.text)` takes `*` alone" }
        return misfit.wanted.count == 1 ? "it takes `\(first)`" : "it takes `\(first)` and \(misfit.wanted.count - 1) more"
    }

    private func remedy(_ misfit: ResourceFit.Misfit) -> String {
        guard !misfit.wanted.isEmpty else { return "Write the action in a statement of its own, with `Resource: \"*\"`." }
        return "Name resources of the type: \(NameList.text(misfit.wanted, showing: 3))."
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: [«s3:GetObject», s3:PutObject]
                  Resource: arn:aws:s3:::orders
                - Effect: Allow
                  Action: [dynamodb:GetItem, «dynamodb:GetRecords»]
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
                """)),
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Deny
                  Action: «s3:ListAllMyBuckets»
                  Resource: arn:aws:s3:::orders
                - Effect: Allow
                  Action: «states:DescribeExecution»
                  Resource: arn:aws:states:eu-west-1:123456789012:stateMachine:orders
                """)),
        .clean(
            .serverlessFramework,
            RoleExample.manifest(
                """
                # Each action finds one of the resources that it works on.
                - Effect: Allow
                  Action: [s3:GetObject, s3:ListBucket]
                  Resource: [arn:aws:s3:::orders, 'arn:aws:s3:::orders/*']
                - Effect: Allow
                  Action: [dynamodb:Query, dynamodb:PutItem]
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
                - Effect: Allow
                  Action: xray:PutTraceSegments
                  Resource: '*'
                """)),
        .clean(
            .serverlessFramework,
            RoleExample.manifest(
                """
                # What a reference leads to cannot be told.
                - Effect: Allow
                  Action: s3:GetObject
                  Resource: !ImportValue orders-arn
                """)),
    ]
}
