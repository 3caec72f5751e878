import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A role whose permissions together lead to more permissions than it was given.
struct PrivilegeEscalationRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "privilege-escalation", since: "0.1.0", severity: .high,
        summary: "may give itself more than it was given",
        why: """
            Some permissions are worth more than they look. Whoever may pass a role and create a function runs code under \
            any role that Lambda may use; whoever may write a policy grants the rest. The statements and managed policies \
            of a role are joined and held against every set of actions that is known to lead further. A role that may do \
            everything anyway is not reported here, nor is one whose `iam:PassRole` names roles or the service they go to.
            """,
        remedy: """
            Remove the actions, or limit them: `iam:PassRole` to the ARN of one role with `iam:PassedToService`, the others \
            to the resources that the function works on.
            """,
        cwe: [269, 250],
        references: [
            "https://pathfinding.cloud/paths/",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
        ])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let held = HeldActions(role)
        guard !held.isAdministrator else { return [] }
        let holding = context.holding(of: role)
        let found = Dictionary(grouping: EscalationMethod.bundled.compactMap { Escalation($0, held) }, by: \.way)
        let violations = EscalationWay.allCases.compactMap { way in
            found[way].flatMap { violation(of: $0, by: way, holding, role) }.map(Verdict.violation)
        }
        guard let gap = role.incompleteness else { return violations }
        return violations + [.undecided(at: role.place, because: gap, functions: [])]
    }

    private func violation(
        of escalations: [Escalation], by way: EscalationWay, _ holding: RoleHolding, _ role: Role
    ) -> Violation? {
        guard let lead = escalations.first(where: { !$0.isConditional }) ?? escalations.first, let place = lead.places.first
        else { return nil }
        let severity = way.severity.weighed(by: holding.exposure)
        return Violation(
            at: place, message(lead, others: escalations.count - 1),
            gain: "\(holding.attacker) \(way.deed(lead.method))",
            severity: lead.isConditional ? severity.lowered : severity,
            confidence: lead.isConditional || role.permissionsBoundary != nil ? .medium : nil,
            related: lead.places.dropFirst().map { ($0, "the other half of it is granted here") })
    }

    private func message(_ lead: Escalation, others: Int) -> String {
        let names = lead.method.actions.map { "`\($0)`" }
        let rest = others == 0 ? "" : ", and so do \(others) more of its sort"
        return "\(names.joined(separator: " with ")) \(lead.way.verdict(isPlural: names.count > 1))\(rest)"
    }
}

/// A method that a role can go through with.
private struct Escalation {
    let method: EscalationMethod
    let way: EscalationWay
    /// Where its actions are granted, the telling one first and the passing of a role last; each once.
    let places: [SourcePlace]
    let isConditional: Bool

    /// `nil` when an action is missing, or is held too narrowly to lead anywhere.
    init?(_ method: EscalationMethod, _ held: HeldActions) {
        // Most roles lack the first action already.
        guard method.actions.allSatisfy({ held[$0] != nil }) else { return nil }
        let way = EscalationWay(method)
        var grants: [HeldActions.Grant] = []
        var passing: [HeldActions.Grant] = []
        for action in method.actions {
            guard let grant = held[action] else { return nil }
            let isPass = action.description == "iam:PassRole"
            // Something new under a name of the own takes any role that may be passed.
            guard grant.isUnbounded || (way == .passing && !isPass) else { return nil }
            if isPass { passing.append(grant) } else { grants.append(grant) }
        }
        // A whole service in one word is another rule's finding, with the same attack.
        if passing.isEmpty, grants.count == 1, grants.allSatisfy(\.isWholesale) { return nil }
        self.method = method
        self.way = way
        var seen: Set<SourcePlace> = []
        places = (grants + passing).map(\.place).filter { seen.insert($0).inserted }
        isConditional = (grants + passing).contains(where: \.isConditional)
    }
}
