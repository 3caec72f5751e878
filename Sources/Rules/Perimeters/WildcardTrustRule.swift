import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A resource's policy that trusts a whole foreign account, or a service whoever sets it to work.
///
/// Everybody is `public-resource-policy`'s subject, and whom roles trust is `least-privilege/assumable-by-anyone`'s.
struct WildcardTrustRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "wildcard-trust", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "rests on a resource that trusts a whole account or any use of a service",
        why: """
            `arn:aws:iam::123456789012:root` stands for every user and role that the other account lets do so, now and \
            later. A service such as `sns.amazonaws.com` without `aws:SourceArn` or `aws:SourceAccount` stands for \
            that service in the hands of anybody: a stranger's topic then writes to the queue as well as the own one.
            """,
        remedy: """
            Name the role of the other account that needs it, and limit a service with `aws:SourceArn`, or with \
            `aws:SourceAccount: !Ref AWS::AccountId`.
            """,
        cwe: [441, 863],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts",
        ])

    /// Services that anybody can point at a resource whose name they know.
    private static let deputies: Set<String> = [
        "sns.amazonaws.com", "s3.amazonaws.com", "events.amazonaws.com", "ses.amazonaws.com", "cloudwatch.amazonaws.com",
        "cloudfront.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com", "scheduler.amazonaws.com",
        "apigateway.amazonaws.com", "iot.amazonaws.com", "backup.amazonaws.com", "budgets.amazonaws.com",
        "costalerts.amazonaws.com", "codestar-notifications.amazonaws.com", "delivery.logs.amazonaws.com",
        "inspector.amazonaws.com", "rds.amazonaws.com",
    ]

    private var use = ResourceUse.none
    private var own: OwnAccounts?

    init() {}

    func prepared(for context: AuditContext) -> WildcardTrustRule {
        var rule = self
        rule.use = ResourceUse(context.application)
        rule.own = OwnAccounts(context.application)
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard resource.generator == nil else { return [] }
        return GuardedResource.all(in: resource).flatMap { guarded in
            // Several statements for one party are one trust: the strongest tells it.
            var best: [String: Int] = [:]
            var verdicts: [Verdict] = []
            for grant in guarded.document.grants where !grant.condition.limitsCallers {
                for principal in grant.principals {
                    guard let verdict = verdict(on: principal, grant, guarded) else { continue }
                    guard let key = principal.value.string, let known = best[key] else {
                        if let key = principal.value.string { best[key] = verdicts.count }
                        verdicts.append(verdict)
                        continue
                    }
                    if verdict.outweighs(verdicts[known]) { verdicts[known] = verdict }
                }
            }
            return verdicts
        }
    }

    private func verdict(on principal: PolicyPrincipal, _ grant: GuardStatement, _ guarded: GuardedResource) -> Verdict? {
        let trust: Trust
        switch principal.kind {
        case .account(let number) where own?.contains(number) != true: trust = .account(number)
        case .service(let name) where Self.deputies.contains(name) && !takesNoCondition(name, guarded): trust = .service(name)
        case .unknown where principal.value.isUndetermined:
            return .undecided(at: principal.value.place, because: principal.value.whyUndetermined, functions: [])
        default: return nil
        }
        if let gap = grant.condition.gap {
            return .undecided(at: gap.place, because: gap.whyUndetermined, functions: [])
        }
        return .violation(violation(principal, trust, grant, guarded))
    }

    /// Rules cannot reach a topic whose policy has a condition.
    /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    private func takesNoCondition(_ service: String, _ guarded: GuardedResource) -> Bool {
        service == "events.amazonaws.com" && guarded.sort.service == "sns"
    }

    private enum Trust {
        case account(String), service(String)
    }

    private func violation(
        _ principal: PolicyPrincipal, _ trust: Trust, _ grant: GuardStatement, _ guarded: GuardedResource
    ) -> Violation {
        let target = guarded.name.map { "`\($0)`" } ?? "it"
        let sort = guarded.sort.word + (guarded.name.map { " `\($0)`" } ?? "")
        let actions = GrantedActions(grant, of: guarded.sort.service)
        let fed = guarded.name.map(use.functions(fedBy:)) ?? []
        let feeds = actions.writes && !fed.isEmpty
        let end = guarded.name.flatMap(use.mostExposed(fedBy:)).map { actions.writes ? ", whose messages `\($0)` takes for its own" : "" } ?? ""
        let (message, gain) =
            switch trust {
            case .account(let number):
                (
                    "the policy of the \(sort) trusts the whole account `\(number)`",
                    "whoever takes over anything in the account `\(number)` may call `\(actions.worst)` on \(target)\(end)"
                )
            case .service(let name):
                (
                    "the policy of the \(sort) trusts `\(name)` whoever sets it to work",
                    "anyone with an AWS account can have `\(name)` call `\(actions.worst)` on \(target)\(end)"
                )
            }
        return Violation(
            at: principal.value.place, message, gain: gain,
            functions: guarded.name.map(use.functions(using:)) ?? [],
            severity: actions.isEverything || feeds ? .medium : .low, remedy: remedy(trust), repair: repair(trust, grant))
    }

    private func remedy(_ trust: Trust) -> String {
        switch trust {
        case .account: "Name the role of the other account that needs it instead of the whole account."
        case .service(let name):
            """
            Add a condition to the statement for `\(name)`: `aws:SourceArn` with what it acts for, or `aws:SourceAccount` \
            with the own account, `!Ref AWS::AccountId`.
            """
        }
    }

    /// Services that say for which account they act.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html,
    /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html,
    /// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    private static let namingAccounts: Set<String> = [
        "s3.amazonaws.com", "cloudtrail.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com",
    ]

    /// Only where nothing else is asked for, and for a service that always names the account.
    private func repair(_ trust: Trust, _ grant: GuardStatement) -> Repair? {
        guard case .service(let name) = trust, Self.namingAccounts.contains(name), grant.principals.count == 1,
            grant.value["Condition"] == nil
        else { return nil }
        let account = Repair.Literal.reference("AWS::AccountId")
        return Repair(
            "limit the service to the own account", safety: .unsafe,
            [.insert(account, at: ["Condition", "StringEquals", "aws:SourceAccount"], into: grant.value.place)])
    }
}

extension Verdict {
    /// Whether it is the weightier of two findings.
    fileprivate func outweighs(_ other: Verdict) -> Bool {
        guard case .violation(let own) = self, case .violation(let known) = other else { return false }
        return (own.severity ?? .low) > (known.severity ?? .low)
    }
}
