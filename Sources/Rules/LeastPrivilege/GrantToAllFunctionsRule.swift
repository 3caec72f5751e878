import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// A statement of a shared role that only some of the functions under it need.
struct GrantToAllFunctionsRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "grant-to-all-functions", since: "0.1.0", severity: .low,
        summary: "gives every function what only some of them need",
        why: """
            Functions under one role may all do what any of them needs: whoever takes over the one that resizes images \
            sends mail like the one that invites users. The code behind every function under the role is held against \
            each of its statements; a statement that some of them need belongs to a role of their own. Only statements \
            whose needs are all known are reported.
            """,
        remedy: """
            Give the functions that need the statement a role of their own: `iam.role.statements` of the function (from \
            version 4 of the Serverless Framework on, or with its plugin for roles per function), `Policies` of the \
            function in SAM.
            """,
        cwe: [250, 653],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
            "https://www.serverless.com/framework/docs/providers/aws/guide/iam",
        ])

    static let readsCode = true

    /// The roles per function that inherit the same statements, in the manifest's order.
    private var inheriting: [Role] = []

    init() {}

    func prepared(for context: AuditContext) -> GrantToAllFunctionsRule {
        var rule = self
        let provider = context.application.document["provider"]
        guard let shared = provider?[path: "iam", "role", "statements"] ?? provider?["iamRoleStatements"] else { return self }
        rule.inheriting = context.application.roles.filter { role in
            role.kind == .perFunction && role.statements.contains { $0.origin == .author && shared.place.span.contains($0.place.span) }
        }
        return rule
    }

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard let permissions = context.permissions, let given = permissions.grants[role.id] else { return [] }
        let roles = role.kind == .perFunction ? inheriting : [role]
        // What several roles inherit is said once.
        guard roles.first?.id == role.id, roles.allSatisfy({ permissions.incompleteness(of: $0.id) == nil }) else { return [] }
        let all = roles.flatMap { permissions.functions(under: $0.id) }
        guard all.count > 1 else { return [] }
        let written = given.allowed.filter { $0.origin == .author && $0.managedPolicy == nil && !$0.action.isHousekeeping }
        let statements = Dictionary(grouping: written, by: \.statementPlace).filter { roles.count == 1 || isInherited($0.key, roles) }
        return statements.keys.sorted().compactMap { place -> Violation? in
            let needed = (statements[place] ?? []).filter { grant in all.contains { !permissions.needs(served: grant, of: $0).isEmpty } }
            let users = all.filter { function in needed.contains { !permissions.needs(served: $0, of: function).isEmpty } }.map(\.needs.function)
            guard let first = needed.first, users.count < all.count else { return nil }
            return violation(first, needed, users: users, of: all.map(\.needs.function), context)
        }.enumerated().map { position, violation in
            // One repair makes all roles, and so repairs the others as well.
            .violation(position == 0 ? violation.repaired(by: FunctionRoleSplit(of: roles, permissions, in: context).repair()) : violation)
        }
    }

    private func isInherited(_ place: SourcePlace, _ roles: [Role]) -> Bool {
        roles.dropFirst().contains { role in role.statements.contains { $0.place == place } }
    }

    private func violation(
        _ first: RoleGrant, _ grants: [RoleGrant], users: [String], of all: [String], _ context: AuditContext
    ) -> Violation {
        let others = all.filter { !users.contains($0) }
        let exposed = others.compactMap { context.function(named: $0) }.max { $0.exposure < $1.exposure }
        let what = NameList.text(grants.map(\.action.text), showing: 1)
        let them = grants.count == 1 ? "it" : "them"
        let named = NameList.text(users, showing: 3)
        let actions = grants.flatMap { ActionCatalogue.bundled.actions(matching: $0.action) }
        let weight = ActionDamage.weight(of: actions, isUnbounded: grants.contains { $0.resources.contains { $0 == .everything } })
        return Violation(
            at: first.place, "all \(all.count) functions under the role may use \(what), and only \(named) need\(users.count == 1 ? "s" : "") \(them)",
            gain: "\(exposed?.attacker ?? "whoever takes over another function") may use \(them) as well",
            functions: others, severity: weight >= .high ? .medium : .low,
            remedy: context.application.remedy(
                sam: "Give each function `Policies` with what it needs, in the place of the shared `Role`.",
                cloudFormation: "Give each function a role of its own, with what it needs."))
    }

    private static let two = """
        functions:
          orders:
            handler: orders.handler
            events: [{ httpApi: POST /orders }]
          mail:
            handler: mail.handler
            events: [{ sqs: arn:aws:sqs:eu-west-1:123456789012:mail }]
        """

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: «ses:SendEmail»
                      Resource: arn:aws:ses:eu-west-1:123456789012:identity/shop.example
            \(two)
            """,
            files: [
                "orders.js": "exports.handler = async () => ({ statusCode: 204 });",
                "mail.js": """
                const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
                const ses = new SESClient({});
                exports.handler = async (event) => ses.send(new SendEmailCommand({ Source: 'shop@shop.example' }));
                """,
            ]),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [«dynamodb:PutItem»]
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            \(two)
            """,
            files: [
                "orders.py": """
                import boto3

                table = boto3.resource("dynamodb").Table("orders")

                def handler(event, context):
                    table.put_item(Item={"id": "1"})
                """,
                "mail.py": "def handler(event, context):\n    return None",
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:GetItem
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            \(two)
            """,
            files: [
                "orders.js": """
                const AWS = require('aws-sdk');
                const db = new AWS.DynamoDB.DocumentClient();
                exports.handler = async (event) => db.get({ TableName: 'orders', Key: { id: '1' } }).promise();
                """,
                "mail.js": """
                const AWS = require('aws-sdk');
                const db = new AWS.DynamoDB.DocumentClient();
                exports.handler = async (event) => db.get({ TableName: 'orders', Key: { id: '2' } }).promise();
                """,
            ]),
        .clean(
            .serverlessFramework,
            """
            # What the other function calls is computed, so nobody knows what it needs.
            service: shop
            provider:
              name: aws
              runtime: python3.14
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:PutItem
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            \(two)
            """,
            files: [
                "orders.py": """
                import boto3

                def handler(event, context):
                    boto3.resource("dynamodb").Table("orders").put_item(Item={"id": "1"})
                """,
                "mail.py": """
                import boto3

                def handler(event, context):
                    return boto3.client("dynamodb").get_paginator(event["what"]).paginate(TableName="orders")
                """,
            ]),
    ]
}
