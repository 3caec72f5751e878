import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A policy of a queue, bucket, key or the like that lets everybody in.
struct PublicResourcePolicyRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "public-resource-policy", since: "0.1.0", severity: .high,
        summary: "rests on a resource whose policy lets everybody in",
        why: """
            The policy of a queue, topic, bucket, key or secret decides who gets at it from outside of the account. With \
            the principal `*` that is everybody, unless a condition names a source, an account, an organization or a \
            network. What strangers may write there reaches the functions behind it as an event they trust.
            """,
        remedy: """
            Name who needs it in `Principal`: a role, an account, or a service together with `aws:SourceArn`. Where it \
            must stay `*`, add a condition on `aws:SourceArn`, `aws:PrincipalOrgID` or `aws:SourceVpce`.
            """,
        cwe: [284, 732],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
        ])

    private var use = ResourceUse.none
    private var websites: Set<String> = []

    init() {}

    func prepared(for context: AuditContext) -> PublicResourcePolicyRule {
        var rule = self
        rule.use = ResourceUse(context.application)
        let buckets = context.application.resources(ofType: "AWS::S3::Bucket")
        rule.websites = Set(buckets.filter { $0.properties["WebsiteConfiguration"]?.isMap == true }.map(\.logicalID))
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        if resource.type == "AWS::Lambda::LayerVersionPermission" { return layerVerdicts(resource) }
        return GuardedResource.all(in: resource).flatMap(verdicts)
    }

    private func verdicts(on guarded: GuardedResource) -> [Verdict] {
        var verdicts = guarded.document.gap.map { [undecided($0)] } ?? []
        for grant in guarded.document.grants where !grant.condition.limitsCallers {
            for principal in grant.principals {
                switch principal.kind {
                case .everybody, .everybodyBut:
                    if let gap = grant.condition.gap { verdicts.append(undecided(gap)) } else {
                        verdicts.append(.violation(violation(principal, grant, guarded)))
                    }
                case .unknown where principal.mayBeEverybody: verdicts.append(undecided(principal.value))
                default: break
                }
            }
        }
        return verdicts
    }

    private func undecided(_ value: Value) -> Verdict {
        .undecided(at: value.place, because: value.isUndetermined ? value.whyUndetermined : "the policy is not a map", functions: [])
    }

    private func violation(_ principal: PolicyPrincipal, _ grant: GuardStatement, _ guarded: GuardedResource) -> Violation {
        let target = guarded.name.map { "`\($0)`" } ?? "it"
        let sort = guarded.sort.word + (guarded.name.map { " `\($0)`" } ?? "")
        let actions = GrantedActions(grant, of: guarded.sort.service)
        let fed = guarded.name.map(use.functions(fedBy:)) ?? []
        let whom = principal.kind == .everybodyBut ? "everybody whom `NotPrincipal` does not list" : "everybody"
        return Violation(
            at: principal.value.place, "the policy of the \(sort) lets \(whom) \(actions.deed)",
            gain: "\(guarded.sort.everybody) may call `\(actions.worst)` on \(target)" + consequence(fed, actions),
            functions: guarded.name.map(use.functions(using:)) ?? [],
            severity: severity(actions, guarded), confidence: grant.isOptional ? .medium : nil)
    }

    private func consequence(_ fed: [String], _ actions: GrantedActions) -> String {
        guard let first = fed.first, actions.writes else { return "" }
        let rest = fed.count > 1 ? " and \(fed.count - 1) more" : ""
        return " and so make `\(first)`\(rest) run with an event of their own"
    }

    /// The contents of a website are there to be read.
    private func severity(_ actions: GrantedActions, _ guarded: GuardedResource) -> Severity {
        if guarded.sort.isBehindNetwork { return actions.isEverything ? .high : .medium }
        if actions.isEverything { return .critical }
        let isWebsite = guarded.name.map(websites.contains) ?? false
        return isWebsite && !actions.writes ? .medium : .high
    }

    /// A layer is code: who may read it reads what the functions run.
    private func layerVerdicts(_ resource: Resource) -> [Verdict] {
        guard let principal = resource.properties["Principal"], resource.properties["OrganizationId"]?.isNull ?? true else {
            return []
        }
        switch principal.outcomes.answer({ $0.string == "*" }) {
        case .fails: return []
        case .unknown(let value): return [undecided(value)]
        case .holds(let value, let always):
            return [
                .violation(
                    Violation(
                        at: value.place, "the permission lets every AWS account load the layer",
                        gain: "anyone with an AWS account reads the code, and whatever else lies in the layer",
                        functions: [], severity: .medium, confidence: always ? nil : .medium))
            ]
        }
    }
}

extension PolicyPrincipal {
    /// What begins like an ARN is not `*`.
    fileprivate var mayBeEverybody: Bool {
        if case .composed = value.content { return false }
        return value.isUndetermined
    }
}

/// What a statement grants, as far as its actions are known.
struct GrantedActions {
    /// The action an attacker would use first.
    let worst: String
    /// Whether everything of the service is granted.
    let isEverything: Bool
    /// Whether something can be changed or sent.
    let writes: Bool

    /// Looks the actions of a statement up; with `NotAction` nearly all of them are granted.
    init(_ grant: GuardStatement, of service: String) {
        let patterns = grant.actions.prefix(100).compactMap { $0.string.map(ActionPattern.init) }
        isEverything = grant.actions.isEmpty || patterns.contains { $0.isEverything || $0.isWholeService }
        let wanted = isEverything ? [ActionPattern(service + ":*")] : patterns.filter { !$0.spansServices }
        let actions = wanted.flatMap { ActionCatalogue.bundled.actions(matching: $0) }
        worst = ActionDamage.strongest(of: actions)?.description ?? patterns.first?.text ?? service + ":*"
        writes = actions.changesAnything || actions.isEmpty
    }

    /// What may be done, as the end of a sentence.
    var deed: String { isEverything ? "do everything with it" : "call `\(worst)`" }
}
