import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A grant to pass every role of the account to any service.
struct PassRoleAnyRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "pass-role-any", since: "0.1.0", severity: .high,
        summary: "may hand every role of the account to any service",
        why: """
            `iam:PassRole` decides under which roles somebody may start things. On every role, and for every service, it \
            lets whoever holds it start a function, task or machine under the strongest role there is, as soon as any \
            permission to start something comes with it, in this role or in the next one.
            """,
        remedy: """
            Name the role in `Resource`, such as `!GetAtt JobRole.Arn`, and the service it goes to in a condition: \
            `StringEquals: { iam:PassedToService: scheduler.amazonaws.com }`.
            """,
        cwe: [269],
        references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let holding = context.holding(of: role)
        return role.authoredGrants.compactMap { statement in
            guard let action = statement.passRole, !statement.namesReceiver else { return nil }
            return verdict(on: action, of: statement, holding)
        }
    }

    private func verdict(on action: Value, of statement: PolicyStatement, _ holding: RoleHolding) -> Verdict? {
        switch statement.widestReach {
        case .named: return nil
        case .unknown:
            let open = statement.resources.flatMap(\.branches.values).first { ResourceReach($0) == .unknown } ?? action
            return .undecided(at: open.place, because: open.whyUndetermined, functions: [])
        case .type, .service, .everything: return .violation(violation(at: action, of: statement, holding))
        }
    }

    private func violation(at action: Value, of statement: PolicyStatement, _ holding: RoleHolding) -> Violation {
        return Violation(
            at: action.place, "`\(action.string ?? "iam:PassRole")` on every role and for every service",
            gain: "\(holding.attacker) can start things of their own under the strongest role of the account, wherever something may be started",
            severity: Severity.high.weighed(by: holding.exposure, under: statement),
            confidence: statement.isOptional || action.branches.outcomes.count > 1 ? .medium : nil)
    }
}

extension PolicyStatement {
    /// The first action that covers `iam:PassRole` and is neither all of IAM nor all of everything.
    var passRole: Value? {
        guard let pass = ActionCatalogue.bundled.action("iam:PassRole") else { return nil }
        return judgedActions.flatMap(\.branches.values).first { action in
            guard let pattern = action.string.map(ActionPattern.init), !pattern.spansServices else { return false }
            return pattern.matches(pass) && !pattern.isEverything && !pattern.isWholeService
        }
    }

    /// Whether it passes every role to every service, which `pass-role-any` speaks of.
    var passesAnyRole: Bool { passRole != nil && !namesReceiver && widestReach >= .type }
}
