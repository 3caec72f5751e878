import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A role that strangers may take on.
struct AssumableByAnyoneRule: ResourceRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "assumable-by-anyone", since: "0.1.0", severity: .critical,
        summary: "stands beside a role that strangers may take on",
        why: """
            The trust policy of a role says who may act as it. The principal `*` is everybody with an AWS account; the \
            root of another account is everybody that account lets in, and without an external id also whoever talks \
            that account's software into it. An identity provider that everybody can sign in to, such as GitHub's, says \
            nothing without a condition on the subject: any repository of the world may then take on the role.
            """,
        remedy: """
            Name a role or a service in `Principal`. For a partner's account ask for `sts:ExternalId`, for GitHub compare \
            `token.actions.githubusercontent.com:sub` with the repository and branch.
            """,
        cwe: [284, 863],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub",
        ])

    private var own: OwnAccounts?

    init() {}

    func prepared(for context: AuditContext) -> AssumableByAnyoneRule {
        var rule = self
        rule.own = OwnAccounts(context.application)
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard ["AWS::IAM::Role", "AWS::Serverless::Function"].contains(resource.type),
            let trust = resource.properties["AssumeRolePolicyDocument"]
        else { return [] }
        let document = PolicyDocument(trust)
        let gaps = document.gap.map { [undecided($0)] } ?? []
        return gaps + document.grants.flatMap { grant in
            grant.principals.compactMap { verdict(on: $0, grant, resource.logicalID) }
        }
    }

    private func verdict(on principal: PolicyPrincipal, _ grant: GuardStatement, _ role: String) -> Verdict? {
        let found: Violation?
        switch principal.kind {
        case .everybody, .everybodyBut: found = grant.condition.limitsCallers ? nil : violation(ofEverybody: principal, grant, role)
        case .account(let number): found = violation(ofAccount: number, principal, grant, role)
        case .federation(let issuer): found = violation(ofFederation: issuer, principal, grant, role)
        case .unknown where principal.value.isUndetermined && !grant.condition.limitsCallers: return undecided(principal.value)
        default: found = nil
        }
        guard var found else { return nil }
        if let gap = grant.condition.gap { return undecided(gap) }
        if grant.isOptional { found.confidence = .medium }
        return .violation(found)
    }

    private func undecided(_ value: Value) -> Verdict {
        let reason = value.isUndetermined ? value.whyUndetermined : "the trust policy is not a map"
        return .undecided(at: value.place, because: reason, functions: [])
    }

    private func violation(ofEverybody principal: PolicyPrincipal, _ grant: GuardStatement, _ role: String) -> Violation {
        // An external id is no password, but strangers have to learn it first.
        let asksForID = grant.condition.limits(by: ["sts:externalid"])
        return Violation(
            at: principal.value.place, "every AWS account may take on the role `\(role)`",
            gain: "anyone with an AWS account\(asksForID ? " who learns the external id" : "") acts as `\(role)` and may do whatever it may",
            functions: [], severity: asksForID ? .high : .critical)
    }

    private func violation(
        ofAccount number: String, _ principal: PolicyPrincipal, _ grant: GuardStatement, _ role: String
    ) -> Violation? {
        let isLimited = grant.condition.limitsCallers || grant.condition.limits(by: ["sts:externalid", "aws:multifactorauthpresent"])
        guard own?.contains(number) != true, !isLimited else { return nil }
        return Violation(
            at: principal.value.place, "the whole account `\(number)` may take on the role `\(role)` without an external id",
            gain: "whoever takes over anything in the account `\(number)`, or tricks its software, acts as `\(role)`",
            functions: [], severity: .medium, confidence: .medium)
    }

    /// Providers that everybody can sign in to, with the ends of the keys that tell their users apart.
    private static let openIssuers: [(host: String, keys: [String], whom: String)] = [
        ("token.actions.githubusercontent.com", [":sub", ":repository", ":repository_owner", ":job_workflow_ref"], "any repository on GitHub"),
        ("gitlab.com", [":sub", ":project_path", ":namespace_path"], "any project on GitLab"),
        ("app.terraform.io", [":sub"], "any workspace of Terraform Cloud"),
        ("accounts.google.com", [":sub", ":aud", ":oaud"], "anyone with a Google account"),
        ("www.amazon.com", [":app_id", ":user_id"], "anyone with an Amazon account"),
        ("graph.facebook.com", [":app_id", ":id"], "anyone with a Facebook account"),
        ("cognito-identity.amazonaws.com", [":aud", ":sub"], "anyone with an identity pool of their own"),
        ("oidc.eks.", [":sub"], "any pod of the cluster"),
    ]

    private func violation(
        ofFederation issuer: String, _ principal: PolicyPrincipal, _ grant: GuardStatement, _ role: String
    ) -> Violation? {
        guard let known = Self.openIssuers.first(where: { issuer.contains($0.host) }),
            !known.keys.contains(where: { grant.condition.limits(byKeyEndingIn: $0) && !allowsAllRepositories(grant, $0) })
        else { return nil }
        return Violation(
            at: principal.value.place, "\(known.whom) may take on the role `\(role)`: the subject is not compared",
            gain: "\(known.whom) acts as `\(role)` and may do whatever it may", functions: [],
            severity: known.host == "oidc.eks." ? .medium : .critical,
            remedy: "Add a condition on `\(issuer)\(known.keys.first ?? ":sub")` that names who is meant.")
    }

    /// `repo:*` is every repository there is.
    private func allowsAllRepositories(_ grant: GuardStatement, _ key: String) -> Bool {
        key == ":sub" && grant.condition.values(of: "token.actions.githubusercontent.com:sub").contains {
            $0.string.map { ["repo:*", "repo:*/*", "repo:*/*:*", "repo:*:*"].contains($0) } ?? false
        }
    }
}
