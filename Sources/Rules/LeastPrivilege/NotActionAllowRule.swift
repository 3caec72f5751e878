import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A statement that grants all but what it lists.
struct NotActionAllowRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "not-action-allow", since: "0.1.0", severity: .high,
        summary: "may do everything but what a list excepts",
        why: """
            `NotAction` in a statement that allows grants every action of AWS but those it lists, what AWS adds next year \
            included. `NotResource` does the same with resources: every bucket and table but those it lists, also those of \
            other applications. Both are made for denials. A list of what may not be done is never complete.
            """,
        remedy: "Replace `NotAction` by `Action` with the actions that the code calls, and `NotResource` by `Resource`.",
        cwe: [183, 250],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      «NotAction»: [iam:*, organizations:*]
                      Resource: '*'
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:*
                      NotResource: «arn:aws:s3:::payroll/*»
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # In a denial both are at home.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:GetObject
                      Resource: arn:aws:s3:::uploads/*
                    - Effect: Deny
                      NotAction: s3:*
                      NotResource: arn:aws:s3:::uploads/*
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # What stands in for an effect may be either.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: ${env:EFFECT}
                      NotAction: iam:*
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
    ]

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let holding = context.holding(of: role)
        let open = role.undecidedStatements.filter { !$0.notActions.isEmpty || !$0.notResources.isEmpty }.map { statement in
            Verdict.undecided(
                at: statement.place, because: "whether the statement grants or denies is not known", functions: [])
        }
        return open + role.authoredGrants.compactMap { violation(of: $0, holding) }.map(Verdict.violation)
    }

    private func violation(of statement: PolicyStatement, _ holding: RoleHolding) -> Violation? {
        if let first = statement.notActions.first {
            return violation(ofActionsAt: statement.notActionKeyPlace ?? first.place, statement, holding)
        }
        guard let resource = statement.notResources.first, let pattern = statement.broadPattern else { return nil }
        return violation(of: pattern, exceptAt: resource, statement, holding)
    }

    private func violation(ofActionsAt place: SourcePlace, _ statement: PolicyStatement, _ holding: RoleHolding) -> Violation {
        let isUnbounded = statement.widestReach >= .type
        let scope = isUnbounded ? "on every resource of the account" : "on the resources the statement names"
        return Violation(
            at: place, "`NotAction` in a statement that allows: everything is granted but what it lists",
            gain: "\(holding.attacker) may do everything that is not listed, and what AWS adds later, \(scope)",
            severity: weigh(isUnbounded ? .critical : .high, statement, holding),
            confidence: statement.isOptional ? .medium : nil,
            remedy: "Replace `NotAction` by `Action` with the actions that the code calls.")
    }

    private func violation(
        of pattern: ActionPattern, exceptAt resource: Value, _ statement: PolicyStatement, _ holding: RoleHolding
    ) -> Violation {
        let actions = ActionCatalogue.bundled.actions(matching: pattern.isEverything ? ActionPattern("s3:*") : pattern)
        return Violation(
            at: resource.place, "`\(pattern.text)` is allowed on everything that `NotResource` does not list",
            gain: "\(holding.attacker) may call `\(ActionDamage.worstAction(of: pattern))` on what belongs to other applications of the account",
            severity: weigh(pattern.isEverything ? .critical : ActionDamage.weight(of: actions, isUnbounded: true), statement, holding),
            confidence: statement.isOptional ? .medium : nil,
            remedy: "Replace `NotResource` by `Resource` with what the function works on.")
    }

    private func weigh(_ severity: Severity, _ statement: PolicyStatement, _ holding: RoleHolding) -> Severity {
        severity.weighed(by: holding.exposure, under: statement)
    }
}

extension PolicyStatement {
    /// The first pattern that covers a whole service, or everything.
    var broadPattern: ActionPattern? { knownPatterns.first { $0.isEverything || $0.isWholeService } }

    /// Whether it grants a whole service on all resources but some, which `not-action-allow` speaks of.
    var exceptsResources: Bool { notActions.isEmpty && !notResources.isEmpty && broadPattern != nil }
}
