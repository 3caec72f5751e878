import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// An action in a policy that no service of AWS has.
struct UnknownActionRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "unknown-action", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "has a policy with an action that does not exist",
        why: """
            IAM takes any name for an action and says nothing. What is mistyped in a grant is missing when the function \
            calls it, and the usual repair is a wildcard; what is mistyped in a denial denies nothing. The catalogue of \
            actions is as old as this program, so a new action of AWS's may be reported until the next version.
            """,
        remedy: "Correct the name; the service authorization reference lists every action of every service.",
        cwe: [1287],
        references: [
            "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
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
                      Action:
                        - «dynamodb:GetItems»
                        - dynamodb:PutItem
                        - «sts:GetCallerIdentify»
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # No service, no colon, a pattern that nothing fits; and a denial that denies nothing.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [«dynamo:GetItem», «sqs.SendMessage», «'s3:Fetch*'»]
                      Resource: '*'
                    - Effect: Deny
                      Action: «s3:DeleteObjects»
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Letters' case does not count, and what AWS no longer documents is no mistake.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [dynamodb:getitem, 's3:Get*', 'dynamodb:*', '*:List*']
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: ${env:ACTION}
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
            """),
    ]

    init() {}

    /// For how many names of one role the nearest real one is looked for.
    private static let suggestionLimit = 50

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        var suggestions = 0
        var verdicts: [Verdict] = []
        for statement in role.statements where statement.origin == .author {
            for action in statement.judgedActions + statement.notActions.prefix(1_000) {
                for value in action.branches.values {
                    guard let text = value.string else {
                        if value.isUndetermined { verdicts.append(.undecided(at: value.place, because: value.whyUndetermined, functions: [])) }
                        continue
                    }
                    let pattern = ActionPattern(text)
                    guard !isKnown(pattern) else { continue }
                    suggestions += 1
                    let nearest = suggestions <= Self.suggestionLimit ? NearestAction(to: pattern) : nil
                    verdicts.append(.violation(violation(pattern, nearest, at: value, statement)))
                }
            }
        }
        return verdicts
    }

    /// Patterns that leave the service open fit something somewhere; a longer text than any name fits nothing.
    private func isKnown(_ pattern: ActionPattern) -> Bool {
        if pattern.isEverything || pattern.spansServices { return true }
        return !ActionCatalogue.bundled.actions(matching: pattern).isEmpty
    }

    private func violation(
        _ pattern: ActionPattern, _ nearest: NearestAction?, at value: Value, _ statement: PolicyStatement
    ) -> Violation {
        let question = nearest.map { "; `\($0.text)` was probably meant" } ?? ""
        return Violation(
            at: value.place, "\(problem(of: pattern))\(question)", gain: gain(pattern, statement),
            severity: statement.effect == .deny ? .medium : .low,
            remedy: nearest.map { "Write `\($0.text)`, if that is what the code calls." },
            repair: repair(nearest, at: value))
    }

    private func problem(of pattern: ActionPattern) -> String {
        if pattern.name.isEmpty { return "`\(pattern.text)` is no action: a service, a colon and a name are expected" }
        guard ActionCatalogue.bundled.hasService(pattern.service) else { return "`\(pattern.text)`: AWS has no service `\(pattern.service)`" }
        return pattern.hasWildcard ? "`\(pattern.text)` fits no action of `\(pattern.service)`" : "`\(pattern.service)` has no action `\(pattern.text)`"
    }

    private func gain(_ pattern: ActionPattern, _ statement: PolicyStatement) -> String {
        switch statement.effect {
        case .deny: "whoever takes the function over may still call what the denial was meant to stop"
        case .allow, .unknown: "nobody yet; the call that is refused is often allowed with a wildcard in the end, which an attacker then uses"
        }
    }

    /// It grants or denies what was not granted or denied before, which a person has to want.
    private func repair(_ nearest: NearestAction?, at value: Value) -> Repair? {
        guard let nearest, nearest.isUnambiguous, value.trace.isEmpty else { return nil }
        return Repair("write `\(nearest.text)`", safety: .unsafe, [.replace(value.place, with: .string(nearest.text))])
    }
}
