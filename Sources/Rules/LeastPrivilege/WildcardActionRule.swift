import ApplicationModel
import AuditKit
import Findings
import Permissions

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
        let functions = context.application.functions(under: role)
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
            let attack = Attack(statement: statement, functions: functions)
            verdicts += statement.judgedActions.compactMap { verdict(on: $0, attack) }
            verdicts += verdictOnExceptions(attack)
        }
        return verdicts
    }

    private func verdict(on action: Value, _ attack: Attack) -> Verdict? {
        guard let text = action.string else {
            guard action.isUndetermined else { return nil }
            return .undecided(at: action.place, because: action.whyUndetermined, functions: [])
        }
        let pattern = ActionPattern(text)
        if pattern.isEverything { return .violation(attack.violation(ofEverythingAt: action)) }
        if pattern.isWholeService { return attack.violation(ofService: pattern, at: action).map(Verdict.violation) }
        // Looking through every service for each such pattern would take a hostile manifest minutes.
        if pattern.spansServices { return .violation(attack.violation(acrossServices: pattern, at: action)) }
        guard pattern.hasWildcard else { return nil }
        return attack.violation(ofPart: pattern, at: action).map(Verdict.violation)
    }

    private func verdictOnExceptions(_ attack: Attack) -> [Verdict] {
        guard let first = attack.statement.notActions.first else { return [] }
        return [.violation(attack.violation(ofAllButAt: first))]
    }
}

/// A statement, the functions that hold it, and what comes of that.
private struct Attack {
    let statement: PolicyStatement
    let functions: [Function]

    private var exposure: Exposure { functions.map(\.exposure).max() ?? .internal }
    private var attacker: String { functions.mostExposed?.attacker ?? "whoever takes over a function" }
    private var isUnbounded: Bool { statement.widestReach >= .service }
    private var scope: String {
        isUnbounded ? "on every resource of the account" : "on the resources the statement names"
    }

    func violation(ofEverythingAt action: Value) -> Violation {
        Violation(
            at: action.place, "`Action: \"*\"` allows everything that AWS can do",
            gain: "\(attacker) owns the account, `iam:CreateAccessKey` included, \(scope)",
            severity: weighed(isUnbounded ? .critical : .high))
    }

    func violation(ofAllButAt exception: Value) -> Violation {
        Violation(
            at: exception.place, "`NotAction` in a statement that allows: everything is granted but what it lists",
            gain: "\(attacker) may do everything that is not listed, and what AWS adds later, \(scope)",
            severity: weighed(isUnbounded ? .critical : .high),
            remedy: "Replace `NotAction` by `Action` with the actions that the code calls.")
    }

    func violation(acrossServices pattern: ActionPattern, at action: Value) -> Violation {
        Violation(
            at: action.place, "`\(pattern.text)` reaches into every service",
            gain: "\(attacker) may call what is so named in any service, those that AWS adds later included, \(scope)",
            severity: weighed(isUnbounded ? .high : .medium))
    }

    func violation(ofService pattern: ActionPattern, at value: Value) -> Violation? {
        let actions = ActionCatalogue.bundled.actions(matching: pattern)
        guard !actions.isEmpty else { return nil }
        let worst = ActionDamage.worstAction(ofService: pattern.service) ?? pattern.text
        return Violation(
            at: value.place, "`\(pattern.text)` allows all \(actions.count) actions of `\(pattern.service)`",
            gain: "\(attacker) may call `\(worst)` \(scope), whatever the code itself calls",
            severity: weighed(weight(of: actions)))
    }

    /// Part of a service is a wildcard worth a word only when it reaches into permission management.
    func violation(ofPart pattern: ActionPattern, at value: Value) -> Violation? {
        let actions = ActionCatalogue.bundled.actions(matching: pattern)
        let management = actions.filter { $0.accessLevel == .permissionsManagement }
        guard let worst = ActionDamage.strongest(of: management) else { return nil }
        return Violation(
            at: value.place, "`\(pattern.text)` covers `\(worst)`, which changes permissions",
            gain: "\(attacker) may call `\(worst)` \(scope) and so give themselves or others more",
            severity: weighed(.medium))
    }

    private func weight(of actions: [Action]) -> Severity {
        guard actions.changesAnything else { return isUnbounded ? .medium : .low }
        return isUnbounded && actions.changesPermissions ? .high : .medium
    }

    /// A condition narrows what is granted.
    private func weighed(_ severity: Severity) -> Severity {
        let severity = severity.weighed(by: exposure)
        return statement.condition == nil ? severity : severity.lowered
    }
}
