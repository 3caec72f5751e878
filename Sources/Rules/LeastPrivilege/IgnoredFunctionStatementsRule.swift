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
            all functions share, and the limits in its own statements hold for nobody. The same happens where `role` \
            or `provider.iam.role` names a role that exists already, and in SAM to `Policies` beside `Role`.
            """,
        remedy: """
            Add `serverless-iam-roles-per-function` to `plugins`, or move to version 4 and write \
            `iam.role.statements` on the function.
            """,
        cwe: [1188],
        references: [
            "https://github.com/functionalone/serverless-iam-roles-per-function",
            "https://www.serverless.com/framework/docs/providers/aws/guide/iam",
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html",
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
        .flagged(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role: arn:aws:iam::123456789012:role/shop
            functions:
              list:
                handler: list.handler
                iam:
                  role:
                    «statements»:
                      - Effect: Allow
                        Action: dynamodb:Query
                        Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            """),
        .flagged(
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
                role: arn:aws:iam::123456789012:role/shop
                «iamRoleStatements»:
                  - Effect: Allow
                    Action: dynamodb:Query
                    Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: list.handler
                  Runtime: nodejs24.x
                  CodeUri: list/
                  Role: arn:aws:iam::123456789012:role/shop
                  «Policies»:
                    - DynamoDBReadPolicy: { TableName: orders }
            """),
        .clean(
            .sam,
            """
            # A role is made where none is chosen, and then the policies count.
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Role: { Type: String }
            Conditions:
              HasRole: !Not [!Equals [!Ref Role, '']]
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: list.handler
                  Runtime: nodejs24.x
                  CodeUri: list/
                  Role: !If [HasRole, !Ref Role, !Ref AWS::NoValue]
                  Policies:
                    - DynamoDBReadPolicy: { TableName: orders }
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
        let application = context.application
        guard application.provider.isAWS, let member = function.ignoredStatements else { return [] }
        let key = member.key == "statements" ? "iam.role.statements" : member.key
        let cause = IgnoredStatementsCause(of: key, on: function, in: application)
        let violation = Violation(
            at: member.keyPlace, cause.message, gain: "\(function.attacker) \(cause.effect)", severity: cause.severity,
            confidence: cause.isAssumed ? .medium : nil, remedy: cause.remedy,
            repair: cause.lacksPlugin && member.key != "statements" ? repair(application) : nil)
        return [.violation(violation)]
    }

    /// The plugin must be installed as well.
    private func repair(_ application: Application) -> Repair? {
        let plugin = Repair.Literal.string(IgnoredStatementsCause.plugin)
        let title = "load `\(IgnoredStatementsCause.plugin)`, which must be installed too"
        guard let plugins = application.document["plugins"], !plugins.isNull else {
            return Repair(title, safety: .unsafe, application.settingOfService(.list([plugin]), at: "plugins"))
        }
        guard case .list = plugins.content else { return nil }
        return Repair(title, safety: .unsafe, .append(plugin, to: plugins.place))
    }
}
