import ApplicationModel
import AuditKit
import Findings

/// Statements on a function that the framework never reads.
struct IgnoredFunctionStatementsRule: FunctionRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "ignored-function-statements", since: "0.1.0", severity: .medium,
        summary: "has statements of its own that the framework ignores",
        why: """
            `iamRoleStatements` on a function belongs to the plugin `serverless-iam-roles-per-function`. Without it \
            versions 1 to 3 of the framework read past the key, without a word: the function runs under the role that \
            all functions share, and the limits in its own statements hold for nobody.
            """,
        remedy: """
            Add `serverless-iam-roles-per-function` to `plugins`, or move to version 4 and write \
            `iam.role.statements` on the function.
            """,
        cwe: [1188],
        references: [
            "https://github.com/functionalone/serverless-iam-roles-per-function",
            "https://www.serverless.com/framework/docs/providers/aws/guide/iam",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '3'
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                «iamRoleStatements»:
                  - Effect: Allow
                    Action: dynamodb:Query
                    Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '3'
            provider:
              name: aws
            plugins:
              - serverless-iam-roles-per-function
            functions:
              list:
                handler: list.handler
                iamRoleStatements:
                  - Effect: Allow
                    Action: dynamodb:Query
                    Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '3'
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
            """),
    ]

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, let member = function.ignoredStatements else { return [] }
        return [.violation(violation(of: function, member, in: context.application))]
    }

    private func violation(
        of function: Function, _ member: Value.Member, in application: Application
    ) -> Violation {
        let others = application.role(of: function).map { application.functions(under: $0).count - 1 } ?? 0
        let shared = others > 0 ? ", with all that \(others == 1 ? "another function needs" : "\(others) other functions need")" : ""
        let isStructured = member.key == "statements"
        let key = isStructured ? "iam.role.statements" : member.key
        return Violation(
            at: member.keyPlace,
            "`\(key)` of a function does nothing: neither this version of the framework nor a plugin reads it",
            gain: "\(function.attacker) acts under the service's role\(shared), not under the limits written here",
            remedy: isStructured && application.hasPlugin(Self.plugin)
                ? "Write the statements under `iamRoleStatements`: with `\(Self.plugin)` no other key is read." : nil)
    }

    private static let plugin = "serverless-iam-roles-per-function"
}
