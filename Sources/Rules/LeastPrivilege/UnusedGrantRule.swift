import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// Actions that a role allows and no function under it needs.
struct UnusedGrantRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "unused-grant", since: "0.1.0", severity: .medium,
        summary: "may do what none of its code does",
        why: """
            What a function calls is in its code, so what its role allows beside that serves nobody but an attacker. The \
            calls of AWS's SDKs in the code behind every handler under the role are held against the statement, with what \
            the platform does for its triggers. Where one call could not be told nothing is said to be unused. What a \
            whole service or a wildcard gives beyond the need is `least-privilege/broader-than-needed`.
            """,
        remedy: "Remove the actions; `ringfence permissions` shows what each function needs and where.",
        cwe: [250, 272],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
        ])

    static let readsCode = true

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            !permissions.functions(under: role.id).isEmpty
        else { return [] }
        let written = given.allowed.filter { $0.origin == .author && $0.managedPolicy == nil && !$0.action.isHousekeeping }
        let unused = written.filter { permissions.functions(served: $0, of: role.id).isEmpty && !isUnknown($0) }
        guard let first = unused.first else { return [] }
        if let (function, reason) = permissions.incompleteness(of: role.id) {
            // Without any code there is nothing to hold statements against.
            guard let code = context.code, !code.functions.isEmpty else { return [] }
            let because = "whether the code needs `\(first.action.text)` could not be told: of function `\(function)` \(reason)"
            return [.undecided(at: first.place, because: because, functions: [function])]
        }
        let counts = given.allowed.reduce(into: [SourcePlace: Int]()) { $0[$1.statementPlace, default: 0] += 1 }
        let statements = byStatement(unused)
        let whole = statements.filter { counts[$0[0].statementPlace] == $0.count && isAlone($0, role, permissions) }.map { $0[0].statementPlace }
        let removal = StatementRemoval(of: whole, in: role, of: context.application)
        let isWhole = Set(whole)
        let lacking = permissions.lackingServices(under: role.id)
        return statements.map { grants in
            var found = violation(grants, role, context, isWhole.contains(grants[0].statementPlace) ? removal : nil)
            if grants.contains(where: { lacking.contains($0.action.service.lowercased()) }) { found.repair = nil }
            if !isAlone(grants, role, permissions) {
                found.repair = nil
                found.remedy = "Leave the statement to the roles that need it, and give this one a statement of its own without the actions."
            }
            return .violation(found)
        }
    }

    /// Whether no other role has the same statement and may need what it grants.
    private func isAlone(_ grants: [RoleGrant], _ role: Role, _ permissions: PermissionComparison) -> Bool {
        !grants.contains { permissions.mayBeUsed($0, elsewhereThan: role.id) }
    }

    /// Of an action that the catalogue does not know it is not known which call needs it.
    private func isUnknown(_ grant: RoleGrant) -> Bool { ActionCatalogue.bundled.actions(matching: grant.action).isEmpty }

    private func byStatement(_ grants: [RoleGrant]) -> [[RoleGrant]] {
        let groups = Dictionary(grouping: grants, by: \.statementPlace)
        return groups.keys.sorted().compactMap { groups[$0] }
    }

    private func violation(_ grants: [RoleGrant], _ role: Role, _ context: AuditContext, _ removal: StatementRemoval?) -> Violation {
        let holding = context.holding(of: role)
        let shown = NameList.text(grants.map(\.action.text))
        let actions = grants.flatMap { ActionCatalogue.bundled.actions(matching: $0.action) }
        let isUnbounded = grants.contains { $0.resources.contains { $0 == .everything } }
        let them = grants.count == 1 ? "it" : "them"
        let who = holding.functions.count == 1 ? "function `\(holding.functions[0].name)` does not need \(them)" : "none of its \(holding.functions.count) functions needs \(them)"
        return Violation(
            at: grants[0].place, "\(shown) \(grants.count == 1 ? "is" : "are") granted, and \(who)",
            gain: "\(holding.attacker) may use what no code here does",
            severity: ActionDamage.weight(of: actions, isUnbounded: isUnbounded).lowered.weighed(by: holding.exposure),
            related: grants.dropFirst().prefix(8).map { ($0.place, "`\($0.action.text)` is granted here") },
            repair: repair(grants, removal, context.safety(ofNarrowing: role)))
    }

    /// `removal` is given for a statement of which nothing is needed.
    private func repair(_ grants: [RoleGrant], _ removal: StatementRemoval?, _ safety: Fix.Safety) -> Repair? {
        if let removal {
            return Repair("remove the statement, of which nothing is needed", safety: safety, removal.change(at: grants[0].statementPlace))
        }
        let title = grants.count == 1 ? "remove `\(grants[0].action.text)`" : "remove the \(grants.count) actions that nothing needs"
        return Repair(title, safety: safety, grants.map { .removeElement($0.place) })
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
            const db = new DynamoDBClient({});
            exports.handler = async (event) => {
              await db.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: event.id } } }));
            };
            """,
            permissions: """
                - Effect: Allow
                  Action: [dynamodb:PutItem, «dynamodb:DeleteItem»]
                  Resource: arn:aws:dynamodb:*:*:table/orders
                """),
        .flagged(
            .python,
            """
            import boto3

            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                return table.get_item(Key={"id": event["id"]})["Item"]["state"]
            """,
            permissions: """
                - Effect: Allow
                  Action:
                    - dynamodb:GetItem
                    - «dynamodb:Scan»
                    - dynamodb:PutItem
                  Resource: arn:aws:dynamodb:*:*:table/orders
                - Effect: Allow
                  Action: «s3:GetObject»
                  Resource: arn:aws:s3:::orders/*
                """),
        .clean(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            exports.handler = async (event) => {
              await db.put({ TableName: 'orders', Item: { id: event.id } }).promise();
              return db.query({ TableName: 'orders', IndexName: 'owner', KeyConditionExpression: 'o = :o' }).promise();
            };
            """,
            permissions: """
                - Effect: Allow
                  Action: [dynamodb:PutItem, dynamodb:Query]
                  Resource: ['arn:aws:dynamodb:*:*:table/orders', 'arn:aws:dynamodb:*:*:table/orders/index/*']
                """),
        .clean(
            .python,
            """
            # What lists its objects needs the bucket, and what reads one needs the object.
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                first = s3.list_objects_v2(Bucket="orders")["Contents"][0]
                return s3.get_object(Bucket="orders", Key=first["Key"])["ContentType"]
            """,
            permissions: """
                - Effect: Allow
                  Action: [s3:GetObject, s3:ListBucket]
                  Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*']
                """),
        .undecided(
            .python,
            """
            # Which operation is called is computed, so nothing can be said to be unused.
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                return getattr(s3, event["operation"])(Bucket="orders")
            """,
            permissions: """
                - Effect: Allow
                  Action: [s3:GetObject, s3:ListBucket]
                  Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*']
                """),
    ]
}
