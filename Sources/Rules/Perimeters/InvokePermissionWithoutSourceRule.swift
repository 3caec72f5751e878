import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A permission with which everybody may invoke a function.
struct InvokePermissionWithoutSourceRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "invoke-permission-without-source", since: "0.1.0", severity: .high,
        summary: "may be invoked by every AWS account",
        why: """
            A permission of Lambda's with the principal `*` is for everybody who has an AWS account, whatever account that \
            is. Whoever knows the function's ARN then invokes it with an event of their own making, past every API, \
            authorizer and schema.
            """,
        remedy: """
            Name who invokes the function in `Principal`, an account or a service such as `s3.amazonaws.com`, and limit a \
            service with `SourceArn` or `SourceAccount`; for all accounts of an organization set `PrincipalOrgID`.
            """,
        cwe: [284, 732],
        references: [
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: «'*'»
            """),
        .flagged(
            .serverlessFramework,
            """
            # A signature is asked for, but anybody's will do.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                url:
                  authorizer: aws_iam
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !GetAtt ExportLambdaFunction.Arn
                    Action: lambda:InvokeFunctionUrl
                    FunctionUrlAuthType: AWS_IAM
                    Principal: «'*'»
            """),
        .clean(
            .serverlessFramework,
            """
            # One organization, one source, one account.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Organization:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: '*'
                    PrincipalOrgID: o-a1b2c3d4e5
                Bucket:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: '*'
                    SourceArn: arn:aws:s3:::uploads
                Account:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: !Ref AWS::AccountId
            """),
        .clean(
            .serverlessFramework,
            """
            # Only through a function URL that asks nobody, which is another rule's business.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunctionUrl
                    FunctionUrlAuthType: NONE
                    Principal: '*'
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Somebody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: ${env:CALLER}
            """),
    ]

    /// The functions that permissions are for, by where the permission is written.
    private var functions: [SourcePlace: String] = [:]

    init() {}

    func prepared(for context: AuditContext) -> InvokePermissionWithoutSourceRule {
        var rule = self
        for relation in context.application.relations where relation.kind == .invokes {
            if case .function(let name) = relation.to { rule.functions[relation.place] = name }
        }
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, resource.type == "AWS::Lambda::Permission",
            let function = functions[resource.logicalIDPlace], let principal = resource.properties["Principal"],
            isUnlimited(resource.properties)
        else { return [] }
        if principal.string == "*" { return [.violation(violation(at: principal, of: function, resource))] }
        guard principal.mayBeEverybody else { return [] }
        return [.undecided(at: principal.place, because: principal.whyUndetermined, functions: [function])]
    }

    /// Whether the permission lets its principal invoke the function, and nothing says from where. What only opens a
    /// function URL without authorization is seen at the URL.
    private func isUnlimited(_ properties: Value) -> Bool {
        let limits = ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"]
        guard limits.allSatisfy({ properties[$0]?.isNull ?? true }), properties["InvokedViaFunctionUrl"]?.bool != true,
            properties["FunctionUrlAuthType"]?.string != "NONE"
        else { return false }
        let actions: Set<String> = ["lambda:invokefunction", "lambda:invokefunctionurl", "lambda:*", "*"]
        return properties["Action"]?.string.map { actions.contains($0.lowercased()) } ?? false
    }

    private func violation(at principal: Value, of function: String, _ resource: Resource) -> Violation {
        Violation(
            at: principal.place, "`Principal: \"*\"` without a source lets every AWS account invoke `\(function)`",
            gain: "anyone with an AWS account and the function's ARN runs `\(function)` with an event of their own making",
            functions: [function], repair: repair(resource))
    }

    /// Callers in other accounts, if there are any, are then kept out.
    private func repair(_ resource: Resource) -> Repair? {
        guard resource.generator == nil, resource.properties.isMap, resource.properties["SourceAccount"] == nil else {
            return nil
        }
        let change = Repair.Change.insert(
            .reference("AWS::AccountId"), at: ["SourceAccount"], into: resource.properties.place)
        return Repair("let services of this account alone invoke it", safety: .unsafe, [change])
    }
}

extension Value {
    /// Whether a principal that is not known may turn out to be `*`.
    fileprivate var mayBeEverybody: Bool {
        switch content {
        case .unknown, .symbolic(.parameter), .symbolic(.environment), .symbolic(.variable): true
        default: false
        }
    }
}
