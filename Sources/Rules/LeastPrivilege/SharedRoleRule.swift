import ApplicationModel
import AuditKit
import Findings
import Permissions

/// Functions that need different things under one role.
struct SharedRoleRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "shared-role", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "shares a role with functions that need other permissions",
        why: """
            A role that several functions share must allow what any of them needs, so each of them holds the others' \
            permissions. The break-in at the weakest function then yields what the strongest one may do. It is only \
            reported where the functions' triggers show that their needs differ.
            """,
        remedy: """
            Give each function a role of its own: `provider.iam.role.mode: perFunction` (version 4), or \
            `serverless-iam-roles-per-function`, and move each statement to the function that needs it.
            """,
        cwe: [250],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/iam",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
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
                        - «dynamodb:GetItem»
                        - dynamodb:DeleteItem
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
              cleanUp:
                handler: cleanUp.handler
                events:
                  - schedule: rate(1 day)
            """),
        .flagged(
            .serverlessFramework,
            """
            # What reading the queue needs, the framework adds for everybody.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: «sqs:SendMessage»
                      Resource: !GetAtt Orders.Arn
            functions:
              create:
                handler: create.handler
                events:
                  - httpApi: POST /orders
              ship:
                handler: ship.handler
                events:
                  - sqs: !GetAtt Orders.Arn
            resources:
              Resources:
                Orders:
                  Type: AWS::SQS::Queue
            """),
        .clean(
            .serverlessFramework,
            """
            # Nothing was granted, so there is nothing to share.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
              cleanUp:
                handler: cleanUp.handler
                events:
                  - schedule: rate(1 day)
            """),
        .clean(
            .serverlessFramework,
            """
            # Same kind of trigger, same kind of work.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:Query
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
              search:
                handler: search.handler
                events:
                  - httpApi: GET /orders/search
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  mode: perFunction
                  statements:
                    - Effect: Allow
                      Action: dynamodb:DeleteItem
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
              cleanUp:
                handler: cleanUp.handler
                events:
                  - schedule: rate(1 day)
            """),
    ]

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, role.kind == .sharedByFramework || role.kind == .declared else { return [] }
        let functions = application.functions(under: role).filter { !$0.triggers.isEmpty }
        let grants = role.authoredGrants.filter(isWorthTaking)
        guard functions.count >= 2, let first = grants.lazy.compactMap({ $0.actions.first ?? $0.notActions.first }).first,
            let difference = difference(among: functions, grants)
        else { return [] }
        var found = violation(functions, difference, at: first, role)
        if application.format != .serverlessFramework { found.remedy = Self.remedyOfTemplates }
        return [.violation(found)]
    }

    private static let remedyOfTemplates = """
        Give each function a role of its own with the statements it needs: one `AWS::IAM::Role` for each, or in SAM \
        `Policies` at the function instead of `Role`.
        """

    /// Writing logs and traces is everybody's need.
    private func isWorthTaking(_ statement: PolicyStatement) -> Bool {
        guard statement.notActions.isEmpty else { return true }
        return statement.actionPatterns.contains { pattern in
            !pattern.isHousekeeping && !["logs", "xray", "cloudwatch"].contains(pattern.service)
        }
    }

    private struct Difference {
        let words: String
        let severity: Severity
    }

    private func difference(among functions: [Function], _ grants: [PolicyStatement]) -> Difference? {
        let kinds = Set(functions.map { Set($0.triggers.map(\.kind.family)) })
        if kinds.count > 1 {
            let isMixed = Set(functions.map(\.exposure)).count > 1
            return Difference(words: "run for different events", severity: isMixed ? .medium : .low)
        }
        let isReading = Set(functions.map(onlyReads))
        guard isReading.count > 1, grants.contains(where: allowsChanges) else { return nil }
        return Difference(words: "partly read and partly write", severity: .low)
    }

    private func onlyReads(_ function: Function) -> Bool {
        function.triggers.allSatisfy { ["GET", "HEAD", "OPTIONS"].contains($0.route?.method ?? "") }
    }

    private func allowsChanges(_ statement: PolicyStatement) -> Bool {
        statement.actionPatterns.contains { pattern in
            pattern.isEverything || ActionCatalogue.bundled.actions(matching: pattern).changesAnything
        }
    }

    private func violation(
        _ functions: [Function], _ difference: Difference, at action: Value, _ role: Role
    ) -> Violation {
        let names = functions.map { "`\($0.name)`" }
        let listed = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
        return Violation(
            at: action.place, "one role for \(functions.count) functions that \(difference.words): \(listed)",
            gain: gain(functions, role), functions: functions.map(\.name), severity: difference.severity)
    }

    private func gain(_ functions: [Function], _ role: Role) -> String {
        let attacker = functions.mostExposed?.attacker ?? "whoever takes over one of them"
        let strongest = role.strongestGrant
        if let excess = functions.mostExposed.flatMap({ excess(for: $0, among: functions, role) }),
            strongest.map(ActionDamage.isGrave) != true
        {
            return "\(attacker) may also call `\(excess.action)`, which only `\(excess.owner)` needs"
        }
        let action = strongest.map { "`\($0)`" } ?? "whatever is granted"
        return "\(attacker) may also call \(action), whichever of the functions it was granted for"
    }

    /// What the framework grants for the events of another function: whose statements of the author's are is not said.
    private func excess(
        for function: Function, among functions: [Function], _ role: Role
    ) -> (action: String, owner: String)? {
        let own = Set(function.triggers.map(\.kind))
        for other in functions where other.name != function.name {
            let places = Set(other.triggers.filter { !own.contains($0.kind) }.map(\.place))
            let patterns = role.statements.filter { $0.origin != .author && places.contains($0.place) }
                .flatMap(\.knownPatterns)
            let actions = patterns.prefix(24).flatMap { ActionCatalogue.bundled.actions(matching: $0) }
            if let action = ActionDamage.strongest(of: actions) { return (action.description, other.name) }
        }
        return nil
    }
}

extension Trigger.Kind {
    /// Kinds whose functions do the same sort of work.
    var family: String {
        switch self {
        case .restAPI, .httpAPI, .http, .functionURL, .loadBalancer, .graphQL: "http"
        case .keyValueStream, .dataStream, .kafka, .documentStream: "stream"
        case .queue, .activeMQ, .rabbitMQ: "queue"
        case .alexaSkill, .alexaSmartHome: "alexa"
        default: rawValue
        }
    }
}
