import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A statement that allows every action, every action of a service, or a pattern that reaches permission management.
struct WildcardActionRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "wildcard-action", since: "0.1.0", severity: .high,
        summary: "may do more than any code needs: a wildcard in `Action`",
        why: """
            A function calls a handful of actions. `*` or `service:*` gives it all the others as well, among them those \
            that delete data or change who may do what, and every action AWS adds later. Whoever gets the function to \
            run their code has them too.
            """,
        remedy: "List the actions that the code calls, such as `dynamodb:GetItem`, instead of the wildcard.",
        cwe: [250, 732],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
        ])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let holding = context.holding(of: role)
        var verdicts = role.undecidedStatements.map { statement in
            Verdict.undecided(
                at: statement.place, because: "whether the statement grants or denies is not known", functions: [])
        }
        if let gap = role.incompleteness {
            verdicts.append(.undecided(at: role.place, because: gap, functions: []))
        }
        for statement in role.authoredGrants {
            if statement.judgedActions.count < statement.actions.count {
                let reason = "a statement with more actions than IAM accepts was only read in part"
                verdicts.append(.undecided(at: statement.place, because: reason, functions: []))
            }
            let attack = Attack(statement: statement, holding: holding)
            verdicts += statement.judgedActions.flatMap { self.verdicts(on: $0.branches, attack) }
        }
        return verdicts.map(NeededActions(role, context).applied(to:))
    }

    /// What only one outcome of a condition allows is reported with less confidence.
    private func verdicts(on branches: PolicyBranches, _ attack: Attack) -> [Verdict] {
        let attack = branches.always { isViolation($0, attack) } ? attack : attack.inOneBranch
        return branches.values.compactMap { verdict(on: $0, attack) }
    }

    private func isViolation(_ action: Value, _ attack: Attack) -> Bool {
        if case .violation? = verdict(on: action, attack) { true } else { false }
    }

    private func verdict(on action: Value, _ attack: Attack) -> Verdict? {
        guard let text = action.string else {
            guard action.isUndetermined else { return nil }
            return .undecided(at: action.place, because: action.whyUndetermined, functions: [])
        }
        let pattern = ActionPattern(text)
        if pattern.isEverything { return .violation(attack.violation(ofEverythingAt: action)) }
        if pattern.isWholeService { return .violation(attack.violation(ofService: pattern, at: action)) }
        // Looking through every service for each such pattern would take a hostile manifest minutes.
        if pattern.spansServices { return .violation(attack.violation(acrossServices: pattern, at: action)) }
        guard pattern.hasWildcard else { return nil }
        guard ActionCatalogue.bundled.hasService(pattern.service) else {
            let reason = "what `\(text)` covers is not known: the catalogue has no service `\(pattern.service)`"
            return .undecided(at: action.place, because: reason, functions: [])
        }
        return attack.violation(ofPart: pattern, at: action).map(Verdict.violation)
    }
}

/// A statement, the functions that hold it, and what comes of that.
private struct Attack {
    private(set) var statement: PolicyStatement
    let holding: RoleHolding

    /// The same, when a condition of the template decides.
    var inOneBranch: Attack {
        var attack = self
        attack.statement.isOptional = true
        return attack
    }

    private var exposure: Exposure { holding.exposure }
    private var attacker: String { holding.attacker }
    private var isUnbounded: Bool { statement.widestReach >= .type }
    private var scope: String {
        isUnbounded ? "on every resource of the account" : "on the resources the statement names"
    }

    func violation(ofEverythingAt action: Value) -> Violation {
        violation(
            at: action.place, "`Action: \"*\"` allows everything that AWS can do",
            gain: isUnbounded
                ? "\(attacker) owns the account, `\(ActionDamage.worstOfAll)` included"
                : "\(attacker) may do whatever can be done \(scope)",
            severity: isUnbounded ? .critical : .high)
    }

    func violation(acrossServices pattern: ActionPattern, at action: Value) -> Violation {
        guard !pattern.isWholeOfSeveral else {
            return violation(
                at: action.place, "`\(pattern.text)` allows everything that the services so named can do",
                gain: "\(attacker) may call every action of every service whose name fits, \(scope)",
                severity: isUnbounded ? .critical : .high)
        }
        return violation(
            at: action.place, "`\(pattern.text)` reaches into every service",
            gain: "\(attacker) may call what is so named in any service, those that AWS adds later included, \(scope)",
            severity: isUnbounded ? .high : .medium)
    }

    /// A service that the catalogue lacks is judged as one whose actions change things.
    func violation(ofService pattern: ActionPattern, at value: Value) -> Violation {
        let actions = ActionCatalogue.bundled.actions(matching: pattern)
        let extent = actions.count > 1 ? "all \(actions.count) actions" : "every action"
        let worst = actions.isEmpty ? "any action" : "`\(ActionDamage.worstAction(of: pattern))`"
        return violation(
            at: value.place, "`\(pattern.text)` allows \(extent) of `\(pattern.service)`",
            gain: "\(attacker) may call \(worst) \(scope), whatever the code itself calls",
            severity: actions.isEmpty ? .medium : ActionDamage.weight(of: actions, isUnbounded: isUnbounded),
            remedy: TypicalUse.remedy(instead: pattern))
    }

    /// Part of a service is a wildcard worth a word only when it reaches into permission management.
    func violation(ofPart pattern: ActionPattern, at value: Value) -> Violation? {
        let actions = ActionCatalogue.bundled.actions(matching: pattern)
        let management = actions.filter { $0.accessLevel == .permissionsManagement }
        guard let worst = ActionDamage.strongest(of: management) else { return nil }
        return violation(
            at: value.place, "`\(pattern.text)` covers `\(worst)`, which changes permissions",
            gain: "\(attacker) may call `\(worst)` \(scope) and so give themselves or others more",
            severity: .medium, remedy: TypicalUse.remedy(instead: pattern))
    }

    private func violation(
        at place: SourcePlace, _ message: String, gain: String, severity: Severity, remedy: String? = nil
    ) -> Violation {
        Violation(
            at: place, message, gain: gain, severity: severity.weighed(by: exposure, under: statement),
            confidence: statement.isOptional ? .medium : nil, remedy: remedy)
    }
}
